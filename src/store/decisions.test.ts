import { expect, it } from 'vitest';
import type { DecisionEntry, DecisionTally } from './index.ts';
import { onEachDatabase } from './testing/on-each-database.ts';

const scope = { cluster: 'c1', visible: undefined };
const page = { offset: 0, limit: 10 };

function entry(changes: Partial<DecisionEntry> = {}): DecisionEntry {
  return {
    at: '2027-01-31T10:20:00Z',
    user: 'alice',
    groups: ['system:authenticated'],
    operation: 'CREATE',
    resource: '/pods',
    kind: 'Pod',
    namespace: 'shop',
    name: 'web-1',
    workload: 'apps/Deployment/shop/web',
    policy: 'base',
    check: 'pod-privileged',
    action: 'Deny',
    verdict: 'denied',
    message: 'Privileged container: app',
    milliseconds: 1.25,
    ...changes,
  };
}

function tally(changes: Partial<DecisionTally> = {}): DecisionTally {
  const { at, policy, check, namespace, action, verdict } = entry();
  return { at, policy, check, namespace, action, verdict, count: 1, ...changes };
}

onEachDatabase(({ store: makeStore }) => {
  it('keeps a sample and shows the newest first, as it is filtered', async () => {
    const store = await makeStore();
    await store.decisions.add('c1', [entry(), entry({ check: '', verdict: 'allowed', namespace: '' })], []);
    await store.decisions.add('c2', [entry({ name: 'other' })], []);
    const all = await store.decisions.list(scope, {}, page);
    expect(all.total).toBe(2);
    expect(all.items.map(({ verdict }) => verdict)).toEqual(['allowed', 'denied']);
    expect(all.items[1]).toEqual({ ...entry({ at: '2027-01-31T10:20:00.000Z' }), id: all.items[1]?.id });
    const denied = {
      verdicts: ['denied'],
      policy: 'base',
      check: 'pod-privileged',
      workload: entry().workload,
    } as const;
    expect((await store.decisions.list(scope, denied, page)).total).toBe(1);
    expect((await store.decisions.list(scope, { since: '2027-01-31T10:20:01Z' }, page)).total).toBe(0);
    expect((await store.decisions.list({ cluster: 'c1', visible: ['shop'] }, {}, page)).total).toBe(1);
    expect((await store.decisions.list({ cluster: 'c1', visible: [] }, {}, page)).total).toBe(0);
    await store.decisions.add('c1', [entry({ check: '' }), entry({ check: '', verdict: 'error' })], []);
    const blamed = await store.decisions.list(scope, { blamed: true }, page);
    expect(blamed.items.map(({ check, verdict }) => [check, verdict])).toEqual([
      ['', 'error'],
      ['pod-privileged', 'denied'],
    ]);
    expect((await store.decisions.list(scope, { check: '', verdicts: ['denied'] }, page)).total).toBe(1);
  });

  it('adds up by hour, from several servers', async () => {
    const store = await makeStore();
    expect(await store.decisions.since('c1')).toBeUndefined();
    await Promise.all([
      store.decisions.add('c1', [], [tally(), tally({ count: 2, at: '2027-01-31T10:59:59Z' })]),
      store.decisions.add('c1', [], [tally({ count: 4 }), tally({ at: '2027-01-31T12:00:00Z', verdict: 'warned' })]),
      store.decisions.add('c1', [], [tally({ namespace: 'bank', check: '' })]),
    ]);
    const counted = (visible: readonly string[] | undefined, filter = {}) =>
      store.decisions
        .counts({ cluster: 'c1', visible }, filter)
        .then((rows) => rows.map(({ check, verdict, count }) => [check, verdict, count]));
    expect(await counted(undefined)).toEqual([
      ['', 'denied', 1],
      ['pod-privileged', 'denied', 7],
      ['pod-privileged', 'warned', 1],
    ]);
    expect(await counted(['bank'])).toEqual([['', 'denied', 1]]);
    expect(await counted(undefined, { since: '2027-01-31T11:30:00Z' })).toEqual([['pod-privileged', 'warned', 1]]);
    expect(await counted(undefined, { policy: 'none' })).toEqual([]);
    expect(await store.decisions.since('c1')).toBe('2027-01-31T10:00:00.000Z');
  });

  it('keeps what others wrote within bounds', async () => {
    const store = await makeStore();
    const groups = Array.from({ length: 50 }, (_, index) => `${index}${'g'.repeat(500)}\0`);
    await store.decisions.add('c1', [entry({ groups, user: 'u'.repeat(5000), message: 'm'.repeat(5000) })], []);
    const [row] = (await store.decisions.list(scope, {}, page)).items;
    expect(row?.groups).toHaveLength(20);
    expect(JSON.stringify(row).length).toBeLessThan(5000);
  });

  it('lets old ones go', async () => {
    const store = await makeStore();
    await store.decisions.add(
      'c1',
      [entry({ at: '2027-01-01T00:00:00Z' }), entry()],
      [tally({ at: '2026-10-01T00:00:00Z' }), tally()],
    );
    expect((await store.retention('2027-02-01T00:00:00Z')).decisions).toBe(2);
    expect((await store.decisions.list(scope, {}, page)).total).toBe(1);
    expect(await store.decisions.since('c1')).toBe('2027-01-31T10:00:00.000Z');
  });

  it('keeps nothing of a cluster that nobody knows', async () => {
    const store = await makeStore();
    await store.decisions.add('c9', [entry()], [tally()]);
    expect((await store.decisions.list({ ...scope, cluster: 'c9' }, {}, page)).total).toBe(0);
  });
});
