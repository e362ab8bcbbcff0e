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
  /** Keys of bindings by the role that they name. */
  readonly #bindings = new Map<string, Set<string>>();
  /** By key of a ClusterRole the names of those that aggregate it, as it is now; undefined until it is asked for. */
  #aggregators: ReadonlyMap<string, ReadonlySet<string>> | undefined;

  constructor(objects: KnownObjects) {
    this.#objects = objects;
  }

  /** What changes of roles and bindings, which the objects show already, make out of date. */
  partOf(changes: readonly ObjectChange[]): AccessPart {
    const ofBindings = changes.filter(isOfBinding);
    const roles = new Set(changes.filter((change) => !isOfBinding(change)).map(({ key }) => key));
    const named = new Set(
      ofBindings.flatMap(({ before, after }) => [before, after].flatMap((object) => (object ? roleOf(object) : []))),
    );
    for (const role of named) roles.add(role);
    const before = this.#aggregators ?? new Map<string, ReadonlySet<string>>();
    if (changes.some(changesAggregation)) this.#aggregators = undefined;
    const after = this.#aggregations();
    for (const key of new Set([...before.keys(), ...after.keys()])) {
      const names = [before.get(key), after.get(key)];
      const isAggregated = names.some((ofKey) => ofKey?.values().some((name) => named.has(clusterRoleKey(name))));
      if (isAggregated || textOf(names[0]) !== textOf(names[1])) roles.add(key);
    }
    for (const change of ofBindings) this.#index(change);
    return this.#around(roles);
  }

  /** Roles with their bindings, and what is needed to tell who holds them. */
  #around(roles: ReadonlySet<string>): AccessPart {
    const asked = new Set<string>();
    const objects = new Map<string, InventoryObject>();
    const add = (key: string) => {
      const object = this.#objects.all.get(key);
      if (object !== undefined) objects.set(key, object);
    };
    for (const role of roles) {
      asked.add(role);
      add(role);
      for (const key of this.#bindings.get(role) ?? []) {
        asked.add(key);
        add(key);
      }
      for (const name of this.#aggregations().get(role) ?? []) {
        add(clusterRoleKey(name));
        for (const key of this.#bindings.get(clusterRoleKey(name)) ?? []) add(key);
      }
    }
    return { asked, objects };
  }

  #index({ key, before, after }: ObjectChange): void {
    for (const role of before === undefined ? [] : roleOf(before)) this.#bindings.get(role)?.delete(key);
    for (const role of after === undefined ? [] : roleOf(after))
      valueIn(this.#bindings, role, () => new Set()).add(key);
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
