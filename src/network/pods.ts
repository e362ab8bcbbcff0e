import type { Inventory, InventoryObject } from '../inventory/index.ts';
import {
  isRecord,
  type Labels,
  labelsMatch,
  listOf,
  type PodTemplate,
  recordOf,
  selectorMatches,
  textOf,
} from '../kubernetes/index.ts';

/** The pods that one template declares: alike in labels, ports and namespace, however many there will be. */
export interface PodGroup {
  readonly object: InventoryObject;
  readonly template: PodTemplate;
  readonly namespace: string;
  readonly labels: Labels;
}

/**
 * The pods of an inventory, found by label. Selectors ask the shortest list of pods that share one of their labels, so that the work
 * grows with what is selected, not with objects times selectors.
 */
export class PodIndex {
  readonly #byNamespace = new Map<string, PodGroup[]>();
  /** By namespace and label, made when a selector first asks in the namespace. */
  readonly #byLabel = new Map<string, ReadonlyMap<string, PodGroup[]>>();

  constructor(inventory: Inventory) {
    for (const object of inventory.workloads)
      for (const group of groupsOf(object)) addTo(this.#byNamespace, group.namespace, group);
  }

  get namespaces(): Iterable<string> {
    return this.#byNamespace.keys();
  }

  inNamespace(namespace: string): readonly PodGroup[] {
    return this.#byNamespace.get(namespace) ?? [];
  }

  /** Pods with all pairs of a map selector (a Service's `spec.selector`); an empty one selects all. */
  withLabels(namespace: string, selector: Labels): readonly PodGroup[] {
    return this.#candidates(namespace, selector).filter(({ labels }) => labelsMatch(selector, labels));
  }

  /** Pods that a label selector (`matchLabels`, `matchExpressions`) selects; `{}` selects all, anything but a mapping none. */
  selected(namespace: string, selector: unknown): readonly PodGroup[] {
    if (!isRecord(selector)) return [];
    const pairs = recordOf(selector.matchLabels);
    if (Object.keys(pairs).length === 0 && listOf(selector.matchExpressions).length === 0)
      return this.inNamespace(namespace);
    return this.#candidates(namespace, pairs).filter(({ labels }) => selectorMatches(selector, labels));
  }

  #labelsIn(namespace: string): ReadonlyMap<string, PodGroup[]> {
    let labels = this.#byLabel.get(namespace);
    if (labels === undefined) {
      const made = new Map<string, PodGroup[]>();
      for (const group of this.inNamespace(namespace))
        for (const [key, value] of Object.entries(group.labels)) addTo(made, labelKey(key, value), group);
      labels = made;
      this.#byLabel.set(namespace, labels);
    }
    return labels;
  }

  #candidates(namespace: string, pairs: Labels): readonly PodGroup[] {
    let shortest = this.inNamespace(namespace);
    if (shortest.length === 0) return shortest;
    for (const [key, value] of Object.entries(pairs)) {
      const list = this.#labelsIn(namespace).get(labelKey(key, value)) ?? [];
      if (list.length < shortest.length) shortest = list;
    }
    return shortest;
  }
}

const knownGroups = new WeakMap<InventoryObject, readonly PodGroup[]>();

function groupsOf(object: InventoryObject): readonly PodGroup[] {
  let groups = knownGroups.get(object);
  if (groups === undefined) {
    const namespace = object.namespace ?? 'default';
    groups = object.podTemplates.map((template) => {
      return { object, template, namespace, labels: recordOf(template.metadata.labels) };
    });
    knownGroups.set(object, groups);
  }
  return groups;
}

function labelKey(key: string, value: unknown): string {
  return `${key}\n${textOf(value)}`;
}

function addTo<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

const known = new WeakMap<Inventory, PodIndex>();

/** The pods of an inventory; indexed on first use and kept as long as the inventory. */
export function podsOf(inventory: Inventory): PodIndex {
  let index = known.get(inventory);
  if (index === undefined) {
    index = new PodIndex(inventory);
    known.set(inventory, index);
  }
  return index;
}
