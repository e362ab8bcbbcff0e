import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { migratePsp } from '../../src/enforcement/psp/index.ts';
import { open, pspCases, pspOf } from '../../src/enforcement/psp/testing/cases.ts';
import { inventoryFromText } from '../../src/inventory/index.ts';
import { type KubernetesObject, recordOf } from '../../src/kubernetes/index.ts';
import { Api, messageOf, until } from './api.ts';
import { inParallel } from './in-parallel.ts';

/*
 * What `psp migrate` writes is taken by a real API server without a warning of the type check, and refuses the pods of the table for the
 * fields that it names. Each policy is bound to pods with a label of its own.
 */
const api = new Api(inject('access'));
const label = 'breakwater-psp-case';
const namespace = 'psp';
const group = '/apis/admissionregistration.k8s.io/v1';
const words = { refused: 'no', notGranted: 'not granted' };
const options = { action: 'Deny', kubernetesVersion: { major: 1, minor: 37 }, words } as const;

const made = pspCases.map((one, index) => policyFor(`case-${index}`, [pspOf(one, `case-${index}`)]));
const rbac = 'rbac.authorization.k8s.io/v1';
/** Two policies: one for everybody, one for an account and a user who is not us. */
const shared = policyFor('granted', [
  pspOf({ title: '', spec: { privileged: false }, pods: [] }, 'narrow'),
  {
    apiVersion: 'policy/v1beta1',
    kind: 'PodSecurityPolicy',
    metadata: { name: 'wide' },
    spec: { ...open, hostPID: false },
  },
  ...granted('narrow', [{ kind: 'Group', name: 'system:authenticated' }]),
  ...granted('wide', [
    { kind: 'ServiceAccount', name: 'agent', namespace },
    { kind: 'User', name: 'ann' },
    { kind: 'Group', name: 'ops' },
  ]),
]);

function granted(name: string, subjects: readonly unknown[]) {
  const rules = [{ apiGroups: ['policy'], resources: ['podsecuritypolicies'], resourceNames: [name], verbs: ['use'] }];
  const metadata = { name, namespace };
  return [
    { apiVersion: rbac, kind: 'Role', metadata, rules },
    { apiVersion: rbac, kind: 'RoleBinding', metadata, roleRef: { kind: 'Role', name }, subjects },
  ];
}

/** The admission policy of PodSecurityPolicies, bound to pods with one label. */
function policyFor(tag: string, objects: readonly unknown[]): readonly KubernetesObject[] {
  const inventory = inventoryFromText(objects.map((object) => JSON.stringify(object)).join('\n---\n'));
  const [policy] = [...migratePsp(inventory, options).files.values()]
    .flat()
    .filter(({ kind }) => kind === 'ValidatingAdmissionPolicy');
  if (policy === undefined) return [];
  const name = `breakwater-psp-test-${tag}`;
  return [
    { ...policy, metadata: { name } },
    {
      apiVersion: policy.apiVersion,
      kind: 'ValidatingAdmissionPolicyBinding',
      metadata: { name },
      spec: {
        policyName: name,
        validationActions: ['Deny'],
        matchResources: { objectSelector: { matchLabels: { [label]: tag } } },
      },
    },
  ];
}

const pod = (tag: string, spec: unknown) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', namespace, labels: { [label]: tag } },
  spec,
});

/** The fields that a pod is refused for; empty where it is let in. */
async function refusedFor(tag: string, spec: unknown): Promise<string> {
  const message = await answer(tag, spec);
  return message === '' ? '' : (/denied request: no: (.*)$/.exec(message)?.[1] ?? message);
}

async function answer(tag: string, spec: unknown): Promise<string> {
  const given = await api.dryRunCreate(pod(tag, spec) as KubernetesObject);
  return given.status < 300 ? '' : messageOf(given);
}

const policies = [...made, shared].flat();

beforeAll(async () => {
  await api.ensureNamespace(namespace);
  await inParallel(policies, async (object) => {
    await api.create(object);
  });
  const first = { containers: [{ name: 'a', image: 'a', securityContext: { privileged: true } }] };
  await until('the policies to be asked', 60_000, async () => (await answer('granted', first)) !== '');
  await until('the policies to be type-checked', 120_000, async () => {
    const statuses = await Promise.all(
      names().map((name) => api.demand('GET', `${group}/validatingadmissionpolicies/${name}`)),
    );
    return statuses.every(({ status }) => recordOf(status).observedGeneration !== undefined);
  });
});

function names(): readonly string[] {
  return policies.filter(({ kind }) => !kind.endsWith('Binding')).map(({ metadata }) => metadata?.name ?? '');
}

afterAll(async () => {
  for (const name of names())
    for (const kind of ['validatingadmissionpolicybindings', 'validatingadmissionpolicies'])
      await api.request('DELETE', `${group}/${kind}/${name}`);
  api.close();
});

test.each(names())('%s has no warning of the type check', async (name) => {
  const { status } = await api.demand('GET', `${group}/validatingadmissionpolicies/${name}`);
  expect(recordOf(recordOf(status).typeChecking).expressionWarnings).toBeUndefined();
});

describe.each(pspCases.map((one, index) => [one.title, index, one] as const))('a policy about %s', (_, index, one) => {
  test.each(one.pods.map(([fields, spec]) => [fields || 'nothing', JSON.stringify(spec), fields, spec] as const))(
    'refuses for %s: %s',
    async (_name, _spec, fields, spec) => {
      const tag = `case-${index}`;
      expect(await refusedFor(tag, spec)).toBe(fields === '' ? '' : `${tag} (${fields})`);
    },
  );
});

test('who may use which policy decides', async () => {
  const privileged = { containers: [{ name: 'a', image: 'a', securityContext: { privileged: true } }] };
  expect(await refusedFor('granted', privileged)).toBe('narrow (privileged); wide (not granted)');
  expect(await refusedFor('granted', { ...privileged, serviceAccountName: 'agent' })).toBe('');
  expect(await refusedFor('granted', { ...privileged, serviceAccountName: 'agent', hostPID: true })).toBe(
    'narrow (privileged); wide (hostPID)',
  );
  expect(await refusedFor('granted', { containers: [{ name: 'a', image: 'a' }], hostPID: true })).toBe('');
});
