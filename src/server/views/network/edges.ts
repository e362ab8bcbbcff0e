import { isEveryPort, joinPorts, type PortVerdicts, portsText } from '../../../network/reachability/index.ts';
import type { NetworkEdge, NetworkMap, NetworkState } from '../../contract/index.ts';
import type { NetworkModel } from './model.ts';
import type { Placement } from './nodes.ts';

export type SeenBetween = NonNullable<NetworkEdge['seen']>;
type Everyone = NetworkMap['everyone'][number];

/** Connections from one node to another, of however many pairs. */
export interface Connection {
  readonly from: number;
  readonly to: number;
  readonly pairs: number;
  readonly allowed: number;
  readonly unknown: number;
  /** All verdicts of its pairs together; undefined where all are denied. */
  readonly verdicts: PortVerdicts | undefined;
}

/** What some nodes may do, all of them alike. */
export interface Bundle {
  readonly everyone: Everyone;
  readonly like: Connection;
}

export interface Bundling {
  readonly connections: readonly Connection[];
  readonly bundles: readonly Bundle[];
  /** Connections that were left out, since there are too many. */
  readonly leftOut: number;
}

/** Fewer sources than this are not "everyone". */
const fewest = 4;
/** Most connections of one map that are kept. */
const mostConnections = 20_000;

export interface Wanted {
  /** Where most sources may do the same with a destination, that is one connection, from everyone. */
  readonly bundled: boolean;
  readonly wants: (connection: Connection, seen: SeenBetween | undefined) => boolean;
  readonly seen: (from: number, to: number) => SeenBetween | undefined;
  /** Only connections of these nodes. */
  readonly ofNode: (index: number) => boolean;
}

/**
 * Every connection between nodes that is wanted. Destination by destination, so that what is kept of a map with 700 nodes, each of which
 * may connect to each, is a few hundred bundles and not half a million connections.
 */
export function connectionsOf(model: NetworkModel, { nodes, nodesOf }: Placement, wanted: Wanted): Bundling {
  const size = nodes.length;
  const { book, classes } = model.reachability;
  const members = countsOf(nodesOf, size);
  const outside = new Set(classes.outside.members().flatMap((index) => [...(nodesOf[index]?.keys() ?? [])]));
  const joined = new Map<number, PortVerdicts>();
  const join = (a: PortVerdicts | undefined, b: PortVerdicts): PortVerdicts => {
    if (a === undefined || a.id === b.id) return b;
    const key = Math.min(a.id, b.id) * 2 ** 26 + Math.max(a.id, b.id);
    let both = joined.get(key);
    if (both === undefined) {
      both = book.of(joinPorts([a.allowed, b.allowed]), joinPorts([a.unknown, b.unknown]));
      joined.set(key, both);
    }
    return both;
  };
  // What each row lets each node do, once a row.
  const rows = model.rows.map(({ to, groups }) => ({
    targets: nodeCounts(to.members(), nodesOf),
    groups: groups
      .filter(({ verdicts }) => verdicts.allowed.length + verdicts.unknown.length > 0)
      .map(({ from, verdicts }) => ({ sources: nodeCounts(from.members(), nodesOf), verdicts })),
  }));
  const rowsTo: { readonly row: (typeof rows)[number]; readonly count: number }[][] = Array.from(
    { length: size },
    () => [],
  );
  for (const row of rows) for (const [target, count] of row.targets) rowsTo[target]?.push({ row, count });

  const connections: Connection[] = [];
  const bundles: Bundle[] = [];
  const everyones = new Map<string, Everyone>();
  let leftOut = 0;
  for (let to = 0; to < size; to++) {
    const allowed = new Float64Array(size);
    const unknown = new Float64Array(size);
    const verdicts = Array.from<PortVerdicts | undefined>({ length: size });
    for (const { row, count } of rowsTo[to] ?? [])
      for (const group of row.groups)
        for (const [from, sources] of group.sources) {
          const counted = group.verdicts.allowed.length > 0 ? allowed : unknown;
          counted[from] = (counted[from] ?? 0) + sources * count;
          verdicts[from] = join(verdicts[from], group.verdicts);
        }
    const all: Connection[] = [];
    for (let from = 0; from < size; from++) {
      const pairs = (members[from] ?? 0) * (members[to] ?? 0);
      // Outside to outside is nobody's question.
      if (pairs === 0 || (outside.has(from) && outside.has(to))) continue;
      all.push({ from, to, pairs, allowed: allowed[from] ?? 0, unknown: unknown[from] ?? 0, verdicts: verdicts[from] });
    }
    const alike = wanted.bundled ? mostAlike(all) : undefined;
    if (alike !== undefined) {
      const [like] = alike;
      if (like !== undefined && wanted.wants(like, undefined))
        bundles.push({ everyone: everyoneBut(all, alike, nodes, everyones), like: sumOf(alike, like) });
    }
    for (const one of all) {
      const seen = wanted.seen(one.from, one.to);
      // What was seen stands for itself.
      if (alike?.has(one) === true && seen === undefined) continue;
      if (!wanted.wants(one, seen) || !(wanted.ofNode(one.from) || wanted.ofNode(one.to))) continue;
      if (connections.length < mostConnections) connections.push(one);
      else leftOut++;
    }
  }
  return { connections, bundles, leftOut };
}

/** Sources of which some workload may use the same ports, where they are most of those that there are. */
function mostAlike(all: readonly Connection[]): ReadonlySet<Connection> | undefined {
  const groups = Map.groupBy(
    all.filter(({ verdicts }) => verdicts !== undefined),
    ({ verdicts }) => verdicts,
  );
  const largest = [...groups.values()].reduce<Connection[]>((best, one) => (one.length > best.length ? one : best), []);
  return largest.length >= fewest && largest.length * 2 >= all.length ? new Set(largest) : undefined;
}

function everyoneBut(
  all: readonly Connection[],
  alike: ReadonlySet<Connection>,
  nodes: Placement['nodes'],
  known: Map<string, Everyone>,
): Everyone {
  const except = all.flatMap((one) => (alike.has(one) ? [] : (nodes[one.from]?.id ?? [])));
  const key = except.join('\n');
  let everyone = known.get(key);
  if (everyone === undefined) {
    everyone = { id: `*${known.size}`, except };
    known.set(key, everyone);
  }
  return everyone;
}

/** All pairs of a bundle together. */
function sumOf(alike: ReadonlySet<Connection>, like: Connection): Connection {
  const sum = { pairs: 0, allowed: 0, unknown: 0 };
  for (const one of alike) {
    sum.pairs += one.pairs;
    sum.allowed += one.allowed;
    sum.unknown += one.unknown;
  }
  return { ...like, ...sum };
}

function nodeCounts(members: Iterable<number>, nodesOf: Placement['nodesOf']): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const index of members)
    for (const [node, count] of nodesOf[index] ?? []) counts.set(node, (counts.get(node) ?? 0) + count);
  return counts;
}

/** Members of each node, ranges of addresses among them. */
function countsOf(nodesOf: Placement['nodesOf'], size: number): Float64Array {
  const counts = new Float64Array(size);
  for (const one of nodesOf) for (const [node, count] of one) counts[node] = (counts[node] ?? 0) + count;
  return counts;
}

export function stateOf({ allowed, unknown }: Connection, seen: SeenBetween | undefined): NetworkState {
  if (seen !== undefined) return seen.denied > 0 ? 'seen-denied' : 'seen';
  return allowed > 0 ? 'allowed' : unknown > 0 ? 'unknown' : 'denied';
}

/** A connection as it is told. @param from a node's id, or everyone's */
export function edgeOf(one: Connection, from: string, to: string, seen: SeenBetween | undefined): NetworkEdge {
  const { verdicts, pairs, allowed, unknown } = one;
  const everyPort = verdicts !== undefined && isEveryPort(verdicts.allowed);
  return {
    from,
    to,
    state: stateOf(one, seen),
    pairs,
    allowed,
    unknown,
    ports: verdicts === undefined || everyPort ? [] : portsOf(verdicts.allowed),
    unknownPorts: verdicts === undefined ? [] : portsOf(verdicts.unknown),
    everyPort,
    seen: seen ?? null,
  };
}

/** Ranges of ports that one edge names at most. */
const mostPorts = 40;

export function portsOf(ports: PortVerdicts['allowed']): string[] {
  const texts = portsText(ports);
  return texts.length > mostPorts ? [...texts.slice(0, mostPorts), '…'] : [...texts];
}
