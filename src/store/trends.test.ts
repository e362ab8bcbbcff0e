import { expect, it } from 'vitest';
import type { FindingFacts } from '../findings/index.ts';
import type { TrendDay } from './overview-types.ts';
import { batch, facts, objectOf } from './testing/batches.ts';
import { plainCluster } from './testing/clusters.ts';
import { onEachDatabase } from './testing/on-each-database.ts';

const scope = { cluster: 'c1', visible: undefined };
const day = (number: number) => `2027-03-${String(number).padStart(2, '0')}T10:00:00.000Z`;
const inShop = facts({ severity: 'critical', risk: 90 });
const alsoInShop = facts({ check: 'b', severity: 'low', risk: 10 });
const inLogs = facts({ namespace: 'logs', severity: 'high', risk: 50 });
const ofCluster = facts({ kind: 'Namespace', namespace: undefined, name: 'shop', severity: 'medium', risk: 30 });
const objects = (shop: readonly FindingFacts[]) => [
  objectOf(shop, 'shop', { team: 'web' }),
  objectOf([inLogs], 'logs'),
  objectOf([ofCluster], 'cluster'),
];

/** `03: 1 critical …` as short text: open of each severity, opened, resolved, risk. */
function short(days: readonly TrendDay[]): string[] {
  return days.map(({ day: date, open, opened, resolved, risk }) => {
    const { critical, high, medium, low, info } = open;
    return `${date.slice(8)}: ${[critical, high, medium, low, info].join('/')} +${opened} -${resolved} ${risk}`;
  });
}

onEachDatabase((databases) => {
  it('counts what was open at the end of each day, also of days without a change and after a restart', async () => {
    const place = await databases.place();
    let store = await databases.open(place);
    await store.clusters.put(plainCluster);
    const trend = async (more: { days?: number; namespace?: string; team?: string } = {}, visible?: string[]) =>
      short(await store.trends.days({ cluster: 'c1', visible }, { days: 30, now: day(8), ...more }));
    expect(await trend()).toEqual([]);
    await store.applyBatch(batch({ at: day(2), complete: true, objects: objects([inShop, alsoInShop]) }));
    await store.applyBatch(
      batch({
        at: day(3),
        objects: [objectOf([{ ...inShop, severity: 'high' }, alsoInShop], 'shop', { team: 'web' })],
      }),
    );
    await store.findings.accept(scope, [alsoInShop.fingerprint], {
      reason: 'known',
      by: 'ada',
      at: day(3),
      expires: '2027-03-06',
    });
    await store.close();
    store = await databases.open(place);
    await store.applyBatch(batch({ at: day(6), complete: true, objects: objects([alsoInShop]) }));
    await store.findings.expireAcceptances(day(7));
    await store.applyBatch(batch({ at: day(8), complete: true, objects: objects([alsoInShop]) }));
    expect(await trend()).toEqual([
      '02: 1/1/1/1/0 +4 -0 180',
      '03: 0/2/1/0/0 +0 -0 170',
      '04: 0/2/1/0/0 +0 -0 170',
      '05: 0/2/1/0/0 +0 -0 170',
      '06: 0/1/1/0/0 +0 -1 80',
      '07: 0/1/1/1/0 +0 -0 90',
      '08: 0/1/1/1/0 +0 -0 90',
    ]);
    expect(await trend({ days: 2 })).toEqual(['07: 0/1/1/1/0 +0 -0 90', '08: 0/1/1/1/0 +0 -0 90']);
    expect((await trend({ team: 'web' })).at(0)).toBe('02: 1/0/0/1/0 +2 -0 100');
    expect((await trend({ namespace: 'logs' })).at(0)).toBe('02: 0/1/0/0/0 +1 -0 50');
    expect((await trend({}, ['shop', ''])).at(0)).toBe('02: 1/0/0/1/0 +2 -0 100');
    expect((await trend({ namespace: 'logs' }, ['shop'])).at(0)).toBe('02: 0/0/0/0/0 +0 -0 0');
    expect(await store.trends.days({ cluster: 'c2', visible: undefined }, { days: 9, now: day(8) })).toEqual([]);
  });

  it('forgets what is older than the settings say, and nothing else', async () => {
    const store = await databases.store();
    await store.settings.set({ retention: { resolvedDays: 2, trendDays: 7, auditDays: 7 }, teamLabels: ['team'] });
    await store.applyBatch(batch({ at: day(1), complete: true, objects: objects([inShop, alsoInShop]) }));
    await store.findings.accept(scope, [inShop.fingerprint], {
      reason: 'known',
      by: 'ada',
      at: day(1),
      expires: undefined,
    });
    await store.applyBatch(batch({ at: day(2), complete: true, objects: objects([]) }));
    await store.applyBatch(batch({ at: day(3), complete: true, objects: objects([alsoInShop]) }));
    for (const number of [1, 2, 12])
      await store.audit.append({
        at: day(number),
        actor: 'ada',
        action: 'x',
        target: undefined,
        detail: undefined,
        address: undefined,
      });
    const session = {
      identity: { name: 'ada', uid: undefined, groups: [], extra: {} },
      via: 'link' as const,
      csrf: 'c',
      createdAt: day(1),
    };
    await store.sessions.add({ ...session, hash: 'old', expires: day(11) });
    await store.sessions.add({ ...session, hash: 'new', expires: day(13) });
    const token = {
      name: 't',
      scopes: ['read'] as const,
      namespaces: undefined,
      createdBy: session.identity,
      createdAt: day(1),
    };
    await store.tokens.add({ ...token, hash: 'old', expires: day(2) });
    await store.tokens.add({ ...token, hash: 'new', expires: day(13) });

    const days = () => store.trends.days(scope, { days: 7, now: day(12) });
    const before = await days();
    expect(await store.retention(day(12))).toEqual({
      findings: 1,
      history: 0,
      trend: 4,
      audit: 2,
      sessions: 1,
      tokens: 1,
      decisions: 0,
    });
    expect(await store.retention(day(12))).toEqual({
      findings: 0,
      history: 0,
      trend: 0,
      audit: 0,
      sessions: 0,
      tokens: 0,
      decisions: 0,
    });
    expect(await days()).toEqual(before);
    expect(short(before).at(-1)).toBe('12: 0/1/1/1/0 +0 -0 90');
    expect(await store.findings.detail(scope, inShop.fingerprint)).toBeUndefined();
    expect((await store.findings.detail(scope, alsoInShop.fingerprint))?.history.map(({ type }) => type)).toEqual([
      'opened',
      'resolved',
      'reopened',
    ]);
    expect((await store.audit.page({}, { offset: 0, limit: 9 })).total).toBe(1);
    expect(await store.sessions.get('new', day(12))).toBeDefined();
    expect((await store.tokens.list()).map(({ hash }) => hash)).toEqual(['new']);
    // What was forgotten starts anew, also its acceptance.
    await store.applyBatch(batch({ at: day(13), complete: true, objects: objects([inShop]) }));
    expect(await store.findings.detail(scope, inShop.fingerprint)).toMatchObject({
      status: 'open',
      firstSeen: day(13),
    });
  });

  it('keeps of a finding that comes and goes only the newest of its history', async () => {
    const store = await databases.store();
    for (let time = 0; time < 520; time++) {
      const at = new Date(Date.parse(day(1)) + time * 1000).toISOString();
      await store.applyBatch(batch({ at, objects: [objectOf(time % 2 === 0 ? [inShop] : [], 'shop')] }));
    }
    expect(await store.retention(day(1))).toMatchObject({ history: 19 });
    expect(await store.retention(day(1))).toMatchObject({ history: 0 });
    const history = (await store.findings.detail(scope, inShop.fingerprint))?.history ?? [];
    expect(history.map(({ type }) => type)).toEqual(['opened', ...Array(250).fill(['reopened', 'resolved']).flat()]);
  });
});
