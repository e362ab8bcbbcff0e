import { execFile, execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';

const run = promisify(execFile);

/** A PostgreSQL server of a test's own, reachable through a socket in its folder alone. */
export interface PostgresServer {
  /** Makes an empty schema, which is to a store what a database of its own would be, and made faster. @returns its URL */
  database(): Promise<string>;
  /** Ends the server's processes at once, as a kill -9 would, and starts it again on the same data. */
  crash(): Promise<void>;
  /** Waits until the server has ended what clients that are gone had begun. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts PostgreSQL with data in a temporary folder. Throws where its programs are not there, saying what to run. */
export async function startPostgres(): Promise<PostgresServer> {
  const programs = programsFolder();
  const folder = mkdtempSync(join(tmpdir(), 'breakwater-postgres-'));
  const as = account();
  if (as !== undefined) {
    chownSync(folder, as.uid, as.gid);
    chmodSync(folder, 0o700);
  }
  const data = join(folder, 'data');
  await run(
    join(programs, 'initdb'),
    [
      '--pgdata',
      data,
      '--username',
      'breakwater',
      '--auth',
      'trust',
      '--encoding',
      'UTF8',
      '--locale',
      'C.UTF-8',
      '--no-sync',
    ],
    { ...as, cwd: folder },
  );
  const start = async () => {
    const server = spawn(
      join(programs, 'postgres'),
      // Without fsync: what processes leave behind when they are killed is the operating system's, which goes on.
      [
        '-D',
        data,
        '-k',
        folder,
        ...['listen_addresses=', 'shared_buffers=64MB', 'fsync=off'].flatMap((set) => ['-c', set]),
      ],
      { ...as, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
    let said = '';
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.once('exit', () => reject(new Error(`PostgreSQL ended at once: ${said}`)));
      server.stderr.setEncoding('utf8').on('data', (text: string) => {
        said = (said + text).slice(-4000);
        if (said.includes('ready to accept connections')) resolve();
      });
    });
    return {
      end: (signal: 'SIGINT' | 'SIGQUIT') => {
        server.kill(signal);
        return ended;
      },
    };
  };
  let server = await start();
  let made = 0;
  const url = `postgres://breakwater@localhost/postgres?host=${encodeURIComponent(folder)}`;
  const connected = async <T>(work: (client: pg.Client) => Promise<T>): Promise<T> => {
    const client = new pg.Client(url);
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  };
  return {
    async database() {
      made++;
      await connected((client) => client.query(`create schema test${made}`));
      return `${url}&options=${encodeURIComponent(`-c search_path=test${made}`)}`;
    },
    async crash() {
      // Immediate shutdown: no checkpoint, recovery from the log at the next start.
      await server.end('SIGQUIT');
      server = await start();
    },
    async idle() {
      const others = `select 1 from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`;
      await connected(async (client) => {
        while ((await client.query(others)).rows.length > 0) await sleep(10);
      });
    },
    async stop() {
      await server.end('SIGINT');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL refuses to run as root: then it is started as the account that its package makes, or nobody. */
function account(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (option: string) => {
    try {
      return Number(
        execFileSync('id', [option, 'postgres'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
      );
    } catch {
      return 65_534;
    }
  };
  return { uid: id('-u'), gid: id('-g') };
}

function programsFolder(): string {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...(process.env.PATH ?? '').split(delimiter),
    ...versions.map((version) => join(debian, version, 'bin')),
  ];
  const found = folders.find((folder) => ['postgres', 'initdb'].every((name) => existsSync(join(folder, name))));
  if (found === undefined)
    throw new Error(
      'PostgreSQL is not installed: run scripts/ci/install-postgres.sh (it prints the folder of its programs)',
    );
  return found;
}
