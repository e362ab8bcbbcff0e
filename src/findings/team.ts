import type { InventoryObject } from '../inventory/index.ts';
import { recordOf, stringOf } from '../kubernetes/index.ts';

/** Longest team, in characters: a label's value has 63. */
const longest = 253;

/**
 * The team of an object: the first of some labels that is on the object, else the first that is on its namespace.
 * @param labels keys, as the settings have them
 * @param namespace where to find it by its name
 */
export function teamOf(
  object: InventoryObject,
  labels: readonly string[],
  namespace: (name: string) => InventoryObject | undefined,
): string | undefined {
  const own = labelled(object, labels);
  if (own !== undefined || object.namespace === undefined) return own;
  const around = namespace(object.namespace);
  return around && labelled(around, labels);
}

/** The first of some labels that an object itself has. */
function labelled({ object }: InventoryObject, labels: readonly string[]): string | undefined {
  const own = recordOf(object.metadata?.labels);
  for (const label of labels) {
    const value = Object.hasOwn(own, label) ? stringOf(own[label]) : undefined;
    if (value) return value.slice(0, longest);
  }
  return undefined;
}
