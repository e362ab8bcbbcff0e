import { CompiledQuery, sql } from 'kysely';
import type { Database, Dialect } from './database.ts';
import { first } from './migrations/0001-first.ts';
import { decisions } from './migrations/0002-decisions.ts';
import { StoreError } from './store-error.ts';

/** In the order in which they run. One that was released never changes. */
const migrations: readonly { readonly name: string; readonly statements: (dialect: Dialect) => readonly string[] }[] = [
  { name: '0001-first', statements: first },
  { name: '0002-decisions', statements: decisions },
];

/** Any number, the same in every server: who holds it migrates. */
const lockNumber = 7_241_905_317;

/**
 * Brings the schema up to date in one transaction and under a lock (SQLite: `begin immediate`), so that servers that start together
 * don't meet and a kill in the middle leaves nothing half done. Throws `StoreError` for a database that a newer version wrote.
 */
export async function migrate({ dialect, write }: Database): Promise<void> {
  await write.transaction().execute(async (transaction) => {
    if (dialect === 'postgres') await sql`select pg_advisory_xact_lock(${lockNumber})`.execute(transaction);
    await sql`create table if not exists migrations (name text primary key, at text not null)`.execute(transaction);
    const done = new Set((await transaction.selectFrom('migrations').select('name').execute()).map(({ name }) => name));
    const unknown = [...done].filter((name) => !migrations.some((known) => known.name === name));
    if (unknown.length > 0) throw new StoreError('newer', { migrations: unknown.sort().join(', ') });
    for (const { name, statements } of migrations) {
      if (done.has(name)) continue;
      for (const statement of statements(dialect)) await transaction.executeQuery(CompiledQuery.raw(statement));
      await transaction.insertInto('migrations').values({ name, at: new Date().toISOString() }).execute();
    }
  });
}
