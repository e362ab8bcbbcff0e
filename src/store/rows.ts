import { CompiledQuery, type Kysely } from 'kysely';
import type { Dialect } from './database.ts';
import type { Schema } from './schema.ts';

export type Value = string | number | null;

/** A statement that adds rows or, where their key is there, changes them. Make it once: its texts are kept. */
export class Upsert {
  /** So many rows at once, and one by one what is left: three texts in all, however many rows there are. */
  static readonly #sizes = [100, 10, 1] as const;
  readonly #texts = new Map<string, string>();
  readonly #definition: UpsertDefinition;

  constructor(definition: UpsertDefinition) {
    this.#definition = definition;
  }

  /** @returns what `returning` asks for, in no order; @param rows values in the order of the columns, no key twice */
  async run<R>(db: Kysely<Schema>, dialect: Dialect, rows: readonly (readonly Value[])[]): Promise<R[]> {
    const returned: R[] = [];
    let from = 0;
    for (const size of Upsert.#sizes)
      for (; rows.length - from >= size; from += size) {
        const statement = CompiledQuery.raw(this.#text(dialect, size), rows.slice(from, from + size).flat());
        for (const row of (await db.executeQuery<R>(statement)).rows) returned.push(row);
      }
    return returned;
  }

  #text(dialect: Dialect, size: number): string {
    const key = `${dialect} ${size}`;
    let text = this.#texts.get(key);
    if (text === undefined) {
      const { table, columns, key: unique, replace = [], add = [], returning = [] } = this.#definition;
      const width = columns.length;
      const rows = Array.from({ length: size }, (_, row) => {
        const marks = columns.map((_, column) => (dialect === 'sqlite' ? '?' : `$${row * width + column + 1}`));
        return `(${marks.join(', ')})`;
      });
      const sets = [
        ...replace.map((column) => `${column} = excluded.${column}`),
        ...add.map((column) => `${column} = ${table}.${column} + excluded.${column}`),
      ];
      text = `insert into ${table} (${columns.join(', ')}) values ${rows.join(', ')}`;
      if (unique !== undefined) text += ` on conflict (${unique.join(', ')}) do update set ${sets.join(', ')}`;
      if (returning.length > 0) text += ` returning ${returning.join(', ')}`;
      this.#texts.set(key, text);
    }
    return text;
  }
}

interface UpsertDefinition {
  readonly table: keyof Schema;
  readonly columns: readonly string[];
  /** Columns of the unique key; absent: rows are only added. */
  readonly key?: readonly string[];
  /** Columns that take the new value where the key is there. */
  readonly replace?: readonly string[];
  /** Columns that are added up. */
  readonly add?: readonly string[];
  readonly returning?: readonly string[];
}
