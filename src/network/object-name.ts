import type { InventoryObject } from '../inventory/index.ts';

/** `Deployment/shop/web`, `Node/worker-1`. */
export function objectName({ kind, namespace, name }: Pick<InventoryObject, 'kind' | 'namespace' | 'name'>): string {
  return namespace === undefined ? `${kind}/${name}` : `${kind}/${namespace}/${name}`;
}
