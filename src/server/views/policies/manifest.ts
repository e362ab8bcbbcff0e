import { objectsGroup, objectsVersion, type Rung } from '../../../enforcement/index.ts';
import type { ExceptionRule } from '../../../findings/index.ts';
import type { InventoryObject } from '../../../inventory/index.ts';
import { type KubernetesObject, parseSelector, recordOf } from '../../../kubernetes/index.ts';
import { shellWord, yamlOf } from '../../../reports/index.ts';
import type { Manifest, NewPolicy } from '../../contract/index.ts';

/** A file to commit or apply. */
export function manifestOf(object: KubernetesObject, command?: string): Manifest {
  const fileName = `${object.kind.toLowerCase()}-${object.metadata?.name}.yaml`;
  return { yaml: yamlOf([object]), fileName, command: command ?? `kubectl apply -f ${shellWord(fileName)}` };
}

/** Annotations that say how an object came to the cluster, and don't belong into its file. */
const applied = 'kubectl.kubernetes.io/last-applied-configuration';

/** The file and the command that put a policy on another rung. */
export function stepManifest({ object, name }: InventoryObject, to: Rung): Manifest {
  const { labels, annotations } = recordOf(object.metadata);
  const kept = Object.entries(recordOf(annotations)).filter(([key]) => key !== applied);
  const changed: KubernetesObject = {
    apiVersion: object.apiVersion,
    kind: object.kind,
    metadata: {
      name,
      ...(Object.keys(recordOf(labels)).length > 0 && { labels: labels as Record<string, string> }),
      ...(kept.length > 0 && { annotations: Object.fromEntries(kept) as Record<string, string> }),
    },
    spec: { ...recordOf(object.spec), action: to },
  };
  const patch = JSON.stringify({ spec: { action: to } });
  return manifestOf(
    changed,
    `kubectl patch securitypolicy.${objectsGroup} ${shellWord(name)} --type=merge -p ${shellWord(patch)}`,
  );
}

/** A SecurityPolicy as a form says it; undefined where its selector is none. */
export function policyObject(policy: NewPolicy): KubernetesObject | undefined {
  const { name, profile, checks, action, selector, excludeNamespaces, enforcement, failurePolicy, rollout } = policy;
  const namespaceSelector = selector === null ? undefined : parseSelector(selector);
  if (selector !== null && namespaceSelector === undefined) return undefined;
  const hasScope = namespaceSelector !== undefined || excludeNamespaces.length > 0;
  return {
    apiVersion: `${objectsGroup}/${objectsVersion}`,
    kind: 'SecurityPolicy',
    metadata: { name },
    spec: {
      ...(profile !== null && { profile }),
      ...(checks.length > 0 && { checks: Object.fromEntries(checks.map((id) => [id, {}])) }),
      action,
      ...(hasScope && {
        scope: {
          ...(namespaceSelector !== undefined && { namespaceSelector }),
          ...(excludeNamespaces.length > 0 && { excludeNamespaces: [...excludeNamespaces] }),
        },
      }),
      enforcement,
      failurePolicy,
      ...(rollout !== null && { rollout: { to: rollout.to, cleanFor: `${rollout.days}d` } }),
    },
  };
}

/** Longest name of an exception, in characters. */
const longestName = 63;

/** A SecurityException that says the same as a rule. @param suffix makes its name differ from others' of the same check */
export function exceptionObject(rule: ExceptionRule, suffix: string): KubernetesObject {
  const base = rule.check.replace(/[^a-z0-9-]+/g, '-');
  return {
    apiVersion: `${objectsGroup}/${objectsVersion}`,
    kind: 'SecurityException',
    metadata: { name: `${base.slice(0, longestName - suffix.length - 1)}-${suffix}` },
    spec: {
      check: rule.check,
      resources: [...(rule.resources ?? ['*/*', '*/*/*'])],
      ...(rule.container !== undefined && { containers: [rule.container] }),
      reason: rule.reason,
      ...(rule.owner !== undefined && { owner: rule.owner }),
      // The last day on which a rule holds belongs to it as a whole.
      ...(rule.expires !== undefined && { expiresAt: dayAfter(rule.expires) }),
    },
  };
}

function dayAfter(day: string): string {
  const after = new Date(`${day}T00:00:00Z`);
  after.setUTCDate(after.getUTCDate() + 1);
  return after.toISOString().replace('.000', '');
}

/** The same as an entry of a settings file. */
export function settingsEntry({ check, resources, container, reason, owner, expires }: ExceptionRule): string {
  const entry = {
    check,
    ...(resources !== undefined && { resources }),
    ...(container !== undefined && { container }),
    reason,
    ...(owner !== undefined && { owner }),
    ...(expires !== undefined && { expires }),
  };
  return yamlOf([{ exceptions: [entry] }]);
}
