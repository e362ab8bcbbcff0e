import type { NetworkEdge, NetworkMap } from '../../../../src/server/contract/index.ts';

type Everyone = NetworkMap['everyone'][number];

/** Who is let in by an edge that stands for most nodes; undefined of an edge between two. */
export function everyoneOf(map: Pick<NetworkMap, 'everyone'>, edge: Pick<NetworkEdge, 'from'>): Everyone | undefined {
  return map.everyone.find(({ id }) => id === edge.from);
}

/** Edges between two nodes: what is drawn while nothing is chosen. */
export function pairEdges({ edges, everyone }: Pick<NetworkMap, 'edges' | 'everyone'>): readonly NetworkEdge[] {
  const bundles = new Set(everyone.map(({ id }) => id));
  return edges.filter(({ from }) => !bundles.has(from));
}

/** Fewer than these are no crowd, however small the map is. */
const smallestCrowd = 8;

/** By destination: what was seen from more than half of all nodes, as it is with DNS. Their lines would hide all others. */
export function crowdsOf(
  map: Pick<NetworkMap, 'edges' | 'everyone' | 'nodes'>,
): ReadonlyMap<string, readonly NetworkEdge[]> {
  const seen = Map.groupBy(
    pairEdges(map).filter(({ from, to, state }) => state === 'seen' && from !== to),
    ({ to }) => to,
  );
  const least = Math.max(smallestCrowd, map.nodes.length / 2);
  return new Map([...seen].filter(([, edges]) => edges.length >= least));
}

/** By destination: the edge that stands for most nodes. */
export function openTo({
  edges,
  everyone,
}: Pick<NetworkMap, 'edges' | 'everyone'>): ReadonlyMap<
  string,
  { readonly edge: NetworkEdge; readonly except: ReadonlySet<string> }
> {
  const byId = new Map(everyone.map(({ id, except }) => [id, new Set(except)]));
  const found = new Map<string, { edge: NetworkEdge; except: ReadonlySet<string> }>();
  for (const edge of edges) {
    const except = byId.get(edge.from);
    if (except !== undefined) found.set(edge.to, { edge, except });
  }
  return found;
}

/** All connections of one node, each on its own: those that are told once for everyone, too. */
export function edgesOf(
  map: Pick<NetworkMap, 'edges' | 'everyone' | 'nodes'>,
  id: string,
): { readonly incoming: readonly NetworkEdge[]; readonly outgoing: readonly NetworkEdge[] } {
  const pairs = pairEdges(map);
  const open = openTo(map);
  const incoming = pairs.filter(({ to }) => to === id);
  const outgoing = pairs.filter(({ from }) => from === id);
  const opened = open.get(id);
  if (opened !== undefined) {
    const known = new Set(incoming.map(({ from }) => from));
    for (const node of map.nodes)
      if (!opened.except.has(node.id) && !known.has(node.id) && !isEmptyBox(node) && !areOutside(node, map, id))
        incoming.push({ ...opened.edge, from: node.id });
  }
  const reached = new Set(outgoing.map(({ to }) => to));
  for (const [to, { edge, except }] of open) {
    if (except.has(id) || reached.has(to)) continue;
    const node = map.nodes.find((one) => one.id === id);
    if (node !== undefined && !isEmptyBox(node) && !areOutside(node, map, to)) outgoing.push({ ...edge, from: id });
  }
  return { incoming, outgoing };
}

/** An opened namespace all of whose workloads are nodes has no connections of its own. */
function isEmptyBox({ open, leftOut }: NetworkMap['nodes'][number]): boolean {
  return open && leftOut === 0;
}

/** Outside to outside is nobody's question. */
function areOutside(node: NetworkMap['nodes'][number], { nodes }: Pick<NetworkMap, 'nodes'>, other: string): boolean {
  const isOutside = (one: NetworkMap['nodes'][number] | undefined) =>
    one?.kind === 'internet' || one?.kind === 'addresses';
  return isOutside(node) && isOutside(nodes.find(({ id }) => id === other));
}
