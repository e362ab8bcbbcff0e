import { isRecord, type KubernetesObject, listOf, recordOf, stringOf } from '../../kubernetes/index.ts';
import { type Amounts, amountsOf, amountText } from './amounts.ts';
import { type ContainerResources, type PodResources, podTotals } from './pod-resources.ts';
import type { Refusal } from './refusal.ts';

export interface Quota {
  readonly name: string;
  readonly hard: Amounts;
  readonly scopes: readonly Scope[];
}

interface Scope {
  readonly name: string;
  readonly operator: string;
  readonly values: readonly string[];
}

const one = 1_000_000_000n;

export function quotaOf(object: KubernetesObject): Quota {
  const { hard, scopes, scopeSelector } = recordOf(object.spec);
  const selected = listOf(recordOf(scopeSelector).matchExpressions).map((value) => {
    const { scopeName, operator, values } = recordOf(value);
    return {
      name: stringOf(scopeName) ?? '',
      operator: stringOf(operator) ?? '',
      values: listOf(values).filter((text) => typeof text === 'string'),
    };
  });
  const named = listOf(scopes).map((name) => ({ name: stringOf(name) ?? '', operator: 'Exists', values: [] }));
  return { name: object.metadata?.name ?? '', hard: amountsOf(hard), scopes: [...named, ...selected] };
}

/** Whether a quota counts a pod. Source: Kubernetes 1.37, podMatchesScopeFunc. */
export function countsPod({ scopes }: Quota, pod: PodResources): boolean {
  return scopes.every((scope) => {
    switch (scope.name) {
      case 'Terminating':
        return isTerminating(pod);
      case 'NotTerminating':
        return !isTerminating(pod);
      case 'BestEffort':
        return isBestEffort(pod);
      case 'NotBestEffort':
        return !isBestEffort(pod);
      case 'PriorityClass':
        return isPriority(scope, pod.priorityClass);
      case 'CrossNamespacePodAffinity':
        return reachesOtherNamespaces(pod);
      default:
        return false;
    }
  });
}

function isTerminating({ spec: { activeDeadlineSeconds: seconds } }: PodResources): boolean {
  return typeof seconds === 'number' && seconds >= 0;
}

/** No container asks for or is limited in CPU or memory; where the pod as a whole says so, only that counts. */
function isBestEffort({ containers, pod }: PodResources): boolean {
  const parts = pod === undefined ? containers : [pod];
  return parts.every(({ requests, limits }) =>
    ['cpu', 'memory'].every((name) => (requests.get(name) ?? 0n) === 0n && (limits.get(name) ?? 0n) === 0n),
  );
}

function isPriority({ operator, values }: Scope, name: string): boolean {
  switch (operator) {
    case 'Exists':
      return name !== '';
    case 'DoesNotExist':
      return name === '';
    case 'In':
      return values.includes(name);
    case 'NotIn':
      return !values.includes(name);
    default:
      return false;
  }
}

function reachesOtherNamespaces({ spec }: PodResources): boolean {
  const { podAffinity, podAntiAffinity } = recordOf(spec.affinity);
  return [podAffinity, podAntiAffinity].map(recordOf).some((affinity) => {
    const preferred = listOf(affinity.preferredDuringSchedulingIgnoredDuringExecution).map(
      (term) => recordOf(term).podAffinityTerm,
    );
    return [...listOf(affinity.requiredDuringSchedulingIgnoredDuringExecution), ...preferred]
      .map(recordOf)
      .some((term) => listOf(term.namespaces).length > 0 || isRecord(term.namespaceSelector));
  });
}

/** What one pod takes of quotas. Source: Kubernetes 1.37, podComputeUsageHelper. */
export function quotaUse(pod: PodResources): Amounts {
  return usage(podTotals(pod, true));
}

function usage({ requests, limits }: Pick<ContainerResources, 'requests' | 'limits'> | Totals): Map<string, bigint> {
  const used = new Map([
    ['pods', one],
    ['count/pods', one],
  ]);
  for (const [name, amount] of requests) {
    const isPlain =
      name === 'cpu' || name === 'memory' || name === 'ephemeral-storage' || name.startsWith('hugepages-');
    if (isPlain) used.set(name, amount);
    // Extended resources (nvidia.com/gpu) only by this name.
    if (isPlain || name.includes('/')) used.set(`requests.${name}`, amount);
  }
  for (const name of ['cpu', 'memory', 'ephemeral-storage']) {
    const limit = limits.get(name);
    if (limit !== undefined) used.set(`limits.${name}`, limit);
  }
  return used;
}

interface Totals {
  readonly requests: Amounts;
  readonly limits: Amounts;
}

/** Resources that every container must set where a quota counts them. Source: Kubernetes 1.37, validationSet. */
const mustBeSet = ['cpu', 'memory', 'requests.cpu', 'requests.memory', 'limits.cpu', 'limits.memory'];

/** What a quota that counts this pod wants set and isn't. A pod with `spec.resources` need not (1.34). */
export function unsetRefusals({ name, hard }: Quota, pod: PodResources): readonly Refusal[] {
  if (pod.pod !== undefined) return [];
  return mustBeSet
    .filter((resource) => hard.has(resource))
    .flatMap((resource) => {
      const lacking = pod.containers.filter((container) => !usage(container).has(resource));
      const values = { by: name, container: lacking.map((container) => container.name).join(', ') };
      return lacking.length === 0 ? [] : [{ code: 'must-specify' as const, resource, values }];
    });
}

/** What is used up if this pod came, too. */
export function exceededBy({ name, hard }: Quota, used: Amounts, pod: Amounts): readonly Refusal[] {
  return [...hard].flatMap(([resource, allowed]) => {
    const more = pod.get(resource) ?? 0n;
    const total = (used.get(resource) ?? 0n) + more;
    if (more === 0n || total <= allowed) return [];
    const values = { by: name, has: amountText(resource, total), allowed: amountText(resource, allowed) };
    return [{ code: 'quota-exceeded' as const, resource, values }];
  });
}
