import { accessOf, roleKinds } from '../access/index.ts';
import { objectKey } from '../inventory/cluster/index.ts';
import { Inventory, type InventoryObject } from '../inventory/index.ts';
import { valueIn } from './entry.ts';
import type { KnownObjects } from './objects.ts';
import type { ObjectChange } from './stale.ts';

const [roleKind = '', clusterRoleKind = ''] = roleKinds;

/** What has to be asked again, and what must be there for that. */
export interface AccessPart {
  readonly asked: ReadonlySet<string>;
  readonly objects: ReadonlyMap<string, InventoryObject>;
}

/**
 * How roles and bindings hang together: a binding names a role, and an aggregating ClusterRole has the rules of others. What is found at a
 * role depends on who binds it and on who binds those that aggregate it; what is found at a binding on its role.
 */
export class RoleJoins {
  readonly #objects: KnownObjects;
  /** Bindings by the role that they name. */
  readonly #bindings = new Map<string, Map<string, InventoryObject>>();
  /** By key of a ClusterRole the names of those that aggregate it, as it is now; undefined until it is asked for. */
  #aggregators: ReadonlyMap<string, ReadonlySet<string>> | undefined;

  constructor(objects: KnownObjects) {
    this.#objects = objects;
  }

  /** What changes of roles and bindings, which the objects show already, make out of date. */
  partOf(changes: readonly ObjectChange[]): AccessPart {
    const roles = new Set<string>();
    const asked = new Set<string>();
    if (this.#aggregators !== undefined && changes.some(isOfBinding))
      this.#addChanged(changes.filter(isOfBinding), roles);
    const before = this.#aggregators;
    if (changes.some(changesAggregation)) {
      this.#aggregators = undefined;
      const after = this.#aggregations();
      for (const key of new Set([...(before?.keys() ?? []), ...after.keys()]))
        if (textOf(before?.get(key)) !== textOf(after.get(key))) roles.add(key);
    }
    for (const change of changes) {
      if (isOfBinding(change)) {
        this.#index(change);
        if (change.after !== undefined) asked.add(change.key);
      } else {
        roles.add(change.key);
      }
    }
    this.#addChanged(changes.filter(isOfBinding), roles);
    return this.#around(roles, asked);
  }

  /** Adds the roles that changed bindings give to somebody: those that they name, and those that these aggregate. */
  #addChanged(changes: readonly ObjectChange[], roles: Set<string>): void {
    const named = new Set(
      changes.flatMap(({ before, after }) => [before, after].flatMap((object) => (object ? roleOf(object) : []))),
    );
    for (const key of named) roles.add(key);
    for (const [key, aggregators] of this.#aggregations())
      for (const name of aggregators) if (named.has(clusterRoleKey(name))) roles.add(key);
  }

  #around(roles: ReadonlySet<string>, bindings: ReadonlySet<string>): AccessPart {
    const asked = new Set(bindings);
    const objects = new Map<string, InventoryObject>();
    const add = (key: string, object = this.#objects.all.get(key)) => {
      if (object !== undefined) objects.set(key, object);
    };
    for (const role of roles) {
      asked.add(role);
      add(role);
      for (const [key, binding] of this.#bindings.get(role) ?? []) {
        asked.add(key);
        add(key, binding);
      }
      for (const name of this.#aggregations().get(role) ?? []) {
        add(clusterRoleKey(name));
        for (const [key, binding] of this.#bindings.get(clusterRoleKey(name)) ?? []) add(key, binding);
      }
    }
    for (const key of bindings) {
      const binding = this.#objects.all.get(key);
      if (binding === undefined) continue;
      add(key, binding);
      for (const role of roleOf(binding)) add(role);
    }
    return { asked, objects };
  }

  #index({ key, before, after }: ObjectChange): void {
    for (const role of before === undefined ? [] : roleOf(before)) this.#bindings.get(role)?.delete(key);
    if (after === undefined) return;
    for (const role of roleOf(after)) valueIn(this.#bindings, role, () => new Map()).set(key, after);
  }

  #aggregations(): ReadonlyMap<string, ReadonlySet<string>> {
    if (this.#aggregators === undefined) {
      const access = accessOf(new Inventory([...this.#objects.ofKind(clusterRoleKind).values()], []));
      this.#aggregators = new Map(
        access.roles
          .map((role) => [clusterRoleKey(role.object.name), access.aggregatorsOf(role)] as const)
          .filter(([, names]) => names.size > 0),
      );
    }
    return this.#aggregators;
  }
}

function isOfBinding({ before, after }: ObjectChange): boolean {
  return !roleKinds.includes((after ?? before)?.groupKind ?? '');
}

/** Whether a ClusterRole may aggregate others, or be aggregated, otherwise than before. */
function changesAggregation({ before, after }: ObjectChange): boolean {
  if ((after ?? before)?.groupKind !== clusterRoleKind) return false;
  const part = (object: InventoryObject | undefined) =>
    object && [object.object.aggregationRule, object.object.metadata?.labels];
  return JSON.stringify(part(before)) !== JSON.stringify(part(after));
}

/** The key of the role that a binding names; none where it names none that exists in Kubernetes. */
function roleOf(object: InventoryObject): string[] {
  return accessOf(new Inventory([object], [])).bindings.map(({ role, namespace }) =>
    role.kind === 'Role' ? objectKey(roleKind, namespace, role.name) : clusterRoleKey(role.name),
  );
}

function clusterRoleKey(name: string): string {
  return objectKey(clusterRoleKind, undefined, name);
}

function textOf(names: ReadonlySet<string> | undefined): string {
  return [...(names ?? [])].sort().join('\n');
}
