import { Bits } from './bits.ts';
import type { EndpointClasses } from './classes.ts';
import { allPorts, hasPort, joinPorts, type PortSet, type PortVerdicts, rangesOf, type VerdictBook } from './ports.ts';
import type { Part } from './rules.ts';

/** One direction of pods to which the same rules apply: peers grouped by what the rules say of them. */
export type Profile = readonly { readonly peers: Bits; readonly verdicts: PortVerdicts }[];

/** What a profile says of a peer. */
export function verdictsOn(profile: Profile, peer: number): PortVerdicts {
  const group = profile.find(({ peers }) => peers.has(peer));
  if (group === undefined) throw new Error(`a profile says nothing of class ${peer}`);
  return group.verdicts;
}

/** A rule that applies to a pod: for certain, or perhaps. */
export interface Applied {
  readonly part: Part;
  readonly certain: boolean;
}

/** More ranges of ports than this in the rules for one pod are not told apart: what holds is unknown then. */
const mostCells = 4096;
const mostComparisons = 4_000_000;

/** What a list of rules says of every peer and port. What no rule decides is allowed. */
export function profileOf(applied: readonly Applied[], classes: EndpointClasses, book: VerdictBook): Profile {
  let groups: { peers: Bits; allowed: PortSet[]; unknown: PortSet[] }[] = [
    { peers: Bits.full(classes.size), allowed: [], unknown: [] },
  ];
  for (const { ports, among } of cellsOf(applied)) {
    const { allowed, denied } = among === undefined ? unknownCell(classes.size) : decide(among, classes.size);
    groups = groups.flatMap((group) => {
      const sorts = [
        { peers: group.peers.and(allowed).without(denied), allowed: [...group.allowed, ports], unknown: group.unknown },
        { peers: group.peers.and(allowed).and(denied), allowed: group.allowed, unknown: [...group.unknown, ports] },
        { peers: group.peers.without(allowed), allowed: group.allowed, unknown: group.unknown },
      ];
      return sorts.filter(({ peers }) => !peers.isEmpty);
    });
  }
  return groups.map(({ peers, allowed, unknown }) => {
    return { peers, verdicts: book.of(joinPorts(allowed), joinPorts(unknown)) };
  });
}

/** Ports about which the rules say the same, with the rules that match them; undefined where there are too many. */
function cellsOf(applied: readonly Applied[]): readonly { ports: PortSet; among: readonly Applied[] | undefined }[] {
  const starts = new Set([0]);
  for (const { part } of applied)
    for (const [first, end] of rangesOf(part.ports)) {
      starts.add(first);
      starts.add(end + 1);
    }
  const end = (allPorts[1] ?? 0) + 1;
  starts.delete(end);
  const ranges = applied.reduce((sum, { part }) => sum + part.ports.length, 0);
  if (starts.size > mostCells || starts.size * ranges > mostComparisons) return [{ ports: allPorts, among: undefined }];
  const sorted = [...starts].sort((a, b) => a - b);
  const cells = new Map<string, { ports: number[]; among: readonly Applied[] }>();
  for (const [index, first] of sorted.entries()) {
    const range = [first, (sorted[index + 1] ?? end) - 1];
    const matching = [...applied.keys()].filter((one) => hasPort(applied[one]?.part.ports ?? [], first));
    const key = matching.join(',');
    const cell = cells.get(key);
    if (cell === undefined) cells.set(key, { ports: range, among: matching.flatMap((one) => applied[one] ?? []) });
    else cell.ports.push(...range);
  }
  return [...cells.values()].map(({ ports, among }) => ({ ports: joinPorts([ports]), among }));
}

interface Decided {
  /** Peers that may be allowed, and those that may be denied: who is in both is unknown. */
  readonly allowed: Bits;
  readonly denied: Bits;
}

function unknownCell(size: number): Decided {
  return { allowed: Bits.full(size), denied: Bits.full(size) };
}

/** The first rule that matches decides. Where one may match, both ways are followed. */
function decide(applied: readonly Applied[], size: number): Decided {
  const allowed = new Bits(size);
  const denied = new Bits(size);
  let open = Bits.full(size);
  let passed = new Bits(size);
  let tier: number | undefined;
  for (const { part, certain } of applied) {
    if (part.tier !== tier) {
      open = open.or(passed);
      passed = new Bits(size);
      tier = part.tier;
    }
    const hit = open.and(part.maybe);
    if (part.action === 'allow') allowed.addAll(hit);
    else if (part.action === 'deny') denied.addAll(hit);
    else passed.addAll(hit);
    if (certain) open = open.without(part.sure);
  }
  allowed.addAll(open.or(passed));
  return { allowed, denied };
}
