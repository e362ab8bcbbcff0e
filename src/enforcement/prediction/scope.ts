import type { Inventory, InventoryObject } from '../../inventory/index.ts';
import { isRecord, type Labels, listOf, recordOf, selectorMatches, stringOf } from '../../kubernetes/index.ts';

/** Namespaces that a policy is asked in. */
export interface Scope {
  /** A label selector of namespaces; absent: every namespace. */
  readonly namespaceSelector?: Readonly<Record<string, unknown>> | undefined;
  /** Names of namespaces that it leaves alone, whatever their labels say. */
  readonly excludeNamespaces: readonly string[];
}

/** The label that the API server itself gives every namespace: its name. */
const nameLabel = 'kubernetes.io/metadata.name';

/** Says of objects whether a policy is asked about them, as its binding's `namespaceSelector` would. */
export class ScopeReader {
  readonly #scope: Scope;
  readonly #inventory: Inventory;
  readonly #known = new Map<string, boolean | undefined>();

  constructor(scope: Scope, inventory: Inventory) {
    this.#scope = scope;
    this.#inventory = inventory;
  }

  /**
   * Undefined where the namespace's labels decide and can't be seen. A namespace selector lets through what is in no namespace, and judges
   * Namespaces by their own labels (k8s.io/apiserver, admission/plugin/webhook/predicates/namespace).
   */
  holds(object: InventoryObject): boolean | undefined {
    const name = namespaceOf(object);
    return name === undefined ? true : this.#holdsIn(name);
  }

  /** The namespaces that are known, by name: those in scope, and those of which it can't be told. */
  namespaces(): { readonly namespaces: readonly string[]; readonly unplaced: readonly string[] } {
    const all = [...new Set(this.#inventory.objects.flatMap((object) => namespaceOf(object) ?? []))].sort();
    return {
      namespaces: all.filter((name) => this.#holdsIn(name) === true),
      unplaced: all.filter((name) => this.#holdsIn(name) === undefined),
    };
  }

  #holdsIn(name: string): boolean | undefined {
    let held = this.#known.get(name);
    if (!this.#known.has(name)) {
      held = this.#judged(name);
      this.#known.set(name, held);
    }
    return held;
  }

  #judged(name: string): boolean | undefined {
    const { namespaceSelector, excludeNamespaces } = this.#scope;
    if (excludeNamespaces.includes(name)) return false;
    if (namespaceSelector === undefined) return true;
    const labels = this.#labelsOf(name);
    if (labels !== undefined) return selectorMatches(namespaceSelector, labels);
    // Its name it always has: where the rest of the selector can't be told, that may be enough for a no.
    const named = { [nameLabel]: name };
    if (keysOf(namespaceSelector).every((key) => key === nameLabel)) return selectorMatches(namespaceSelector, named);
    return selectorMatches(onlyName(namespaceSelector), named) ? undefined : false;
  }

  #labelsOf(name: string): Labels | undefined {
    const namespace = this.#inventory.find('/Namespace', undefined, name);
    return namespace && { ...recordOf(namespace.object.metadata?.labels), [nameLabel]: name };
  }
}

/** The namespace that an object is in, or is. */
function namespaceOf({ groupKind, name, namespace }: InventoryObject): string | undefined {
  return groupKind === '/Namespace' ? name : namespace;
}

function keysOf(selector: Readonly<Record<string, unknown>>): readonly string[] {
  const expressions = listOf(selector.matchExpressions).flatMap((one) => stringOf(recordOf(one).key) ?? []);
  return [...Object.keys(recordOf(selector.matchLabels)), ...expressions];
}

function onlyName({ matchLabels, matchExpressions }: Readonly<Record<string, unknown>>) {
  return {
    matchLabels: Object.fromEntries(Object.entries(recordOf(matchLabels)).filter(([key]) => key === nameLabel)),
    matchExpressions: listOf(matchExpressions).filter((one) => isRecord(one) && one.key === nameLabel),
  };
}
