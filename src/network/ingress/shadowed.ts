import type { Inventory, InventoryObject } from '../../inventory/index.ts';
import { type FieldPath, type Labels, listOf, recordOf, stringOf, textOf } from '../../kubernetes/index.ts';
import { backendsOf, gatewayRouteKinds, ingressKinds } from '../routes.ts';
import type { ControllerId } from './controller.ts';
import type { IngressControllers } from './detect.ts';

/** A host and path that two objects want. */
export interface Claim {
  readonly object: InventoryObject;
  readonly path: FieldPath;
  readonly host: string;
  readonly urlPath: string;
  /** The object that has it; undefined where it isn't known which of them has it, or none does. */
  readonly winner: InventoryObject | undefined;
  readonly other: InventoryObject;
  readonly how: 'older' | 'order' | 'invalid' | 'unknown';
}

/**
 * How each controller decides between two equal rules. Sources: ingress-nginx, "How it works" (older wins); HAProxy Ingress, "Conflict"
 * (older); Contour, "Ingress conflicts" (older; of two HTTPProxies with one name both are invalid); AWS Load Balancer Controller,
 * "IngressGroup" (order, then name; without a group each has a load balancer of its own); GKE (one load balancer each);
 * Gateway API reference, HTTPRouteRule (older, then name). What isn't here is not said by its documentation.
 */
const rules: Readonly<Partial<Record<ControllerId, 'older' | 'order' | 'apart'>>> = {
  'ingress-nginx': 'older',
  'haproxy-ingress': 'older',
  contour: 'older',
  aws: 'order',
  gcp: 'apart',
};

interface Wanted {
  readonly object: InventoryObject;
  readonly path: FieldPath;
  readonly host: string;
  readonly urlPath: string;
  readonly key: string;
  readonly how: Claim['how'];
}

/** Every host and path that is wanted twice on one front, at the object that does not get it. */
export function* shadowed(inventory: Inventory, controllers: IngressControllers): Generator<Claim> {
  const byKey = Map.groupBy(wanted(inventory, controllers), ({ key }) => key);
  for (const same of byKey.values()) {
    const [first, ...later] = [...same].sort((a, b) => (a.how === 'order' ? byOrder(a, b) : byAge(a, b)));
    if (first === undefined) continue;
    for (const one of later) {
      if (one.object === first.object) continue;
      const { object, path, host, urlPath } = one;
      const isKnown = first.how === 'order' || (first.how === 'older' && createdAt(first.object) !== createdAt(object));
      yield {
        object,
        path,
        host,
        urlPath,
        other: first.object,
        winner: isKnown ? first.object : undefined,
        how: isKnown || first.how === 'invalid' ? first.how : 'unknown',
      };
    }
  }
}

function createdAt({ object }: InventoryObject): string {
  return textOf(object.metadata?.creationTimestamp);
}

function byAge(a: Wanted, b: Wanted): number {
  return compare(createdAt(a.object), createdAt(b.object)) || compare(nameOf(a.object), nameOf(b.object));
}

function byOrder(a: Wanted, b: Wanted): number {
  return orderOf(a.object) - orderOf(b.object) || compare(nameOf(a.object), nameOf(b.object));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function nameOf({ namespace, name }: InventoryObject): string {
  return `${namespace ?? 'default'}/${name}`;
}

const group = 'alb.ingress.kubernetes.io/group';

function orderOf({ object }: InventoryObject): number {
  const order = Number(textOf(recordOf(object.metadata?.annotations)[`${group}.order`]));
  return Number.isFinite(order) ? order : 0;
}

function* wanted(inventory: Inventory, controllers: IngressControllers): Generator<Wanted> {
  for (const object of inventory.ofKind(...ingressKinds)) yield* ofIngress(object, controllers);
  for (const object of inventory.ofKind(...gatewayRouteKinds)) yield* ofRoute(object, controllers);
  const included = includedIn(inventory);
  for (const object of inventory.ofKind('projectcontour.io/HTTPProxy')) {
    const host = stringOf(recordOf(recordOf(object.object.spec).virtualhost).fqdn);
    if (host !== undefined && !included.has(`${object.namespace}/${object.name}`))
      yield {
        object,
        path: ['spec', 'virtualhost', 'fqdn'],
        host,
        urlPath: '/',
        key: `proxy\n${host}`,
        how: 'invalid',
      };
  }
}

/** Proxies that others include, as `namespace/name`: whatever name they have, they are no roots. */
function includedIn(inventory: Inventory): ReadonlySet<string> {
  const names = inventory.ofKind('projectcontour.io/HTTPProxy').flatMap(({ namespace, object }) =>
    listOf(recordOf(object.spec).includes)
      .map(recordOf)
      .map((one) => `${stringOf(one.namespace) ?? namespace}/${textOf(one.name)}`),
  );
  return new Set(names);
}

function* ofIngress(object: InventoryObject, controllers: IngressControllers): Generator<Wanted> {
  const { controller, className } = controllers.of(object);
  const rule = controller === undefined ? undefined : rules[controller.id];
  const annotations = recordOf(object.object.metadata?.annotations);
  const shared = stringOf(annotations[`${group}.name`]);
  if (rule === 'apart' || (rule === 'order' && shared === undefined)) return;
  const front = rule === 'order' ? `group ${shared}` : `class ${className ?? ''}`;
  // A canary shares the host and path of another on purpose.
  if (annotations['nginx.ingress.kubernetes.io/canary'] === 'true') return;
  for (const [index, value] of listOf(recordOf(object.object.spec).rules).entries()) {
    const { host, http } = recordOf(value);
    if (typeof host !== 'string' || host === '') continue;
    for (const [place, entry] of listOf(recordOf(http).paths).map(recordOf).entries()) {
      const urlPath = stringOf(entry.path) ?? '/';
      yield {
        object,
        path: ['spec', 'rules', index, 'http', 'paths', place, 'path'],
        host,
        urlPath,
        key: JSON.stringify([front, host, urlPath, entry.pathType === 'Exact']),
        how: rule ?? 'unknown',
      };
    }
  }
}

function* ofRoute(object: InventoryObject, controllers: IngressControllers): Generator<Wanted> {
  const { route } = controllers.of(object);
  const spec = recordOf(object.object.spec);
  const hosts = listOf(spec.hostnames).flatMap((host) => stringOf(host) ?? []);
  for (const parent of listOf(spec.parentRefs).map(recordOf))
    for (const host of hosts.length === 0 ? ['*'] : hosts)
      for (const [index, rule] of listOf(spec.rules).map(recordOf).entries()) {
        const matches = listOf(rule.matches).map(recordOf);
        for (const match of matches.length === 0 ? [{}] : matches) {
          const front = [stringOf(parent.namespace) ?? route.namespace, parent.name, parent.sectionName, object.kind];
          yield {
            object,
            path: ['spec', 'rules', index],
            host,
            urlPath: textOf(recordOf((match as Labels).path).value) || '/',
            key: JSON.stringify([front, host, match]),
            how: 'older',
          };
        }
      }
}

/** More namespaces than this are not named. */
const mostShared = 6;

/** Hosts that routes of several namespaces answer for, each with one route of some of them: whoever writes one takes part in the others' site. */
export function sharedHosts(inventory: Inventory): ReadonlyMap<string, readonly InventoryObject[]> {
  const byHost = new Map<string, Map<string, InventoryObject>>();
  for (const object of new Set(backendsOf(inventory).map((backend) => backend.object)))
    for (const host of hostsOf(object)) {
      const some = byHost.get(host) ?? new Map<string, InventoryObject>();
      byHost.set(host, some);
      const namespace = object.namespace ?? 'default';
      if (some.size < mostShared && !some.has(namespace)) some.set(namespace, object);
    }
  const shared = [...byHost].filter(([, some]) => some.size > 1);
  return new Map(shared.map(([host, some]) => [host, [...some.values()]]));
}

/** Names that an Ingress or a route of the Gateway API or of Istio answers for. */
export function hostsOf({ object }: InventoryObject): readonly string[] {
  const spec = recordOf(object.spec);
  const all = [
    ...listOf(spec.rules).map((rule) => recordOf(rule).host),
    ...listOf(spec.hostnames),
    ...listOf(spec.hosts),
    spec.host,
    recordOf(spec.virtualhost).fqdn,
  ];
  return [...new Set(all.flatMap((host) => (typeof host === 'string' && host !== '' && host !== '*' ? [host] : [])))];
}
