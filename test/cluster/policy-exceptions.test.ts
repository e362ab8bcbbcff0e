import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { catalogue, loadTexts } from '../../src/checks/index.ts';
import { policyObjects } from '../../src/enforcement/index.ts';
import { type KubernetesObject, listOf, recordOf } from '../../src/kubernetes/index.ts';
import { Api, messageOf, until } from './api.ts';

/*
 * What a workload is excepted from, the pods are that controllers of Kubernetes make from it; a pod that somebody else makes is not,
 * whatever owner it names.
 */
const api = new Api(inject('access'));
const label = 'breakwater-exceptions-test';
const namespace = 'policy-exceptions';

beforeAll(async () => {
  const check = catalogue.find(({ id }) => id === 'pod-privileged');
  const text = (await loadTexts('en'))['pod-privileged'];
  if (check === undefined || text === undefined) throw new Error('pod-privileged is gone');
  const rule = (resource: string) => ({ check: check.id, resources: [resource], reason: 'test' });
  const objects = policyObjects(check, {
    action: 'Deny',
    namespaceSelector: { matchLabels: { [label]: 'true' } },
    exceptions: [
      rule(`DaemonSet/${namespace}/*`),
      rule(`Deployment/${namespace}/web`),
      rule(`CronJob/${namespace}/nightly`),
    ],
    parameters: {},
    pssVersion: { major: 1, minor: 37 },
    language: 'en',
    text,
    today: '2026-01-01',
  });
  if (typeof objects === 'string') throw new Error(objects);
  await api.ensureNamespace(namespace);
  const labels = JSON.stringify({ metadata: { labels: { [label]: 'true' } } });
  const raw = { type: 'application/merge-patch+json', text: labels };
  await api.request('PATCH', `/api/v1/namespaces/${namespace}`, undefined, raw);
  await api.request('POST', '/api/v1/nodes', {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: 'exceptions-node', annotations: { 'kwok.x-k8s.io/node': 'fake' } },
  });
  for (const object of objects) await api.create(object);
  await until('the policy to be asked', 60_000, async () => (await refusal(pod('probe'))).includes('[pod-privileged]'));
});

afterAll(async () => {
  for (const resource of ['validatingadmissionpolicybindings', 'validatingadmissionpolicies'])
    await api.request('DELETE', `/apis/admissionregistration.k8s.io/v1/${resource}/breakwater-pod-privileged`);
  await api.request('DELETE', `/api/v1/namespaces/${namespace}`);
  await api.request('DELETE', '/api/v1/nodes/exceptions-node');
  api.close();
});

const podSpec = {
  containers: [{ name: 'app', image: 'registry.example.com/app:1.2.3', securityContext: { privileged: true } }],
};

function pod(name: string, owner?: Readonly<Record<string, unknown>>): KubernetesObject {
  const ownerReferences = owner === undefined ? {} : { ownerReferences: [owner] };
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace, ...ownerReferences }, spec: podSpec };
}

function workload(kind: string, name: string): KubernetesObject {
  const template = { metadata: { labels: { app: name } }, spec: podSpec };
  const spec = { selector: { matchLabels: { app: name } }, template };
  return { apiVersion: 'apps/v1', kind, metadata: { name, namespace }, spec };
}

async function refusal(object: KubernetesObject): Promise<string> {
  const answer = await api.dryRunCreate(object);
  return answer.status < 300 ? '' : messageOf(answer);
}

async function podsOwnedBy(pattern: RegExp): Promise<Record<string, unknown>[]> {
  const list = await api.demand('GET', `/api/v1/namespaces/${namespace}/pods`);
  return listOf(list.items)
    .map(recordOf)
    .filter((item) =>
      listOf(recordOf(item.metadata).ownerReferences)
        .map(recordOf)
        .some(({ kind, name }) => pattern.test(`${kind}/${name}`)),
    );
}

test.each([
  ['DaemonSet', 'net', /^DaemonSet\/net$/],
  ['Deployment', 'web', /^ReplicaSet\/web-/],
])('the controllers make the pods of an excepted %s', async (kind, name, owner) => {
  await api.create(workload(kind, name));
  await until(`pods of ${kind} ${name}`, 60_000, async () => (await podsOwnedBy(owner)).length > 0);
});

test('the controllers make the pods of an excepted CronJob', async () => {
  const jobTemplate = { spec: { template: { spec: { ...podSpec, restartPolicy: 'Never' } } } };
  await api.create({
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: 'nightly', namespace },
    spec: { schedule: '* * * * *', jobTemplate },
  });
  await until('pods of the CronJob', 110_000, async () => (await podsOwnedBy(/^Job\/nightly-/)).length > 0);
});

test('another workload of the kind is refused', async () => {
  expect(await refusal(workload('Deployment', 'other'))).toContain('[pod-privileged]');
  expect(await refusal(workload('ReplicaSet', 'web-abc'))).toContain('[pod-privileged]');
  expect(await refusal(workload('DaemonSet', 'any'))).toBe('');
});

test.each([
  ['DaemonSet', 'apps/v1', 'net'],
  ['ReplicaSet', 'apps/v1', 'web-7c9d8'],
  ['Job', 'batch/v1', 'nightly-29000000'],
])('a pod that a user makes and says to be of a %s is refused', async (kind, apiVersion, name) => {
  const owner = { apiVersion, kind, name, uid: '11111111-2222-3333-4444-555555555555', controller: true };
  expect(await refusal(pod('forged', owner))).toContain('[pod-privileged]');
});

test('so is one whose owner is there', async () => {
  const [made] = await podsOwnedBy(/^ReplicaSet\/web-/);
  const [owner] = listOf(recordOf(made?.metadata).ownerReferences).map(recordOf);
  expect(owner).toBeDefined();
  expect(await refusal(pod('forged', owner))).toContain('[pod-privileged]');
});
