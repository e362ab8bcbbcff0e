import type { Inventory, InventoryObject } from '../../inventory/index.ts';
import { type FieldPath, listOf, recordOf, stringOf, textOf } from '../../kubernetes/index.ts';
import type { Block } from '../addresses.ts';
import type { PodGroup } from '../pods.ts';
import { podsOf } from '../pods.ts';
import { isProtocol } from '../reachability/index.ts';
import { type Service, servicesOf } from '../services.ts';
import { type Door, doorAt, loadBalancerDoor, type NodeDoor } from './doors.ts';
import type { WayKind, WayPort, WayTls } from './way.ts';

/** A way in before policies are asked. */
export interface Draft {
  readonly by: WayKind;
  readonly via: InventoryObject;
  readonly path: FieldPath;
  readonly service: Service | undefined;
  /** Undefined where what is behind can't be seen. */
  readonly group: PodGroup | undefined;
  readonly door: Door;
  /** Undefined: those of the Service. */
  readonly ports: readonly WayPort[] | undefined;
  /** Whether policies may see a node's address in place of the client's. */
  readonly masked: boolean;
  readonly tls: WayTls;
}

/** Ways that Services open by themselves. */
export function* serviceDrafts(inventory: Inventory, nodes: NodeDoor, company: readonly Block[]): Generator<Draft> {
  for (const service of servicesOf(inventory).all) {
    const { object: via, spec } = service;
    const masked = spec.externalTrafficPolicy !== 'Local';
    for (const { by, path, door, tls } of doorsOf(service, nodes, company))
      for (const group of service.pods.length === 0 ? [undefined] : service.pods)
        yield { by, via, path, service, group, door, ports: undefined, masked, tls };
  }
}

type ServiceDoor = Pick<Draft, 'by' | 'path' | 'door' | 'tls'>;

function* doorsOf(service: Service, nodes: NodeDoor, company: readonly Block[]): Generator<ServiceDoor> {
  const { type, spec } = service;
  const tls = balancerTls(service);
  if (type === 'LoadBalancer')
    yield { by: 'loadbalancer', path: ['spec', 'type'], door: loadBalancerDoor(service, nodes, company), tls };
  // A load balancer's node ports stand open beside it; its source ranges don't hold there.
  const hasNodePorts = type === 'LoadBalancer' && spec.allocateLoadBalancerNodePorts !== false;
  if (type === 'NodePort' || hasNodePorts)
    yield { by: 'nodeport', path: ['spec', 'type'], door: nodes.nodePorts, tls: 'workload' };
  const external = listOf(spec.externalIPs).flatMap((address) => stringOf(address) ?? []);
  if (external.length > 0)
    yield { by: 'externalip', path: ['spec', 'externalIPs'], door: doorAt(external, company), tls: 'workload' };
}

/** Annotations by which a cloud's load balancer ends TLS itself. Sources: cloud-provider-aws, Alibaba, DigitalOcean, Oracle. */
const certificates: readonly string[] = [
  'service.beta.kubernetes.io/aws-load-balancer-ssl-cert',
  'service.beta.kubernetes.io/alibaba-cloud-loadbalancer-cert-id',
  'service.beta.kubernetes.io/do-loadbalancer-certificate-id',
  'service.beta.kubernetes.io/oci-load-balancer-tls-secret',
];

function balancerTls({ object }: Service): WayTls {
  const annotations = recordOf(object.object.metadata?.annotations);
  return certificates.some((key) => annotations[key] !== undefined) ? 'yes' : 'workload';
}

/** Ways that pods open on their nodes. */
export function* hostDrafts(inventory: Inventory, nodes: NodeDoor, company: readonly Block[]): Generator<Draft> {
  const index = podsOf(inventory);
  for (const namespace of index.namespaces)
    for (const group of index.inNamespace(namespace)) {
      const { object: via, template } = group;
      const shared = { via, service: undefined, group, masked: false, tls: 'workload' } as const;
      const running = template.containers.filter(({ type }) => type !== 'ephemeral');
      const ports = running.flatMap(({ container, path }) =>
        listOf(container.ports).map((value, place) => ({ port: recordOf(value), path: [...path, 'ports', place] })),
      );
      if (template.spec.hostNetwork === true) {
        const path = [...template.path, 'hostNetwork'];
        const declared = ports.flatMap(({ port }) => portOf(port, port.containerPort) ?? []);
        yield { ...shared, by: 'hostnetwork', path, door: nodes.door, ports: declared };
        continue;
      }
      for (const { port, path } of ports) {
        const opened = portOf(port, port.hostPort);
        if (opened === undefined) continue;
        const address = stringOf(port.hostIP) ?? '';
        const door =
          address === '' || address === '0.0.0.0' || address === '::' ? nodes.door : doorAt([address], company);
        yield { ...shared, by: 'hostport', path: [...path, 'hostPort'], door, ports: [opened] };
      }
    }
}

function portOf(port: Readonly<Record<string, unknown>>, outside: unknown): WayPort | undefined {
  const { protocol = 'TCP', containerPort } = port;
  const number = Number(textOf(outside));
  if (!isProtocol(protocol) || !Number.isInteger(number) || number < 1) return undefined;
  return { protocol, port: number, target: typeof containerPort === 'number' ? containerPort : undefined };
}
