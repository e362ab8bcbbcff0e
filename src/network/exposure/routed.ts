import type { Inventory, InventoryObject } from '../../inventory/index.ts';
import { listOf, recordOf, stringOf } from '../../kubernetes/index.ts';
import type { Block } from '../addresses.ts';
import { isInternalRoute } from '../exposure.ts';
import { type Backend, backendsOf } from '../routes.ts';
import { servicesOf } from '../services.ts';
import { balancerAddresses, type Door, doorAt } from './doors.ts';
import type { Draft } from './drafts.ts';

/** Ways that Ingresses and routes open, one for each workload that one leads to. */
export function* routeDrafts(inventory: Inventory, company: readonly Block[]): Generator<Draft> {
  const services = servicesOf(inventory);
  for (const backends of byRouteAndService(backendsOf(inventory))) {
    const [first] = backends;
    if (first === undefined) continue;
    const { object: via, by, path, namespace } = first;
    const service = services.find(namespace, first.service);
    const door = doorOf(inventory, via, company);
    const shared = { by, via, path, service, door, ports: undefined, masked: true, tls: 'unknown' } as const;
    const hosts = hostsOf(via);
    for (const group of service === undefined || service.pods.length === 0 ? [undefined] : service.pods)
      yield { ...shared, group, hosts };
  }
}

function byRouteAndService(all: readonly Backend[]): Iterable<readonly Backend[]> {
  const routes = new Map<InventoryObject, Map<string, Backend[]>>();
  for (const backend of all) {
    const services = routes.get(backend.object) ?? new Map<string, Backend[]>();
    routes.set(backend.object, services);
    const key = `${backend.namespace}/${backend.service}`;
    services.set(key, [...(services.get(key) ?? []), backend]);
  }
  return [...routes.values()].flatMap((services) => [...services.values()]);
}

function doorOf(inventory: Inventory, via: InventoryObject, company: readonly Block[]): Door {
  const open = { ranges: undefined, rangeTexts: [] } as const;
  const { addresses, names } = balancerAddresses(via.object.status);
  const shown = [...addresses, ...names];
  if (isInternalRoute(inventory, via))
    return { zone: 'company', reasons: ['said-internal'], addresses: shown, ...open };
  if (addresses.length > 0) return { ...doorAt(addresses, company), addresses: shown };
  return { zone: 'unknown', reasons: ['controller-unseen'], addresses: shown, ...open };
}

/** Names by which a route is asked for. */
export function hostsOf({ object }: InventoryObject): readonly string[] {
  const spec = recordOf(object.spec);
  const found = [
    ...listOf(spec.rules).map((rule) => recordOf(rule).host),
    ...listOf(spec.hostnames),
    ...listOf(spec.hosts),
    spec.host,
    recordOf(spec.virtualhost).fqdn,
  ];
  return [...new Set(found.flatMap((host) => stringOf(host) ?? []))];
}
