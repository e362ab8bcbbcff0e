import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { Chores } from './chores.ts';
import { TestCluster, twoTeams } from './testing/cluster.ts';
import { type TestServer, testServer } from './testing/server.ts';
import type { Change } from './watch/index.ts';

let server: TestServer;
beforeAll(async () => {
  // An acceptance that ends today is not to be made in the last moment of a day.
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-25T12:00:00Z') });
  server = await testServer(new TestCluster(twoTeams));
  await server.settled();
});
afterAll(async () => {
  await server.close();
  vi.useRealTimers();
});

it('acceptances end with their last day, and open consoles hear of it', async () => {
  const { store, watch, app } = server;
  const scope = { cluster: 'c1', visible: undefined };
  const today = new Date().toISOString().slice(0, 10);
  const list = await server.ask({ url: '/api/v1/findings?check=pod-privileged&namespace=shop' });
  const fingerprints = list.json<{ items: { fingerprint: string }[] }>().items.map((one) => one.fingerprint);
  const payload = { fingerprints, reason: 'reads node logs', expires: today };
  await server.ask({ method: 'POST', url: '/api/v1/findings/accept', payload });
  const changes: Change[] = [];
  watch.onChange((change) => changes.push(change));
  const chores = new Chores({ store, watch, log: app.log });
  await chores.run(new Date());
  expect((await store.overview.totals(scope)).accepted).toBe(1);
  await chores.run(new Date(Date.now() + 24 * 3_600_000));
  await server.settled();
  expect((await store.overview.totals(scope)).accepted).toBe(0);
  expect(changes.some((change) => change.type === 'findings' && change.result.changed > 0)).toBe(true);
});

it('what fails is logged and done again', async () => {
  const { store, watch } = server;
  let asked = 0;
  const failing = {
    ...store,
    findings: {
      ...store.findings,
      expireAcceptances: async () => {
        asked += 1;
        if (asked === 1) throw new Error('disk full');
        return 0;
      },
    },
  };
  const chores = new Chores({ store: failing, watch, log: server.app.log });
  await chores.run(new Date());
  await chores.run(new Date());
  expect(asked).toBe(2);
  expect(server.log.filter((line) => line.includes('disk full'))).toHaveLength(1);
});
