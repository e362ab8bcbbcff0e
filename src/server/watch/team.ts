import type { ClusterState } from '../../inventory/cluster/index.ts';
import type { InventoryObject } from '../../inventory/index.ts';
import { recordOf, stringOf } from '../../kubernetes/index.ts';

/** Longest team, in characters: a label's value has 63. */
const longest = 253;

/**
 * The team of an object: the first of some labels that is on the object, else the first that is on its namespace.
 * @param labels keys, as the settings have them
 */
export function teamOf(object: InventoryObject, labels: readonly string[], state: ClusterState): string | undefined {
  const own = labelled(object, labels);
  if (own !== undefined || object.namespace === undefined) return own;
  const namespace = state.objects.get(`/Namespace//${object.namespace}`);
  return namespace && labelled(namespace, labels);
}

/** The first of some labels that an object itself has. */
export function labelled({ object }: InventoryObject, labels: readonly string[]): string | undefined {
  const own = recordOf(object.metadata?.labels);
  for (const label of labels) {
    const value = Object.hasOwn(own, label) ? stringOf(own[label]) : undefined;
    if (value) return value.slice(0, longest);
  }
  return undefined;
}
