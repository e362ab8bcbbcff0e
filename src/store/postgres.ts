import { CompiledQuery, Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely';
import pg from 'pg';
import type { Database } from './database.ts';
import type { Schema } from './schema.ts';
import { StoreError } from './store-error.ts';

/**
 * Opens a PostgreSQL database by its URL; TLS as the URL says (`?sslmode=verify-full&sslrootcert=…`).
 * Durability is the server's (synchronous_commit, on by default).
 */
export async function openPostgres(url: string): Promise<Database> {
  const pool = poolOf(url);
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool: guarded(pool) }) });
  try {
    await db.executeQuery(CompiledQuery.raw('select 1'));
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return {
    dialect: 'postgres',
    read: db,
    write: db,
    close: () => db.destroy(),
  };
}

function poolOf(url: string): pg.Pool {
  try {
    // Read here, not at the first connection.
    new pg.Client({ connectionString: url });
    const pool = new pg.Pool({
      connectionString: url,
      application_name: 'breakwater',
      max: 10,
      connectionTimeoutMillis: 10_000,
      idleTimeoutMillis: 60_000,
      keepAlive: true,
      // A query that takes longer than that has gone wrong; so has a transaction that nobody goes on with.
      statement_timeout: 60_000,
      lock_timeout: 60_000,
      idle_in_transaction_session_timeout: 60_000,
      // Counts are bigint: ours stay far below 2^53.
      types: { getTypeParser: (type, format) => (type === 20 ? Number : pg.types.getTypeParser(type, format)) },
    });
    // A connection that dies while nobody uses it leaves the pool; the next query opens a new one, or says why it can't.
    pool.on('error', () => {});
    return pool;
  } catch (error) {
    // Its message has the URL, with the password.
    throw new StoreError('bad-url', {}, { cause: error instanceof Error ? error.name : undefined });
  }
}

/** The pool with errors said as ours. */
function guarded(pool: pg.Pool): PostgresPool {
  return {
    options: pool.options,
    connect: async () => new GuardedClient(await said(pool.connect())),
    end: () => pool.end(),
  };
}

class GuardedClient implements PostgresPoolClient {
  readonly #client: pg.PoolClient;

  constructor(client: pg.PoolClient) {
    this.#client = client;
  }
  // biome-ignore lint/suspicious/noExplicitAny: both of Kysely's signatures; cursors are not used.
  query(statement: any, parameters?: any): any {
    return said(this.#client.query(statement, parameters));
  }
  release(destroy?: boolean): void {
    this.#client.release(destroy);
  }
}

async function said<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw new StoreError('failed', { code: codeOf(error) }, { cause: withoutValues(error) });
  }
}

/** SQLSTATE (or the network's code) and the constraint: PostgreSQL's own words have values in them. */
function codeOf(error: unknown): string {
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  if (!(error instanceof Error)) return 'unknown error';
  const { code, constraint } = error as { code?: string; constraint?: string };
  if (code === undefined) return error.message.startsWith('timeout') ? 'timeout' : error.name;
  return constraint === undefined ? code : `${code} ${constraint}`;
}

/** What PostgreSQL says beside its message quotes rows and statements. */
function withoutValues(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  for (const field of ['detail', 'where', 'internalQuery', 'hint']) Reflect.deleteProperty(error, field);
  return error;
}
