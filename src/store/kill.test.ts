import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import type { StoreLocation } from './open.ts';
import type { Store } from './store.ts';
import { Model, remembered } from './testing/model.ts';
import { onEachDatabase } from './testing/on-each-database.ts';
import { numberedBatch } from './testing/writes.ts';

const writer = fileURLToPath(new URL('testing/writer.ts', import.meta.url));
const rounds = 4;

/** Lets a process write from a number on and ends it by `kill` some time after it has begun. @returns the last number that it said */
async function writeUntilKilled(
  place: StoreLocation,
  first: number,
  delay: number,
  kill: (pid: number) => Promise<void>,
): Promise<number> {
  const child = spawn(process.execPath, [writer, JSON.stringify(place), String(first)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  let said = '';
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  await new Promise<void>((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      resolve();
    });
    void ended.then(resolve);
  });
  if (said === '') throw new Error(`the writer ended before it wrote: ${errors}`);
  await new Promise((resolve) => setTimeout(resolve, delay));
  await kill(child.pid ?? 0);
  await ended;
  // A line that was cut off was not said.
  return Number(said.split('\n').at(-2));
}

/** What is there is what is said to be there, or that and the next batch, which was stored but could not be said any more. */
async function check(store: Store, last: number): Promise<void> {
  const now = new Date(Date.UTC(2027, 11, 31)).toISOString();
  const model = new Model();
  for (let number = 1; number <= last; number++) model.apply(numberedBatch(number));
  const told = model.expected();
  const assessedAt = (await store.clusters.get('c1'))?.assessedAt;
  if (assessedAt !== told.assessedAt) model.apply(numberedBatch(last + 1));
  expect(await remembered(store, 'c1', now)).toEqual(model.expected());
  const { items } = await store.audit.page({}, { offset: 0, limit: 100_000 });
  const numbers = new Set(items.map(({ target }) => Number(target)));
  expect(Array.from({ length: last }, (_, index) => index + 1).filter((number) => !numbers.has(number))).toEqual([]);
}

onEachDatabase((databases, dialect) => {
  it('loses nothing that was acknowledged and doubles nothing, whenever it is killed', async () => {
    const place = await databases.place();
    let last = 0;
    for (let round = 0; round < rounds; round++) {
      // In PostgreSQL every other round the server dies instead, and the writer with it because it can't go on.
      const crash = dialect === 'postgres' && round % 2 === 1;
      const before = last;
      last = await writeUntilKilled(place, last + 1, Math.random() * 400, async (pid) => {
        if (crash) await databases.crash();
        else process.kill(pid, 'SIGKILL');
      });
      expect(last).toBeGreaterThan(before);
      // A commit that was on its way when the writer died is still made.
      await databases.idle();
      const store = await databases.open(place);
      await check(store, last);
      await store.close();
    }
  }, 240_000);
});
