import type { Inventory, InventoryObject } from '../../inventory/index.ts';
import { recordOf } from '../../kubernetes/index.ts';
import { amountsOf } from './amounts.ts';
import { type Extent, Extents } from './extent.ts';
import type { PodSurroundings } from './pod-resources.ts';

/** Pods that one workload makes. */
export interface WorkloadPods {
  readonly object: InventoryObject;
  /** Of its templates, and of pods that differ from them (webhooks add containers). */
  readonly specs: readonly Readonly<Record<string, unknown>>[];
  readonly extent: Extent;
}

/**
 * What makes pods in a namespace, in the order of kinds and names. `workloads`: of pods that stand for those of a workload, that workload.
 */
export function podsIn(
  inventory: Inventory,
  namespace: string,
  workloads: ReadonlyMap<InventoryObject, InventoryObject>,
): readonly WorkloadPods[] {
  const extents = new Extents(inventory);
  const found = new Map<InventoryObject, Readonly<Record<string, unknown>>[]>();
  for (const object of inventory.workloads) {
    if (object.namespace !== namespace || isFinished(object)) continue;
    // Mirrors of static pods are never refused: their kubelet has started them already.
    if (isMirror(object)) continue;
    const top = workloads.get(object);
    if (top === undefined && extents.isOwned(object)) continue;
    const specs = found.get(top ?? object) ?? [];
    specs.push(...object.podTemplates.map(({ spec }) => spec));
    found.set(top ?? object, specs);
  }
  return [...found]
    .map(([object, specs]) => ({ object, specs, extent: extents.of(object) }))
    .sort((a, b) => compare(a.object.kind, b.object.kind) || compare(a.object.name, b.object.name));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function isMirror({ groupKind, object }: InventoryObject): boolean {
  return groupKind === '/Pod' && recordOf(object.metadata?.annotations)['kubernetes.io/config.mirror'] !== undefined;
}

/** A pod that has ended takes nothing any more. */
function isFinished({ groupKind, object }: InventoryObject): boolean {
  const { phase } = recordOf(object.status);
  return groupKind === '/Pod' && (phase === 'Succeeded' || phase === 'Failed');
}

/** RuntimeClasses and PriorityClasses of the inventory. */
export function podSurroundings(inventory: Inventory): PodSurroundings {
  const isDefault = ({ object }: InventoryObject) => object.globalDefault === true;
  return {
    overheadOf: (name) => {
      const object = inventory.find('node.k8s.io/RuntimeClass', undefined, name)?.object;
      return amountsOf(recordOf(recordOf(object).overhead).podFixed);
    },
    defaultPriorityClass: inventory.ofKind('scheduling.k8s.io/PriorityClass').find(isDefault)?.name ?? '',
  };
}
