import { Inventory, type InventoryObject } from '../../inventory/index.ts';

/** The same objects but for some: policies that nothing enforces. */
export function without(inventory: Inventory, objects: readonly InventoryObject[]): Inventory {
  if (objects.length === 0) return inventory;
  const left = new Set(objects);
  return new Inventory(
    inventory.objects.filter((object) => !left.has(object)),
    [],
  );
}
