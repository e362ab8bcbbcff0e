import { afterEach, describe, expect, it } from 'vitest';
import { inventoryOf } from '../../inventory/cluster/index.ts';
import { makeLog } from '../log.ts';
import { RecordedFlows } from '../recorded-flows.ts';
import { deployment, TestCluster } from '../testing/cluster.ts';
import { testServer } from '../testing/server.ts';
import { type Asker, NetworkThread, type NetworkThreadOptions } from './network-thread.ts';
import type { Question } from './questions.ts';

const manifests = ['shop', 'mail'].map((namespace) => deployment(namespace, 'web', 'image: web')).join('\n');
const filters = { open: [], namespace: [], port: undefined, state: [], words: [] };
const map: Question<'map'> = { about: 'map', asks: { filters }, visible: undefined, language: 'en' };
const mapOf = (open: string): Question<'map'> => ({ ...map, asks: { filters: { ...filters, open: [open] } } });
const policy = `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: closed, namespace: shop }
spec: { podSelector: {} }
`;
const trial: Question<'simulation'> = {
  about: 'simulation',
  asks: { yaml: policy },
  visible: undefined,
  language: 'en',
};
const stays = (user: string): Asker => ({ user, left: new AbortController().signal });

/** A thread of its own over a cluster that a test may change. */
function started(patience?: number) {
  const cluster = new TestCluster(manifests);
  const lines: string[] = [];
  const log = makeLog({ write: (line) => void lines.push(line) }, 'debug');
  let inventory = inventoryOf(cluster.state);
  cluster.onChange(() => {
    inventory = inventoryOf(cluster.state);
  });
  const watch = {
    get inventory() {
      return inventory;
    },
    get state() {
      return cluster.state;
    },
  };
  const options: { -readonly [K in keyof NetworkThreadOptions]: NetworkThreadOptions[K] } = {
    watch,
    flows: new RecordedFlows([], log),
    log,
    ...(patience !== undefined && { patience }),
  };
  const thread = new NetworkThread(options);
  ends.push(() => thread.stop());
  return { cluster, options, thread, lines };
}

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

it('leaves the server’s own thread to others', async () => {
  const server = await testServer(new TestCluster(manifests));
  ends.push(() => server.close());
  const order: string[] = [];
  const ask = async (url: string) => {
    const { status } = await server.ask({ url });
    order.push(`${url} ${status}`);
  };
  await Promise.all([ask('/api/v1/network/map'), ask('/healthz')]);
  expect(order).toEqual(['/healthz 200', '/api/v1/network/map 200']);
});

describe('answers', () => {
  it('are made once for all who ask the same, and kept until something changes', async () => {
    const { thread, cluster } = started();
    const [one, other] = await Promise.all([thread.ask(map, stays('a')), thread.ask(map, stays('b'))]);
    expect(other).toBe(one);
    expect(await thread.ask(map, stays('c'))).toBe(one);
    // Not at once where making the first took long.
    const workloads = async () => (await thread.ask(map, stays('a'))).counts.workloads;
    cluster.apply(deployment('shop', 'late', 'image: late'));
    await expect.poll(workloads, { timeout: 30_000 }).toBe(one.counts.workloads + 1);
    cluster.remove('apps/Deployment/shop/late');
    await expect.poll(workloads, { timeout: 30_000 }).toBe(one.counts.workloads);
  });

  it('are not made for those who have left', async () => {
    const { thread } = started();
    const leaving = new AbortController();
    const first = thread.ask(map, stays('a'));
    const second = thread.ask(mapOf('shop'), { user: 'a', left: leaving.signal });
    leaving.abort();
    await expect(second).rejects.toMatchObject({ code: 'timeout' });
    expect((await first).counts.workloads).toBe(2);
  });

  it('wait for their turn, but not without end', async () => {
    const { thread } = started();
    // One is being answered, ten wait.
    const asked = Array.from({ length: 15 }, (_, index) => thread.ask(mapOf(`n${index}`), stays('a')));
    const other = thread.ask(map, stays('b'));
    const settled = await Promise.allSettled(asked);
    const refused = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    expect(refused).toHaveLength(4);
    for (const reason of refused)
      expect(reason).toMatchObject({ code: 'too-many-requests', headers: { 'retry-after': '1' } });
    expect((await other).counts.workloads).toBe(2);
  });
});

describe('what goes wrong', () => {
  it('in an answer is said, and the next is answered', async () => {
    const { thread } = started();
    const broken = { ...map, asks: {} } as unknown as typeof map;
    await expect(thread.ask(broken, stays('a'))).rejects.toThrow(/TypeError.*map\.ts/s);
    expect((await thread.ask(map, stays('a'))).counts.workloads).toBe(2);
  });

  it('with policies that somebody tries is not everybody’s', async () => {
    const { thread, options, lines } = started(1);
    await expect(thread.ask(trial, stays('a'))).rejects.toMatchObject({ code: 'network-too-large' });
    expect(lines.join()).toMatch(/too-slow/);
    options.patience = 60_000;
    expect((await thread.ask(map, stays('a'))).counts.workloads).toBe(2);
    expect((await thread.ask(trial, stays('a'))).pairs.closed).toBeGreaterThan(0);
  });

  it('with a cluster that is too large is not tried again at once', async () => {
    const { thread, options } = started(1);
    await expect(thread.ask(map, stays('a'))).rejects.toMatchObject({ code: 'network-too-large' });
    options.patience = 60_000;
    await expect(thread.ask(map, stays('a'))).rejects.toMatchObject({ code: 'network-too-large' });
  });
});
