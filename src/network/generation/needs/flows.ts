import { recordOf } from '../../../kubernetes/index.ts';
import { type EdgeEnd, type FlowEdge, type FlowEdges, surenessOf } from '../../flows/index.ts';
import { namedPort } from '../../service-targets.ts';
import { single } from '../cluster-facts.ts';
import type { NeedContext } from '../context.ts';
import type { Evidence, Need, Party, Seen } from '../need.ts';

/** What was recorded, but what was refused then, and probes: those a policy never stops. */
export function flowNeeds(context: NeedContext, { edges, days }: FlowEdges): void {
  for (const edge of edges) {
    if (edge.isDenied || isProbe(edge)) continue;
    const need = needOfEdge(context, edge, days);
    if (need !== undefined) context.needs.push(need);
  }
}

/** A recorded connection as a need. Undefined: its workload isn't in the input. */
export function needOfEdge(context: NeedContext, edge: FlowEdge, days: number): Need | undefined {
  const [from, to] = [partyOf(context, edge.from, edge), partyOf(context, edge.to, edge)];
  if (from === undefined || to === undefined) return undefined;
  const evidence: Evidence = { code: 'flow', seen: seenOf(edge, days) };
  return { from, to, ports: [{ protocol: edge.protocol, port: edge.port }], evidence };
}

export function seenOf(edge: FlowEdge, days: number): Seen {
  const { count, first, last } = edge;
  return { sureness: surenessOf(edge, days), count, days: edge.days, first, last };
}

function partyOf(context: NeedContext, end: EdgeEnd, { protocol, port, from }: FlowEdge): Party | undefined {
  if (end.kind === 'workload') {
    const endpoint = end.endpoint.template === undefined ? undefined : context.endpointOf(end.endpoint.template);
    return endpoint === undefined ? undefined : { kind: 'workload', endpoint };
  }
  if (end.kind === 'outside')
    return end.address === undefined ? { kind: 'outside' } : { kind: 'blocks', blocks: [single(end.address)] };
  const isApiServer = from.kind !== 'nodes' && protocol === 'TCP' && context.facts.apiServer.ports.includes(port);
  return { kind: isApiServer ? 'api-server' : 'nodes' };
}

/** Whether it is the kubelet's: from a node to a port that a probe of the pod asks. */
export function isProbe({ from, to, port, protocol }: FlowEdge): boolean {
  if (from.kind !== 'nodes' || to.kind !== 'workload' || protocol !== 'TCP') return false;
  const { template } = to.endpoint;
  return (template?.containers ?? []).some(({ container }) =>
    ['livenessProbe', 'readinessProbe', 'startupProbe'].some((name) => {
      const { httpGet, tcpSocket, grpc } = recordOf(container[name]);
      const asked = recordOf(httpGet ?? tcpSocket ?? grpc).port;
      if (typeof asked === 'number') return asked === port;
      return typeof asked === 'string' && namedPort(template, asked).some((one) => one.port === port);
    }),
  );
}
