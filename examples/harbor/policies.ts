import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { load } from 'js-yaml';
import { loadTexts } from '../../src/checks/index.ts';
import { climb, nativeObjects, policyStatus } from '../../src/enforcement/controller/index.ts';
import {
  exceptionRulesIn,
  policiesIn,
  predictPolicy,
  type SecurityPolicy,
} from '../../src/enforcement/index.ts';
import { inventoryOf, readRecording, representedWorkloads } from '../../src/inventory/cluster/index.ts';
import type { KubernetesObject } from '../../src/kubernetes/index.ts';
import { object } from './kinds.ts';

const version = 'breakwater.dev/v1alpha1';

/** The kinds of policies and exceptions, as Breakwater brings them. */
export const policyKinds: readonly KubernetesObject[] = ['securitypolicies', 'securityexceptions'].map(
  (plural) =>
    load(
      readFileSync(fileURLToPath(new URL(`../../deploy/crds/${plural}.yaml`, import.meta.url)), 'utf8'),
    ) as KubernetesObject,
);

/** What the platform team enforces, and what it has decided to live with. */
export const policies: readonly KubernetesObject[] = [
  object(version, 'SecurityPolicy', undefined, 'pod-baseline', {
    spec: {
      profile: 'pss-baseline',
      action: 'Warn',
      scope: { excludeNamespaces: ['sandbox'] },
      rollout: { to: 'Deny', cleanFor: '7d' },
    },
  }),
  object(version, 'SecurityPolicy', undefined, 'product-images', {
    spec: {
      checks: { 'img-latest': {}, 'img-pull-policy': {}, 'pod-run-as-non-root': {} },
      action: 'Audit',
      scope: {
        namespaceSelector: {
          matchExpressions: [{ key: 'team', operator: 'In', values: ['booking', 'billing', 'customs', 'portal', 'tracking'] }],
        },
      },
    },
  }),
  object(version, 'SecurityException', undefined, 'log-shipper', {
    spec: {
      check: 'pod-hostpath',
      resources: ['DaemonSet/logging/fluent-bit'],
      reason: 'ships the logs that containers leave on their node',
      owner: 'platform',
      expiresAt: '2027-07-01T00:00:00Z',
    },
  }),
  object(version, 'SecurityException', undefined, 'node-metrics', {
    spec: {
      checks: ['pod-hostpath', 'pod-host-namespaces'],
      resources: ['DaemonSet/monitoring/node-exporter'],
      reason: 'measures the node itself',
      owner: 'platform',
    },
  }),
];

/** What the controller would do: the native objects of each policy, and what its status says, by what a first recording shows. */
export async function controlled(
  recording: string,
  definition: string,
  now: string,
): Promise<{ readonly natives: readonly KubernetesObject[]; readonly statuses: ReadonlyMap<string, unknown> }> {
  const { state } = await readRecording(recording);
  const inventory = inventoryOf(state);
  const texts = { en: await loadTexts('en'), 'zh-CN': await loadTexts('zh-CN') };
  const rules = exceptionRulesIn(inventory);
  const natives: KubernetesObject[] = [];
  const statuses = new Map<string, unknown>();
  for (const { parsed } of policiesIn(inventory)) {
    if (!('value' in parsed)) throw new Error(JSON.stringify(parsed.mistakes));
    const policy: SecurityPolicy = parsed.value;
    const { refused, unanswered } = await predictPolicy(policy, {
      inventory,
      exceptions: rules,
      workloads: representedWorkloads(state),
      kubernetesVersion: { major: 1, minor: 37 },
      now,
    });
    const refusals = { workloads: refused.length, requests: undefined, since: now, doubtful: unanswered.size > 0 };
    const standing = climb(policy, undefined, refusals, now);
    const wants = nativeObjects(policy, standing.action, { rules, texts, definition });
    const made = wants.groups.flat();
    natives.push(...made);
    const outcome = {
      ...{ policy, standing, wants, refusals, conflicts: [], contested: [], failures: new Map(), webhook: false },
      inForce: made.filter(({ kind }) => kind === 'ValidatingAdmissionPolicy').length,
    };
    statuses.set(policy.name, policyStatus(outcome, { generation: 1, status: undefined }, now));
  }
  return { natives, statuses };
}
