import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { KubernetesObject } from '../../src/kubernetes/index.ts';
import { Api, until } from './api.ts';
import {
  accountCases,
  contextsOf,
  created,
  installMutations,
  mutatedLabel,
  mutatedNamespace,
  podCases,
  removeMutations,
  tokensOf,
} from './mutation-cases.ts';

/* What `policies export --mutating` writes; older servers are asked the same by `npm run agreement:versions`. */
const api = new Api(inject('access'));
const apiVersion = 'admissionregistration.k8s.io/v1';

beforeAll(() => installMutations(api, apiVersion));

afterAll(async () => {
  await removeMutations(api, apiVersion);
  api.close();
});

test.each(podCases)('$title', async (pod) => {
  expect(await contextsOf(api, pod)).toEqual(pod.expected);
});

test('what else a container says stays', async () => {
  const container = { name: 'app', image: 'a', env: [{ name: 'A', value: 'b' }] };
  const metadata = { name: 'web', namespace: mutatedNamespace };
  const made = await created(api, { apiVersion: 'v1', kind: 'Pod', metadata, spec: { containers: [container] } });
  expect(made.spec).toMatchObject({ containers: [container] });
});

test.each(accountCases)('account %s with %s', async (name, own, expected) => {
  expect(await tokensOf(api, name, own)).toBe(expected);
});

test('a new namespace has an account that mounts no token, and pods that ask get one', async () => {
  const namespace = `${mutatedNamespace}-new`;
  await api.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace, labels: mutatedLabel } });
  const path = `/api/v1/namespaces/${namespace}/serviceaccounts/default`;
  await until('its account', 30_000, async () => (await api.request('GET', path)).status === 200);
  expect((await api.demand('GET', path)).automountServiceAccountToken).toBe(false);
  const pod = (asks: boolean): KubernetesObject => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', namespace },
    spec: { containers: [{ name: 'app', image: 'a' }], ...(asks && { automountServiceAccountToken: true }) },
  });
  expect(JSON.stringify(await created(api, pod(false)))).not.toContain('kube-api-access');
  expect(JSON.stringify(await created(api, pod(true)))).toContain('kube-api-access');
  await api.request('DELETE', `/api/v1/namespaces/${namespace}`);
});
