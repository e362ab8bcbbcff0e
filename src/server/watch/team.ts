import { teamOf as teamAmong } from '../../findings/index.ts';
import type { ClusterState } from '../../inventory/cluster/index.ts';
import type { InventoryObject } from '../../inventory/index.ts';

/** The team of an object of a cluster. @param labels keys, as the settings have them */
export function teamOf(object: InventoryObject, labels: readonly string[], state: ClusterState): string | undefined {
  return teamAmong(object, labels, (name) => state.objects.get(`/Namespace//${name}`));
}
