import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe } from 'vitest';
import { openStore, type StoreLocation } from '../open.ts';
import type { Store } from '../store.ts';
import { plainCluster } from './clusters.ts';
import { type PostgresServer, startPostgres } from './postgres-server.ts';

export interface Databases {
  /** Place of an empty database of its own. */
  place(): Promise<StoreLocation>;
  /** A store on an empty database in which the clusters `c1` and `c2` were put; it is closed after the test. */
  store(): Promise<Store>;
  /** What was opened by a test is closed after it. */
  open(location: StoreLocation): Promise<Store>;
  /** PostgreSQL alone: ends the server at once and starts it again. */
  crash(): Promise<void>;
  /** Waits until nothing goes on any more of what processes had begun that were killed. */
  idle(): Promise<void>;
}

/** Runs tests on SQLite and on PostgreSQL; the PostgreSQL server is the file's own. */
export function onEachDatabase(tests: (databases: Databases, dialect: 'sqlite' | 'postgres') => void): void {
  describe.each(['sqlite', 'postgres'] as const)('on %s', (dialect) => {
    let server: PostgresServer | undefined;
    let folder = '';
    let made = 0;
    const opened = new Set<Store>();
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'breakwater-store-'));
      if (dialect === 'postgres') server = await startPostgres();
    }, 120_000);
    afterEach(async () => {
      for (const store of opened) await store.close();
      opened.clear();
    });
    afterAll(async () => {
      await server?.stop();
      rmSync(folder, { recursive: true, force: true });
    }, 60_000);
    const place = async (): Promise<StoreLocation> => {
      if (server !== undefined) return { url: await server.database() };
      made++;
      return { file: join(folder, `${made}`, 'breakwater.db') };
    };
    const open = async (location: StoreLocation) => {
      const store = await openStore(location);
      opened.add(store);
      return store;
    };
    const store = async () => {
      const empty = await open(await place());
      await empty.clusters.put(plainCluster);
      await empty.clusters.put({ ...plainCluster, id: 'c2', name: 'two' });
      return empty;
    };
    tests({ place, open, store, crash: async () => server?.crash(), idle: async () => server?.idle() }, dialect);
  });
}
