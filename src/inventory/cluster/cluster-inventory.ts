import { Inventory } from '../inventory.ts';
import type { ClusterState } from './state.ts';

/** The objects of a cluster for checks and analyses. They don't change with the cluster; another call gives what is there then. */
export function inventoryOf(state: ClusterState): Inventory {
  return new Inventory([...state.objects.values()], []);
}
