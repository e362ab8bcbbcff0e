import type { Inventory, InventoryObject } from '../inventory/index.ts';
import { completeAround } from './topics/lost-documents.ts';

/**
 * Whether the absence of an object of a kind, that another one names in its own namespace, means anything: what stands around could be
 * read, and the input declares others of that kind in that namespace, or (with `name`) one of that name in another namespace, so that
 * one would expect it there. A single Deployment file says nothing about the Secrets of its cluster, and a file that could not be
 * parsed must not become a dangling reference.
 */
export function absenceIn(inventory: Inventory): (from: InventoryObject, groupKind: string, name?: string) => boolean {
  const isComplete = completeAround(inventory);
  const declared = new Map<string, { namespaces: Set<string | undefined>; names: Set<string> }>();
  return (from, groupKind, name) => {
    let known = declared.get(groupKind);
    if (known === undefined) {
      const objects = inventory.ofKind(groupKind);
      known = {
        namespaces: new Set(objects.map(({ namespace }) => namespace)),
        names: new Set(objects.map(({ name }) => name)),
      };
      declared.set(groupKind, known);
    }
    return (known.namespaces.has(from.namespace) || (name !== undefined && known.names.has(name))) && isComplete(from);
  };
}
