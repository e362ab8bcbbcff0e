import { bindingKinds, roleKinds } from '../access/index.ts';
import { type InventoryCheck, isAmong } from '../checks/index.ts';
import type { InventoryObject } from '../inventory/index.ts';
import { gatewayKind, policyKinds, routeKinds } from '../network/index.ts';
import { valueIn } from './entry.ts';
import { namespacesNamedBy } from './joins.ts';
import { definedGroup, definitionKind, isShared, type KnownObjects, namespaceKind } from './objects.ts';
import { type Plan, type Scope, scopeOf } from './plan.ts';

/** An object before and after: undefined where it was not there, or is no more. */
export interface ObjectChange {
  readonly key: string;
  readonly before: InventoryObject | undefined;
  readonly after: InventoryObject | undefined;
}

/** Kinds on which the exposure and isolation of workloads depend, besides workloads. */
const surroundingKinds = new Set(['/Service', gatewayKind, namespaceKind, ...routeKinds, ...policyKinds]);
const accessKinds = new Set([...roleKinds, ...bindingKinds]);

/** What changes made out of date. */
export class Stale {
  /** Keys of objects of which everything has to be asked. */
  readonly own = new Set<string>();
  /** Groups of kinds whose definition changed. */
  readonly definitions = new Set<string>();
  /** By namespace the checks to be asked again. */
  readonly namespaces = new Map<string, Set<InventoryCheck>>();
  /** Checks to be asked again of what stands outside of namespaces. */
  readonly outside = new Set<InventoryCheck>();
  /** Namespaces whose workloads may be exposed or isolated otherwise. */
  readonly surroundings = new Set<string>();
  /** By the namespaces that routes join (see `joinedBy`) the checks to be asked again. */
  readonly crossings = new Map<string, Set<InventoryCheck>>();
  /** Changes of roles and bindings. */
  readonly access: ObjectChange[] = [];
  /** Checks to be asked again of the whole cluster. */
  readonly cluster = new Set<InventoryCheck>();
  readonly #plan: Plan;
  readonly #objects: KnownObjects;

  constructor(plan: Plan, objects: KnownObjects) {
    this.#plan = plan;
    this.#objects = objects;
  }

  /** To be told of each change once the objects are what they are now. */
  note(change: ObjectChange): void {
    const { key, before, after } = change;
    if (after !== undefined) this.own.add(key);
    else this.own.delete(key);
    const object = after ?? before;
    if (object === undefined) return;
    if (object.groupKind === definitionKind) this.definitions.add(definedGroup(object));
    if (accessKinds.has(object.groupKind)) this.access.push(change);
    for (const check of this.#looking('cluster', change)) this.cluster.add(check);
    this.#noteNamespaces(object, change);
  }

  /** To be told where something else can be seen of the cluster: then other things may be missing. */
  noteSight(): void {
    for (const namespace of this.#objects.namespaces) {
      this.namespaces.set(namespace, new Set(this.#plan.inventoryChecks('namespace')));
      this.surroundings.add(namespace);
    }
    for (const check of this.#plan.inventoryChecks('namespace')) this.outside.add(check);
    for (const { namespaces } of this.#objects.crossings())
      this.crossings.set(namespaces.join('\n'), new Set(this.#plan.inventoryChecks('namespace')));
    for (const check of this.#plan.inventoryChecks('cluster')) this.cluster.add(check);
  }

  #noteNamespaces(object: InventoryObject, change: ObjectChange): void {
    const shared = isShared(object);
    const looking = this.#looking('namespace', change);
    if (object.namespace === undefined && object.groupKind !== namespaceKind)
      for (const check of looking) if (isAmong(check.of, object)) this.outside.add(check);
    const checks = looking.filter((check) => !shared || names(check, object));
    const surrounds = surroundingKinds.has(object.groupKind) || isWorkload(change);
    if (checks.length === 0 && !surrounds) return;
    for (const namespace of shared ? this.#objects.namespaces : namespacesOf(change)) {
      const stale = valueIn(this.namespaces, namespace, () => new Set());
      for (const check of checks) stale.add(check);
      if (surrounds) this.surroundings.add(namespace);
    }
    this.#noteCrossings(object, shared, checks);
  }

  #noteCrossings(object: InventoryObject, shared: boolean, checks: readonly InventoryCheck[]): void {
    if (checks.length === 0) return;
    for (const { namespaces, routes } of this.#objects.crossings()) {
      if (!shared && !namespaces.includes(object.namespace ?? '')) continue;
      const asked = checks.filter((check) => routes.values().some((route) => isAmong(check.of, route)));
      if (asked.length === 0) continue;
      const stale = valueIn(this.crossings, namespaces.join('\n'), () => new Set());
      for (const check of asked) stale.add(check);
    }
  }

  /** Checks of a scope for which the change means something. */
  #looking(scope: Scope, { before, after }: ObjectChange): InventoryCheck[] {
    const looking = new Set([before, after].flatMap((object) => (object ? this.#plan.looking(object) : [])));
    return [...looking].filter(
      (check): check is InventoryCheck =>
        check.type === 'inventory' && scopeOf(check) === scope && !isUnmoved(check, before, after),
    );
  }
}

/** Whether a check reads the same of an object as before. */
function isUnmoved(
  { of, part }: InventoryCheck,
  before: InventoryObject | undefined,
  after: InventoryObject | undefined,
): boolean {
  if (part === undefined || before === undefined || after === undefined) return false;
  if (isAmong(of, before) || isAmong(of, after)) return false;
  return JSON.stringify(part(before)) === JSON.stringify(part(after));
}

function names({ of, reads = [] }: InventoryCheck, { groupKind }: InventoryObject): boolean {
  return of.includes(groupKind) || reads.includes(groupKind);
}

function isWorkload({ before, after }: ObjectChange): boolean {
  return (before?.podTemplates.length ?? 0) > 0 || (after?.podTemplates.length ?? 0) > 0;
}

/** Namespaces in which a change counts: the object's own, and those in which it names, or named, something. */
function namespacesOf({ before, after }: ObjectChange): ReadonlySet<string> {
  const found = new Set<string>();
  for (const object of [before, after]) {
    if (object === undefined) continue;
    const own = object.groupKind === namespaceKind ? object.name : object.namespace;
    if (own !== undefined) found.add(own);
    for (const namespace of namespacesNamedBy(object)) found.add(namespace);
  }
  return found;
}
