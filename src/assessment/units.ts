import { type InventoryCheck, isAmong } from '../checks/index.ts';
import { objectKey } from '../inventory/cluster/index.ts';
import { Inventory, type InventoryObject, type Sight } from '../inventory/index.ts';
import { joinedBy, type KnownObjects, namespaceKind } from './objects.ts';

/** Some objects that are asked together, and among which: what is found at others is left out. */
export interface Unit {
  /** Keys of the objects asked. */
  readonly asked: readonly string[];
  readonly inventory: Inventory;
}

type Keyed = Iterable<readonly [string, InventoryObject]>;
type Crossing = ReturnType<KnownObjects['crossings']>[number];

/** Makes the inventories in which questions are asked. */
export class Units {
  readonly #objects: KnownObjects;
  /** What of the cluster can be seen now. */
  sight: Sight = () => true;

  constructor(objects: KnownObjects) {
    this.#objects = objects;
  }

  /** Objects, always in the same order: the first of equals is the one that counts. */
  of(objects: Keyed): Inventory {
    const sorted = [...objects].sort(([a], [b]) => (a < b ? -1 : 1));
    return this.#inventory(sorted.map(([, object]) => object));
  }

  /** Objects of some kinds, with the definitions of these. */
  alone(objects: readonly InventoryObject[]): Inventory {
    const groups = new Set(objects.map(({ group }) => group));
    const definitions = [...groups].flatMap((group) => [...this.#objects.definitionsOf(group).values()]);
    return this.#inventory([...new Set([...objects, ...definitions])]);
  }

  /** A namespace with what counts in it: its objects, the Namespace itself, what names something in it, and what counts everywhere. */
  namespace(namespace: string, shared: Keyed): Unit {
    const own = this.#objects.inNamespace(namespace);
    const key = objectKey(namespaceKind, undefined, namespace);
    const itself = this.#objects.all.get(key);
    const inside = itself === undefined ? [...own] : [...own, [key, itself] as const];
    const asked = inside.filter(([, object]) => joinedBy(object) === undefined).map(([name]) => name);
    return { asked, inventory: this.of(new Map([...inside, ...this.#objects.naming(namespace), ...shared])) };
  }

  /** What stands outside of namespaces. Namespaces are asked with what is in them. */
  outside(): Unit {
    const all = this.#objects.inNamespace(undefined);
    const asked = [...all].filter(([, object]) => object.groupKind !== namespaceKind).map(([key]) => key);
    return { asked, inventory: this.of(all) };
  }

  /** Routes that join some namespaces, with the Services and workloads there. */
  crossing({ namespaces, routes }: Crossing, shared: Keyed): Unit {
    const behind = namespaces.flatMap((namespace) =>
      [...this.#objects.inNamespace(namespace)].filter(
        ([, object]) => object.groupKind === '/Service' || object.podTemplates.length > 0,
      ),
    );
    return { asked: [...routes.keys()], inventory: this.of(new Map([...routes, ...behind, ...shared])) };
  }

  /** Everything that a check of the whole cluster looks at. */
  cluster(check: InventoryCheck): Unit {
    const { keys, objects } = this.#objects.readBy(check);
    const asked = keys.filter((_, index) => objects[index] !== undefined && isAmong(check.of, objects[index]));
    return { asked, inventory: this.#inventory([...objects]) };
  }

  /** What counts in every namespace, of the kinds that these checks name. */
  shared(checks: readonly InventoryCheck[]): Map<string, InventoryObject> {
    const kinds = new Set(
      checks.flatMap(({ of, reads = [] }) => [...of, ...reads].filter((subject) => typeof subject === 'string')),
    );
    return new Map([...kinds].flatMap((kind) => [...this.#objects.shared(kind)]));
  }

  #inventory(objects: readonly InventoryObject[]): Inventory {
    return new Inventory(objects, [], this.sight);
  }
}
