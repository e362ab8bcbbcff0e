import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { openStore, type StoreLocation } from './open.ts';
import { StoreError } from './store-error.ts';
import { batch, facts, largeBatch, objectOf } from './testing/batches.ts';
import { plainCluster } from './testing/clusters.ts';
import { onEachDatabase } from './testing/on-each-database.ts';

const scope = { cluster: 'c1', visible: undefined };

async function run(place: StoreLocation, statement: string): Promise<void> {
  if ('file' in place) {
    const database = new DatabaseSync(place.file);
    database.exec(statement);
    database.close();
  } else {
    const client = new pg.Client(place.url);
    await client.connect();
    await client.query(statement);
    await client.end();
  }
}

onEachDatabase((databases, dialect) => {
  it('opens again what is there', async () => {
    const place = await databases.place();
    for (const time of [1, 2]) {
      const store = await databases.open(place);
      expect(store.dialect).toBe(dialect);
      await store.ping();
      await store.clusters.put(plainCluster);
      await store.applyBatch(batch({ objects: [objectOf([facts({})], 'a')] }));
      expect((await store.overview.totals(scope)).open.high).toBe(1);
      await store.close();
      expect(time).toBeLessThan(3);
    }
  });

  it('refuses a database of a newer version', async () => {
    const place = await databases.place();
    await (await databases.open(place)).close();
    await run(place, "insert into migrations (name, at) values ('9999-later', '2030')");
    await expect(openStore(place)).rejects.toThrow(/newer Breakwater.*9999-later/);
  });

  it('says a failure without the values of the statement', async () => {
    const place = await databases.place();
    const store = await databases.open(place);
    const secret = 'sensitive-value';
    const session = {
      hash: secret,
      identity: { name: secret, uid: undefined, groups: [], extra: {} },
      via: 'link' as const,
      csrf: secret,
      createdAt: '2027-03-01',
      expires: '2027-03-02',
    };
    await store.sessions.add(session);
    const error: Error = await store.sessions.add(session).then(
      () => new Error('it was taken'),
      (reason) => reason,
    );
    expect(error).toBeInstanceOf(StoreError);
    expect(error.cause).toBeInstanceOf(Error);
    for (let cause: unknown = error; cause instanceof Error; cause = cause.cause)
      expect(JSON.stringify([cause.message, cause, Object.values(cause)])).not.toContain(secret);
  });

  it('answers beside a large batch, with what was there before it', async () => {
    const store = await databases.store();
    await store.applyBatch(batch({ objects: [objectOf([facts({})], 'a')] }));
    const large = store.applyBatch(largeBatch(200, '2027-03-02T10:00:00Z'));
    const answers: number[] = [];
    let done = false;
    void large.finally(() => {
      done = true;
    });
    while (!done) {
      const { open, accepted } = await store.overview.totals(scope);
      answers.push(Object.values(open).reduce((sum, count) => sum + count, accepted));
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect((await large).opened).toBe(4000);
    expect(answers.length).toBeGreaterThan(2);
    // The batch is complete: what was there before is gone by it, and nothing between is ever seen.
    expect(new Set(answers)).toEqual(new Set([1, ...answers.filter((count) => count === 4000)]));
  });

  it('lets several start at once, each migration running once', async () => {
    const place = await databases.place();
    const starts = await Promise.allSettled([1, 2, 3].map(() => databases.open(place)));
    const opened = starts.filter(({ status }) => status === 'fulfilled');
    // A file belongs to one server; PostgreSQL may have several.
    expect(opened).toHaveLength(dialect === 'sqlite' ? 1 : 3);
  });
});

describe('a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'breakwater-open-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('belongs to one server, and to nobody else on the machine', async () => {
    const file = join(folder, 'data', 'breakwater.db');
    const store = await openStore({ file });
    await expect(openStore({ file })).rejects.toThrow(/another Breakwater uses .*breakwater\.db/);
    const error: unknown = await openStore({ file }).catch((reason) => reason);
    expect(error instanceof StoreError && error.text('zh-CN')).toContain(`另一个 Breakwater 正在使用 ${file}`);
    expect(statSync(file).mode & 0o077).toBe(0);
    expect(statSync(join(folder, 'data')).mode & 0o077).toBe(0);
    await store.close();
    await (await openStore({ file })).close();
  });

  it('that is none is refused with the reason', async () => {
    mkdirSync(join(folder, 'a-folder'));
    await expect(openStore({ file: join(folder, 'a-folder') })).rejects.toThrow(/can't be opened: EISDIR/);
    writeFileSync(join(folder, 'text'), 'not a database, and longer than the header of one would be: '.repeat(20));
    await expect(openStore({ file: join(folder, 'text') })).rejects.toThrow(/can't be opened: .*\(26\)/);
  });
});

describe('a URL', () => {
  it.each(['postgres://user:hunter2@127.0.0.1:1/none', 'postgres://user:hunter2@[', 'no url at all:hunter2'])(
    'that leads nowhere is refused without its password: %s',
    async (url) => {
      const error: Error = await openStore({ url }).then(
        () => new Error('it was opened'),
        (reason) => reason,
      );
      expect(error).toBeInstanceOf(StoreError);
      for (let cause: unknown = error; cause instanceof Error; cause = cause.cause)
        expect(JSON.stringify([cause.message, cause, Object.values(cause)])).not.toContain('hunter2');
    },
  );
});
