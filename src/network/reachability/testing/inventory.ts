import { Inventory, InventoryObject } from '../../../inventory/index.ts';
import { isClusterScoped, type KubernetesObject } from '../../../kubernetes/index.ts';

const nowhere = { file: '', locate: () => undefined, text: () => undefined };

/** Objects as if they were all that a cluster has. */
export function wholeInventory(objects: readonly KubernetesObject[]): Inventory {
  return new Inventory(objects.map(inInventory), [], () => true);
}

export function inInventory(body: KubernetesObject): InventoryObject {
  const { apiVersion, kind, metadata } = body;
  const namespace = isClusterScoped(apiVersion, kind) ? undefined : metadata?.namespace;
  return new InventoryObject({ apiVersion, kind, name: metadata?.name ?? '', namespace }, nowhere, body);
}
