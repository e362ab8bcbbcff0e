import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Assessor } from '../../assessment/index.ts';
import { catalogue } from '../../checks/index.ts';
import { openStore, type Store } from '../../store/index.ts';
import { makeLog } from '../log.ts';
import { deployment, privileged, TestCluster, twoTeams } from '../testing/cluster.ts';
import { type Change, ClusterWatch } from './cluster-watch.ts';

const version = { major: 1, minor: 37 };
const scope = { cluster: 'c1', visible: undefined };
let folder: string;
let store: Store;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'breakwater-watch-'));
  store = await openStore({ file: join(folder, 'test.db') });
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

function watchOf(source: TestCluster, over: Store = store): { watch: ClusterWatch; log: string[]; changes: Change[] } {
  const log: string[] = [];
  const watch = new ClusterWatch({
    source,
    store: over,
    log: makeLog({ write: (line) => void log.push(line) }, 'info'),
    metrics: { assessed: () => undefined, assessmentFailed: () => undefined, reflected: () => undefined },
    fileRules: [],
    now: () => new Date(),
    makeAssessor: () =>
      new Assessor({
        checks: catalogue,
        parameters: {},
        severities: {},
        kubernetesVersion: version,
        pssVersion: version,
        exceptions: { rules: [], byAnnotation: false, file: '' },
        today: () => '2026-11-25',
      }),
  });
  const changes: Change[] = [];
  watch.onChange((change) => changes.push(change));
  return { watch, log, changes };
}

async function teamsOf(namespace: string): Promise<(string | undefined)[]> {
  const filter = { namespace: [namespace], status: ['open'] as const };
  const page = await store.findings.page(scope, filter, { offset: 0, limit: 500, sort: 'risk', order: 'desc' });
  return [...new Set(page.items.map(({ team }) => team))];
}

describe('a watched cluster', () => {
  it('is assessed as a whole first, then where it changes', async () => {
    const source = new TestCluster(twoTeams);
    const { watch, changes } = watchOf(source);
    await watch.start();
    expect(watch.assessedAt).toBeUndefined();
    await watch.settled();
    const before = await store.overview.totals(scope);
    expect(before.open.critical).toBe(4);
    source.apply(deployment('shop', 'web', ''));
    source.apply(deployment('shop', 'new', privileged));
    source.remove('rbac.authorization.k8s.io/ClusterRoleBinding//everyone-admin');
    await watch.settled();
    expect((await store.overview.totals(scope)).open.critical).toBe(2);
    expect((await store.workloads.totals(scope)).workloads).toBe(3);
    const told = changes.flatMap((change) => (change.type === 'findings' ? [change.result] : []));
    // The first change was taken at once; those that came meanwhile are one batch.
    expect(told).toHaveLength(3);
    expect(told[2]?.resolved).toBeGreaterThan(0);
    await watch.stop();
  });

  it('takes up where it was after a restart, and doubles nothing', async () => {
    const first = watchOf(new TestCluster(twoTeams));
    await first.watch.start();
    await first.watch.settled();
    await first.watch.stop();
    const before = await store.overview.changes(scope, '2000-01-01');
    const totals = await store.overview.totals(scope);
    const second = watchOf(new TestCluster(twoTeams));
    await second.watch.start();
    await second.watch.settled();
    await second.watch.stop();
    expect(await store.overview.changes(scope, '2000-01-01')).toMatchObject({ opened: before.opened, reopened: 0 });
    expect(await store.overview.totals(scope)).toEqual(totals);
  });

  it('loses nothing where the database fails for a while, and says so', async () => {
    const source = new TestCluster(twoTeams);
    let failures = 0;
    const failing: Store = {
      ...store,
      applyBatch: (batch) => (failures-- > 0 ? Promise.reject(new Error('disk full')) : store.applyBatch(batch)),
    };
    const { watch, log } = watchOf(source, failing);
    await watch.start();
    await watch.settled();
    failures = 1;
    source.apply(deployment('shop', 'alone', privileged));
    await watch.settled();
    expect(await store.workloads.one(scope, 'apps/Deployment/shop/alone')).toBeDefined();
    source.remove('apps/Deployment/shop/alone');
    await watch.settled();
    failures = 1;
    source.apply(deployment('shop', 'new', privileged));
    source.remove('apps/Deployment/payments/ledger');
    let failed: string | undefined;
    watch.onChange(() => {
      failed ??= watch.failure;
    });
    await watch.settled();
    expect(failed).toBe('Error');
    expect(log.join('')).toContain('disk full');
    expect(watch.failure).toBeUndefined();
    const page = await store.workloads.page(scope, {}, { offset: 0, limit: 10, sort: 'name', order: 'asc' });
    expect(page.items.map(({ key }) => key)).toEqual(['apps/Deployment/shop/new', 'apps/Deployment/shop/web']);
    await watch.stop();
  });

  it('gives findings to the team of their object, of its namespace else, also where only that changes', async () => {
    const source = new TestCluster(twoTeams);
    const { watch } = watchOf(source);
    await watch.start();
    await watch.settled();
    expect(await teamsOf('shop')).toEqual(['storefront']);
    source.apply('apiVersion: v1\nkind: Namespace\nmetadata: { name: shop, labels: { team: growth } }\n');
    await watch.settled();
    expect(await teamsOf('shop')).toEqual(['growth']);
    source.apply(deployment('shop', 'web', privileged, ', team: search'));
    await watch.settled();
    expect((await teamsOf('shop')).sort()).toEqual(['growth', 'search']);
    expect(await store.workloads.one(scope, 'apps/Deployment/shop/web')).toMatchObject({ team: 'search' });
    expect(await teamsOf('payments')).toEqual(['money']);
    await watch.stop();
  });

  it('calls nothing resolved that it only can’t see any more', async () => {
    const first = watchOf(new TestCluster(twoTeams));
    await first.watch.start();
    await first.watch.settled();
    await first.watch.stop();
    const before = await store.overview.totals(scope);
    const blind = new TestCluster(twoTeams);
    blind.objects.delete('apps/Deployment/payments/ledger');
    blind.objects.delete('apps/Deployment/shop/web');
    const detail = 'deployments is forbidden';
    const spot = { code: 'namespace-forbidden', groupKind: 'apps/Deployment', namespace: 'payments', detail } as const;
    blind.state = { ...blind.state, blindSpots: [spot] };
    const second = watchOf(blind);
    await second.watch.start();
    await second.watch.settled();
    await second.watch.stop();
    const seen = { object: 'apps/Deployment/payments/ledger', status: ['open'] as const };
    const page = { offset: 0, limit: 500, sort: 'risk', order: 'desc' } as const;
    expect((await store.findings.page(scope, seen, page)).total).toBeGreaterThan(10);
    // What could be seen and is not there is gone.
    const gone = { ...seen, object: 'apps/Deployment/shop/web' };
    expect((await store.findings.page(scope, gone, page)).total).toBe(0);
    expect((await store.overview.totals(scope)).open.critical).toBe(before.open.critical - 1);
  });

  it('stops while it waits to try again', async () => {
    const failing: Store = { ...store, applyBatch: () => Promise.reject(new Error('disk full')) };
    const { watch } = watchOf(new TestCluster(twoTeams), failing);
    const failed = new Promise<void>((resolve) => watch.onChange(() => resolve()));
    await watch.start();
    await failed;
    await watch.stop();
    expect(watch.assessedAt).toBeUndefined();
  });
});
