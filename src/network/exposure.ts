import type { Inventory, InventoryObject } from '../inventory/index.ts';
import { type FieldPath, listOf, recordOf, stringOf, textOf } from '../kubernetes/index.ts';
import { backendsOf } from './routes.ts';
import { isInternalLoadBalancer, type Service, servicesOf } from './services.ts';

/** One way by which pods are reached from outside the cluster. */
export interface Exposure {
  readonly by: 'ingress' | 'gateway' | 'loadbalancer' | 'nodeport' | 'externalip' | 'hostport' | 'hostnetwork';
  /** What opens the way: the Ingress, the route, the Service, or the workload itself. */
  readonly via: InventoryObject;
  /** In `via`. */
  readonly path: FieldPath;
  /** Meant to be reached from inside the organisation's network only, as far as annotations and class names say. */
  readonly internal: boolean;
}

const known = new WeakMap<Inventory, ReadonlyMap<InventoryObject, readonly Exposure[]>>();

/** For every workload of the inventory the ways by which it is reached from outside; an empty list where the input shows none. */
export function exposureOf(inventory: Inventory): ReadonlyMap<InventoryObject, readonly Exposure[]> {
  let exposure = known.get(inventory);
  if (exposure === undefined) {
    exposure = readExposure(inventory);
    known.set(inventory, exposure);
  }
  return exposure;
}

function readExposure(inventory: Inventory): ReadonlyMap<InventoryObject, readonly Exposure[]> {
  const found = new Map<InventoryObject, Exposure[]>(inventory.workloads.map((object) => [object, []]));
  const add = (service: Service, exposure: Exposure) => {
    for (const workload of new Set(service.pods.map(({ object }) => object))) found.get(workload)?.push(exposure);
  };
  const services = servicesOf(inventory);
  for (const service of services.all) for (const exposure of ofService(service)) add(service, exposure);
  const seen = new Set<string>();
  const numbers = new Map<InventoryObject, number>();
  for (const { object, by, namespace, service: name, path } of backendsOf(inventory)) {
    const service = services.find(namespace, name);
    if (service === undefined) continue;
    // An Ingress with ten paths to one Service is one way to it.
    const number = numbers.get(object) ?? numbers.size;
    numbers.set(object, number);
    const key = `${number}\n${namespace}/${name}`;
    if (seen.has(key)) continue;
    seen.add(key);
    add(service, { by, via: object, path, internal: isInternalRoute(inventory, object) });
  }
  for (const object of inventory.workloads) for (const way of ofWorkload(object)) found.get(object)?.push(way);
  return found;
}

function* ofService(service: Service): Generator<Exposure> {
  const { object: via, type, spec } = service;
  const path = ['spec', 'type'];
  if (type === 'LoadBalancer') yield { by: 'loadbalancer', via, path, internal: isInternalLoadBalancer(service) };
  if (type === 'NodePort') yield { by: 'nodeport', via, path, internal: false };
  if (listOf(spec.externalIPs).length > 0)
    yield { by: 'externalip', via, path: ['spec', 'externalIPs'], internal: false };
}

function* ofWorkload(object: InventoryObject): Generator<Exposure> {
  for (const { spec, path, containers } of object.podTemplates) {
    if (spec.hostNetwork === true) {
      yield { by: 'hostnetwork', via: object, path: [...path, 'hostNetwork'], internal: false };
      continue;
    }
    for (const { container, path: containerPath } of containers)
      for (const [index, port] of listOf(container.ports).entries())
        if (Number(textOf(recordOf(port).hostPort)) > 0)
          yield {
            by: 'hostport',
            via: object,
            path: [...containerPath, 'ports', index, 'hostPort'],
            internal: false,
          };
  }
}

/** What routes name as their parent; its class says whether it is internal. */
export const gatewayKind = 'gateway.networking.k8s.io/Gateway';

const internalName = /(^|[-_.])(internal|private|intranet|rilb)([-_.]|$)/i;

/**
 * Classes say it by their names (`nginx-internal`, `gce-internal`, `gke-l7-rilb`); the AWS controller by an annotation whose default is
 * internal. A Gateway is asked for its class.
 */
export function isInternalRoute(inventory: Inventory, { object, namespace }: InventoryObject): boolean {
  const annotations = recordOf(object.metadata?.annotations);
  const spec = recordOf(object.spec);
  const ingressClass = stringOf(spec.ingressClassName) ?? stringOf(annotations['kubernetes.io/ingress.class']) ?? '';
  if (ingressClass === 'alb') return annotations['alb.ingress.kubernetes.io/scheme'] !== 'internet-facing';
  if (internalName.test(ingressClass)) return true;
  const parents = listOf(spec.parentRefs).map(recordOf);
  return (
    parents.length > 0 &&
    parents.every((parent) => {
      const own = stringOf(parent.namespace) ?? namespace ?? 'default';
      const gateway = inventory.find(gatewayKind, own, stringOf(parent.name) ?? '');
      return internalName.test(stringOf(recordOf(gateway?.object.spec).gatewayClassName) ?? '');
    })
  );
}
