import type { InventoryObject } from '../../inventory/index.ts';
import { Bits } from './bits.ts';
import type { EndpointClasses } from './classes.ts';
import type { Action, DirectionDeclared, PolicyDeclared, PortsDeclared, Reason } from './declaration.ts';
import { allPorts, isProtocol, type PortSet, portRange } from './ports.ts';

export type Direction = 'ingress' | 'egress';

/** A rule, or a part of one, with what it means in this cluster. */
export interface Part {
  readonly object: InventoryObject;
  /** `spec.ingress[0]`; empty where it is the policy's closing of the direction. */
  readonly path: string;
  readonly tier: number;
  readonly action: Action;
  readonly ports: PortSet;
  /** Peers that it matches for certain, and those that it may match. */
  readonly sure: Bits;
  readonly maybe: Bits;
  /** Pods that it is asked for. */
  readonly subjectSure: Bits;
  readonly subjectMaybe: Bits;
  readonly reasons: ReadonlySet<Reason>;
}

/** The rules of one direction in the order in which they are asked: tiers, then policies, then rules; closings at a tier's end. */
export function partsOf(
  classes: EndpointClasses,
  policies: readonly PolicyDeclared[],
  direction: Direction,
): readonly Part[] {
  const sorted = [...policies].sort(
    (a, b) => a.tier - b.tier || byRank(a.rank, b.rank) || (nameOf(a.object) < nameOf(b.object) ? -1 : 1),
  );
  const parts: Part[] = [];
  const tiers = new Set(sorted.map(({ tier }) => tier));
  for (const tier of tiers) {
    const inTier = sorted.filter((policy) => policy.tier === tier && policy[direction] !== undefined);
    const closings: Part[] = [];
    for (const policy of inTier) {
      const declared = policy[direction];
      if (declared === undefined) continue;
      const subject = classes.meant(policy.subject);
      // Policies hold for pods alone, but where a kind says of hosts that it is not known.
      const subjectSure = subject.sure.and(classes.pods);
      const subjectMaybe = subject.maybe.without(classes.outside);
      if (subjectMaybe.isEmpty) continue;
      const frame = { object: policy.object, tier, subjectSure, subjectMaybe };
      parts.push(...ruleParts(classes, declared, direction, frame, subject.reasons));
      if (declared.closes) {
        const all = Bits.full(classes.size);
        closings.push({
          ...frame,
          path: '',
          action: 'deny',
          ports: allPorts,
          sure: all,
          maybe: all,
          reasons: subject.reasons,
        });
      }
    }
    parts.push(...closings);
  }
  return parts;
}

type Frame = Pick<Part, 'object' | 'tier' | 'subjectSure' | 'subjectMaybe'>;

function ruleParts(
  classes: EndpointClasses,
  { rules }: DirectionDeclared,
  direction: Direction,
  frame: Frame,
  ofSubject: ReadonlySet<Reason>,
): Part[] {
  return rules.flatMap(({ path, action, peers, ports }) => {
    const meant = classes.meant(peers);
    if (meant.maybe.isEmpty) return [];
    const doubt = ports.perhaps;
    const base = {
      ...frame,
      path,
      action,
      sure: doubt === undefined ? meant.sure : new Bits(classes.size),
      maybe: meant.maybe,
      reasons: new Set([...ofSubject, ...meant.reasons, ...(doubt === undefined ? [] : [doubt])]),
    };
    const numbered = ports.ports.length === 0 ? [] : [{ ...base, ports: ports.ports }];
    return [...numbered, ...namedParts(classes, ports.named, direction, base)];
  });
}

/** A name stands for the port that the destination's containers give it: the peers' in egress rules, the pod's own in ingress rules. */
function namedParts(
  classes: EndpointClasses,
  named: PortsDeclared['named'],
  direction: Direction,
  base: Omit<Part, 'ports'>,
): Part[] {
  return named.flatMap(({ protocol, name }) =>
    [...classes.named(name)].flatMap(([key, bits]) => {
      const [wanted = '', port = ''] = key.split('/');
      if (!isProtocol(wanted) || (protocol !== undefined && protocol !== wanted)) return [];
      if (!bits.meets(direction === 'egress' ? base.maybe : base.subjectMaybe)) return [];
      const ports = portRange(wanted, Number(port), Number(port));
      if (direction === 'egress') return [{ ...base, ports, sure: base.sure.and(bits), maybe: base.maybe.and(bits) }];
      const [subjectSure, subjectMaybe] = [base.subjectSure.and(bits), base.subjectMaybe.and(bits)];
      return [{ ...base, ports, subjectSure, subjectMaybe }];
    }),
  );
}

/** Not `a - b`: that of two infinite ranks is no number. */
function byRank(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** The name by which policies of one rank are ordered. */
function nameOf({ namespace, name, groupKind }: InventoryObject): string {
  return `${name}\n${namespace ?? ''}\n${groupKind}`;
}
