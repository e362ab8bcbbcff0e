import type { Inventory, InventoryObject } from '../../inventory/index.ts';
import { type Amounts, add, raise } from './amounts.ts';
import { type LimitRange, limitRefusals } from './limit-range.ts';
import { podSurroundings, podsIn, type WorkloadPods } from './namespace-pods.ts';
import { type PodResources, podResourcesOf } from './pod-resources.ts';
import { countsPod, exceededBy, type Quota, quotaUse, unsetRefusals } from './quota.ts';
import type { Refusal } from './refusal.ts';

/** What is asked of pods that are created in a namespace. */
export interface ResourceRules {
  readonly limitRanges: readonly LimitRange[];
  readonly quotas: readonly Quota[];
}

/** A workload of which pods would be refused. */
export interface RefusedPods {
  readonly object: InventoryObject;
  readonly reasons: readonly Refusal[];
  /** Of `pods` that it makes, as it is declared. */
  readonly refused: number;
  readonly pods: number;
  /** Nothing is refused today, but in the middle of a rollout or with all that autoscaling may add. */
  readonly onlyAtMost: boolean;
}

export interface ResourcePrediction {
  readonly refused: readonly RefusedPods[];
  /** Workloads of which more pods may come than is known. */
  readonly unbounded: readonly WorkloadPods[];
  /** Of quotas' resources: with the pods as declared, and at most. */
  readonly usual: Amounts;
  readonly most: Amounts;
}

/** Reasons of one workload that are kept. */
const mostReasons = 20;

/**
 * What the API server would refuse were all pods of the namespace created anew, in the order of kinds and names: which of them a used-up
 * quota refuses depends on who comes first.
 */
export function predictResources(
  inventory: Inventory,
  namespace: string,
  rules: ResourceRules,
  workloads: ReadonlyMap<InventoryObject, InventoryObject> = new Map(),
): ResourcePrediction {
  const surroundings = podSurroundings(inventory);
  const limitRanges = rules.limitRanges.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const made = podsIn(inventory, namespace, workloads).map((one) => {
    const pods = one.specs.map((spec) => podResourcesOf(spec, limitRanges, surroundings));
    const uses = new Map<string, bigint>();
    for (const pod of pods) raise(uses, quotaUse(pod));
    const alone = pods.flatMap((pod) => [
      ...limitRefusals(pod, limitRanges),
      ...rules.quotas.filter((quota) => countsPod(quota, pod)).flatMap((quota) => unsetRefusals(quota, pod)),
    ]);
    return { ...one, pods, uses, alone: distinct(alone) };
  });
  const today = new Count(rules.quotas);
  const atMost = new Count(rules.quotas);
  const refused: RefusedPods[] = [];
  for (const { object, pods, uses, alone, extent } of made) {
    if (alone.length > 0) {
      if (extent.most > 0) {
        const onlyAtMost = extent.usual === 0;
        refused.push({ object, reasons: alone, refused: extent.usual, pods: extent.usual, onlyAtMost });
      }
      continue;
    }
    const usual = today.create(pods, uses, extent.usual);
    const most = atMost.create(pods, uses, extent.most);
    if (usual.refused === 0 && most.refused === 0) continue;
    const onlyAtMost = usual.refused === 0;
    const { reasons } = onlyAtMost ? most : usual;
    const of = onlyAtMost ? extent.most : extent.usual;
    refused.push({ object, reasons, refused: onlyAtMost ? most.refused : usual.refused, pods: of, onlyAtMost });
  }
  return {
    refused,
    unbounded: made.filter(({ extent }) => extent.unbounded !== undefined),
    usual: total(made, 'usual'),
    most: total(made, 'most'),
  };
}

function total(
  made: readonly { readonly uses: Amounts; readonly extent: WorkloadPods['extent'] }[],
  of: 'usual' | 'most',
): Amounts {
  const sum = new Map<string, bigint>();
  for (const { uses, extent } of made) add(sum, uses, BigInt(extent[of]));
  return sum;
}

function distinct(reasons: readonly Refusal[]): readonly Refusal[] {
  return [...new Map(reasons.map((reason) => [JSON.stringify(reason), reason])).values()].slice(0, mostReasons);
}

/** Pods created one after the other. */
class Count {
  readonly #quotas: readonly { readonly quota: Quota; readonly used: Map<string, bigint> }[];

  constructor(quotas: readonly Quota[]) {
    this.#quotas = quotas.map((quota) => ({ quota, used: new Map() }));
  }

  create(
    pods: readonly PodResources[],
    uses: Amounts,
    times: number,
  ): { readonly refused: number; readonly reasons: readonly Refusal[] } {
    const counting = this.#quotas.filter(({ quota }) => pods.some((pod) => countsPod(quota, pod)));
    if (counting.length === 0) return { refused: 0, reasons: [] };
    // All are alike: as many fit as fit into the fullest quota.
    const room = Math.min(...counting.map(({ quota, used }) => fitting(quota.hard, used, uses, times)));
    for (const { used } of counting) add(used, uses, BigInt(room));
    const reasons = room === times ? [] : counting.flatMap(({ quota, used }) => exceededBy(quota, used, uses));
    return { refused: times - room, reasons };
  }
}

function fitting(hard: Amounts, used: Amounts, uses: Amounts, times: number): number {
  let room = BigInt(times);
  for (const [resource, allowed] of hard) {
    const each = uses.get(resource) ?? 0n;
    if (each === 0n) continue;
    const left = (allowed - (used.get(resource) ?? 0n)) / each;
    if (left < room) room = left < 0n ? 0n : left;
  }
  return Number(room);
}
