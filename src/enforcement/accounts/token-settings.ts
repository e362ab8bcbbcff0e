import { type Access, accessOf, bindingKinds, isSystemOwned } from '../../access/index.ts';
import type { Inventory, InventoryObject } from '../../inventory/index.ts';
import { type KubernetesObject, listOf, recordOf, stringOf } from '../../kubernetes/index.ts';

/** Service accounts of a namespace whose tokens need not be in every pod. */
export interface TokenSettings {
  /** Accounts without any right: with `automountServiceAccountToken: false`. */
  readonly accounts: readonly KubernetesObject[];
  /** Workloads that have a token today and would have none. */
  readonly losing: readonly InventoryObject[];
  /** Workloads that say themselves that they want a token: nothing changes for them. */
  readonly keeping: readonly InventoryObject[];
  /** Why nothing can be said of accounts: kinds that can't be seen. */
  readonly unseen: readonly string[];
}

/**
 * Which accounts have no right, so that their token opens nothing at the API server. In files only `default` is spoken of: what gives rights to
 * an account that somebody made may stand elsewhere.
 */
export function tokenSettings(
  inventory: Inventory,
  namespace: string,
  workloads: ReadonlyMap<InventoryObject, InventoryObject> = new Map(),
): TokenSettings {
  // Bindings outside of namespaces give rights everywhere.
  const unseen = bindingKinds.filter(
    (kind) => !inventory.sees(kind, kind.endsWith('/ClusterRoleBinding') ? undefined : namespace),
  );
  if (unseen.length > 0) return { accounts: [], losing: [], keeping: [], unseen };
  const access = accessOf(inventory);
  const objects = inventory.ofKind('/ServiceAccount').filter((object) => object.namespace === namespace);
  const byName = new Map(objects.map((object) => [object.name, object]));
  const names = inventory.isWhole ? [...new Set(['default', ...byName.keys()])].sort() : ['default'];
  const idle = names.filter(
    (name) => !hasRights(access, namespace, name) && byName.get(name)?.object.automountServiceAccountToken !== false,
  );
  const losing = new Set<InventoryObject>();
  const keeping = new Set<InventoryObject>();
  for (const object of inventory.workloads) {
    if (object.namespace !== namespace) continue;
    for (const { spec } of object.podTemplates) {
      if (!idle.includes(accountOf(spec)) || spec.automountServiceAccountToken === false) continue;
      const told = spec.automountServiceAccountToken === true ? keeping : losing;
      told.add(workloads.get(object) ?? object);
    }
  }
  return {
    accounts: idle.map((name) => ({
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name, namespace },
      automountServiceAccountToken: false,
    })),
    losing: [...losing],
    keeping: [...keeping],
    unseen,
  };
}

function accountOf({ serviceAccountName, serviceAccount }: Readonly<Record<string, unknown>>): string {
  return stringOf(serviceAccountName) || stringOf(serviceAccount) || 'default';
}

/** By itself or by the groups of accounts; a role that isn't in the input counts as rights. */
function hasRights(access: Access, namespace: string, account: string): boolean {
  const groups = new Set(['system:serviceaccounts', `system:serviceaccounts:${namespace}`]);
  const ofGroups = access.bindings.filter(
    ({ object, subjects, namespace: of }) =>
      (of === undefined || of === namespace) &&
      !isSystemOwned(object) &&
      subjects.some(({ kind, name }) => kind === 'Group' && groups.has(name)),
  );
  return [...access.bindingsOfAccount(namespace, account), ...ofGroups].some(({ role, namespace: of }) => {
    const found = access.findRole(role.kind, of, role.name);
    if (found === undefined) return true;
    return (
      found.rules.length > 0 || listOf(recordOf(found.object.object.aggregationRule).clusterRoleSelectors).length > 0
    );
  });
}
