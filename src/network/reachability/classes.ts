import type { Inventory } from '../../inventory/index.ts';
import { isRecord, selectorMatches } from '../../kubernetes/index.ts';
import type { Block } from '../addresses.ts';
import { type AddressClass, AddressSpace, blocksText, publicSize } from './address-space.ts';
import { Bits } from './bits.ts';
import type { PodFacts, PolicyDeclared, Reason, Who } from './declaration.ts';
import type { Endpoint } from './endpoints.ts';
import { askedOf, classKey, eachAddress, type Facts, namespacesIn } from './facts.ts';
import { LabelIndex } from './label-index.ts';
import { certain, type Meant, noReasons } from './meant.ts';
import { NetworkTooLargeError } from './too-large.ts';

/** Endpoints, or addresses outside of the cluster, that no policy tells apart. */
export type Class =
  | { readonly kind: 'pods' | 'hosts'; readonly members: readonly Endpoint[] }
  | { readonly kind: 'outside'; readonly addresses: AddressClass; readonly name: string };

/**
 * Sets of classes are kept for each class, so memory grows with the square: 20,000 classes with a policy each took 1.1 GB and 9 s. A
 * cluster of 150,000 pods has some 12,500 workloads; nodes are few classes, as policies seldom tell them apart.
 */
const mostClasses = 20_000;

/** The classes of a cluster under its policies, and which of them a policy's words mean. */
export class EndpointClasses {
  readonly classes: readonly Class[];
  readonly size: number;
  readonly pods: Bits;
  readonly hosts: Bits;
  readonly outside: Bits;
  readonly #space: AddressSpace;
  readonly #facts: readonly Facts[];
  readonly #labels: LabelIndex;
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
    if (this.size > mostClasses)
      throw new NetworkTooLargeError(`more than ${mostClasses} sorts of pods, nodes and addresses are told apart`);
    this.pods = this.#bitsOf(({ kind }) => kind === 'pods');
    this.hosts = this.#bitsOf(({ kind }) => kind === 'hosts');
    this.outside = this.#bitsOf(({ kind }) => kind === 'outside');
    this.#index();
    this.#labels = new LabelIndex(this.#facts, this.size, this.pods);
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
  publicOutside(families: readonly AddressClass['family'][]): Bits {
    return this.#bitsOf(
      (one) => one.kind === 'outside' && families.includes(one.addresses.family) && publicSize(one.addresses) > 0n,
    );
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
    return this.#labels.named(name);
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
        const within = this.#labels.inNamespaces(who.namespaces);
        if (who.selector === undefined) return within;
        const selected = this.#labels.selected(who.selector);
        return { sure: within.sure.and(selected), maybe: within.maybe.and(selected), reasons: within.reasons };
      }
      case 'matching':
        return this.#matching(this.#labels.inNamespaces(who.namespaces), who.test);
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
    if (reaches === 'outside') return { sure, maybe, reasons: noReasons };
    const whole = block.prefix === 0 && except.length === 0 && block.family === 'ipv4';
    let doubtful = false;
    for (const [index, { within }] of this.#facts.entries()) {
      const inside = within?.filter((one) => addresses.has(one)).length;
      if (within === undefined ? whole : inside === within.length) sure.add(index);
      else doubtful ||= inside !== 0;
      if (inside !== 0) maybe.add(index);
    }
    return { sure, maybe, reasons: doubtful ? new Set(['pod-addresses']) : noReasons };
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
    return { sure, maybe, reasons: sure.holds(maybe) ? noReasons : new Set(['node']) };
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

  #index(): void {
    for (const [index, { endpoint }] of this.#facts.entries()) {
      const one = this.classes[index];
      if (one === undefined || one.kind === 'outside') continue;
      for (const member of one.members) {
        this.#byEndpoint.set(member, index);
        // Pods in a node's network have the node's address.
        for (const address of member.addresses ?? [])
          if (!this.#byAddress.has(address) || endpoint.namespace === undefined) this.#byAddress.set(address, index);
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
