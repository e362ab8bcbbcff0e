import { isIP } from 'node:net';
import { type Block, contains, isPublicAddress, parseBlock } from '../addresses.ts';
import { objectName } from '../object-name.ts';
import { type Bits, hasPort, type Outcome, type Reachability, type Reason } from '../reachability/index.ts';

/** Addresses that are the company's own where it names none. Sources: RFC 1918, RFC 6598 (carriers and VPNs), RFC 4193. */
export const defaultCompanyRanges: readonly Block[] = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  'fc00::/7',
].flatMap((text) => parseBlock(text) ?? []);

export type Zone = 'internet' | 'company' | 'cluster';

/** Whose address it is; undefined for what nobody outside of the host can send to. */
export function zoneOf(address: string, company: readonly Block[]): 'internet' | 'company' | undefined {
  if (isIP(address) === 0) return undefined;
  if (company.some((block) => contains(block, address))) return 'company';
  return isPublicAddress(address) ? 'internet' : undefined;
}

/** The classes of a model by zone, and what policies let through from them. */
export class Zones {
  readonly #model: Reachability;
  readonly #groups = new Map<number, ReturnType<Reachability['groupsTo']>>();
  readonly #bits: Readonly<Record<Zone, Bits>>;

  /** `families`: those that the cluster speaks. What policies leave open in another one is open to nobody. */
  constructor(model: Reachability, company: readonly Block[], families: readonly Block['family'][]) {
    this.#model = model;
    const { classes } = model;
    const owned = classes.within(company.filter(({ family }) => families.includes(family)));
    this.#bits = {
      internet: classes.publicOutside(families).without(owned),
      company: owned,
      cluster: classes.pods.or(classes.hosts),
    };
  }

  classesOf(zone: Zone): Bits {
    return this.#bits[zone];
  }

  /** Outside classes that are within blocks: those of source ranges. */
  within(blocks: readonly Block[]): Bits {
    return this.#model.classes.within(blocks);
  }

  get hosts(): Bits {
    return this.#model.classes.hosts;
  }

  /** Whether any of these may connect to a port of a class, as far as policies go. */
  outcome(from: Bits, to: number, place: number): Outcome {
    let best: Outcome = 'denied';
    for (const group of this.#groupsTo(to)) {
      if (!group.from.meets(from)) continue;
      if (hasPort(group.verdicts.allowed, place)) return 'allowed';
      if (hasPort(group.verdicts.unknown, place)) best = 'unknown';
    }
    return best;
  }

  /** The same for whatever port. */
  anyPort(from: Bits, to: number): Outcome {
    const met = this.#groupsTo(to).filter((group) => group.from.meets(from));
    if (met.some(({ verdicts }) => verdicts.allowed.length > 0)) return 'allowed';
    return met.some(({ verdicts }) => verdicts.unknown.length > 0) ? 'unknown' : 'denied';
  }

  #groupsTo(to: number): ReturnType<Reachability['groupsTo']> {
    let groups = this.#groups.get(to);
    if (groups === undefined) {
      groups = this.#model.groupsTo(to);
      this.#groups.set(to, groups);
    }
    return groups;
  }

  /** The same, with the policies that decide for the first of those that get furthest, and why it isn't known where it isn't. */
  decidedBy(
    from: Bits,
    to: number,
    place: number,
  ): { readonly outcome: Outcome; readonly names: readonly string[]; readonly reasons: readonly Reason[] } {
    const outcome = this.outcome(from, to, place);
    const alike = this.#groupsTo(to).find(({ from: some, verdicts }) => {
      const own = hasPort(verdicts.allowed, place)
        ? 'allowed'
        : hasPort(verdicts.unknown, place)
          ? 'unknown'
          : 'denied';
      return own === outcome && some.meets(from);
    });
    const [first] = (alike === undefined ? from : from.and(alike.from)).members();
    if (first === undefined) return { outcome, names: [], reasons: [] };
    const { ingress, egress, reasons } = this.#model.verdict(first, to, place);
    const parts = [egress, ingress].flatMap(({ decides, closedBy, doubts }) => [
      ...(closedBy.length > 0 ? closedBy : decides === undefined ? [] : [decides]),
      ...doubts,
    ]);
    const names = parts.map(({ object }) => objectName(object));
    return { outcome, names: [...new Set(names)], reasons };
  }
}
