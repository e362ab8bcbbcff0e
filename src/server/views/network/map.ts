import { hasPort, isProtocol, placeOf } from '../../../network/reachability/index.ts';
import type { Visible } from '../../../store/index.ts';
import type { NetworkConnection, NetworkEdge, NetworkMap, NetworkState } from '../../contract/index.ts';
import { isVisible } from '../resource.ts';
import { type Connection, connectionsOf, edgeOf, stateOf } from './edges.ts';
import type { NetworkModel } from './model.ts';
import { type Placement, placeIn } from './nodes.ts';
import { policiesIn } from './policies.ts';
import { flowsView, type Recorded, seenIn } from './seen.ts';

export interface MapFilters {
  readonly open: readonly string[];
  readonly namespace: readonly string[];
  readonly port: string | undefined;
  readonly state: readonly NetworkState[];
  readonly words: readonly string[];
}

/** Most edges of one map; the list of connections has the rest. */
const mostEdges = 2000;
/** All but what may not be. */
const shownStates: readonly NetworkState[] = ['seen-denied', 'seen', 'allowed', 'unknown'];
const order: readonly NetworkState[] = ['seen-denied', 'seen', 'unknown', 'allowed', 'denied'];

interface Found {
  readonly placement: Placement;
  readonly everyone: NetworkMap['everyone'];
  /** The worst first, those that stand for many before others. */
  readonly edges: readonly NetworkEdge[];
  readonly total: number;
}

export function mapView(model: NetworkModel, filters: MapFilters, visible: Visible, flows: Recorded): NetworkMap {
  const { placement, everyone, edges, total } = find(model, filters, visible, flows);
  const shown = edges.slice(0, mostEdges);
  return {
    nodes: nodesFor(placement, shown, filters),
    everyone: [...everyone],
    edges: shown,
    total,
    ...factsOf(model, visible),
    flows: flowsView(flows),
  };
}

/** A page of connections, for tables. */
export function connectionsView(
  model: NetworkModel,
  filters: MapFilters,
  visible: Visible,
  flows: Recorded,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): { readonly items: NetworkConnection[]; readonly total: number } {
  const { everyone, edges, total } = find(model, filters, visible, flows);
  const except = new Map(everyone.map((one) => [one.id, one.except]));
  const items = edges.slice(offset, offset + limit).map((edge) => ({ ...edge, except: except.get(edge.from) ?? null }));
  // What is beyond what is kept can't be paged to.
  return { items, total: Math.min(total, edges.length) };
}

function find(model: NetworkModel, filters: MapFilters, visible: Visible, flows: Recorded): Found {
  const placement = placeIn(model, { open: filters.open, visible, words: filters.words });
  const { nodes, fits } = placement;
  const states = new Set(filters.state.length === 0 ? shownStates : filters.state);
  const namespaces = new Set(filters.namespace);
  const place = placeOfPort(filters.port);
  const ofNode = (index: number) => {
    const node = nodes[index];
    if (node === undefined || fits[index] !== true) return false;
    return namespaces.size === 0 || namespaces.has(node.namespace ?? (node.kind === 'namespace' ? node.name : ''));
  };
  const seen = seenIn(model, placement, flows);
  const { connections, bundles, leftOut } = connectionsOf(model, placement, {
    bundled: namespaces.size === 0 && filters.words.length === 0,
    wants: (one, between) => states.has(stateOf(one, between)) && usesPort(one, place),
    seen,
    ofNode,
  });
  const idOf = (index: number) => nodes[index]?.id ?? '';
  const edges = [
    ...bundles.map(({ everyone, like }) => edgeOf(like, everyone.id, idOf(like.to), undefined)),
    ...connections.map((one) => edgeOf(one, idOf(one.from), idOf(one.to), seen(one.from, one.to))),
  ];
  // Stable: bundles stay first.
  edges.sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
  return {
    placement,
    everyone: [...new Set(bundles.map(({ everyone }) => everyone))],
    edges,
    total: edges.length + leftOut,
  };
}

/** Undefined where no port is asked for. */
function placeOfPort(port: string | undefined): number | undefined {
  if (port === undefined) return undefined;
  const [number = '', protocol = 'TCP'] = port.toUpperCase().split('/');
  return isProtocol(protocol) ? placeOf(protocol, Number(number)) : undefined;
}

/** Whether any of its pairs may use the port, or for denied ones, none may. */
function usesPort({ verdicts }: Connection, place: number | undefined): boolean {
  if (place === undefined || verdicts === undefined) return true;
  return hasPort(verdicts.allowed, place) || hasPort(verdicts.unknown, place);
}

/** All nodes; where something is filtered, those with a connection that fits, and what was searched for. */
function nodesFor({ nodes, fits }: Placement, edges: readonly NetworkEdge[], filters: MapFilters): NetworkMap['nodes'] {
  const { namespace, port, state, words } = filters;
  if (namespace.length === 0 && port === undefined && state.length === 0 && words.length === 0) return [...nodes];
  const named = new Set(namespace);
  const touched = new Set(edges.flatMap(({ from, to }) => [from, to]));
  const kept = nodes.filter(
    (node, index) =>
      touched.has(node.id) || (words.length > 0 && fits[index]) || named.has(node.namespace ?? node.name),
  );
  // A workload stands in its namespace.
  const around = new Set(kept.map((node) => `${node.namespace ?? ''}/`));
  return nodes.filter((node) => kept.includes(node) || around.has(node.id));
}

function factsOf(model: NetworkModel, visible: Visible): Pick<NetworkMap, 'counts' | 'namespaces'> {
  const counts = new Map<string, Set<string>>();
  for (const { namespace, name } of model.reachability.endpoints) {
    if (namespace === undefined || !isVisible(visible, namespace)) continue;
    const names = counts.get(namespace);
    if (names === undefined) counts.set(namespace, new Set([name]));
    else names.add(name);
  }
  const namespaces = [...counts]
    .map(([name, { size: workloads }]) => ({ name, workloads }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const policies = policiesIn(model.inventory, visible);
  return {
    counts: {
      namespaces: namespaces.length,
      workloads: namespaces.reduce((sum, { workloads }) => sum + workloads, 0),
      policies: policies.length,
      ignored: policies.filter((one) => model.ignored.has(one)).length,
    },
    namespaces,
  };
}
