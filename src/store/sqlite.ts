import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import type { Database } from './database.ts';
import type { Schema } from './schema.ts';
import { StoreError } from './store-error.ts';

/**
 * Opens a file of SQLite, and makes it where it is absent. One process owns it: a second one is refused.
 * Durability: WAL with synchronous=FULL. What is written survives the end of this process even with NORMAL, because the
 * operating system has it; FULL also keeps what was acknowledged when the machine loses power, for one fsync a commit.
 */
export async function openSqlite(file: string): Promise<Database> {
  const open: DatabaseSync[] = [];
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    // Weaknesses of a cluster are in it: nobody else's business.
    closeSync(openSync(file, 'a', 0o600));
    const lock = lockOf(file);
    open.push(lock);
    const writer = connect(file, 16_000);
    open.push(writer);
    const reader = connect(file, 64_000);
    open.push(reader);
    reader.exec('pragma query_only = on');
    const write = new Kysely<Schema>({ dialect: dialectOf(writer) });
    const read = new Kysely<Schema>({ dialect: dialectOf(reader) });
    return {
      dialect: 'sqlite',
      read,
      write,
      async close() {
        await read.destroy();
        await write.destroy();
        // Kysely leaves a connection alone that was never asked anything.
        for (const database of open) if (database.isOpen) database.close();
      },
    };
  } catch (error) {
    for (const database of open) database.close();
    throw error instanceof StoreError
      ? error
      : new StoreError('not-opened', { file, code: codeOf(error) }, { cause: error });
  }
}

/** SQLITE_BUSY */
const sqliteBusy = 5;

/**
 * A lock that ends with its process however that ends: an exclusive transaction on a file of its own, which the operating system
 * lets go. (A lock on the database itself would shut out our own second connection.)
 */
function lockOf(file: string): DatabaseSync {
  const lock = new DatabaseSync(`${file}.lock`);
  try {
    lock.exec('pragma locking_mode = exclusive; begin exclusive');
    return lock;
  } catch (error) {
    lock.close();
    const busy = error instanceof Error && 'errcode' in error && error.errcode === sqliteBusy;
    if (!busy) throw error;
    throw new StoreError('in-use', { file }, { cause: error });
  }
}

function connect(file: string, cacheKilobytes: number): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: 10_000, enableForeignKeyConstraints: true });
  database.exec(`pragma journal_mode = wal; pragma synchronous = full; pragma trusted_schema = off;
    pragma temp_store = memory; pragma journal_size_limit = 67108864; pragma analysis_limit = 1000; pragma cache_size = -${cacheKilobytes}`);
  return database;
}

function dialectOf(database: DatabaseSync): Dialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createDriver: () => new SqliteDriver(database),
  };
}

/** Kysely gives the one connection to one query or transaction at a time (`SqliteAdapter.supportsMultipleConnections`). */
class SqliteDriver implements Driver {
  readonly #database: DatabaseSync;
  readonly #connection: SqliteConnection;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#connection = new SqliteConnection(database);
  }
  async init(): Promise<void> {}
  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection;
  }
  async releaseConnection(): Promise<void> {}
  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }
  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'));
  }
  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    // Some errors (a full disk) have already rolled it back.
    if (this.#database.isTransaction) await connection.executeQuery(CompiledQuery.raw('rollback'));
  }
  async destroy(): Promise<void> {
    this.#database.close();
  }
}

class SqliteConnection implements DatabaseConnection {
  /** Statements are few, because lists are one parameter each; the oldest goes where filters make more. */
  static readonly #kept = 200;
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    try {
      const statement = this.#prepare(sql);
      const values = parameters as SQLInputValue[];
      if (statement.columns().length > 0) return { rows: statement.all(...values) as R[] };
      const { changes } = statement.run(...values);
      return { rows: [], numAffectedRows: BigInt(changes) };
    } catch (error) {
      throw new StoreError('failed', { code: codeOf(error) }, { cause: error });
    }
  }

  // biome-ignore lint/correctness/useYield: Kysely asks for the method; our lists go by slices instead.
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('streams are not used');
  }

  #prepare(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#database.prepare(sql);
      if (this.#statements.size >= SqliteConnection.#kept) {
        const [oldest] = this.#statements.keys();
        if (oldest !== undefined) this.#statements.delete(oldest);
      }
    } else this.#statements.delete(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

/** `errcode 5, database is locked`: SQLite's own words have no values in them but for names of tables and columns. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  const { errcode, errstr, code } = error as { errcode?: number; errstr?: string; code?: string };
  return errcode === undefined ? (code ?? error.name) : `${errstr ?? 'error'} (${errcode})`;
}
