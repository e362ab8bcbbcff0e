import type { Inventory, InventoryObject } from '../inventory/index.ts';
import { completeAround } from './topics/lost-documents.ts';

/**
 * Whether the absence of an object of a kind, that another one names in its own namespace, means anything: what stands around could be
 * read, and the input declares others of that kind in that namespace, so that one would expect it there. A single Deployment
 * file says nothing about the Secrets of its cluster, and a file that could not be parsed must not become a dangling reference.
 */
export function absenceIn(inventory: Inventory): (from: InventoryObject, groupKind: string) => boolean {
  const isComplete = completeAround(inventory);
  const declared = new Map<string, ReadonlySet<string | undefined>>();
  return (from, groupKind) => {
    let namespaces = declared.get(groupKind);
    if (namespaces === undefined) {
      namespaces = new Set(inventory.ofKind(groupKind).map((object) => object.namespace));
      declared.set(groupKind, namespaces);
    }
    return namespaces.has(from.namespace) && isComplete(from);
  };
}
