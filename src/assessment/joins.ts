import { accessOf, accountOf, bindingKinds } from '../access/index.ts';
import { namespacesSpokenOf } from '../checks/index.ts';
import { Inventory, type InventoryObject, isToolReport } from '../inventory/index.ts';
import { backendsOf, routeKinds } from '../network/index.ts';

const routes = new Set(routeKinds);
const bindings = new Set(bindingKinds);
const none: ReadonlySet<string> = new Set();
const known = new WeakMap<InventoryObject, ReadonlySet<string>>();

export function isRoute({ groupKind }: InventoryObject): boolean {
  return routes.has(groupKind);
}

/**
 * Namespaces other than its own in which an object names something: a route the Services that it sends to, a binding the service accounts
 * that it gives a role to, another tool's report outside of namespaces what it speaks of.
 */
export function namespacesNamedBy(object: InventoryObject): ReadonlySet<string> {
  if (isToolReport(object.groupKind)) return namespacesSpokenOf(object);
  if (!routes.has(object.groupKind) && !bindings.has(object.groupKind)) return none;
  let named = known.get(object);
  if (named === undefined) {
    const alone = new Inventory([object], []);
    const all = new Set(isRoute(object) ? backendsOf(alone).map(({ namespace }) => namespace) : accountsIn(alone));
    if (object.namespace !== undefined) all.delete(object.namespace);
    named = all.size === 0 ? none : all;
    known.set(object, named);
  }
  return named;
}

function accountsIn(inventory: Inventory): string[] {
  return accessOf(inventory).bindings.flatMap(({ subjects }) =>
    subjects.flatMap((subject) => accountOf(subject)?.split('/')[0] ?? []),
  );
}
