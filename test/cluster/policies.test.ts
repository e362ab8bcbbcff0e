import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, inject, test } from 'vitest';
import { evaluatePolicies, policiesOf } from '../../src/checks/policies/index.ts';
import { cases } from '../../src/checks/policies/policies.cases.ts';
import { type Inventory, type InventoryObject, inventoryFromText } from '../../src/inventory/index.ts';
import type { KubernetesObject } from '../../src/kubernetes/index.ts';
import { Api, messageOf, until } from './api.ts';

const api = new Api(inject('access'));
const group = '/apis/admissionregistration.k8s.io/v1';
const label = 'breakwater-policy-case';

afterAll(() => api.close());

/** Cases whose verdict depends on what only a cluster knows, or that ask what no API server is asked. */
const comparable = cases.filter(
  ({ unanswered, title, policies }) =>
    unanswered === undefined &&
    // Unbound policies are never asked; the older API is not served.
    policies.includes('PolicyBinding') &&
    !policies.includes('k8s.io/v1beta1') &&
    // The API server is asked about a workload only, and knows the kind of parameters or refuses.
    !/^(?:pods that a workload would make|cluster-scoped parameters)/.test(title),
);

describe('verdicts of users’ policies are those of the API server', () => {
  expect(comparable.length).toBeGreaterThan(25);

  test.each(comparable.map((entry, index) => [entry.title, entry, index] as const))('%s', async (_, entry, index) => {
    const policies = inventoryFromText(entry.policies);
    const objects = inventoryFromText(entry.objects);
    const mine = evaluatePolicies(policiesOf(policies, { major: 1, minor: 37 }), objects, 'en');
    await prepare(policies, objects);
    await install(policies, `case-${index}`);
    try {
      for (const object of objects.objects) {
        const violations = mine.violations.filter((violation) => violation.object === object);
        const told = (warns: boolean) =>
          violations
            .filter(({ severity }) => (severity === 'medium') === warns)
            .map(({ values }) => comparableText(String(values?.message)));
        let verdict = await verdictOf(object);
        // The API server hears of new parameters a little later.
        const deadline = Date.now() + 30_000;
        while (!agree(verdict, told) && Date.now() < deadline) {
          await sleep(100);
          verdict = await verdictOf(object);
        }
        if (!agree(verdict, told)) expect(verdict).toEqual({ denials: told(false), warnings: told(true) });
      }
    } finally {
      await api.demand('DELETE', `${group}/validatingadmissionpolicybindings?labelSelector=${label}`);
      await api.demand('DELETE', `${group}/validatingadmissionpolicies?labelSelector=${label}`);
      await until('the policies to be gone', 30_000, async () => !(await isRefused(`case-${index}`)));
    }
  });
});

/** Makes what the case takes for granted: namespaces with their labels, CRDs, parameters. */
async function prepare(policies: Inventory, objects: Inventory): Promise<void> {
  const all = [...policies.objects, ...objects.objects];
  for (const name of new Set(all.flatMap(({ namespace }) => namespace ?? []))) await api.ensureNamespace(name);
  for (const object of all) {
    if (object.kind === 'Namespace') {
      await api.ensureNamespace(object.name);
      const labels = JSON.stringify({ metadata: { labels: object.object.metadata?.labels ?? {} } });
      const raw = { type: 'application/merge-patch+json', text: labels };
      await api.request('PATCH', `/api/v1/namespaces/${object.name}`, undefined, raw);
    }
    if (object.kind === 'CustomResourceDefinition' || object.kind === 'ConfigMap') await apply(object.object);
  }
}

async function apply(object: KubernetesObject): Promise<void> {
  const path = await api.pathFor(object);
  if (path === undefined) throw new Error(`the API server does not serve ${object.kind}`);
  await api.request('DELETE', `${path}/${object.metadata?.name}`);
  await until('the old object to go', 10_000, async () => (await api.request('POST', path, object)).status === 201);
}

/** Creates the policies, and waits until one that was created after them refuses. */
async function install(policies: Inventory, canary: string): Promise<void> {
  const canaryPolicy = {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicy',
    metadata: { name: canary },
    spec: {
      matchConstraints: {
        resourceRules: [
          {
            apiGroups: [''],
            apiVersions: ['v1'],
            operations: ['CREATE'],
            resources: ['configmaps'],
            resourceNames: [canary],
          },
        ],
      },
      validations: [{ expression: 'false', message: 'canary' }],
    },
  };
  const canaryBinding = {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicyBinding',
    metadata: { name: canary },
    spec: { policyName: canary, validationActions: ['Deny'] },
  };
  const own = policies.objects.filter(({ kind }) => kind.startsWith('ValidatingAdmissionPolicy'));
  for (const object of [...own.map(({ object }) => object), canaryPolicy, canaryBinding]) {
    const labelled = { ...object, metadata: { ...object.metadata, labels: { [label]: canary } } };
    await api.demand('POST', `${group}/${object.kind.toLowerCase().replace(/y$/, 'ie')}s`, labelled);
  }
  await until('the policies to be asked', 30_000, () => isRefused(canary));
}

async function isRefused(canary: string): Promise<boolean> {
  const answer = await api.dryRunCreate({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: canary } });
  return messageOf(answer).includes('denied request: ');
}

interface Verdict {
  /** The API server tells the first one only. */
  readonly denials: readonly string[];
  readonly warnings: readonly string[];
}

function agree({ denials, warnings }: Verdict, told: (warns: boolean) => readonly string[]): boolean {
  const ours = told(false);
  const sameWarnings = [...warnings].sort().join('\n') === [...told(true)].sort().join('\n');
  return sameWarnings && (denials.length === 0) === (ours.length === 0) && denials.every((text) => ours.includes(text));
}

/** The messages, without the names that the API server puts before them. */
async function verdictOf(object: InventoryObject): Promise<Verdict> {
  const answer = await api.dryRunCreate(object.object);
  const denials = answer.status < 300 ? [] : messagesIn([messageOf(answer)], / denied request: (.*)$/s);
  return { denials, warnings: messagesIn(answer.warnings, /^Validation failed for .* with binding '[^']*': (.*)$/s) };
}

function messagesIn(texts: readonly string[], pattern: RegExp): string[] {
  return texts.flatMap((text) => {
    const message = pattern.exec(text)?.[1];
    return message === undefined ? [] : [comparableText(message)];
  });
}

/** Of an expression that fails, only that it did: messages about errors are worded differently. */
function comparableText(message: string): string {
  return /resulted in error/.test(message) ? 'error' : message;
}
