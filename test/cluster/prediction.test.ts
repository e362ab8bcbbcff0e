import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadTexts } from '../../src/checks/index.ts';
import { nativeObjects } from '../../src/enforcement/controller/index.ts';
import { exceptionRulesOf, securityExceptionOf, securityPolicyOf } from '../../src/enforcement/objects/index.ts';
import { type Prediction, predictPolicy } from '../../src/enforcement/prediction/index.ts';
import { inventoryOf, readRecording } from '../../src/inventory/cluster/index.ts';
import type { InventoryObject } from '../../src/inventory/index.ts';
import type { KubernetesObject } from '../../src/kubernetes/index.ts';
import { Api, messageOf, until } from './api.ts';
import { type ControlPlane, startControlPlane, stopControlPlane } from './control-plane.ts';
import { inParallel } from './in-parallel.ts';

/**
 * What a step of the ladder is predicted to refuse is what a real API server refuses: every object of the example cluster that a policy is
 * asked about, sent as a dry-run create, with the policy's native objects at Deny and an exception in force.
 */
let plane: ControlPlane;
let api: Api;
let prediction: Prediction;

const now = '2026-11-25T12:00:00Z';
const parsed = {
  policy: securityPolicyOf({
    apiVersion: 'breakwater.dev/v1alpha1',
    kind: 'SecurityPolicy',
    metadata: { name: 'predicted' },
    spec: { profile: 'pss-restricted', action: 'Deny', scope: { excludeNamespaces: ['monitoring'] } },
  }),
  exception: securityExceptionOf({
    apiVersion: 'breakwater.dev/v1alpha1',
    kind: 'SecurityException',
    metadata: { name: 'known' },
    spec: {
      checks: ['pod-allow-privilege-escalation', 'pod-caps-restricted', 'pod-seccomp-required'],
      resources: ['Deployment/booking-prod/booking-mail'],
      reason: 'known',
      owner: 'booking',
    },
  }),
};

function read<T>(result: { readonly value: T } | { readonly mistakes: readonly unknown[] }): T {
  if ('value' in result) return result.value;
  throw new Error(JSON.stringify(result.mistakes));
}

beforeAll(async () => {
  const { state } = await readRecording(fileURLToPath(new URL('../../examples/harbor.recording', import.meta.url)));
  const [policy, rules] = [read(parsed.policy), exceptionRulesOf(read(parsed.exception))];
  const inventory = inventoryOf(state);
  prediction = await predictPolicy(policy, {
    inventory,
    exceptions: rules,
    workloads: new Map(),
    kubernetesVersion: { major: 1, minor: 37 },
    now,
  });
  // One of their own: its policies refuse what other tests create.
  plane = await startControlPlane();
  api = new Api(plane.access);
  await api.ensureNamespace('breakwater-system');
  for (const { name } of inventory.ofKind('/Namespace')) await api.ensureNamespace(name);
  const texts = { en: await loadTexts('en'), 'zh-CN': await loadTexts('zh-CN') };
  const { groups } = nativeObjects(policy, 'Deny', { rules, texts, definition: 'none' });
  await inParallel(groups.flat(), async (object) => {
    await api.create(object);
  });
  const probe: KubernetesObject = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'probe', namespace: 'default' },
    spec: { hostPID: true, containers: [{ name: 'a', image: 'a' }] },
  };
  // Every policy has its say once the pod is told of all that it breaks.
  await until('the policies to be in force', 60_000, async () => {
    const answers = await Promise.all([1, 2, 3].map(() => api.dryRunCreate(probe)));
    return answers.every((answer) => answer.status === 422 || answer.status === 403);
  });
});

afterAll(async () => {
  api?.close();
  if (plane !== undefined) await stopControlPlane(plane);
});

function nameOf({ groupKind, namespace, name }: InventoryObject): string {
  return `${groupKind}/${namespace ?? ''}/${name}`;
}

test('what is predicted to be refused is refused, and nothing else', async () => {
  const refused = new Set(prediction.refused.map(({ object }) => nameOf(object)));
  const excepted = new Set(prediction.excepted.map(({ object }) => nameOf(object)));
  const differing: string[] = [];
  let compared = 0;
  await inParallel(prediction.asked, async (object) => {
    const answer = await api.dryRunCreate(object.object);
    const said = messageOf(answer);
    const isRefused = answer.status >= 400 && said.includes('ValidatingAdmissionPolicy');
    // Kinds that this API server does not serve, and objects that it takes for other reasons not.
    if (answer.status >= 400 && !isRefused) return;
    compared++;
    if (isRefused !== refused.has(nameOf(object)))
      differing.push(`${nameOf(object)}: ${answer.status} ${isRefused ? said.slice(0, 200) : ''}`);
  });
  expect(differing).toEqual([]);
  expect(compared).toBeGreaterThan(60);
  expect(refused.size).toBeGreaterThan(10);
  expect([...excepted]).toEqual(['apps/Deployment/booking-prod/booking-mail']);
  expect([...refused].some((name) => name.includes('/monitoring/'))).toBe(false);
});
