import type { Inventory, InventoryObject } from '../inventory/index.ts';
import { listOf, recordOf } from '../kubernetes/index.ts';

/** `unknown`: no grant is in the input, which may not have all of them. */
export type Granted = 'yes' | 'no' | 'unknown';

const kind = 'gateway.networking.k8s.io/ReferenceGrant';

/** One object of the core group that an object of the Gateway API refers to. */
interface Reference {
  readonly kind: 'Service' | 'Secret';
  readonly namespace: string;
  readonly name: string;
}

const known = new WeakMap<Inventory, Map<string, readonly InventoryObject[]>>();

/**
 * Whether an object of the Gateway API may refer to one of another namespace: only where a ReferenceGrant there says so, for its kind and
 * its namespace. Source: Gateway API reference, ReferenceGrant.
 */
export function grantOf(inventory: Inventory, from: InventoryObject, to: Reference): Granted {
  const home = from.namespace ?? 'default';
  if (home === to.namespace) return 'yes';
  let grants = known.get(inventory);
  if (grants === undefined) {
    grants = Map.groupBy(inventory.ofKind(kind), ({ namespace }) => namespace ?? 'default');
    known.set(inventory, grants);
  }
  const isGranted = (grants.get(to.namespace) ?? []).some(({ object }) => {
    const spec = recordOf(object.spec);
    return (
      listOf(spec.from)
        .map(recordOf)
        .some((one) => one.group === from.group && one.kind === from.kind && one.namespace === home) &&
      listOf(spec.to)
        .map(recordOf)
        .some((one) => one.group === '' && one.kind === to.kind && (one.name ?? to.name) === to.name)
    );
  });
  if (isGranted) return 'yes';
  return inventory.isWhole && inventory.sees(kind, to.namespace) ? 'no' : 'unknown';
}
