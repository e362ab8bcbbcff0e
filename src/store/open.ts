import type { Store } from './store.ts';
import { StoreError } from './store-error.ts';

/** Where the data is: a file of SQLite (made where it is absent), or a PostgreSQL URL. */
export type StoreLocation = { readonly file: string } | { readonly url: string };

/**
 * Opens the database and brings its schema up to date, under a lock.
 * Throws `StoreError` where it can't be opened, is in use by another server, or was written by a newer version.
 */
export async function openStore(_location: StoreLocation): Promise<Store> {
  throw new StoreError('not there yet');
}
