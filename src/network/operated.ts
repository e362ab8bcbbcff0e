import type { Inventory, InventoryObject } from '../inventory/index.ts';
import { type Labels, recordOf, selectorMatches, textOf } from '../kubernetes/index.ts';

/**
 * Pods that an operator will make. They are in no manifest, but carry, as a rule, the labels of the custom object that asks for them: a
 * selector that matches one is not dangling.
 */
export class OperatedPods {
  readonly #inventory: Inventory;
  /** Made when first asked: reading every custom object of an input without dangling selectors would be for nothing. */
  #byLabel: ReadonlyMap<string, readonly Labels[]> | undefined;

  constructor(inventory: Inventory) {
    this.#inventory = inventory;
  }

  /** Whether a custom object of the namespace has labels that the selector (`matchLabels`, `matchExpressions`) matches. */
  has(namespace: string, selector: Labels): boolean {
    const [first] = Object.entries(recordOf(selector.matchLabels));
    if (first === undefined) return false;
    this.#byLabel ??= customLabels(this.#inventory);
    const candidates = this.#byLabel.get(`${namespace}\n${first[0]}=${textOf(first[1])}`) ?? [];
    return candidates.some((labels) => selectorMatches(selector, labels));
  }
}

/** Whether an object is a custom one, for which an operator may make pods. */
export function mayOperatePods({ group, podTemplates }: InventoryObject): boolean {
  return group.includes('.') && !group.endsWith('.k8s.io') && podTemplates.length === 0;
}

/** Labels of custom objects (and those that they ask for, as Prometheus does) by namespace and each of their labels. */
function customLabels(inventory: Inventory): ReadonlyMap<string, readonly Labels[]> {
  const byLabel = new Map<string, Labels[]>();
  for (const object of inventory.objects) {
    if (!mayOperatePods(object)) continue;
    const spec = recordOf(object.object.spec);
    const labels = { ...recordOf(object.object.metadata?.labels), ...recordOf(recordOf(spec.podMetadata).labels) };
    for (const [key, value] of Object.entries(labels)) {
      const label = `${object.namespace}\n${key}=${textOf(value)}`;
      const list = byLabel.get(label);
      if (list === undefined) byLabel.set(label, [labels]);
      else list.push(labels);
    }
  }
  return byLabel;
}
