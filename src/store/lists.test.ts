import { expect, it } from 'vitest';
import type { Severity } from '../checks/index.ts';
import type { FindingFilter, FindingSort } from './finding-types.ts';
import type { Store } from './store.ts';
import { batch, facts, objectOf } from './testing/batches.ts';
import { type Databases, onEachDatabase } from './testing/on-each-database.ts';

const scope = { cluster: 'c1', visible: undefined };

interface Case {
  readonly id: string;
  readonly check: string;
  readonly severity: Severity;
  readonly risk: number;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
  readonly container?: string;
  readonly team?: string;
  readonly day: number;
}

/** One finding a line, told apart by its id. */
const cases: readonly Case[] = [
  {
    id: 'a',
    check: 'pod-privileged',
    severity: 'critical',
    risk: 95,
    kind: 'Deployment',
    namespace: 'shop',
    name: 'web',
    container: 'app',
    team: 'web',
    day: 1,
  },
  {
    id: 'b',
    check: 'pod-privileged',
    severity: 'critical',
    risk: 80,
    kind: 'Deployment',
    namespace: 'shop',
    name: 'api',
    container: 'app',
    team: 'web',
    day: 1,
  },
  {
    id: 'c',
    check: 'pod-host-pid',
    severity: 'high',
    risk: 80,
    kind: 'DaemonSet',
    namespace: 'logs',
    name: 'agent',
    team: 'ops',
    day: 2,
  },
  {
    id: 'd',
    check: 'pod-host-pid',
    severity: 'high',
    risk: 40,
    kind: 'Deployment',
    namespace: 'logs',
    name: 'store_100%',
    day: 3,
  },
  {
    id: 'e',
    check: 'ns-psa-labels',
    severity: 'medium',
    risk: 30,
    kind: 'Namespace',
    name: 'shop',
    team: 'web',
    day: 4,
  },
  {
    id: 'f',
    check: 'rel-probes',
    severity: 'info',
    risk: 0,
    kind: 'Deployment',
    namespace: 'shop',
    name: 'web',
    container: 'Side',
    team: 'web',
    day: 4,
  },
];
const fact = ({ check, severity, risk, kind, namespace, name, container }: Case) =>
  facts({ check, severity, risk, kind, namespace, name, ...(container !== undefined && { container }) });
const keyOf = ({ kind, namespace = '', name }: Case) =>
  `${kind === 'Namespace' ? '' : 'apps'}/${kind}/${namespace}/${name}`;
const idOf = new Map(cases.map((one) => [fact(one).fingerprint, one.id]));

/** `d` is accepted, `f` resolved on day 6, all else open; a pod that stands for `shop/web` says `g`. */
async function filled(databases: Databases): Promise<Store> {
  const store = await databases.store();
  for (const day of [1, 2, 3, 4]) {
    const objects = cases
      .filter((one) => one.day === day)
      .map((one) => objectOf([fact(one)], keyOf(one) + one.id, { team: one.team, workload: keyOf(one) }));
    await store.applyBatch(batch({ at: `2027-03-0${day}T10:00:00.000Z`, objects }));
  }
  const d = cases.find(({ id }) => id === 'd');
  if (d === undefined) throw new Error('no d');
  await store.findings.accept(scope, [fact(d).fingerprint], {
    reason: 'known',
    by: 'ada',
    at: '2027-03-05T10:00:00Z',
    expires: undefined,
  });
  await store.applyBatch(
    batch({
      at: '2027-03-06T10:00:00.000Z',
      removed: cases.filter(({ id }) => id === 'f').map((one) => keyOf(one) + one.id),
    }),
  );
  return store;
}

async function ids(
  store: Store,
  filter: FindingFilter,
  visible?: readonly string[],
  sort: FindingSort = 'firstSeen',
  order: 'asc' | 'desc' = 'asc',
) {
  const { items, total } = await store.findings.page({ cluster: 'c1', visible }, filter, {
    offset: 0,
    limit: 50,
    sort,
    order,
  });
  expect(total).toBe(items.length);
  return items.map(({ facts: { fingerprint } }) => idOf.get(fingerprint)).join('');
}

const word = (text: string, checks: readonly string[] = []) => ({ text, checks });
const filters: readonly (readonly [FindingFilter, string])[] = [
  [{}, 'abcdef'],
  [{ status: ['open'] }, 'abce'],
  [{ status: ['accepted', 'resolved'] }, 'df'],
  [{ severity: ['critical', 'info'] }, 'abf'],
  [{ check: ['pod-host-pid'], severity: ['high'] }, 'cd'],
  [{ namespace: ['shop', 'none'] }, 'abf'],
  [{ namespace: [''] }, 'e'],
  [{ namespace: ['\0', 'shop'], check: ['\ud800', 'pod-privileged'] }, 'ab'],
  [{ kind: ['DaemonSet', 'Namespace'] }, 'ce'],
  [{ team: ['ops', ''] }, 'cd'],
  [{ standardChecks: ['pod-privileged', 'rel-probes'] }, 'abf'],
  [{ standardChecks: [] }, ''],
  [{ object: 'apps/Deployment/shop/web' }, 'af'],
  [{ object: 'apps/Deployment/shop/webf' }, 'f'],
  [{ object: '/Namespace//shop' }, 'e'],
  [{ object: "x' or '1' = '1" }, ''],
  [{ words: [word('WEB')] }, 'abef'],
  [{ words: [word('side'), word('shop')] }, 'f'],
  [{ words: [word('nodes', ['pod-host-pid']), word('agent')] }, 'c'],
  [{ words: [word('100%')] }, 'd'],
  [{ words: [word('e_1')] }, 'd'],
  [{ words: [word('%')] }, 'd'],
  [{ words: [word("'; drop table findings; --")] }, ''],
  [{ words: [word('\0')] }, ''],
  [{ since: '2027-03-03' }, 'def'],
  [{ since: '2027-03-02', status: ['open'] }, 'ce'],
  [{ resolvedSince: '2027-03-06' }, 'f'],
  [{ resolvedSince: '2027-03-07' }, ''],
];

const sorts: readonly (readonly [FindingSort, 'asc' | 'desc', string])[] = [
  ['risk', 'desc', 'abcdef'],
  ['risk', 'asc', 'fedcba'],
  ['severity', 'desc', 'abcdef'],
  ['severity', 'asc', 'fedcba'],
  ['check', 'asc', 'ecdabf'],
  ['namespace', 'asc', 'ecdbaf'],
  ['name', 'asc', 'cbedaf'],
  ['firstSeen', 'desc', 'efdcab'],
  ['lastSeen', 'asc', 'fabcde'],
];

onEachDatabase((databases) => {
  it('shows what each filter asks for', async () => {
    const store = await filled(databases);
    for (const [filter, expected] of filters) expect([filter, await ids(store, filter)]).toEqual([filter, expected]);
  });

  it('tells the tools apart', async () => {
    const store = await databases.store();
    const [one] = cases;
    if (one === undefined) throw new Error('no case');
    const checks = ['kyverno/a', 'kyverno-2/a', 'KYVERNO/a', 'policy/kyverno/a', 'pod-privileged'];
    const findings = checks.map((check, index) => ({ ...fact(one), check, fingerprint: `${index}`.repeat(32) }));
    await store.applyBatch(batch({ at: '2027-03-01T10:00:00.000Z', objects: [objectOf(findings, keyOf(one))] }));
    const of = async (...tool: string[]) => {
      const { items } = await store.findings.page(
        scope,
        { tool },
        { offset: 0, limit: 9, sort: 'check', order: 'asc' },
      );
      return items.map(({ facts }) => facts.check).sort();
    };
    expect(await of('kyverno')).toEqual(['kyverno/a']);
    expect(await of('breakwater')).toEqual(['pod-privileged', 'policy/kyverno/a']);
    expect(await of('policy')).toEqual([]);
    expect(await of("x' or '1' = '1", 'kyverno%')).toEqual([]);
    const { tool, check } = await store.findings.facets(scope, { tool: ['kyverno', 'breakwater'] });
    expect(tool.map(({ value, count }) => [value, count])).toEqual([
      ['breakwater', 2],
      ['KYVERNO', 1],
      ['kyverno', 1],
      ['kyverno-2', 1],
    ]);
    expect(check.map(({ value }) => value)).toEqual(['kyverno/a', 'pod-privileged', 'policy/kyverno/a']);
  });

  it('sorts by each column', async () => {
    const store = await filled(databases);
    for (const [sort, order, expected] of sorts)
      expect([sort, order, await ids(store, {}, undefined, sort, order)]).toEqual([sort, order, expected]);
  });

  it('shows nobody what is not theirs', async () => {
    const store = await filled(databases);
    expect(await ids(store, {}, ['shop', 'other'])).toBe('abf');
    expect(await ids(store, {}, [])).toBe('');
    expect(await ids(store, {}, [''])).toBe('');
    expect(await ids(store, { namespace: ['logs'] }, ['shop'])).toBe('');
    const mine = { cluster: 'c1', visible: ['logs'] };
    const theirs = { cluster: 'c1', visible: ['shop'] };
    expect((await store.findings.facets(mine, {})).check).toEqual([{ value: 'pod-host-pid', count: 2 }]);
    expect((await store.findings.groups(mine, {}, 'namespace', { offset: 0, limit: 9 })).items).toMatchObject([
      { key: 'logs' },
    ]);
    const fingerprint = (await store.findings.page(mine, {}, { offset: 0, limit: 1, sort: 'risk', order: 'desc' }))
      .items[0]?.facts.fingerprint;
    expect((await store.findings.detail(mine, fingerprint ?? ''))?.facts.fingerprint).toBe(fingerprint);
    expect(await store.findings.detail(theirs, fingerprint ?? '')).toBeUndefined();
    expect(await store.overview.totals(mine)).toMatchObject({ accepted: 1, risk: 80 });
    expect([...(await store.findings.countsByCheck(mine)).keys()]).toEqual(['pod-host-pid']);
    expect((await store.overview.topRisks(mine, 10)).map(({ finding }) => finding.facts.check)).toEqual([
      'pod-host-pid',
    ]);
    expect((await store.overview.namespaces(mine, 10)).map(({ name }) => name)).toEqual(['logs']);
    expect(await store.overview.changes(mine, '2027-03-01T00:00:00Z')).toMatchObject({ opened: 2, resolved: 0 });
    expect((await store.overview.changes(theirs, '2027-03-01T00:00:00Z')).items).toHaveLength(4);
    expect((await store.trends.days(mine, { days: 9, now: '2027-03-06T20:00:00Z' })).at(-1)).toMatchObject({
      risk: 80,
    });
  });

  it('pages, and exports all in the same order', async () => {
    const store = await filled(databases);
    const page = (offset: number) => store.findings.page(scope, {}, { offset, limit: 2, sort: 'risk', order: 'desc' });
    const pages = [await page(0), await page(2), await page(4), await page(6)];
    expect(pages.map(({ total }) => total)).toEqual([6, 6, 6, 6]);
    expect(pages.map(({ items }) => items.length)).toEqual([2, 2, 2, 0]);
    const exported = [];
    for await (const slice of store.findings.export(scope, {}, { sort: 'risk', order: 'desc' }))
      exported.push(...slice);
    expect(exported).toEqual(pages.flatMap(({ items }) => items));
  });

  it('counts each filter with the others held', async () => {
    const store = await filled(databases);
    const facets = await store.findings.facets(scope, {
      severity: ['critical', 'high'],
      namespace: ['shop'],
      words: [word('p')],
    });
    expect(facets).toEqual({
      status: [{ value: 'open', count: 2 }],
      severity: [
        { value: 'critical', count: 2 },
        { value: 'info', count: 1 },
      ],
      check: [{ value: 'pod-privileged', count: 2 }],
      tool: [{ value: 'breakwater', count: 2 }],
      namespace: [
        { value: 'logs', count: 2 },
        { value: 'shop', count: 2 },
      ],
      kind: [{ value: 'Deployment', count: 2 }],
      team: [{ value: 'web', count: 2 }],
    });
  });

  it('groups, riskiest first', async () => {
    const store = await filled(databases);
    const groups = async (by: 'check' | 'workload' | 'namespace' | 'team', filter: FindingFilter = {}) => {
      const { items, total } = await store.findings.groups(scope, filter, by, { offset: 0, limit: 50 });
      expect(total).toBe(items.length);
      return items.map(({ key, count, risk, objects }) => [key, count, risk, objects]);
    };
    expect(await groups('check', { status: ['open'] })).toEqual([
      ['pod-privileged', 2, 95, 2],
      ['pod-host-pid', 1, 80, 1],
      ['ns-psa-labels', 1, 30, 1],
    ]);
    expect(await groups('workload', { namespace: ['shop'] })).toEqual([
      ['apps/Deployment/shop/web', 2, 95, 1],
      ['apps/Deployment/shop/api', 1, 80, 1],
    ]);
    expect(await groups('namespace')).toEqual([
      ['shop', 3, 95, 2],
      ['logs', 2, 80, 2],
      ['', 1, 30, 1],
    ]);
    expect(await groups('team')).toEqual([
      ['web', 4, 95, 3],
      ['ops', 1, 80, 1],
      ['', 1, 40, 1],
    ]);
    const second = await store.findings.groups(scope, {}, 'team', { offset: 1, limit: 1 });
    expect(second).toMatchObject({ total: 3, items: [{ key: 'ops', bySeverity: { high: 1, critical: 0 } }] });
  });

  it('gives a finding with its siblings, and what is on objects', async () => {
    const store = await filled(databases);
    const { items } = await store.findings.page(
      scope,
      { words: [word('web'), word('app')] },
      { offset: 0, limit: 9, sort: 'name', order: 'desc' },
    );
    const web = items.find(({ facts: { resource } }) => resource.name === 'web');
    const detail = await store.findings.detail(scope, web?.facts.fingerprint ?? '');
    expect(detail).toMatchObject({ workload: 'apps/Deployment/shop/web', team: 'web', siblings: [] });
    for (const nobody of ['nothing', '\0', 'x'.repeat(100_000)])
      expect(await store.findings.detail(scope, nobody)).toBeUndefined();
    const open = await store.findings.openByObject(scope, [
      'apps/Deployment/shop/web',
      'apps/Deployment/logs/store_100%',
      'x',
    ]);
    expect([...open.values()]).toEqual([1, 0, 0]);
    await store.applyBatch(
      batch({ objects: [objectOf([facts({ check: 'a' }), facts({ check: 'b', risk: 99 })], 'two')] }),
    );
    const one = await store.findings.detail(scope, facts({ check: 'a' }).fingerprint);
    expect(one?.siblings.map(({ facts: { check } }) => check)).toEqual(['b']);
  });

  it('names no object more than twice among the top risks while others have some', async () => {
    const store = await databases.store();
    const risky = ['a', 'b', 'c', 'd'].map((check, index) => facts({ check, risk: 90 - index }));
    await store.applyBatch(
      batch({ objects: [objectOf(risky, 'one'), objectOf([facts({ check: 'e', risk: 10, name: 'two' })], 'two')] }),
    );
    const checks = async (limit: number) =>
      (await store.overview.topRisks(scope, limit)).map(({ finding }) => finding.facts.check);
    expect(await checks(3)).toEqual(['a', 'b', 'e']);
    expect(await checks(9)).toEqual(['a', 'b', 'e', 'c', 'd']);
  });

  it('sums up for the overview', async () => {
    const store = await filled(databases);
    expect(await store.overview.totals(scope)).toEqual({
      open: { critical: 2, high: 1, medium: 1, low: 0, info: 0 },
      accepted: 1,
      risk: 95 + 80 + 80 + 30,
    });
    expect(
      (await store.overview.topRisks(scope, 2)).map(({ finding, alike }) => [
        idOf.get(finding.facts.fingerprint),
        alike,
      ]),
    ).toEqual([
      ['a', 1],
      ['c', 0],
    ]);
    expect(await store.overview.namespaces(scope, 10)).toEqual([
      { name: 'shop', open: { critical: 2, high: 0, medium: 0, low: 0, info: 0 }, risk: 175 },
      { name: 'logs', open: { critical: 0, high: 1, medium: 0, low: 0, info: 0 }, risk: 80 },
    ]);
    const changes = await store.overview.changes(scope, '2027-03-04T00:00:00Z');
    expect(changes).toMatchObject({ opened: 2, resolved: 1, reopened: 0 });
    expect(changes.items.map(({ type, finding }) => [type, idOf.get(finding.facts.fingerprint)])).toEqual([
      ['resolved', 'f'],
      ['accepted', 'd'],
      ['opened', 'e'],
      ['opened', 'f'],
    ]);
    const counts = await store.findings.countsByCheck(scope);
    expect(counts.get('pod-host-pid')).toEqual({
      open: { critical: 0, high: 1, medium: 0, low: 0, info: 0 },
      accepted: 1,
    });
    expect(counts.has('rel-probes')).toBe(false);
  });
});
