import type { Inventory, InventoryObject } from '../../inventory/index.ts';
import type { Block } from '../addresses.ts';
import {
  assumedPolicies,
  type IgnoredPolicy,
  ignoredPolicies,
  type NetworkPlugins,
  networkPluginsOf,
} from '../cni/index.ts';
import { Bits } from './bits.ts';
import { type Class, EndpointClasses } from './classes.ts';
import type { PolicyDeclared, Reason } from './declaration.ts';
import { type AddressesByObject, type Endpoint, endpointsOf } from './endpoints.ts';
import { declaredPolicies } from './policies-declared.ts';
import { hasPort, type PortVerdicts, VerdictBook } from './ports.ts';
import { type Applied, type Profile, profileOf, verdictsOn } from './profile.ts';
import { type Direction, type Part, partsOf } from './rules.ts';
import { NetworkTooLargeError } from './too-large.ts';

/** Connections to some classes: sources grouped by what holds for them. Ports that are neither allowed nor unknown are denied. */
export interface Row {
  readonly to: Bits;
  readonly groups: readonly Group[];
}

export interface Group {
  readonly from: Bits;
  readonly verdicts: PortVerdicts;
}

export type Outcome = 'allowed' | 'denied' | 'unknown';

/** Why one direction of a connection is as it is. */
export interface Explained {
  readonly direction: Direction;
  readonly outcome: Outcome;
  /** The rule that decides; undefined where no policy does, and the connection is allowed for that. */
  readonly decides: Part | undefined;
  /** Where a policy closes the direction and none of its rules allows: all policies that do. */
  readonly closedBy: readonly Part[];
  /** Rules that may match before it, each with why it isn't known. */
  readonly doubts: readonly Part[];
}

export interface Verdict {
  readonly outcome: Outcome;
  readonly egress: Explained;
  readonly ingress: Explained;
  /** Why it is unknown. */
  readonly reasons: readonly Reason[];
}

/** Rules times classes of pods that they apply to: 30,000 pods with 500 policies have about 50,000. */
const mostApplied = 20_000_000;

export interface ReachabilityOptions {
  /** Addresses of workloads' pods, where a cluster says them. */
  readonly addresses?: AddressesByObject;
  /** Blocks of addresses outside that are told apart though no policy does. */
  readonly apart?: readonly Block[];
  /** What enforces policies; absent: what the inventory's own objects show. */
  readonly network?: NetworkPlugins;
  /** Shared with another model that this one is compared with, whose policies cut the outside as well. */
  readonly comparedWith?: { readonly book: VerdictBook; readonly policies: readonly PolicyDeclared[] };
}

/** Who may talk to whom in an inventory, under all of its policies that are not surely ignored by the network programs that run. */
export class Reachability {
  readonly endpoints: readonly Endpoint[];
  readonly policies: readonly PolicyDeclared[];
  /** Policies that count for nothing, since nothing enforces them. */
  readonly ignored: readonly IgnoredPolicy[];
  /** Policies that count, though it isn't known whether anything enforces them. */
  readonly assumed: readonly InventoryObject[];
  readonly classes: EndpointClasses;
  readonly book: VerdictBook;
  readonly #applied: Readonly<Record<Direction, readonly (readonly Applied[])[]>>;
  readonly #ingress: readonly Profile[];
  readonly #egress: readonly { readonly profile: Profile; readonly sources: readonly number[] }[];
  readonly #inside: Bits;

  /** @throws NetworkTooLargeError */
  constructor(
    inventory: Inventory,
    {
      addresses = new Map(),
      apart = [],
      network = networkPluginsOf(inventory),
      comparedWith,
    }: ReachabilityOptions = {},
  ) {
    this.book = comparedWith?.book ?? new VerdictBook();
    this.endpoints = endpointsOf(inventory, addresses);
    this.policies = declaredPolicies(inventory, network);
    this.ignored = [...ignoredPolicies(inventory, network)];
    this.assumed = assumedPolicies(inventory, network);
    this.classes = new EndpointClasses(inventory, this.endpoints, this.policies, comparedWith?.policies ?? [], apart);
    this.#applied = { ingress: this.#appliedTo('ingress'), egress: this.#appliedTo('egress') };
    this.#ingress = this.#profiles('ingress');
    const egress = new Map<Profile, number[]>();
    for (const [index, profile] of this.#profiles('egress').entries()) {
      const sources = egress.get(profile);
      if (sources === undefined) egress.set(profile, [index]);
      else sources.push(index);
    }
    this.#egress = [...egress].map(([profile, sources]) => ({ profile, sources }));
    this.#inside = Bits.full(this.classes.size).without(this.classes.outside);
  }

  classAt(index: number): Class {
    const found = this.classes.classes[index];
    if (found === undefined) throw new Error(`no class ${index}`);
    return found;
  }

  /** What holds of connections to one class, by source. Outside to outside is nobody's question. */
  groupsTo(to: number): readonly Group[] {
    const toOutside = this.classes.outside.has(to);
    const leaving = new Map<number, Bits>();
    for (const { profile, sources } of this.#egress) {
      const { id } = verdictsOn(profile, to);
      let same = leaving.get(id);
      if (same === undefined) {
        same = new Bits(this.classes.size);
        leaving.set(id, same);
      }
      for (const source of sources) same.add(source);
    }
    const found = new Map<number, Group>();
    for (const [id, sources] of leaving)
      for (const { peers, verdicts } of this.#ingress[to] ?? []) {
        if (!sources.meets(peers)) continue;
        const from = toOutside ? sources.and(peers).and(this.#inside) : sources.and(peers);
        if (from.isEmpty) continue;
        const both = this.book.both(this.book.byId(id), verdicts);
        const same = found.get(both.id);
        found.set(both.id, { from: same === undefined ? from : same.from.or(from), verdicts: both });
      }
    return [...found.values()];
  }

  /** The whole map: classes to which the same sources may connect are one row. */
  rows(): readonly Row[] {
    const rows = new Map<string, { to: Bits; groups: readonly Group[] }>();
    for (let to = 0; to < this.classes.size; to++) {
      const groups = [...this.groupsTo(to)].sort((a, b) => a.verdicts.id - b.verdicts.id);
      const key = groups.map(({ from, verdicts }) => `${verdicts.id}:${from.key}`).join(';');
      const row = rows.get(key);
      if (row === undefined) rows.set(key, { to: Bits.of(this.classes.size, [to]), groups });
      else row.to.add(to);
    }
    return [...rows.values()];
  }

  /** Whether one class may connect to a port (its `placeOf`) of another, and which rules decide. */
  verdict(from: number, to: number, place: number): Verdict {
    const egress = this.#explained('egress', from, to, place);
    const ingress = this.#explained('ingress', to, from, place);
    const both = [egress.outcome, ingress.outcome];
    const outcome = both.includes('denied') ? 'denied' : both.includes('unknown') ? 'unknown' : 'allowed';
    const reasons = new Set([egress, ingress].flatMap(({ doubts }) => doubts.flatMap((part) => [...part.reasons])));
    if (outcome === 'denied' && this.#mayShareNode(from, to))
      return { outcome: 'unknown', egress, ingress, reasons: ['own-node', ...reasons] };
    if (outcome !== 'unknown') return { outcome, egress, ingress, reasons: [] };
    return { outcome, egress, ingress, reasons: reasons.size > 0 ? [...reasons] : ['too-much'] };
  }

  /** A node and pods: traffic between a pod and the node that it runs on is always allowed. Source: API reference, NetworkPolicy. */
  #mayShareNode(from: number, to: number): boolean {
    const { pods, hosts } = this.classes;
    return (hosts.has(from) && pods.has(to)) || (pods.has(from) && hosts.has(to));
  }

  #explained(direction: Direction, subject: number, peer: number, place: number): Explained {
    const doubts: Part[] = [];
    const matching = (this.#applied[direction][subject] ?? []).filter(
      ({ part }) => hasPort(part.ports, place) && part.maybe.has(peer),
    );
    let skipTier: number | undefined;
    for (const { part, certain } of matching) {
      if (part.tier === skipTier) continue;
      if (!certain || !part.sure.has(peer)) {
        doubts.push(part);
        continue;
      }
      if (part.action === 'pass') {
        skipTier = part.tier;
        continue;
      }
      const closedBy =
        part.path === '' ? matching.filter((one) => one.part.path === '' && one.part.tier === part.tier) : [];
      return {
        direction,
        outcome: this.#outcomeOf(direction, subject, peer, place),
        decides: part,
        closedBy: closedBy.map((one) => one.part),
        doubts,
      };
    }
    return {
      direction,
      outcome: this.#outcomeOf(direction, subject, peer, place),
      decides: undefined,
      closedBy: [],
      doubts,
    };
  }

  /** The same words as the map: from the profile. */
  #outcomeOf(direction: Direction, subject: number, peer: number, place: number): Outcome {
    const profile =
      direction === 'ingress'
        ? this.#ingress[subject]
        : this.#egress.find(({ sources }) => sources.includes(subject))?.profile;
    if (profile === undefined) throw new Error(`no class ${subject}`);
    const { allowed, unknown } = verdictsOn(profile, peer);
    return hasPort(allowed, place) ? 'allowed' : hasPort(unknown, place) ? 'unknown' : 'denied';
  }

  #appliedTo(direction: Direction): readonly (readonly Applied[])[] {
    const applied: Applied[][] = Array.from({ length: this.classes.size }, () => []);
    let count = 0;
    for (const part of partsOf(this.classes, this.policies, direction))
      for (const index of part.subjectMaybe.members()) {
        applied[index]?.push({ part, certain: part.subjectSure.has(index) });
        if (++count > mostApplied)
          throw new NetworkTooLargeError(`more than ${mostApplied} rules apply to pods in direction ${direction}`);
      }
    return applied;
  }

  /** By class. Classes with the same rules share one. */
  #profiles(direction: Direction): readonly Profile[] {
    const ids = new Map<Part, number>();
    const known = new Map<string, Profile>();
    const open: Profile = profileOf([], this.classes, this.book);
    return this.#applied[direction].map((applied) => {
      if (applied.length === 0) return open;
      const key = applied.map(({ part, certain }) => `${idOf(ids, part)}${certain ? '' : '?'}`).join(' ');
      let profile = known.get(key);
      if (profile === undefined) {
        profile = profileOf(applied, this.classes, this.book);
        known.set(key, profile);
      }
      return profile;
    });
  }
}

function idOf(ids: Map<Part, number>, part: Part): number {
  let id = ids.get(part);
  if (id === undefined) {
    id = ids.size;
    ids.set(part, id);
  }
  return id;
}
