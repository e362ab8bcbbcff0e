import type { Inventory } from '../../inventory/index.ts';
import { isRecord, type Labels, listOf, recordOf, selectorMatches, stringOf, textOf } from '../../kubernetes/index.ts';
import type { Block } from '../addresses.ts';
import { type AddressClass, AddressSpace, blocksText, publicSize } from './address-space.ts';
import { Bits } from './bits.ts';
import type { Namespaces, PodFacts, PolicyDeclared, Reason, Who } from './declaration.ts';
import type { Endpoint } from './endpoints.ts';

/** Endpoints, or addresses outside of the cluster, that no policy tells apart. */
export type Class =
  | { readonly kind: 'pods' | 'hosts'; readonly members: readonly Endpoint[] }
  | { readonly kind: 'outside'; readonly addresses: AddressClass; readonly name: string };

/** Who is meant for certain, and who may be; and why it isn't certain. */
export interface Meant {
  readonly sure: Bits;
  readonly maybe: Bits;
  readonly reasons: ReadonlySet<Reason>;
}

interface Facts extends PodFacts {
  readonly endpoint: Endpoint;
  /** Classes of the address space that its addresses are in. */
  readonly within: readonly number[] | undefined;
}

const none: ReadonlySet<Reason> = new Set();

/** The classes of a cluster under its policies, and which of them a policy's words mean. */
export class EndpointClasses {
  readonly classes: readonly Class[];
  readonly size: number;
  readonly pods: Bits;
  readonly hosts: Bits;
  readonly outside: Bits;
  readonly #space: AddressSpace;
  readonly #facts: readonly Facts[];
  /** By namespace, label pair and label key: classes of pods. */
  readonly #byNamespace = new Map<string, Bits>();
  readonly #byPair = new Map<string, Bits>();
  readonly #byKey = new Map<string, Bits>();
  readonly #named = new Map<string, Map<string, Bits>>();
  readonly #namespaces = new Map<string, PodFacts>();
  readonly #selected = new Map<string, Bits>();
  readonly #selectedNamespaces = new Map<string, Meant>();
  readonly #firstOutside: number;
  readonly #byEndpoint = new Map<Endpoint, number>();
  readonly #byAddress = new Map<string, number>();

  /**
   * `others`: policies whose blocks are told apart as well, so that the outside of two models is cut alike; `apart`: further blocks that are.
   */
  constructor(
    inventory: Inventory,
    endpoints: readonly Endpoint[],
    policies: readonly PolicyDeclared[],
    others: readonly PolicyDeclared[],
    apart: readonly Block[] = [],
  ) {
    const asked = askedOf(policies);
    const blocks = [...asked.blocks, ...askedOf(others).blocks, ...apart];
    this.#space = new AddressSpace(blocks, eachAddress(endpoints));
    const namespaceOf = namespacesIn(inventory);
    const byKey = new Map<string, { facts: Facts; members: Endpoint[] }>();
    for (const endpoint of endpoints) {
      const namespace = namespaceOf(endpoint.namespace ?? '');
      const within = this.#within(endpoint, blocks.length > 0);
      const facts: Facts = {
        ...namespace,
        labels: endpoint.labels ?? {},
        serviceAccount: endpoint.serviceAccount,
        endpoint,
        within,
      };
      const key = classKey(facts, asked.keys, asked.accounts);
      const known = byKey.get(key);
      if (known === undefined) byKey.set(key, { facts, members: [endpoint] });
      else known.members.push(endpoint);
    }
    const inside = [...byKey.values()];
    this.#facts = inside.map(({ facts }) => facts);
    this.#firstOutside = inside.length;
    const generals = new Map([
      [this.#space.general('ipv4'), 'internet'],
      [this.#space.general('ipv6'), 'internet (IPv6)'],
    ]);
    this.classes = [
      ...inside.map(({ members }): Class => ({ kind: members[0]?.isHost === true ? 'hosts' : 'pods', members })),
      ...this.#space.classes.map((addresses, index): Class => {
        return { kind: 'outside', addresses, name: generals.get(index) ?? blocksText(addresses).join(', ') };
      }),
    ];
    this.size = this.classes.length;
    this.pods = this.#bitsOf(({ kind }) => kind === 'pods');
    this.hosts = this.#bitsOf(({ kind }) => kind === 'hosts');
    this.outside = this.#bitsOf(({ kind }) => kind === 'outside');
    this.#index();
  }

  /** The class of pods or nodes. */
  classOf(endpoint: Endpoint): number {
    const index = this.#byEndpoint.get(endpoint);
    if (index === undefined) throw new Error(`no class of ${endpoint.name}`);
    return index;
  }

  /** The class of an address: that of the pod or node which has it, else of the outside; undefined where it is none. */
  classOfAddress(address: string): number | undefined {
    const inside = this.#byAddress.get(address);
    if (inside !== undefined) return inside;
    const index = this.#space.classOf(address);
    return index === undefined ? undefined : this.#firstOutside + index;
  }

  /** The class of the internet's addresses that no policy names apart. */
  get internet(): number {
    return this.#firstOutside + (this.#space.general('ipv4') ?? 0);
  }

  /** Classes of the outside with addresses of the internet in them. */
  get publicOutside(): Bits {
    return this.#bitsOf((one) => one.kind === 'outside' && publicSize(one.addresses) > 0n);
  }

  /** Classes of the outside that are in one of these blocks; each must be among those that the classes are told apart by. */
  within(blocks: readonly Block[]): Bits {
    const found = new Bits(this.size);
    for (const block of blocks)
      for (const index of this.#space.inBlock(block).members()) found.add(this.#firstOutside + index);
    return found;
  }

  /** Classes of pods whose containers give a name to a port, by the port. */
  named(name: string): ReadonlyMap<string, Bits> {
    return this.#named.get(name) ?? new Map();
  }

  meant(who: Who): Meant {
    switch (who.kind) {
      case 'everyone':
        return certain(Bits.full(this.size));
      case 'nobody':
        return certain(new Bits(this.size));
      case 'outside':
        return certain(this.outside);
      case 'hosts':
        return certain(this.hosts);
      case 'pods': {
        const within = this.#inNamespaces(who.namespaces);
        if (who.selector === undefined) return within;
        const selected = this.#selectedPods(who.selector);
        return { sure: within.sure.and(selected), maybe: within.maybe.and(selected), reasons: within.reasons };
      }
      case 'matching':
        return this.#matching(this.#inNamespaces(who.namespaces), who.test);
      case 'block':
        return this.#inBlock(who);
      case 'nodes':
        return this.#nodes(who.selector);
      case 'any':
      case 'every':
        return this.#joined(who.of, who.kind === 'any');
      case 'others': {
        const { sure, maybe, reasons } = this.meant(who.of);
        const all = Bits.full(this.size);
        return { sure: all.without(maybe), maybe: all.without(sure), reasons };
      }
      case 'perhaps': {
        const { maybe, reasons } = this.meant(who.of);
        return { sure: new Bits(this.size), maybe, reasons: new Set([who.reason, ...reasons]) };
      }
    }
  }

  #joined(of: readonly Who[], any: boolean): Meant {
    let sure = any ? new Bits(this.size) : Bits.full(this.size);
    let maybe = sure;
    const reasons = new Set<Reason>();
    for (const one of of) {
      const meant = this.meant(one);
      sure = any ? sure.or(meant.sure) : sure.and(meant.sure);
      maybe = any ? maybe.or(meant.maybe) : maybe.and(meant.maybe);
      for (const reason of meant.reasons) reasons.add(reason);
    }
    return { sure, maybe, reasons };
  }

  /** Pods whose address is in the block: for certain where all their addresses are known, or the block is the whole family. */
  #inBlock({ block, except, reaches }: Extract<Who, { kind: 'block' }>): Meant {
    let addresses = this.#space.inBlock(block);
    for (const one of except) addresses = addresses.without(this.#space.inBlock(one));
    const sure = new Bits(this.size);
    const maybe = new Bits(this.size);
    for (const index of addresses.members()) {
      sure.add(this.#firstOutside + index);
      maybe.add(this.#firstOutside + index);
    }
    if (reaches === 'outside') return { sure, maybe, reasons: none };
    const whole = block.prefix === 0 && except.length === 0 && block.family === 'ipv4';
    let doubtful = false;
    for (const [index, { within }] of this.#facts.entries()) {
      const inside = within?.filter((one) => addresses.has(one)).length;
      if (within === undefined ? whole : inside === within.length) sure.add(index);
      else doubtful ||= inside !== 0;
      if (inside !== 0) maybe.add(index);
    }
    return { sure, maybe, reasons: doubtful ? new Set(['pod-addresses']) : none };
  }

  /** Nodes by labels; pods in a node's network are perhaps on one of them. */
  #nodes(selector: unknown): Meant {
    const sure = new Bits(this.size);
    const maybe = new Bits(this.size);
    const everyNode = isRecord(selector) && Object.keys(selector).length === 0;
    for (const index of this.hosts.members()) {
      const labels = this.#facts[index]?.endpoint.labels;
      if (labels === undefined ? everyNode : selectorMatches(selector, labels)) sure.add(index);
      if (labels === undefined || sure.has(index)) maybe.add(index);
    }
    return { sure, maybe, reasons: sure.holds(maybe) ? none : new Set(['node']) };
  }

  #matching(within: Meant, test: (pod: PodFacts) => boolean | undefined): Meant {
    const sure = new Bits(this.size);
    const maybe = new Bits(this.size);
    const reasons = new Set(within.reasons);
    for (const index of within.maybe.members()) {
      const facts = this.#facts[index];
      const matched = facts === undefined ? false : test(facts);
      if (matched === false) continue;
      maybe.add(index);
      if (matched === true && within.sure.has(index)) sure.add(index);
      if (matched === undefined) reasons.add('namespace-labels');
    }
    return { sure, maybe, reasons };
  }

  #inNamespaces(namespaces: Namespaces): Meant {
    if (namespaces === undefined) return certain(this.pods);
    if ('name' in namespaces) return certain(this.#byNamespace.get(namespaces.name) ?? new Bits(this.size));
    const key = JSON.stringify(namespaces.selector) ?? '';
    let meant = this.#selectedNamespaces.get(key);
    if (meant === undefined) {
      const sure = new Bits(this.size);
      const maybe = new Bits(this.size);
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
  #selectedPods(selector: unknown): Bits {
    if (!isRecord(selector)) return new Bits(this.size);
    const key = JSON.stringify(selector);
    let selected = this.#selected.get(key);
    if (selected === undefined) {
      selected = this.pods;
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
    const present = this.#byKey.get(label) ?? new Bits(this.size);
    const oneOf = new Bits(this.size);
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
        return new Bits(this.size);
    }
  }

  #withPair(label: string, value: unknown): Bits {
    return this.#byPair.get(pairKey(label, value)) ?? new Bits(this.size);
  }

  #index(): void {
    for (const [index, facts] of this.#facts.entries()) {
      const { endpoint, namespace, labels } = facts;
      const one = this.classes[index];
      if (one !== undefined && one.kind !== 'outside')
        for (const member of one.members) {
          this.#byEndpoint.set(member, index);
          // Pods in a node's network have the node's address.
          for (const address of member.addresses ?? [])
            if (!this.#byAddress.has(address) || endpoint.namespace === undefined) this.#byAddress.set(address, index);
        }
      if (endpoint.isHost) continue;
      for (const { name, protocol, port } of endpoint.namedPorts) {
        const byPort = this.#named.get(name) ?? new Map<string, Bits>();
        addTo(byPort, `${protocol}/${port}`, index, this.size);
        this.#named.set(name, byPort);
      }
      this.#namespaces.set(namespace, facts);
      addTo(this.#byNamespace, namespace, index, this.size);
      for (const [label, value] of Object.entries(labels)) {
        addTo(this.#byPair, pairKey(label, value), index, this.size);
        addTo(this.#byKey, label, index, this.size);
      }
    }
  }

  #within({ addresses }: Endpoint, needed: boolean): readonly number[] | undefined {
    if (!needed || addresses === undefined) return undefined;
    const classes = addresses.map((address) => this.#space.classOf(address)).filter((one) => one !== undefined);
    return [...new Set(classes)].sort((a, b) => a - b);
  }

  #bitsOf(test: (one: Class) => boolean): Bits {
    return Bits.of(
      this.size,
      this.classes.flatMap((one, index) => (test(one) ? [index] : [])),
    );
  }
}

function certain(bits: Bits): Meant {
  return { sure: bits, maybe: bits, reasons: none };
}

function addTo(map: Map<string, Bits>, key: string, member: number, size: number): void {
  const bits = map.get(key);
  if (bits === undefined) map.set(key, Bits.of(size, [member]));
  else bits.add(member);
}

function pairKey(label: string, value: unknown): string {
  return `${label}\n${typeof value}\n${textOf(value)}`;
}

/** undefined: not known, because the namespace's labels are not. Its name always is one of them. */
function selectsNamespace(selector: unknown, { namespaceKnown, namespaceLabels }: PodFacts): boolean | undefined {
  if (!isRecord(selector)) return false;
  if (namespaceKnown) return selectorMatches(selector, namespaceLabels);
  const pairs = Object.entries(recordOf(selector.matchLabels));
  const expressions = listOf(selector.matchExpressions).map(recordOf);
  const known = {
    matchLabels: Object.fromEntries(pairs.filter(([key]) => key === nameLabel)),
    matchExpressions: expressions.filter(({ key }) => key === nameLabel),
  };
  if (!selectorMatches(known, namespaceLabels)) return false;
  const isAll = pairs.every(([key]) => key === nameLabel) && expressions.every(({ key }) => key === nameLabel);
  return isAll ? true : undefined;
}

/** Set by the API server on every namespace. */
const nameLabel = 'kubernetes.io/metadata.name';

function namespacesIn(
  inventory: Inventory,
): (name: string) => Pick<PodFacts, 'namespace' | 'namespaceLabels' | 'namespaceKnown'> {
  const found = new Map<string, Pick<PodFacts, 'namespace' | 'namespaceLabels' | 'namespaceKnown'>>();
  for (const { name, object } of inventory.ofKind('/Namespace'))
    found.set(name, {
      namespace: name,
      namespaceLabels: { ...recordOf(object.metadata?.labels), [nameLabel]: name },
      namespaceKnown: true,
    });
  return (name) => {
    const known = found.get(name) ?? { namespace: name, namespaceLabels: { [nameLabel]: name }, namespaceKnown: false };
    found.set(name, known);
    return known;
  };
}

function* eachAddress(endpoints: readonly Endpoint[]): Generator<string> {
  for (const { addresses } of endpoints) yield* addresses ?? [];
}

/** What policies ask of endpoints: labels of pods, service accounts, address blocks. */
function askedOf(policies: readonly PolicyDeclared[]) {
  const keys = new Set<string>();
  const blocks: Extract<Who, { kind: 'block' }>['block'][] = [];
  let accounts = false;
  const look = (who: Who): void => {
    if (who.kind === 'pods') for (const key of keysOf(who.selector)) keys.add(key);
    if (who.kind === 'matching') {
      accounts = true;
      for (const key of who.asks) keys.add(key);
    }
    if (who.kind === 'nodes') for (const key of keysOf(who.selector)) keys.add(key);
    if (who.kind === 'block') blocks.push(who.block, ...who.except);
    if (who.kind === 'any' || who.kind === 'every') who.of.forEach(look);
    if (who.kind === 'others' || who.kind === 'perhaps') look(who.of);
  };
  for (const { subject, ingress, egress } of policies) {
    look(subject);
    for (const { peers } of [...(ingress?.rules ?? []), ...(egress?.rules ?? [])]) look(peers);
  }
  return { keys, blocks, accounts };
}

function keysOf(selector: unknown): readonly string[] {
  const { matchLabels, matchExpressions } = recordOf(selector);
  return [...Object.keys(recordOf(matchLabels)), ...listOf(matchExpressions).map((one) => textOf(recordOf(one).key))];
}

/** The same for endpoints that no policy tells apart. */
function classKey(
  { endpoint, namespace, labels, serviceAccount, within }: Facts,
  keys: ReadonlySet<string>,
  accounts: boolean,
): string {
  const asked = Object.entries(labels).filter(([key]) => keys.has(key));
  asked.sort(([a], [b]) => (a < b ? -1 : 1));
  const ports = endpoint.namedPorts.map(({ name, protocol, port }) => `${name} ${protocol} ${port}`).sort();
  const host = endpoint.isHost ? (endpoint.labels === undefined ? 'host' : 'node') : '';
  return JSON.stringify([endpoint.isHost ? '' : namespace, host, asked, ports, accounts ? serviceAccount : '', within]);
}
