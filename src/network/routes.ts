import type { Inventory, InventoryObject } from '../inventory/index.ts';
import { type FieldPath, type Labels, listOf, recordOf, stringOf } from '../kubernetes/index.ts';
import { type Service, servicesOf } from './services.ts';

/** A Service that an Ingress or a route sends traffic from outside to. */
export interface Backend {
  readonly object: InventoryObject;
  readonly by: 'ingress' | 'gateway';
  readonly namespace: string;
  readonly service: string;
  /** Number or name; undefined where it isn't said. */
  readonly port: string | number | undefined;
  /** Of the field that names the Service. */
  readonly path: FieldPath;
}

export const ingressKinds = ['networking.k8s.io/Ingress', 'extensions/Ingress'] as const;

/** Gateway API routes, whose `rules[].backendRefs[]` are alike. */
export const gatewayRouteKinds = ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'].map(
  (kind) => `gateway.networking.k8s.io/${kind}`,
);

type Reader = (object: InventoryObject, spec: Labels, namespace: string, inventory: Inventory) => Iterable<Backend>;

/** By group and kind; those of other projects as their own documentation has them. */
const readers: Readonly<Record<string, Reader>> = {
  ...Object.fromEntries(ingressKinds.map((kind) => [kind, ingressBackends])),
  ...Object.fromEntries(gatewayRouteKinds.map((kind) => [kind, gatewayBackends])),
  'route.openshift.io/Route': openshiftBackends,
  'networking.istio.io/VirtualService': istioBackends,
  'traefik.io/IngressRoute': namedServices,
  'traefik.io/IngressRouteTCP': namedServices,
  'traefik.containo.us/IngressRoute': namedServices,
  'traefik.containo.us/IngressRouteTCP': namedServices,
  'projectcontour.io/HTTPProxy': namedServices,
};

/** Every kind that `backendsOf` reads. */
export const routeKinds: readonly string[] = Object.keys(readers);

function* ingressBackends(object: InventoryObject, spec: Labels, namespace: string): Generator<Backend> {
  const isOld = object.apiVersion !== 'networking.k8s.io/v1';
  for (const { path, backend } of backendFields(spec)) {
    const service = recordOf(backend.service);
    const name = stringOf(isOld ? backend.serviceName : service.name);
    if (name === undefined) continue;
    const port = recordOf(service.port);
    const field = isOld ? ['serviceName'] : ['service', 'name'];
    const said = isOld ? portOf(backend.servicePort) : (portOf(port.number) ?? portOf(port.name));
    yield { object, by: 'ingress', namespace, service: name, port: said, path: [...path, ...field] };
  }
}

/** Every place of an Ingress that can name a backend. */
export function* backendFields(spec: Labels): Generator<{ path: FieldPath; backend: Labels }> {
  for (const field of ['defaultBackend', 'backend'])
    if (spec[field] !== undefined) yield { path: ['spec', field], backend: recordOf(spec[field]) };
  for (const [rule, value] of listOf(spec.rules).entries())
    for (const [index, item] of listOf(recordOf(recordOf(value).http).paths).entries())
      yield {
        path: ['spec', 'rules', rule, 'http', 'paths', index, 'backend'],
        backend: recordOf(recordOf(item).backend),
      };
}

function portOf(value: unknown): string | number | undefined {
  return typeof value === 'number' || (typeof value === 'string' && value !== '') ? value : undefined;
}

/** Routes whose parent is a Service belong to a mesh and expose nothing. */
function* gatewayBackends(object: InventoryObject, spec: Labels, namespace: string): Generator<Backend> {
  const parents = listOf(spec.parentRefs).map(recordOf);
  if (parents.length > 0 && parents.every(({ kind }) => kind === 'Service')) return;
  for (const [rule, value] of listOf(spec.rules).entries())
    for (const [index, item] of listOf(recordOf(value).backendRefs).entries()) {
      const backend = recordOf(item);
      const name = stringOf(backend.name);
      if (name === undefined || (backend.kind ?? 'Service') !== 'Service') continue;
      const path = ['spec', 'rules', rule, 'backendRefs', index, 'name'];
      const own = stringOf(backend.namespace) ?? namespace;
      yield { object, by: 'gateway', namespace: own, service: name, port: portOf(backend.port), path };
    }
}

function* openshiftBackends(
  object: InventoryObject,
  spec: Labels,
  namespace: string,
  inventory: Inventory,
): Generator<Backend> {
  const targets = [
    { path: ['spec', 'to', 'name'], target: recordOf(spec.to) },
    ...listOf(spec.alternateBackends).map((item, index) => ({
      path: ['spec', 'alternateBackends', index, 'name'],
      target: recordOf(item),
    })),
  ];
  for (const { path, target } of targets) {
    const name = stringOf(target.name);
    if (name === undefined || (target.kind ?? 'Service') !== 'Service') continue;
    const port = routePort(recordOf(spec.port).targetPort, servicesOf(inventory).find(namespace, name));
    yield { object, by: 'ingress', namespace, service: name, port, path };
  }
}

/** A Route names the Service's port by its name, or the pods' by its number. Source: API reference, RoutePort. */
function routePort(target: unknown, service: Service | undefined): string | number | undefined {
  if (typeof target !== 'number') return portOf(target);
  const ports = listOf(service?.spec.ports).map(recordOf);
  const found = ports.find(({ port, targetPort }) => (targetPort ?? port) === target);
  return portOf(found?.port);
}

/** `web`, `web.shop`, `web.shop.svc.cluster.local`. A VirtualService without a gateway of its own is for the mesh only. */
function* istioBackends(object: InventoryObject, spec: Labels, namespace: string): Generator<Backend> {
  if (!listOf(spec.gateways).some((gateway) => gateway !== 'mesh')) return;
  for (const protocol of ['http', 'tls', 'tcp'])
    for (const [rule, value] of listOf(spec[protocol]).entries())
      for (const [index, item] of listOf(recordOf(value).route).entries()) {
        const destination = recordOf(recordOf(item).destination);
        const [service, own, svc] = (stringOf(destination.host) ?? '').split('.');
        if (service === undefined || service === '' || (svc !== undefined && svc !== 'svc')) continue;
        const path = ['spec', protocol, rule, 'route', index, 'destination', 'host'];
        const port = portOf(recordOf(destination.port).number);
        yield { object, by: 'gateway', namespace: own ?? namespace, service, port, path };
      }
}

/** Traefik and Contour: `routes[].services[]` with a name. */
function* namedServices(object: InventoryObject, spec: Labels, namespace: string): Generator<Backend> {
  for (const [rule, value] of listOf(spec.routes).entries())
    for (const [index, item] of listOf(recordOf(value).services).entries()) {
      const service = recordOf(item);
      const name = stringOf(service.name);
      if (name === undefined || (service.kind ?? 'Service') !== 'Service') continue;
      const path = ['spec', 'routes', rule, 'services', index, 'name'];
      const own = stringOf(service.namespace) ?? namespace;
      yield { object, by: 'ingress', namespace: own, service: name, port: portOf(service.port), path };
    }
}

const byRoute = new WeakMap<Inventory, ReadonlyMap<InventoryObject, readonly Backend[]>>();

/** The Services that one Ingress or route leads to. */
export function backendsFrom(object: InventoryObject, inventory: Inventory): readonly Backend[] {
  let routes = byRoute.get(inventory);
  if (routes === undefined) {
    routes = Map.groupBy(backendsOf(inventory), (backend) => backend.object);
    byRoute.set(inventory, routes);
  }
  return routes.get(object) ?? [];
}

const known = new WeakMap<Inventory, readonly Backend[]>();

/** Every Service that something of the input leads to from outside, with the place that says so. */
export function backendsOf(inventory: Inventory): readonly Backend[] {
  let backends = known.get(inventory);
  if (backends === undefined) {
    backends = Object.entries(readers).flatMap(([kind, read]) =>
      inventory
        .ofKind(kind)
        .flatMap((object) => [...read(object, recordOf(object.object.spec), object.namespace ?? 'default', inventory)]),
    );
    known.set(inventory, backends);
  }
  return backends;
}
