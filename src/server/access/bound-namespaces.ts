import type { Inventory, InventoryObject } from '../../inventory/index.ts';
import { listOf, recordOf } from '../../kubernetes/index.ts';
import type { Identity } from '../../store/index.ts';

/**
 * Namespaces in the order in which to ask what a user may do there, where there are too many to ask about all: first those with a
 * RoleBinding that names the user, or a group of theirs. It only decides what is asked: the API server decides what is allowed.
 */
export function boundFirst(namespaces: readonly string[], inventory: Inventory, user: Identity): readonly string[] {
  const bound = new Set<string>();
  for (const binding of inventory.ofKind('rbac.authorization.k8s.io/RoleBinding'))
    if (binding.namespace !== undefined && names(binding, user)) bound.add(binding.namespace);
  const first = namespaces.filter((namespace) => bound.has(namespace));
  return [...first, ...namespaces.filter((namespace) => !bound.has(namespace))];
}

function names({ object, namespace: own = '' }: InventoryObject, user: Identity): boolean {
  return listOf(object.subjects)
    .map(recordOf)
    .some(({ kind, name, namespace = own }) => {
      if (kind === 'User') return name === user.name;
      if (kind === 'Group') return typeof name === 'string' && user.groups.includes(name);
      return kind === 'ServiceAccount' && `system:serviceaccount:${namespace}:${name}` === user.name;
    });
}
