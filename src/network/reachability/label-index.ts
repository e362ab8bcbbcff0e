import { isRecord, type Labels, listOf, recordOf, stringOf, textOf } from '../../kubernetes/index.ts';
import { Bits } from './bits.ts';
import type { Namespaces, PodFacts, Reason } from './declaration.ts';
import { type Facts, selectsNamespace } from './facts.ts';
import { certain, type Meant } from './meant.ts';

/** Classes of pods by what selectors ask for: set operations instead of looking at every class. */
export class LabelIndex {
  readonly #size: number;
  readonly #pods: Bits;
  readonly #byNamespace = new Map<string, Bits>();
  readonly #byPair = new Map<string, Bits>();
  readonly #byKey = new Map<string, Bits>();
  readonly #named = new Map<string, Map<string, Bits>>();
  readonly #namespaces = new Map<string, PodFacts>();
  readonly #selected = new Map<string, Bits>();
  readonly #selectedNamespaces = new Map<string, Meant>();

  /** `facts`: of each class of endpoints, by its number. `pods`: which of them are pods. */
  constructor(all: readonly Facts[], size: number, pods: Bits) {
    this.#size = size;
    this.#pods = pods;
    for (const [index, facts] of all.entries()) {
      const { endpoint, namespace, labels } = facts;
      if (endpoint.isHost) continue;
      for (const { name, protocol, port } of endpoint.namedPorts) {
        const byPort = this.#named.get(name) ?? new Map<string, Bits>();
        addTo(byPort, `${protocol}/${port}`, index, size);
        this.#named.set(name, byPort);
      }
      this.#namespaces.set(namespace, facts);
      addTo(this.#byNamespace, namespace, index, size);
      for (const [label, value] of Object.entries(labels)) {
        addTo(this.#byPair, pairKey(label, value), index, size);
        addTo(this.#byKey, label, index, size);
      }
    }
  }

  /** Classes whose containers give a name to a port, by the port. */
  named(name: string): ReadonlyMap<string, Bits> {
    return this.#named.get(name) ?? new Map();
  }

  inNamespaces(namespaces: Namespaces): Meant {
    if (namespaces === undefined) return certain(this.#pods);
    if ('name' in namespaces) return certain(this.#byNamespace.get(namespaces.name) ?? new Bits(this.#size));
    const key = JSON.stringify(namespaces.selector) ?? '';
    let meant = this.#selectedNamespaces.get(key);
    if (meant === undefined) {
      const sure = new Bits(this.#size);
      const maybe = new Bits(this.#size);
      const reasons = new Set<Reason>();
      for (const [name, facts] of this.#namespaces) {
        const selects = selectsNamespace(namespaces.selector, facts);
        const pods = this.#byNamespace.get(name);
        if (selects === false || pods === undefined) continue;
        maybe.addAll(pods);
        if (selects === true) sure.addAll(pods);
        else reasons.add('namespace-labels');
      }
      meant = { sure, maybe, reasons };
      this.#selectedNamespaces.set(key, meant);
    }
    return meant;
  }

  /** Classes of pods that a label selector selects: set operations on what is kept by label. */
  selected(selector: unknown): Bits {
    if (!isRecord(selector)) return new Bits(this.#size);
    const key = JSON.stringify(selector);
    let selected = this.#selected.get(key);
    if (selected === undefined) {
      selected = this.#pods;
      for (const [label, value] of Object.entries(recordOf(selector.matchLabels)))
        selected = selected.and(this.#withPair(label, value));
      for (const expression of listOf(selector.matchExpressions).map(recordOf))
        selected = this.#narrowed(selected, expression);
      this.#selected.set(key, selected);
    }
    return selected;
  }

  #narrowed(selected: Bits, { key, operator, values }: Labels): Bits {
    const label = stringOf(key) ?? '';
    const present = this.#byKey.get(label) ?? new Bits(this.#size);
    const oneOf = new Bits(this.#size);
    for (const value of listOf(values)) oneOf.addAll(this.#withPair(label, value));
    switch (operator) {
      case 'In':
        return selected.and(oneOf);
      case 'NotIn':
        return selected.without(oneOf);
      case 'Exists':
        return selected.and(present);
      case 'DoesNotExist':
        return selected.without(present);
      default:
        // Refused by the API server.
        return new Bits(this.#size);
    }
  }

  #withPair(label: string, value: unknown): Bits {
    return this.#byPair.get(pairKey(label, value)) ?? new Bits(this.#size);
  }
}

function addTo(map: Map<string, Bits>, key: string, member: number, size: number): void {
  const bits = map.get(key);
  if (bits === undefined) map.set(key, Bits.of(size, [member]));
  else bits.add(member);
}

function pairKey(label: string, value: unknown): string {
  return `${label}\n${typeof value}\n${textOf(value)}`;
}
