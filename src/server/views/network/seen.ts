import type { Inventory } from '../../../inventory/index.ts';
import type { EdgeEnd, FlowEdge, FlowEdges } from '../../../network/flows/index.ts';
import { type EdgeFate, edgeFates } from '../../../network/generation/index.ts';
import { Reachability } from '../../../network/reachability/index.ts';
import type { Visible } from '../../../store/index.ts';
import type { NetworkMap, NetworkSimulation } from '../../contract/index.ts';
import type { NamedEdge, NamedEnd } from '../../network/messages.ts';
import type { RecordedFlows } from '../../recorded-flows.ts';
import { isVisible } from '../resource.ts';
import type { SeenBetween } from './edges.ts';
import { type NetworkModel, withinBounds } from './model.ts';
import type { Placement } from './nodes.ts';

/** Recorded connections between workloads by name. */
export type NamedFlows = Omit<FlowEdges, 'edges'> & { readonly edges: readonly NamedEdge[] };

/** What was recorded, as far as it is read. */
export interface Recorded {
  readonly state: RecordedFlows['state'];
  readonly edges: NamedFlows | undefined;
}

const known = new WeakMap<NetworkModel, { readonly of: NamedFlows; readonly fates: readonly EdgeFate[] }>();

/** Recorded connections with what policies say of them now. */
function fatesIn(model: NetworkModel, flows: NamedFlows): readonly EdgeFate[] {
  const kept = known.get(model);
  if (kept?.of === flows) return kept.fates;
  const { inventory, addresses, reachability } = model;
  const fates = edgeFates(current(flows, reachability), inventory, addresses, reachability, reachability);
  known.set(model, { of: flows, fates });
  return fates;
}

/** With the workloads as they are now: what was recorded of those that are gone is left out. */
function current(flows: NamedFlows, { endpoints }: Reachability): FlowEdges {
  const byName = new Map(endpoints.map((one) => [one.name, one]));
  const endNow = (end: NamedEnd): EdgeEnd | undefined => {
    if (end.kind !== 'workload') return end;
    const endpoint = byName.get(end.name);
    return endpoint === undefined ? undefined : { kind: 'workload', endpoint };
  };
  const edges = flows.edges.flatMap((edge): FlowEdge[] => {
    const [from, to] = [endNow(edge.from), endNow(edge.to)];
    return from === undefined || to === undefined ? [] : [{ ...edge, from, to }];
  });
  return { ...flows, edges };
}

/** What was seen from one node to another. */
export function seenIn(
  model: NetworkModel,
  { nodes, nodesOf }: Placement,
  flows: Recorded,
): (from: number, to: number) => SeenBetween | undefined {
  if (flows.edges === undefined) return () => undefined;
  const byId = new Map(nodes.map(({ id }, index) => [id, index]));
  const { classes } = model.reachability;
  const nodeOf = (end: EdgeEnd): number | undefined => {
    if (end.kind === 'nodes') return byId.get('nodes');
    if (end.kind === 'workload')
      return byId.get(end.endpoint.name) ?? byId.get(`${end.endpoint.namespace}/`) ?? byId.get('others');
    const index = end.address === undefined ? undefined : classes.classOfAddress(end.address);
    return index === undefined ? byId.get('internet') : nodesOf[index]?.keys().next().value;
  };
  const seen = new Map<number, SeenSum>();
  for (const fate of fatesIn(model, flows.edges)) {
    const [from, to] = [nodeOf(fate.edge.from), nodeOf(fate.edge.to)];
    if (from === undefined || to === undefined) continue;
    const key = from * nodes.length + to;
    const sum = seen.get(key) ?? new SeenSum();
    sum.add(fate);
    seen.set(key, sum);
  }
  return (from, to) => seen.get(from * nodes.length + to)?.seen;
}

/** What was seen from one end to another. @param isFrom whether an end of a recorded connection is the first */
export function seenBetween(
  model: NetworkModel,
  flows: Recorded,
  isFrom: (end: EdgeEnd) => boolean,
  isTo: (end: EdgeEnd) => boolean,
): SeenBetween | undefined {
  const sum = new SeenSum();
  for (const fate of flows.edges === undefined ? [] : fatesIn(model, flows.edges))
    if (isFrom(fate.edge.from) && isTo(fate.edge.to)) sum.add(fate);
  return sum.seen;
}

/** Ports of one connection that are named. */
const mostPorts = 40;

class SeenSum {
  #flows = 0;
  #denied = 0;
  #refused = 0;
  #last: number | undefined;
  readonly #ports = new Map<string, number>();

  add({ edge: { protocol, port, count, isDenied, last }, after }: EdgeFate): void {
    this.#flows += count;
    if (isDenied) this.#refused += count;
    if (isDenied || after === 'denied') this.#denied += count;
    if (last !== undefined) this.#last = Math.max(this.#last ?? last, last);
    const name = `${protocol} ${port}`;
    this.#ports.set(name, (this.#ports.get(name) ?? 0) + count);
  }

  /** Undefined where nothing was. */
  get seen(): SeenBetween | undefined {
    if (this.#flows === 0) return undefined;
    const ports = [...this.#ports].sort(([, a], [, b]) => b - a).slice(0, mostPorts);
    return {
      flows: this.#flows,
      denied: this.#denied,
      refused: this.#refused,
      last: this.#last === undefined ? null : new Date(this.#last).toISOString(),
      ports: ports.map(([name]) => name),
    };
  }
}

/** How much was recorded, and when. */
export function flowsView(flows: Recorded): NetworkMap['flows'] {
  if (flows.state === 'none') return null;
  const edges = flows.edges?.edges ?? [];
  const times = edges.flatMap(({ first, last }) => [first ?? [], last ?? []].flat());
  const moment = (time: number) => (Number.isFinite(time) ? new Date(time).toISOString() : null);
  return {
    state: flows.state,
    total: edges.reduce((sum, { count }) => sum + count, 0),
    from: moment(times.reduce((least, time) => Math.min(least, time), Infinity)),
    until: moment(times.reduce((most, time) => Math.max(most, time), -Infinity)),
  };
}

/** Most recorded connections that a simulation names. */
const mostBroken = 100;
/** In place of names of others. */
const hidden = '•••';

/** Recorded connections that work now and would not any more, or perhaps not; null where none are loaded. */
export function brokenBy(
  model: NetworkModel,
  after: Inventory,
  flows: Recorded,
  visible: Visible,
): NetworkSimulation['broken'] {
  if (flows.edges === undefined) return null;
  const { inventory, addresses, reachability } = model;
  const then = withinBounds(() => new Reachability(after, { addresses }));
  const fates = edgeFates(current(flows.edges, reachability), inventory, addresses, reachability, then);
  const broken = fates.filter(
    ({ edge, before, after: outcome }) => !edge.isDenied && outcome !== 'allowed' && outcome !== before,
  );
  const nameOf = (end: EdgeEnd) => {
    if (end.kind === 'nodes') return 'nodes';
    if (end.kind === 'outside') return visible === undefined ? (end.address ?? 'internet') : 'internet';
    return isVisible(visible, end.endpoint.namespace) ? end.endpoint.name : hidden;
  };
  const shown = broken.map(({ edge, after: outcome }) => ({
    from: nameOf(edge.from),
    to: nameOf(edge.to),
    port: `${edge.protocol} ${edge.port}`,
    flows: edge.count,
    last: edge.last === undefined ? null : new Date(edge.last).toISOString(),
    certain: outcome === 'denied',
  }));
  const own = shown.filter(({ from, to }) => from !== hidden || to !== hidden);
  return { total: own.length, flows: own.slice(0, mostBroken) };
}
