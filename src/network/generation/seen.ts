import { contains, parseBlock } from '../addresses.ts';
import type { EdgeEnd, FlowEdge, FlowEdges } from '../flows/index.ts';
import type { Endpoint } from '../reachability/index.ts';
import type { Need, Party, Seen } from './need.ts';
import { seenOf } from './needs/flows.ts';

/**
 * What recorded flows say of a need: the surest of those that are it. `nameOf`: a pod that differs from its workload's template, and its
 * workload, are one.
 */
export function seenIn(
  { edges, days }: FlowEdges,
  nameOf: (endpoint: Endpoint) => string,
): (need: Need) => Seen | 'never' {
  const byTarget = Map.groupBy(
    edges.filter(({ isDenied }) => !isDenied),
    ({ to }) => (to.kind === 'workload' ? nameOf(to.endpoint) : to.kind),
  );
  return ({ from, to, ports, evidence }) => {
    if (evidence.seen !== undefined) return evidence.seen;
    const found = targetsOf(to, byTarget, nameOf).filter(
      (edge) =>
        isEnd(from, edge.from, nameOf) &&
        isEnd(to, edge.to, nameOf) &&
        ports.some(({ protocol, port }) => protocol === edge.protocol && (port === undefined || port === edge.port)),
    );
    const [first, ...rest] = found.map((edge) => seenOf(edge, days));
    return first === undefined ? 'never' : rest.reduce(surer, first);
  };
}

function targetsOf(
  to: Party,
  byTarget: ReadonlyMap<string, readonly FlowEdge[]>,
  nameOf: (endpoint: Endpoint) => string,
): readonly FlowEdge[] {
  switch (to.kind) {
    case 'workload':
      return byTarget.get(to.endpoint.isHost ? 'nodes' : nameOf(to.endpoint)) ?? [];
    case 'nodes':
    case 'api-server':
      return byTarget.get('nodes') ?? [];
    case 'blocks':
    case 'outside':
      return byTarget.get('outside') ?? [];
    default:
      return [...byTarget.values()].flat();
  }
}

function isEnd(party: Party, end: EdgeEnd, nameOf: (endpoint: Endpoint) => string): boolean {
  switch (party.kind) {
    case 'workload':
      return party.endpoint.isHost
        ? end.kind === 'nodes'
        : end.kind === 'workload' && nameOf(end.endpoint) === nameOf(party.endpoint);
    case 'nodes':
    case 'api-server':
      return end.kind === 'nodes';
    case 'blocks':
      return (
        end.kind === 'outside' &&
        end.address !== undefined &&
        party.blocks.some((text) => isIn(text, end.address ?? ''))
      );
    case 'outside':
      return end.kind === 'outside';
    case 'namespace':
      return end.kind === 'workload' && end.endpoint.namespace === party.namespace;
    case 'pods':
      return end.kind === 'workload';
    case 'everyone':
      return true;
  }
}

function isIn(text: string, address: string): boolean {
  const block = parseBlock(text);
  return block !== undefined && contains(block, address);
}

const ranks = { once: 0, sometimes: 1, daily: 2 } as const;

function surer(a: Seen, b: Seen): Seen {
  return ranks[b.sureness] > ranks[a.sureness] ? b : a;
}
