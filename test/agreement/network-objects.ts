import { Inventory, InventoryObject } from '../../src/inventory/index.ts';
import { isClusterScoped, type KubernetesObject } from '../../src/kubernetes/index.ts';

const nowhere = { file: '', locate: () => undefined, text: () => undefined };

/** Objects as if they were all that a cluster has. */
export function inventoryOf(objects: readonly KubernetesObject[]): Inventory {
  const all = objects.map(
    (body) =>
      new InventoryObject(
        {
          apiVersion: body.apiVersion,
          kind: body.kind,
          name: body.metadata?.name ?? '',
          namespace: isClusterScoped(body.apiVersion, body.kind) ? undefined : body.metadata?.namespace,
        },
        nowhere,
        body,
      ),
  );
  return new Inventory(all, [], () => true);
}
