import { isIP } from 'node:net';
import { type Labels, listOf, type PodTemplate, recordOf, stringOf } from '../kubernetes/index.ts';
import { type Endpoint, isProtocol, type Protocol } from './reachability/index.ts';
import type { Service } from './services.ts';

/** A port of pods. */
export interface Port {
  readonly protocol: Protocol;
  /** Undefined where it isn't known: every port of the protocol. */
  readonly port: number | undefined;
}

/** Pods behind a Service, with the ports that its port leads to. */
export interface Target {
  readonly endpoint: Endpoint;
  readonly ports: readonly Port[];
}

export interface Targets {
  readonly targets: readonly Target[];
  /** `no-such-port`: the Service has no port of that number or name; `no-target`: a named port that no container has; `no-pods`. */
  readonly fault?: 'no-such-port' | 'no-target' | 'no-pods';
}

/**
 * Where a connection to a Service ends: policies see the pod's port, not the Service's.
 * `port`: number or name of the Service's port; undefined: any of them. `byTemplate`: endpoints by what they are made of.
 */
export function targetsOf(
  service: Service,
  port: number | string | undefined,
  byTemplate: ReadonlyMap<PodTemplate, Endpoint>,
): Targets {
  const declared = listOf(service.spec.ports).map(recordOf);
  const chosen = declared.filter((one) => port === undefined || one.port === port || one.name === port);
  const headless = service.spec.clusterIP === 'None';
  const endpoints = service.pods.flatMap(({ template }) => byTemplate.get(template) ?? []);
  if (endpoints.length === 0) return { targets: [], fault: 'no-pods' };
  if (chosen.length === 0 && typeof port === 'number' && headless)
    // Without a virtual address, clients connect to the pods at whatever port they like.
    return { targets: endpoints.map((endpoint) => ({ endpoint, ports: [{ protocol: 'TCP', port }] })) };
  if (chosen.length === 0 && declared.length === 0 && port === undefined && headless)
    return { targets: endpoints.map((endpoint) => ({ endpoint, ports: containerPorts(endpoint.template) })) };
  if (chosen.length === 0) return { targets: [], fault: 'no-such-port' };
  const targets = endpoints.map((endpoint) => ({
    endpoint,
    ports: chosen.flatMap((one) => podPort(one, endpoint.template)),
  }));
  const reached = targets.filter(({ ports }) => ports.length > 0);
  return reached.length === 0 ? { targets: [], fault: 'no-target' } : { targets: reached };
}

/** Addresses that stand for a Service, before a connection is sent on to a pod. */
export function addressesOfService({ spec, object }: Service): readonly string[] {
  const balancer = listOf(recordOf(recordOf(object.object.status).loadBalancer).ingress).map((one) => recordOf(one).ip);
  return [
    spec.clusterIP,
    ...listOf(spec.clusterIPs),
    ...listOf(spec.externalIPs),
    spec.loadBalancerIP,
    ...balancer,
  ].flatMap((one) => (typeof one === 'string' && isIP(one) !== 0 ? [one] : []));
}

/** The pod's port that a port of a Service leads to: `targetPort` by number or by a container's name for it, else the same number. */
function podPort(servicePort: Labels, template: PodTemplate | undefined): readonly Port[] {
  const { port, targetPort, protocol = 'TCP' } = servicePort;
  if (!isProtocol(protocol)) return [];
  const target = targetPort ?? port;
  if (typeof target === 'number') return [{ protocol, port: target === 0 ? Number(port) : target }];
  if (typeof target !== 'string') return [];
  return namedPort(template, target, protocol);
}

export function namedPort(template: PodTemplate | undefined, name: string, protocol?: Protocol): readonly Port[] {
  return declaredPorts(template).flatMap((one) =>
    one.name === name && (protocol === undefined || one.protocol === protocol)
      ? [{ protocol: one.protocol, port: one.port }]
      : [],
  );
}

/** Ports that the containers of a template say they listen on. */
export function containerPorts(template: PodTemplate | undefined): readonly Port[] {
  return declaredPorts(template).map(({ protocol, port }) => ({ protocol, port }));
}

export function declaredPorts(template: PodTemplate | undefined): readonly {
  readonly name: string | undefined;
  readonly protocol: Protocol;
  readonly port: number;
  readonly hostPort: number | undefined;
}[] {
  return (template?.containers ?? [])
    .filter(({ type, container }) => type === 'regular' || (type === 'init' && container.restartPolicy === 'Always'))
    .flatMap(({ container }) => listOf(container.ports).map(recordOf))
    .flatMap(({ name, protocol = 'TCP', containerPort, hostPort }) =>
      isProtocol(protocol) && typeof containerPort === 'number'
        ? [
            {
              name: stringOf(name),
              protocol,
              port: containerPort,
              hostPort: typeof hostPort === 'number' && hostPort > 0 ? hostPort : undefined,
            },
          ]
        : [],
    );
}
