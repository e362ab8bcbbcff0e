import type { Diagnostic } from '../diagnostic.ts';
import { Inventory, type InventoryObject, type Sight } from '../inventory.ts';
import { blindSpotSaid } from './blind-spot-texts.ts';
import { isLeftOut } from './kinds.ts';
import type { ClusterState } from './state.ts';

/**
 * The objects of a cluster for checks and analyses, and what could not be read of it. They don't change with the cluster; another call
 * gives what is there then.
 */
export function inventoryOf(state: ClusterState): Inventory {
  return new Inventory([...state.objects.values()], diagnosticsOf(state), sightOf(state));
}

/** Of pods that stand for those of a workload which differ from its template: that workload. */
export function representedWorkloads({
  objects,
  representatives,
}: ClusterState): ReadonlyMap<InventoryObject, InventoryObject> {
  const workloads = new Map<InventoryObject, InventoryObject>();
  for (const [pod, workload] of representatives) {
    const [standing, owner] = [objects.get(pod), objects.get(workload)];
    if (standing !== undefined && owner !== undefined) workloads.set(standing, owner);
  }
  return workloads;
}

/** What nobody chose to leave out. */
function diagnosticsOf({ blindSpots }: ClusterState): readonly Diagnostic[] {
  return blindSpots
    .filter(({ code }) => code !== 'not-read')
    .map((spot) => ({ code: 'unreadable', said: blindSpotSaid(spot) }));
}

/**
 * What can be seen of a cluster at this moment. A kind that the cluster does not serve can be: there are no objects of it. What is
 * watched no more is what it was when the watch was lost.
 */
export function sightOf({ kinds, blindSpots }: Pick<ClusterState, 'kinds' | 'blindSpots'>): Sight {
  const onlyIn = new Map(
    kinds.flatMap(({ groupKind, namespaces }) => (namespaces === undefined ? [] : [[groupKind, new Set(namespaces)]])),
  );
  const dark = new Map<string, Set<string | undefined>>();
  for (const { code, groupKind, namespace } of blindSpots) {
    // Where a kind is not read in many namespaces, it is known in which it is.
    const isMany = code === 'namespace-forbidden' && namespace === undefined;
    if (code === 'not-read' || code === 'watch-lost' || isMany) continue;
    const key = groupKind ?? '*';
    const namespaces = dark.get(key);
    if (namespaces === undefined) dark.set(key, new Set([namespace]));
    else namespaces.add(namespace);
  }
  return (groupKind, namespace) => {
    if (isLeftOut(groupKind)) return false;
    const only = onlyIn.get(groupKind);
    if (only !== undefined && (namespace === undefined || !only.has(namespace))) return false;
    return [groupKind, groupKind.replace(/\/.*$/, '/*'), '*'].every((key) => {
      const namespaces = dark.get(key);
      if (namespaces === undefined) return true;
      return namespace !== undefined && !namespaces.has(undefined) && !namespaces.has(namespace);
    });
  };
}
