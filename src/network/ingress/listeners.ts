import type { Inventory, InventoryObject } from '../../inventory/index.ts';
import { type Labels, listOf, recordOf, selectorMatches, textOf } from '../../kubernetes/index.ts';
import { grantOf } from '../grants.ts';
import type { Answer, RouteAnswers } from './answers.ts';
import type { Route } from './route.ts';

export interface ListenerFacts {
  readonly tls: RouteAnswers['tls'];
  /** Whether the route is attached to a listener without TLS, and answers there otherwise than by sending elsewhere. */
  readonly redirect: Answer;
}

/** What the listeners of its Gateways make of a route. Source: Gateway API reference, Listener. */
export function listenerFacts(route: Route): ListenerFacts {
  const listeners = listenersOf(route);
  const secure = listeners.filter(({ protocol }) => protocol === 'HTTPS' || protocol === 'TLS');
  const plain = listeners.some(({ protocol }) => protocol === 'HTTP');
  // What goes through listeners of TCP and UDP is the workload's own affair.
  if (secure.length === 0 && !plain) return { tls: 'unknown', redirect: 'unknown' };
  const isPassedThrough = secure.every(({ tls }) => recordOf(tls).mode === 'Passthrough');
  const tls = secure.length === 0 ? 'no' : isPassedThrough ? 'passthrough' : 'yes';
  return { tls, redirect: plain && !onlyRedirects(route) ? 'no' : 'yes' };
}

/** Why nothing comes in by a route though all Gateways that it names are there; undefined where something may. */
export function refusalOf(route: Route): 'not-attached' | 'certificate-not-granted' | undefined {
  if (route.object.group !== 'gateway.networking.k8s.io') return undefined;
  const parents = listOf(route.spec.parentRefs).map(recordOf);
  const isWhole = parents.length > 0 && route.gateways.length === parents.length;
  if (!isWhole || listenersOf(route).length > 0) return undefined;
  return attachedTo(route).length > 0 ? 'certificate-not-granted' : 'not-attached';
}

/** Listeners that a route is attached to and that serve. */
function listenersOf(route: Route): readonly Labels[] {
  return attachedTo(route).flatMap(({ gateway, listener }) =>
    hasCertificate(route.inventory, gateway, listener) ? [listener] : [],
  );
}

/** A listener none of whose certificates it may have is not served. Source: Gateway API reference, GatewayTLSConfig.certificateRefs. */
function hasCertificate(inventory: Inventory, gateway: InventoryObject, { tls }: Labels): boolean {
  const { mode = 'Terminate', certificateRefs } = recordOf(tls);
  const secrets = listOf(certificateRefs)
    .map(recordOf)
    .filter(({ group = '', kind = 'Secret' }) => group === '' && kind === 'Secret');
  if (mode !== 'Terminate' || secrets.length === 0 || secrets.length < listOf(certificateRefs).length) return true;
  return secrets.some(({ namespace, name }) => {
    const to = { namespace: textOf(namespace ?? gateway.namespace ?? 'default'), name: textOf(name) };
    return grantOf(inventory, gateway, { kind: 'Secret', ...to }) !== 'no';
  });
}

/** Listeners that take a route: named by it or not, for its names, and open to its namespace. */
function attachedTo(route: Route): readonly { readonly gateway: InventoryObject; readonly listener: Labels }[] {
  return route.gateways.flatMap((gateway) => {
    const own = listOf(route.spec.parentRefs)
      .map(recordOf)
      .filter((parent) => parent.name === gateway.name && (parent.namespace ?? route.namespace) === gateway.namespace);
    return listOf(recordOf(gateway.object.spec).listeners)
      .map(recordOf)
      .filter((listener) =>
        own.some(
          ({ sectionName, port }) =>
            (sectionName === undefined || sectionName === listener.name) &&
            (port === undefined || port === listener.port),
        ),
      )
      .filter(({ hostname }) => typeof hostname !== 'string' || meets(hostname, listOf(route.spec.hostnames)))
      .filter(({ allowedRoutes }) => allows(recordOf(recordOf(allowedRoutes).namespaces), route, gateway.namespace))
      .map((listener) => ({ gateway, listener }));
  });
}

/** Only the Gateway's own namespace, unless it says otherwise. Where a namespace's labels aren't known, it may be. */
function allows(
  { from = 'Same', selector }: Labels,
  { namespace, inventory }: Route,
  home: string | undefined,
): boolean {
  if (from === 'All') return true;
  if (from === 'Same') return namespace === home;
  if (from !== 'Selector') return false;
  const object = inventory.find('/Namespace', undefined, namespace)?.object;
  return object === undefined || selectorMatches(recordOf(selector), recordOf(object.metadata?.labels));
}

/** Whether a listener's host name and some of a route's have names in common. A route without names has those of the listener. */
function meets(listener: string, hosts: readonly unknown[]): boolean {
  if (hosts.length === 0) return true;
  return hosts.some(
    (host) =>
      typeof host === 'string' &&
      (host === listener ||
        (listener.startsWith('*.') && host.endsWith(listener.slice(1))) ||
        (host.startsWith('*.') && listener.endsWith(host.slice(1)))),
  );
}

function onlyRedirects({ spec }: Route): boolean {
  const rules = listOf(spec.rules).map(recordOf);
  return rules.every(({ filters }) =>
    listOf(filters)
      .map(recordOf)
      .some(({ type, requestRedirect }) => type === 'RequestRedirect' && recordOf(requestRedirect).scheme === 'https'),
  );
}
