import { applyBatch } from './batch.ts';
import { clusterStore } from './clusters.ts';
import type { Database } from './database.ts';
import { migrate } from './migrate.ts';
import { openPostgres } from './postgres.ts';
import { openSqlite } from './sqlite.ts';
import type { Store } from './store.ts';

/** Where the data is: a file of SQLite (made where it is absent), or a PostgreSQL URL. */
export type StoreLocation = { readonly file: string } | { readonly url: string };

/**
 * Opens the database and brings its schema up to date, under a lock.
 * Throws `StoreError` where it can't be opened, is in use by another server, or was written by a newer version.
 */
export async function openStore(location: StoreLocation): Promise<Store> {
  const database = 'file' in location ? await openSqlite(location.file) : await openPostgres(location.url);
  try {
    await migrate(database);
  } catch (error) {
    await database.close();
    throw error;
  }
  return storeOf(database);
}

function storeOf(database: Database): Store {
  return {
    dialect: database.dialect,
    clusters: clusterStore(database),
    applyBatch: (batch) => applyBatch(database, batch),
    close: () => database.close(),
  } as Store;
}
