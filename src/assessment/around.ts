import { accessOf, bindingKinds, roleKinds } from '../access/index.ts';
import { type InventoryCheck, isAmong } from '../checks/index.ts';
import { type ClusterState, objectKey, sightOf } from '../inventory/cluster/index.ts';
import { Inventory, type InventoryObject } from '../inventory/index.ts';
import { valueIn } from './entry.ts';
import { KnownObjects, namespaceKind } from './objects.ts';
import { Plan } from './plan.ts';
import { Units } from './units.ts';

const [roleKind = '', clusterRoleKind = ''] = roleKinds;
const bindings = new Set(bindingKinds);

/**
 * What stands around an object that is not in the cluster yet, or is about to change: the objects among which checks of many objects find
 * the same as among all. Follows a cluster change by change.
 */
export class Around {
  readonly #objects = new KnownObjects(new Plan({ checks: [], parameters: {} }));
  readonly #units = new Units(this.#objects);
  /** Bindings by the key of the role that they name. */
  readonly #bindings = new Map<string, Map<string, InventoryObject>>();
  /** ClusterRoles that have the rules of others. */
  readonly #aggregating = new Map<string, InventoryObject>();

  /** @param keys of objects that were added, changed or removed; `all` to look for them */
  update(state: ClusterState, keys: ReadonlySet<string> | 'all'): void {
    this.#units.sight = sightOf(state);
    const changed = keys === 'all' ? new Set([...this.#objects.all.keys(), ...state.objects.keys()]) : keys;
    for (const key of changed) {
      const before = this.#objects.all.get(key);
      const after = state.objects.get(key);
      if (before === after) continue;
      this.#objects.set(key, after);
      for (const role of before === undefined ? [] : rolesNamedBy(before)) this.#bindings.get(role)?.delete(key);
      for (const role of after === undefined ? [] : rolesNamedBy(after))
        valueIn(this.#bindings, role, () => new Map()).set(key, after as InventoryObject);
      this.#aggregating.delete(key);
      if (after?.groupKind === clusterRoleKind && after.object.aggregationRule !== undefined)
        this.#aggregating.set(key, after);
    }
  }

  /** An object of the cluster as it is. */
  find(groupKind: string, namespace: string | undefined, name: string): InventoryObject | undefined {
    return this.#objects.all.get(objectKey(groupKind, namespace, name));
  }

  /** With the definition of its kind, where it has one: for checks of scope `object`. */
  alone(object: InventoryObject): Inventory {
    return this.#units.alone([object]);
  }

  /** With what checks of scope `namespace` look at. */
  inNamespace(object: InventoryObject, checks: readonly InventoryCheck[]): Inventory {
    const name = object.groupKind === namespaceKind ? object.name : object.namespace;
    const subjects = checks.flatMap(({ of, reads = [] }) => [...of, ...reads]);
    const found = new Map<string, InventoryObject>();
    const add = (objects: Iterable<readonly [string, InventoryObject]>) => {
      for (const [key, one] of objects) if (isAmong(subjects, one)) found.set(key, one);
    };
    if (name !== undefined) {
      add(this.#objects.inNamespace(name));
      add(this.#objects.naming(name));
      const itself = this.find(namespaceKind, undefined, name);
      if (itself !== undefined) found.set(objectKey(namespaceKind, undefined, name), itself);
    }
    add(this.#units.shared(checks));
    found.set(keyOf(object), object);
    return this.#units.of(found);
  }

  /** With the roles and bindings that checks of scope `access` join it with. */
  withAccess(object: InventoryObject): Inventory {
    const found = new Map<string, InventoryObject>();
    const addBindings = (role: string) => {
      for (const [key, binding] of this.#bindings.get(role) ?? []) found.set(key, binding);
    };
    const addRole = (key: string) => {
      const role = this.#objects.all.get(key);
      if (role !== undefined) found.set(key, role);
    };
    if (bindings.has(object.groupKind)) for (const role of rolesNamedBy(object)) addRole(role);
    else {
      addBindings(keyOf(object));
      if (object.groupKind === clusterRoleKind)
        for (const key of this.#aggregating.keys()) {
          addRole(key);
          addBindings(key);
        }
    }
    found.set(keyOf(object), object);
    return this.#units.of(found);
  }
}

function keyOf({ groupKind, namespace, name }: InventoryObject): string {
  return objectKey(groupKind, namespace, name);
}

/** Keys of the roles that a binding names; none for what is no binding. */
function rolesNamedBy(object: InventoryObject): readonly string[] {
  if (!bindings.has(object.groupKind)) return [];
  return accessOf(new Inventory([object], [])).bindings.map(({ role, namespace }) =>
    role.kind === 'Role' ? objectKey(roleKind, namespace, role.name) : objectKey(clusterRoleKind, undefined, role.name),
  );
}
