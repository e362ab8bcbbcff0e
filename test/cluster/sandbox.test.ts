import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { sandboxDefault, sandboxPlan, sandboxPolicy } from '../../src/enforcement/index.ts';
import { inventoryFromText } from '../../src/inventory/index.ts';
import { type KubernetesObject, recordOf } from '../../src/kubernetes/index.ts';
import { Api, messageOf, until } from './api.ts';

/*
 * What `breakwater harden --sandbox gvisor --sandbox-default` writes: a pod that names no class runs in the sandbox, with all that the class says
 * of it; one that names another class is refused; nobody else is touched.
 */
const api = new Api(inject('access'));
const namespace = 'sandboxed';
const group = '/apis/admissionregistration.k8s.io/v1';
const message = 'must run in a sandbox';
const classes: readonly KubernetesObject[] = [
  {
    ...{ apiVersion: 'node.k8s.io/v1', kind: 'RuntimeClass', metadata: { name: 'gvisor' }, handler: 'runsc' },
    overhead: { podFixed: { memory: '64Mi', cpu: '100m' } },
    scheduling: { nodeSelector: { sandbox: 'yes' }, tolerations: [{ key: 'sandbox', operator: 'Exists' }] },
  } as KubernetesObject,
  {
    apiVersion: 'node.k8s.io/v1',
    kind: 'RuntimeClass',
    metadata: { name: 'plain' },
    handler: 'runc',
  } as KubernetesObject,
];

beforeAll(async () => {
  await api.ensureNamespace(namespace);
  for (const object of classes) await api.create(object);
  const rule = { classes: ['gvisor'], selector: { matchLabels: { trust: 'none' } }, onlyInternetFacing: false };
  const plan = sandboxPlan(inventoryFromText(''), namespace, rule);
  const objects = [
    ...sandboxDefault(plan, namespace, 'gvisor', 'admissionregistration.k8s.io/v1'),
    ...sandboxPolicy(plan, namespace, message),
  ];
  for (const object of objects) await api.create(object);
  await until('the policies to be asked', 60_000, async () => {
    const moved = await api.dryRunCreate(pod({}));
    const refused = await api.dryRunCreate(pod({ runtimeClassName: 'plain' }));
    return recordOf(recordOf(moved.body).spec).runtimeClassName === 'gvisor' && refused.status >= 400;
  });
});

afterAll(async () => {
  const names = { mutating: `breakwater-sandbox-default-${namespace}`, validating: `breakwater-sandbox-${namespace}` };
  for (const [kind, name] of Object.entries(names))
    for (const suffix of ['policybindings', 'policies'])
      await api.request('DELETE', `${group}/${kind}admission${suffix}/${name}`);
  for (const { metadata } of classes)
    await api.request('DELETE', `/apis/node.k8s.io/v1/runtimeclasses/${metadata?.name}`);
  await api.request('DELETE', `/api/v1/namespaces/${namespace}`);
  api.close();
});

function pod(spec: object, labels: Readonly<Record<string, string>> = { trust: 'none' }): KubernetesObject {
  const containers = [
    { name: 'a', image: 'registry.example.com/a:1', env: [{ name: 'A', value: 'b' }] },
    { name: 'b', image: 'registry.example.com/b:1' },
  ];
  return {
    ...{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace, labels } },
    spec: { containers, ...spec },
  };
}

test('a pod that names no class gets one, with its nodes, tolerations and overhead, and keeps all else', async () => {
  const own = { nodeSelector: { disk: 'fast' }, tolerations: [{ key: 'own', operator: 'Exists' }] };
  const { status, body } = await api.dryRunCreate(pod(own));
  expect(status).toBe(201);
  const spec = recordOf(recordOf(body).spec);
  expect(spec).toMatchObject({
    runtimeClassName: 'gvisor',
    overhead: { memory: '64Mi', cpu: '100m' },
    nodeSelector: { disk: 'fast', sandbox: 'yes' },
    containers: [{ name: 'a', env: [{ name: 'A', value: 'b' }] }, { name: 'b' }],
  });
  expect(spec.tolerations).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ key: 'own' }),
      expect.objectContaining({ key: 'sandbox', operator: 'Exists' }),
    ]),
  );
});

test('one that is in a sandbox stays as it is, one that names another class is refused', async () => {
  const inside = await api.dryRunCreate(pod({ runtimeClassName: 'gvisor' }));
  expect([inside.status, recordOf(recordOf(inside.body).spec).runtimeClassName]).toEqual([201, 'gvisor']);
  const outside = await api.dryRunCreate(pod({ runtimeClassName: 'plain' }));
  expect([outside.status, messageOf(outside)]).toEqual([403, expect.stringContaining(message)]);
});

test.each([[{}], [{ trust: '' }], [{ trust: 'full' }]])('a pod with the labels %j is left alone', async (labels) => {
  for (const spec of [{}, { runtimeClassName: 'plain' }]) {
    const { status, body } = await api.dryRunCreate(pod(spec, labels));
    expect([status, recordOf(recordOf(body).spec).runtimeClassName]).toEqual([
      201,
      'runtimeClassName' in spec ? spec.runtimeClassName : undefined,
    ]);
  }
});

test('pods that a workload makes are put into the sandbox, too; the workload stays as its file says', async () => {
  const deployment = {
    ...{ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', namespace } },
    spec: {
      selector: { matchLabels: { trust: 'none' } },
      template: { metadata: { labels: { trust: 'none' } }, spec: { containers: [{ name: 'a', image: 'a:1' }] } },
    },
  };
  await api.create(deployment);
  let pods: readonly unknown[] = [];
  await until('its pod', 60_000, async () => {
    const { items } = await api.demand('GET', `/api/v1/namespaces/${namespace}/pods`);
    pods = items as readonly unknown[];
    return pods.length > 0;
  });
  expect(recordOf(recordOf(pods[0]).spec)).toMatchObject({
    runtimeClassName: 'gvisor',
    nodeSelector: { sandbox: 'yes' },
  });
  const kept = await api.demand('GET', `/apis/apps/v1/namespaces/${namespace}/deployments/web`);
  expect(recordOf(recordOf(recordOf(kept.spec).template).spec).runtimeClassName).toBeUndefined();
});
