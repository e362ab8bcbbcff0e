import { listOf, recordOf, stringOf } from '../../../kubernetes/index.ts';
import { parseBlock } from '../../addresses.ts';
import { grantOf } from '../../grants.ts';
import { backendsOf } from '../../routes.ts';
import { declaredPorts } from '../../service-targets.ts';
import type { Service } from '../../services.ts';
import type { NeedContext } from '../context.ts';
import type { Evidence, Party } from '../need.ts';
import { controllersOf } from './controllers.ts';

/** Ways in from outside: Ingresses and routes, through their controllers' pods; Services and ports that are open by themselves. */
export function entryNeeds(context: NeedContext): void {
  routeNeeds(context);
  for (const service of context.services.all) serviceNeeds(context, service);
  for (const endpoint of context.endpoints) {
    if (endpoint.isHost || endpoint.object === undefined) continue;
    const { object, template } = endpoint;
    for (const { protocol, port, hostPort } of declaredPorts(template))
      if (hostPort !== undefined)
        context.need({ kind: 'everyone' }, { kind: 'workload', endpoint }, [{ protocol, port }], {
          code: 'host-port',
          object,
          detail: String(hostPort),
        });
  }
}

function routeNeeds(context: NeedContext): void {
  const said = new Set<string>();
  for (const { object, namespace, service: name, port, path } of backendsOf(context.inventory)) {
    const service = context.services.find(namespace, name);
    if (service === undefined) continue;
    // Without a grant nothing comes: whoever gives it one has to allow it, too.
    const isGatewayApi = object.group === 'gateway.networking.k8s.io';
    if (isGatewayApi && grantOf(context.inventory, object, { kind: 'Service', namespace, name }) === 'no') continue;
    const evidence: Evidence = { code: 'ingress', object, path };
    const controllers = controllersOf(context, object);
    for (const endpoint of controllers) context.needService({ kind: 'workload', endpoint }, service, port, evidence);
    if (controllers.length > 0) continue;
    // A cloud's load balancer, or a controller of another input.
    context.needService({ kind: 'everyone' }, service, port, evidence);
    const key = `${object.groupKind}/${object.namespace}/${object.name}`;
    if (!said.has(key)) context.note('controller-unknown', { object });
    said.add(key);
  }
}

/**
 * With `externalTrafficPolicy: Cluster` a connection comes in by any node and from an address of that one: nothing can be said of where it
 * comes from. With `Local` it keeps its address, and the ranges that the load balancer takes hold for the pods as well.
 */
function serviceNeeds(context: NeedContext, service: Service): void {
  const { object, spec, type } = service;
  const isOpen = type === 'LoadBalancer' || type === 'NodePort' || listOf(spec.externalIPs).length > 0;
  if (!isOpen) return;
  const ranges = listOf(spec.loadBalancerSourceRanges).flatMap((one) =>
    typeof one === 'string' && parseBlock(one) !== undefined ? [one] : [],
  );
  const from: Party =
    spec.externalTrafficPolicy !== 'Local'
      ? { kind: 'everyone' }
      : type === 'LoadBalancer' && ranges.length > 0
        ? { kind: 'blocks', blocks: ranges }
        : { kind: 'outside' };
  for (const port of listOf(spec.ports).map(recordOf))
    context.needService(from, service, typeof port.port === 'number' ? port.port : stringOf(port.name), {
      code: 'exposed',
      object,
      path: ['spec', 'type'],
      detail: type,
    });
}
