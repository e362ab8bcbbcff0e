import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { loadTexts } from '../../src/checks/index.ts';
import { defaultedChecks, mutatingObjects } from '../../src/enforcement/index.ts';
import { inventoryFromText } from '../../src/inventory/index.ts';
import { isRecord, type KubernetesObject, listOf, recordOf } from '../../src/kubernetes/index.ts';
import { Api, messageOf, until } from './api.ts';

/* What `policies export --mutating` writes: an object that says nothing gets the default, one that says otherwise keeps its own. */
const api = new Api(inject('access'));
const label = 'breakwater-mutations-test';
const namespace = 'policy-mutations';
const group = '/apis/admissionregistration.k8s.io/v1';

beforeAll(async () => {
  const texts = await loadTexts('en');
  await api.ensureNamespace(namespace);
  const labels = JSON.stringify({ metadata: { labels: { [label]: 'true' } } });
  const raw = { type: 'application/merge-patch+json', text: labels };
  await api.request('PATCH', `/api/v1/namespaces/${namespace}`, undefined, raw);
  for (const id of defaultedChecks) {
    const text = texts[id];
    if (text === undefined) throw new Error(`${id} has no text`);
    const namespaceSelector = { matchLabels: { [label]: 'true' } };
    const container = { check: id, container: 'ping', reason: 'test' };
    const whole = { check: id, resources: [`Pod/${namespace}/excepted`], reason: 'test' };
    const objects = mutatingObjects(id, {
      namespaceSelector,
      exceptions: [container, whole],
      today: '2026-01-01',
      text,
      apiVersion: 'admissionregistration.k8s.io/v1',
    });
    for (const object of objects) await api.create(object);
  }
  await until('the policies to be asked', 60_000, async () => {
    const spec = await specOf('containers: [{ name: app, image: a }]');
    return JSON.stringify(spec).includes('RuntimeDefault') && JSON.stringify(spec).includes('NET_RAW');
  });
});

afterAll(async () => {
  for (const resource of ['mutatingadmissionpolicybindings', 'mutatingadmissionpolicies'])
    for (const id of defaultedChecks) await api.request('DELETE', `${group}/${resource}/breakwater-default-${id}`);
  await api.request('DELETE', `/api/v1/namespaces/${namespace}`);
  api.close();
});

async function created(object: KubernetesObject): Promise<Record<string, unknown>> {
  const answer = await api.dryRunCreate(object);
  if (answer.status >= 300 || !isRecord(answer.body)) throw new Error(messageOf(answer));
  return answer.body;
}

async function specOf(spec: string, name = 'web', annotations = ''): Promise<Record<string, unknown>> {
  const text = `
apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: ${namespace}, annotations: { ${annotations} } }
spec: { ${spec} }`;
  const [object] = inventoryFromText(text).objects;
  if (object === undefined) throw new Error('no pod');
  return recordOf((await created(object.object)).spec);
}

const drops = (spec: Record<string, unknown>, field = 'containers') =>
  listOf(spec[field])
    .map(recordOf)
    .map(({ securityContext }) => recordOf(recordOf(securityContext).capabilities).drop);

test('a pod that says nothing gets both', async () => {
  const spec = await specOf(
    'containers: [{ name: app, image: a, env: [{ name: A, value: b }] }, { name: side, image: b }], initContainers: [{ name: first, image: c }]',
  );
  expect(recordOf(spec.securityContext).seccompProfile).toEqual({ type: 'RuntimeDefault' });
  expect(drops(spec)).toEqual([['NET_RAW'], ['NET_RAW']]);
  expect(drops(spec, 'initContainers')).toEqual([['NET_RAW']]);
  expect(listOf(spec.containers).map(recordOf)[0]).toMatchObject({ image: 'a', env: [{ name: 'A', value: 'b' }] });
});

test.each([
  ['Unconfined', 'securityContext: { seccompProfile: { type: Unconfined }, fsGroup: 5 }'],
  ['Localhost', 'securityContext: { seccompProfile: { type: Localhost, localhostProfile: a.json }, fsGroup: 5 }'],
])('a pod keeps its own seccomp profile: %s', async (type, context) => {
  const spec = await specOf(`containers: [{ name: app, image: a }], ${context}`);
  expect(spec.securityContext).toMatchObject({ seccompProfile: { type }, fsGroup: 5 });
});

test('a pod keeps what else its security context says, and a container its own profile', async () => {
  const own = 'securityContext: { seccompProfile: { type: Unconfined } }';
  const spec = await specOf(`containers: [{ name: app, image: a, ${own} }], securityContext: { runAsUser: 7 }`);
  expect(spec.securityContext).toEqual({ runAsUser: 7, seccompProfile: { type: 'RuntimeDefault' } });
  expect(recordOf(listOf(spec.containers)[0]).securityContext).toMatchObject({
    seccompProfile: { type: 'Unconfined' },
  });
});

test.each([
  ['drops others', '{ drop: [CHOWN], add: [SYS_TIME] }', { drop: ['CHOWN', 'NET_RAW'], add: ['SYS_TIME'] }],
  ['drops all', '{ drop: [ALL] }', { drop: ['ALL'] }],
  ['drops it already', '{ drop: [NET_RAW, CHOWN] }', { drop: ['NET_RAW', 'CHOWN'] }],
  ['adds it', '{ add: [NET_RAW] }', { add: ['NET_RAW'] }],
  ['adds all', '{ add: [ALL] }', { add: ['ALL'] }],
])('capabilities of a container that %s', async (_, capabilities, expected) => {
  const spec = await specOf(
    `containers: [{ name: app, image: a, securityContext: { capabilities: ${capabilities} } }, { name: other, image: b }]`,
  );
  expect(recordOf(recordOf(listOf(spec.containers)[0]).securityContext).capabilities).toEqual(expected);
  expect(drops(spec)[1]).toEqual(['NET_RAW']);
});

test.each([
  ['of Windows', 'os: { name: windows }, containers: [{ name: app, image: a }]', 'web'],
  ['on nodes of Windows', 'nodeSelector: { kubernetes.io/os: windows }, containers: [{ name: app, image: a }]', 'web'],
  ['that is excepted', 'containers: [{ name: app, image: a }]', 'excepted'],
])('a pod %s stays as it is', async (_, text, name) => {
  const spec = await specOf(text, name);
  expect(recordOf(spec.securityContext).seccompProfile).toBeUndefined();
  expect(drops(spec)).toEqual([undefined]);
});

test('so do a privileged container and one that is excepted', async () => {
  const privileged = '{ name: root, image: a, securityContext: { privileged: true } }';
  const spec = await specOf(`containers: [${privileged}, { name: ping, image: b }, { name: app, image: c }]`);
  expect(drops(spec)).toEqual([undefined, undefined, ['NET_RAW']]);
});

test('a pod with the old seccomp annotation is taken, as without the policy', async () => {
  const annotation = 'seccomp.security.alpha.kubernetes.io/pod: unconfined';
  const spec = await specOf('containers: [{ name: app, image: a }]', 'old', annotation);
  expect(JSON.stringify(spec)).not.toContain('RuntimeDefault');
});

test.each([
  ['default', undefined, false],
  ['default', true, true],
  ['builder', undefined, undefined],
])('account %s with %s', async (name, own, expected) => {
  const fields = own === undefined ? {} : { automountServiceAccountToken: own };
  const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace }, ...fields };
  if (name !== 'default') expect((await created(account)).automountServiceAccountToken).toBe(expected);
  else {
    // It is there already: what an update leaves.
    const put = await api.demand('PUT', `/api/v1/namespaces/${namespace}/serviceaccounts/default`, account);
    expect(put.automountServiceAccountToken).toBe(expected);
  }
});

test('a new namespace has an account that mounts no token, and pods that ask get one', async () => {
  const object = {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: `${namespace}-new`, labels: { [label]: 'true' } },
  };
  await api.create(object);
  const path = `/api/v1/namespaces/${namespace}-new/serviceaccounts/default`;
  await until('its account', 30_000, async () => (await api.request('GET', path)).status === 200);
  expect((await api.demand('GET', path)).automountServiceAccountToken).toBe(false);
  const pod = (asks: boolean): KubernetesObject => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', namespace: `${namespace}-new` },
    spec: { containers: [{ name: 'app', image: 'a' }], ...(asks && { automountServiceAccountToken: true }) },
  });
  expect(JSON.stringify(await created(pod(false)))).not.toContain('kube-api-access');
  expect(JSON.stringify(await created(pod(true)))).toContain('kube-api-access');
  await api.request('DELETE', `/api/v1/namespaces/${namespace}-new`);
});
