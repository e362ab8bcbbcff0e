import type { Diagnostic } from '../diagnostic.ts';
import { Inventory } from '../inventory.ts';
import { blindSpotSaid } from './blind-spot-texts.ts';
import type { ClusterState } from './state.ts';

/**
 * The objects of a cluster for checks and analyses, and what could not be read of it. They don't change with the cluster; another call
 * gives what is there then.
 */
export function inventoryOf(state: ClusterState): Inventory {
  return new Inventory([...state.objects.values()], diagnosticsOf(state));
}

/** What nobody chose to leave out. */
function diagnosticsOf({ blindSpots }: ClusterState): readonly Diagnostic[] {
  return blindSpots
    .filter(({ code }) => code !== 'not-read')
    .map((spot) => ({ code: 'unreadable', said: blindSpotSaid(spot) }));
}
