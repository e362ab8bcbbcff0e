import { CompiledQuery } from 'kysely';
import { auditLog } from './audit.ts';
import { applyBatch } from './batch.ts';
import { clusterStore } from './clusters.ts';
import type { Database } from './database.ts';
import { decisionStore } from './decisions.ts';
import { exceptionStore } from './exceptions.ts';
import { findingStore } from './findings.ts';
import { migrate } from './migrate.ts';
import { overviewStore } from './overview.ts';
import { openPostgres } from './postgres.ts';
import { retention } from './retention.ts';
import { sessionStore } from './sessions.ts';
import { settingsStore } from './settings.ts';
import { openSqlite } from './sqlite.ts';
import type { Store } from './store.ts';
import { tokenStore } from './tokens.ts';
import { trendStore } from './trends.ts';
import { userStore } from './users.ts';
import { workloadStore } from './workloads.ts';

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
  const settings = settingsStore(database);
  return {
    dialect: database.dialect,
    clusters: clusterStore(database),
    findings: findingStore(database),
    workloads: workloadStore(database),
    trends: trendStore(database),
    overview: overviewStore(database),
    exceptions: exceptionStore(database),
    sessions: sessionStore(database),
    tokens: tokenStore(database),
    users: userStore(database),
    audit: auditLog(database),
    decisions: decisionStore(database),
    settings,
    applyBatch: (batch) => applyBatch(database, batch),
    retention: (now) => retention(database, settings, now),
    async ping() {
      await database.read.executeQuery(CompiledQuery.raw('select 1'));
    },
    close: () => database.close(),
  };
}
