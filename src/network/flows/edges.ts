import { listOf, type PodTemplate, recordOf } from '../../kubernetes/index.ts';
import type { Endpoint, Protocol } from '../reachability/index.ts';
import { targetsOf } from '../service-targets.ts';
import type { Service } from '../services.ts';
import type { Flow } from './flow.ts';
import type { Place, Places, Unplaced } from './places.ts';

/** One end of an edge. Of the outside single addresses are kept only where something of the cluster connects to few of them. */
export type EdgeEnd =
  | { readonly kind: 'workload'; readonly endpoint: Endpoint }
  | { readonly kind: 'nodes' }
  | { readonly kind: 'outside'; readonly address: string | undefined };

/** Connections between the same two ends to the same port. */
export interface FlowEdge {
  readonly from: EdgeEnd;
  readonly to: EdgeEnd;
  readonly protocol: Protocol;
  readonly port: number;
  /** Whether they were refused where they were recorded. */
  readonly isDenied: boolean;
  readonly count: number;
  /** Milliseconds since 1970; undefined where no time was recorded. */
  readonly first: number | undefined;
  readonly last: number | undefined;
  /** Days (UTC) on which it was seen. */
  readonly days: number;
}

/** How sure it is that a connection is needed. */
export type Sureness = 'once' | 'sometimes' | 'daily';

export interface FlowEdges {
  readonly edges: readonly FlowEdge[];
  /** Days on which anything was recorded. */
  readonly days: number;
  /** Flows whose ends are not known. */
  readonly unplaced: Readonly<Record<Unplaced, number>>;
  /** Flows between nodes or outside addresses: no policy is about them. */
  readonly unconcerned: number;
  /** Flows to a Service or port that leads nowhere. */
  readonly unanswered: number;
  /** Whether there were more edges than are kept. */
  readonly isCut: boolean;
}

interface Counting {
  readonly edge: Omit<FlowEdge, 'count' | 'first' | 'last' | 'days'>;
  count: number;
  first: number | undefined;
  last: number | undefined;
  readonly days: Set<number>;
}

/** Edges kept: 2,500 workloads with 40 each. */
const mostEdges = 100_000;
/** Outside addresses of one workload and port that are told apart. */
const mostAddresses = 16;
const day = 86_400_000;
const mostDays = 4000;

/** Adds up flows by workload and port. */
export class EdgeBook {
  readonly #places: Places;
  readonly #byTemplate: ReadonlyMap<PodTemplate, Endpoint>;
  readonly #edges = new Map<string, Counting>();
  readonly #addresses = new Map<string, Set<string>>();
  readonly #days = new Set<number>();
  readonly #unplaced: Record<Unplaced, number> = { gone: 0, reused: 0, unnamed: 0 };
  #unconcerned = 0;
  #unanswered = 0;
  #isCut = false;

  constructor(places: Places, endpoints: readonly Endpoint[]) {
    this.#places = places;
    this.#byTemplate = new Map(endpoints.flatMap((one) => (one.template === undefined ? [] : [[one.template, one]])));
  }

  add(flow: Flow): void {
    if (flow.time !== undefined && this.#days.size < mostDays) this.#days.add(Math.floor(flow.time / day));
    const from = this.#places.of(flow.from, flow.time);
    const to = this.#places.of(flow.to, flow.time);
    const unknown = [from, to].find((place) => place.kind === 'unknown');
    if (unknown !== undefined) {
      this.#unplaced[unknown.why] += flow.count;
      return;
    }
    for (const { end, port } of this.#targets(to, flow)) {
      if (from.kind === 'unknown' || from.kind === 'service' || (from.kind !== 'workload' && end.kind !== 'workload'))
        this.#unconcerned += flow.count;
      else this.#count(from, end, port, flow);
    }
  }

  /** Seen before it was sent on to a pod: a Service's address stands for all pods behind it. */
  #targets(to: Place, { port, protocol, count }: Flow): readonly { readonly end: EdgeEnd; readonly port: number }[] {
    if (to.kind === 'unknown') return [];
    if (to.kind !== 'service') return [{ end: to, port }];
    const { service } = to;
    if (service.selector === undefined) {
      // The API server on its nodes; else something outside that a Service stands for.
      const isApiServer = service.namespace === 'default' && service.object.name === 'kubernetes';
      const end: EdgeEnd = isApiServer ? { kind: 'nodes' } : { kind: 'outside', address: undefined };
      return [{ end, port: portBehind(service, port) }];
    }
    // One port of a Service may be there for TCP and for UDP.
    const found = targetsOf(service, port, this.#byTemplate).targets.flatMap(({ endpoint, ports }) =>
      ports.flatMap((one) =>
        one.port === undefined || one.protocol !== protocol
          ? []
          : [{ end: { kind: 'workload' as const, endpoint }, port: one.port }],
      ),
    );
    if (found.length === 0) this.#unanswered += count;
    return found;
  }

  #count(from: EdgeEnd, to: EdgeEnd, port: number, { protocol, isDenied, time, count }: Flow): void {
    // Clients on the internet are nobody in particular.
    const source: EdgeEnd = from.kind === 'outside' ? { kind: 'outside', address: undefined } : from;
    const target = to.kind === 'outside' ? this.#outside(source, to, `${protocol} ${port}`) : to;
    const key = `${keyOf(source)} > ${keyOf(target)} ${protocol} ${port} ${isDenied}`;
    let counting = this.#edges.get(key);
    if (counting === undefined) {
      if (this.#edges.size >= mostEdges) {
        this.#isCut = true;
        return;
      }
      counting = {
        edge: { from: source, to: target, protocol, port, isDenied },
        count: 0,
        first: undefined,
        last: undefined,
        days: new Set(),
      };
      this.#edges.set(key, counting);
    }
    counting.count += count;
    if (time === undefined) return;
    counting.first = Math.min(counting.first ?? time, time);
    counting.last = Math.max(counting.last ?? time, time);
    if (counting.days.size < mostDays) counting.days.add(Math.floor(time / day));
  }

  #outside(from: EdgeEnd, to: EdgeEnd, port: string): EdgeEnd {
    if (to.kind !== 'outside' || to.address === undefined) return to;
    const key = `${keyOf(from)} ${port}`;
    const known = this.#addresses.get(key) ?? new Set<string>();
    this.#addresses.set(key, known);
    if (known.size < mostAddresses) known.add(to.address);
    return known.has(to.address) ? to : { kind: 'outside', address: undefined };
  }

  edges(): FlowEdges {
    return {
      edges: [...this.#edges]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, { edge, count, first, last, days }]) => ({ ...edge, count, first, last, days: days.size })),
      days: this.#days.size,
      unplaced: this.#unplaced,
      unconcerned: this.#unconcerned,
      unanswered: this.#unanswered,
      isCut: this.#isCut,
    };
  }
}

/** Of a Service whose endpoints are written by hand: what its port leads to, as far as that is a number. */
function portBehind({ spec }: Service, port: number): number {
  const found = listOf(spec.ports)
    .map(recordOf)
    .find((one) => one.port === port);
  return typeof found?.targetPort === 'number' ? found.targetPort : port;
}

function keyOf(end: EdgeEnd): string {
  if (end.kind === 'workload') return end.endpoint.name;
  return end.kind === 'nodes' ? 'nodes' : (end.address ?? 'outside');
}

/** `days`: on how many days anything was recorded. */
export function surenessOf({ count, days: seen }: FlowEdge, days: number): Sureness {
  if (count === 1) return 'once';
  return days > 1 && seen === days ? 'daily' : 'sometimes';
}
