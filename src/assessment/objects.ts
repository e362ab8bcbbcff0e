import { bindingKinds } from '../access/index.ts';
import type { InventoryCheck } from '../checks/index.ts';
import { type InventoryObject, isToolReport } from '../inventory/index.ts';
import { gatewayKind } from '../network/index.ts';
import { valueIn } from './entry.ts';
import { isRoute, namespacesNamedBy } from './joins.ts';
import { type Plan, scopeOf } from './plan.ts';
import { SortedObjects } from './sorted.ts';

export const namespaceKind = '/Namespace';
export const definitionKind = 'apiextensions.k8s.io/CustomResourceDefinition';

type Keyed = Map<string, InventoryObject>;

/** Something that holds objects. */
interface Holder {
  set(key: string, object: InventoryObject): unknown;
  delete(key: string): unknown;
}

/** The objects that the assessment is of, found by what changes and questions ask for. */
export class KnownObjects {
  readonly all: Keyed = new Map();
  /** By kind: `apps/Deployment`. */
  readonly #ofKind = new Map<string, Keyed>();
  /** By namespace; those outside of namespaces under `undefined`. */
  readonly #inNamespace = new Map<string | undefined, Keyed>();
  /** By namespace: objects elsewhere that name something in it. */
  readonly #naming = new Map<string, Keyed>();
  /** Routes that send traffic to other namespaces, by the namespaces that they join, their own first. */
  readonly #crossing = new Map<string, { readonly namespaces: readonly string[]; readonly routes: Keyed }>();
  /** Custom resource definitions by the group that they define kinds of. */
  readonly #definitions = new Map<string, Keyed>();
  /** Objects that count in every namespace, by kind. */
  readonly #shared = new Map<string, Keyed>();
  /** By id of a check of the whole cluster: all that it looks at. */
  readonly #readBy = new Map<string, SortedObjects>();
  readonly #plan: Plan;

  constructor(plan: Plan) {
    this.#plan = plan;
  }

  /** Puts an object in place of what had its key; `undefined` takes it away. */
  set(key: string, object: InventoryObject | undefined): void {
    const before = this.all.get(key);
    if (before !== undefined) {
      this.all.delete(key);
      for (const map of this.#mapsOf(before)) map.delete(key);
    }
    if (object === undefined) return;
    this.all.set(key, object);
    for (const map of this.#mapsOf(object)) map.set(key, object);
  }

  #mapsOf(object: InventoryObject): Holder[] {
    const maps: Holder[] = [mapIn(this.#ofKind, object.groupKind), mapIn(this.#inNamespace, object.namespace)];
    for (const namespace of namespacesNamedBy(object)) maps.push(mapIn(this.#naming, namespace));
    if (object.groupKind === definitionKind) maps.push(mapIn(this.#definitions, definedGroup(object)));
    if (isShared(object)) maps.push(mapIn(this.#shared, object.groupKind));
    for (const check of this.#plan.looking(object))
      if (scopeOf(check) === 'cluster') maps.push(valueIn(this.#readBy, check.id, () => new SortedObjects()));
    const namespaces = joinedBy(object);
    if (namespaces !== undefined) {
      const join = namespaces.join('\n');
      maps.push(valueIn(this.#crossing, join, () => ({ namespaces, routes: new Map() })).routes);
    }
    return maps;
  }

  ofKind(groupKind: string): ReadonlyMap<string, InventoryObject> {
    return this.#ofKind.get(groupKind) ?? new Map();
  }

  get kinds(): Iterable<string> {
    return this.#ofKind.keys();
  }

  get namespaces(): string[] {
    const names = new Set(
      this.ofKind(namespaceKind)
        .values()
        .map(({ name }) => name),
    );
    for (const [name, objects] of this.#inNamespace) if (name !== undefined && objects.size > 0) names.add(name);
    return [...names];
  }

  /** `undefined`: outside of namespaces. */
  inNamespace(namespace: string | undefined): ReadonlyMap<string, InventoryObject> {
    return this.#inNamespace.get(namespace) ?? new Map();
  }

  /** Objects elsewhere that name something in a namespace. */
  naming(namespace: string): ReadonlyMap<string, InventoryObject> {
    return this.#naming.get(namespace) ?? new Map();
  }

  /** Objects of a kind that count in every namespace. */
  shared(groupKind: string): ReadonlyMap<string, InventoryObject> {
    return this.#shared.get(groupKind) ?? new Map();
  }

  /** All that a check of the whole cluster looks at. */
  readBy({ id }: InventoryCheck): SortedObjects {
    return this.#readBy.get(id) ?? new SortedObjects();
  }

  definitionsOf(group: string): ReadonlyMap<string, InventoryObject> {
    return this.#definitions.get(group) ?? new Map();
  }

  /** Routes by the namespaces that they join. */
  crossings(): { readonly namespaces: readonly string[]; readonly routes: ReadonlyMap<string, InventoryObject> }[] {
    return [...this.#crossing.values()].filter(({ routes }) => routes.size > 0);
  }
}

/** The namespaces that a route joins, its own first; undefined for what joins none. */
export function joinedBy(object: InventoryObject): readonly string[] | undefined {
  if (!isRoute(object)) return undefined;
  const named = namespacesNamedBy(object);
  return named.size === 0 ? undefined : [object.namespace ?? '', ...[...named].sort()];
}

/** The group of the kinds that a CustomResourceDefinition defines: its name is their plural name, a dot and the group. */
export function definedGroup({ name }: InventoryObject): string {
  return name.slice(name.indexOf('.') + 1);
}

const joining = new Set([namespaceKind, ...bindingKinds]);

/**
 * Whether an object counts in every namespace: what stands outside of them (but Namespaces, bindings and reports of other tools, which
 * name theirs), and Gateways, which routes name from everywhere.
 */
export function isShared(object: InventoryObject): boolean {
  if (object.groupKind === gatewayKind) return true;
  return object.namespace === undefined && !joining.has(object.groupKind) && !isToolReport(object.groupKind);
}

function mapIn<Key>(maps: Map<Key, Keyed>, key: Key): Keyed {
  return valueIn(maps, key, () => new Map());
}
