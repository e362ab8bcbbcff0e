import { type Expression, type Kysely, type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Schema } from './schema.ts';

export type Dialect = 'sqlite' | 'postgres';

/** An open database: what the two kinds do differently, and nothing of what is in them. */
export interface Database {
  readonly dialect: Dialect;
  /** For queries alone. In SQLite a connection of its own, so that they go on beside a long transaction and don't see it. */
  readonly read: Kysely<Schema>;
  readonly write: Kysely<Schema>;
  close(): Promise<void>;
}

/** Whether a column is one of some values; one parameter however many they are, so that the statement stays the same. */
export function isAmong(dialect: Dialect, column: Expression<unknown>, values: readonly (string | number)[]) {
  if (values.length === 0) return sql<SqlBool>`1 = 0`;
  if (dialect === 'sqlite') return sql<SqlBool>`${column} in (select value from json_each(${JSON.stringify(values)}))`;
  const type = typeof values[0] === 'number' ? sql.raw('bigint[]') : sql.raw('text[]');
  // PostgreSQL takes no NUL, so that none is stored either (text.ts): nothing has such a value.
  const possible = values.filter((value) => typeof value === 'number' || !value.includes('\0'));
  return sql<SqlBool>`${column} = any(${possible}::${type})`;
}

/** Whether a text has another in it, to the letter. */
export function hasText(dialect: Dialect, column: Expression<string>, part: string): RawBuilder<SqlBool> {
  return dialect === 'sqlite'
    ? sql<SqlBool>`instr(${column}, ${part}) > 0`
    : sql<SqlBool>`strpos(${column}, ${part}) > 0`;
}
