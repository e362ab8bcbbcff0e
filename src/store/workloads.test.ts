import { expect, it } from 'vitest';
import type { WorkloadRecord } from './records.ts';
import { batch, facts, objectOf } from './testing/batches.ts';
import { type Databases, onEachDatabase } from './testing/on-each-database.ts';
import type { WorkloadFilter, WorkloadSort } from './workload-types.ts';

const scope = { cluster: 'c1', visible: undefined };

function workload(name: string, changes: Partial<WorkloadRecord> = {}): WorkloadRecord {
  const namespace = changes.namespace ?? 'shop';
  return {
    key: `apps/Deployment/${namespace}/${name}`,
    group: 'apps',
    kind: 'Deployment',
    namespace,
    name,
    team: undefined,
    exposure: 'none',
    replicas: 1,
    pods: 1,
    images: [`registry.example.com/${name}:1`],
    serviceAccount: 'default',
    ...changes,
  };
}

const web = workload('web', { team: 'shop', exposure: 'internet', pods: 7, replicas: undefined });
const api = workload('api', { team: 'shop', images: ['Example.com/API@sha256:0', 'side:1'] });
const agent = workload('agent', { kind: 'DaemonSet', namespace: 'logs', pods: 3 });

async function filled(databases: Databases) {
  const store = await databases.store();
  const objects = [
    objectOf([facts({ severity: 'critical', risk: 90 }), facts({ check: 'b', severity: 'low', risk: 10 })], web.key),
    objectOf([facts({ check: 'c', severity: 'high', risk: 95, name: 'pod' })], '/Pod/shop/api-1', {
      workload: api.key,
    }),
    objectOf([facts({ name: 'agent', exception: { reason: 'known', from: 'annotation' } })], agent.key),
  ];
  await store.applyBatch(batch({ complete: true, objects, workloads: [web, api, agent] }));
  return store;
}

onEachDatabase((databases) => {
  it('lists workloads with what is open on them and on their pods', async () => {
    const store = await filled(databases);
    const none = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
    const { items, total } = await store.workloads.page(
      scope,
      {},
      { offset: 0, limit: 9, sort: 'risk', order: 'desc' },
    );
    expect(total).toBe(3);
    expect(items).toEqual([
      { ...api, risk: 95, open: { ...none, high: 1 } },
      { ...web, risk: 90, open: { ...none, critical: 1, low: 1 } },
      { ...agent, risk: 0, open: none },
    ]);
    expect(await store.workloads.one(scope, api.key)).toEqual(items[0]);
    expect(await store.workloads.one({ cluster: 'c1', visible: ['logs'] }, api.key)).toBeUndefined();
    expect(await store.workloads.one({ cluster: 'c2', visible: undefined }, api.key)).toBeUndefined();
    expect(await store.workloads.totals(scope)).toEqual({ workloads: 3, pods: 11, namespaces: 2 });
    expect(await store.workloads.totals({ cluster: 'c1', visible: [] })).toEqual({
      workloads: 0,
      pods: 0,
      namespaces: 0,
    });
  });

  it('filters, sorts and counts', async () => {
    const store = await filled(databases);
    const names = async (
      filter: WorkloadFilter,
      sort: WorkloadSort = 'name',
      order: 'asc' | 'desc' = 'asc',
      visible?: string[],
    ) => {
      const { items } = await store.workloads.page({ cluster: 'c1', visible }, filter, {
        offset: 0,
        limit: 9,
        sort,
        order,
      });
      return items.map(({ name }) => name).join(' ');
    };
    const cases: readonly (readonly [WorkloadFilter, string])[] = [
      [{}, 'agent api web'],
      [{ namespace: ['shop'] }, 'api web'],
      [{ kind: ['DaemonSet'] }, 'agent'],
      [{ team: ['shop'], exposure: ['internet', 'node-port'] }, 'web'],
      [{ team: [''] }, 'agent'],
      [{ words: ['EXAMPLE.com/api', 'side'] }, 'api'],
      [{ words: ['logs'] }, 'agent'],
      [{ words: ['%'] }, ''],
    ];
    for (const [filter, expected] of cases) expect([filter, await names(filter)]).toEqual([filter, expected]);
    expect(await names({}, 'findings', 'desc')).toBe('web api agent');
    expect(await names({}, 'pods', 'desc')).toBe('web agent api');
    expect(await names({}, 'namespace', 'asc')).toBe('agent api web');
    expect(await names({}, 'name', 'asc', ['logs', ''])).toBe('agent');
    expect(await store.workloads.facets(scope, { namespace: ['shop'], exposure: ['internet'] })).toEqual({
      namespace: [{ value: 'shop', count: 1 }],
      kind: [{ value: 'Deployment', count: 1 }],
      team: [{ value: 'shop', count: 1 }],
      exposure: [
        { value: 'internet', count: 1 },
        { value: 'none', count: 1 },
      ],
    });
  });

  it('follows changes, removals and complete batches', async () => {
    const store = await filled(databases);
    await store.applyBatch(batch({ workloads: [{ ...web, pods: 8 }], removed: [agent.key] }));
    const now = async () =>
      (await store.workloads.page(scope, {}, { offset: 0, limit: 9, sort: 'name', order: 'asc' })).items.map(
        ({ name, pods }) => [name, pods],
      );
    expect(await now()).toEqual([
      ['api', 1],
      ['web', 8],
    ]);
    await store.applyBatch(batch({ complete: true, workloads: [web] }));
    expect(await now()).toEqual([['web', 7]]);
  });
});
