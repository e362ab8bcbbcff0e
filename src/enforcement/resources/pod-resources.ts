import { listOf, recordOf } from '../../kubernetes/index.ts';
import { type Amounts, add, amountsOf, raise } from './amounts.ts';
import type { LimitRange } from './limit-range.ts';

/** One container as the API server sees it when it decides. */
export interface ContainerResources {
  readonly name: string;
  readonly requests: Map<string, bigint>;
  readonly limits: Map<string, bigint>;
  /** Stands in initContainers. */
  readonly isInit: boolean;
  /** An init container that keeps running. */
  readonly isSidecar: boolean;
}

/** What a pod asks for. */
export interface PodResources {
  readonly containers: readonly ContainerResources[];
  /** `spec.resources`, cpu, memory and huge pages of it; undefined where nothing of these is set. */
  readonly pod: { readonly requests: Map<string, bigint>; readonly limits: Map<string, bigint> } | undefined;
  /** What running it costs besides (RuntimeClass). */
  readonly overhead: Amounts;
  readonly spec: Readonly<Record<string, unknown>>;
  /** Named by the pod, or the cluster's default; empty where there is none. */
  readonly priorityClass: string;
}

/** What of the cluster goes into a pod that is created. */
export interface PodSurroundings {
  readonly overheadOf: (runtimeClass: string) => Amounts;
  readonly defaultPriorityClass: string;
}

/**
 * What a pod asks for once it is created: limits become requests where none are set, then the defaults of the LimitRanges apply, in the
 * order in which they are given (with several it is not defined; names in order, here).
 * Sources: Kubernetes 1.37, SetDefaults_Pod; admission plugins LimitRanger, RuntimeClass, Priority.
 */
export function podResourcesOf(
  spec: Readonly<Record<string, unknown>>,
  limitRanges: readonly LimitRange[],
  { overheadOf, defaultPriorityClass }: PodSurroundings,
): PodResources {
  const containers = [
    ...listOf(spec.initContainers).map((one) => containerOf(one, true)),
    ...listOf(spec.containers).map((one) => containerOf(one, false)),
  ];
  for (const { requests, limits } of containers) fillIn(requests, limits);
  for (const { items } of limitRanges)
    for (const container of containers) {
      // All items of one LimitRange make one set of defaults, in which the last one wins.
      const defaults = items.filter(({ type }) => type === 'Container').reverse();
      for (const { default: limit } of defaults) fillIn(container.limits, limit);
      for (const { defaultRequest } of defaults) fillIn(container.requests, defaultRequest);
    }
  const { runtimeClassName, priorityClassName } = spec;
  const own = amountsOf(spec.overhead);
  return {
    containers,
    pod: podLevelOf(spec, containers),
    overhead: own.size === 0 && typeof runtimeClassName === 'string' ? overheadOf(runtimeClassName) : own,
    spec,
    priorityClass:
      typeof priorityClassName === 'string' && priorityClassName !== '' ? priorityClassName : defaultPriorityClass,
  };
}

function containerOf(value: unknown, isInit: boolean): ContainerResources {
  const { name, resources, restartPolicy } = recordOf(value);
  const { requests, limits } = recordOf(resources);
  return {
    name: typeof name === 'string' ? name : '',
    requests: amountsOf(requests),
    limits: amountsOf(limits),
    isInit,
    isSidecar: isInit && restartPolicy === 'Always',
  };
}

function fillIn(to: Map<string, bigint>, amounts: Amounts): void {
  for (const [name, amount] of amounts) if (!to.has(name)) to.set(name, amount);
}

function isPodLevel(resource: string): boolean {
  return resource === 'cpu' || resource === 'memory' || resource.startsWith('hugepages-');
}

/** Where only its limits are set, its requests are those of the containers, or else the limits. Source: defaultPodRequests. */
function podLevelOf(spec: Readonly<Record<string, unknown>>, containers: readonly ContainerResources[]) {
  const resources = recordOf(spec.resources);
  const requests = podLevelAmounts(resources.requests);
  const limits = podLevelAmounts(resources.limits);
  if (requests.size === 0 && limits.size === 0) return undefined;
  if (limits.size > 0) {
    for (const [name, amount] of summed(containers, 'requests'))
      if (isPodLevel(name) && !name.startsWith('hugepages-') && !requests.has(name)) requests.set(name, amount);
    fillIn(requests, limits);
  }
  return { requests, limits };
}

function podLevelAmounts(value: unknown): Map<string, bigint> {
  return new Map([...amountsOf(value)].filter(([name]) => isPodLevel(name)));
}

/**
 * Of a pod as a whole: what runs together, or what the largest step of its start needs; sidecars run through both.
 * Source: KEP 753, component-helpers resource.AggregateContainerRequests.
 */
export function summed(containers: readonly ContainerResources[], part: 'requests' | 'limits'): Map<string, bigint> {
  const running = new Map<string, bigint>();
  const sidecars = new Map<string, bigint>();
  const largest = new Map<string, bigint>();
  for (const container of containers) {
    const amounts = container[part];
    if (!container.isInit || container.isSidecar) add(running, amounts);
    if (!container.isInit) continue;
    if (container.isSidecar) add(sidecars, amounts);
    const step = new Map(sidecars);
    if (!container.isSidecar) add(step, amounts);
    raise(largest, step);
  }
  raise(running, largest);
  return running;
}

/** @param withOverhead as quotas count; LimitRanges leave it out */
export function podTotals(
  { containers, pod, overhead }: PodResources,
  withOverhead: boolean,
): { readonly requests: Amounts; readonly limits: Amounts } {
  const requests = summed(containers, 'requests');
  const limits = summed(containers, 'limits');
  for (const [name, amount] of pod?.requests ?? []) requests.set(name, amount);
  for (const [name, amount] of pod?.limits ?? []) limits.set(name, amount);
  if (withOverhead) {
    add(requests, overhead);
    // Nothing is unlimited that was, and nothing limited that was not.
    for (const [name, amount] of overhead) {
      const limit = limits.get(name) ?? 0n;
      if (limit > 0n) limits.set(name, limit + amount);
    }
  }
  return { requests, limits };
}
