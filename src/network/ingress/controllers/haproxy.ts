import type { Danger, RouteAnswers } from '../answers.ts';
import type { Controller } from '../controller.ts';
import { listenerFacts } from '../listeners.ts';
import { keyOf, type Route, type Setting } from '../route.ts';
import { ingressTls, rangesIn, saidOr, switchOf } from '../said.ts';

const prefixes = ['haproxy.org/', 'haproxy.com/', 'ingress.kubernetes.io/'] as const;

/**
 * Annotations may have any of three prefixes, and stand (each of some of these) on the Service, on the Ingress, and as keys of the
 * controller's ConfigMap for all, in that order. Sources: github.com/haproxytech/kubernetes-ingress, documentation/annotations.md (3.2),
 * documentation/controller.md; https://www.haproxy.com/documentation/kubernetes-ingress/community/configuration-reference/ingress/.
 */
export const haproxy: Controller = {
  id: 'haproxy',
  product: 'HAProxy Kubernetes Ingress Controller',
  ingressControllers: ['haproxy.org/ingress-controller'],
  classNames: ['haproxy'],
  gatewayControllers: ['haproxy.org/gateway-controller'],
  kinds: [],
  image: /(^|\/)(kubernetes-ingress|haproxy-ingress-controller)$/,
  prefixes,
  answers,
};

const keys = (name: string) => prefixes.map((prefix) => prefix + name);

function answers(route: Route): RouteAnswers {
  const map = route.settings('configmap', 'haproxy-kubernetes-ingress', 'haproxy-configmap');
  const known = route.knowsDefaults(map);
  const said = (...names: readonly string[]) =>
    route.annotation(...names.flatMap(keys)) ??
    names.map((name) => keyOf(map, name)).find((setting) => setting !== undefined);
  const isGateway = route.gateways.length > 0;
  const isPassedThrough = switchOf(route.ofServices(...keys('ssl-passthrough')) ?? said('ssl-passthrough')) === true;
  // Redirects where the Ingress has a certificate, unless it is told not to.
  const redirected = switchOf(said('ssl-redirect')) ?? (known && route.hasTls ? true : undefined);
  return {
    tls: isGateway ? listenerFacts(route).tls : isPassedThrough ? 'passthrough' : ingressTls(route),
    redirect: redirected === undefined ? (known ? 'no' : 'unknown') : redirected ? 'yes' : 'no',
    // What HAProxy speaks is part of its global section, which is free text.
    oldestTls: undefined,
    authentication: authentication(said('auth-type'), map, known),
    ranges: rangesIn(said('allow-list', 'whitelist')),
    rateLimit: saidOr(said('rate-limit-requests') !== undefined, known),
    // It has no setting for it.
    bodyLimit: 'no',
    accessLog: isLogged(keyOf(map, 'syslog-server')?.value) ? 'yes' : known ? 'no' : 'unknown',
    dangers: [...dangers(route, said, map)],
  };
}

type Said = (...names: readonly string[]) => Setting | undefined;

/** Certificates of clients are asked for by the ConfigMap alone; optional ones may be missing or wrong. */
function authentication(
  type: Setting | undefined,
  map: ReturnType<Route['settings']>,
  known: boolean,
): RouteAnswers['authentication'] {
  if (type !== undefined) return { is: 'yes', by: String(type.path.at(-1)) };
  const isAsked = keyOf(map, 'client-ca') !== undefined && switchOf(keyOf(map, 'client-crt-optional')) !== true;
  return isAsked ? { is: 'yes', by: 'client-ca' } : { is: known ? 'no' : 'unknown' };
}

/** Requests are logged at level info: the standard is a server at 127.0.0.1 that gets notices and worse. */
function isLogged(servers: string | undefined): boolean {
  const lines = (servers ?? '').split('\n').filter((line) => line.includes('address'));
  return lines.some((line) => /\blevel\s*:\s*(\w+)/.exec(line)?.[1]?.match(/^(?:info|debug)$/) !== null);
}

function* dangers(route: Route, said: Said, map: ReturnType<Route['settings']>): Generator<Danger> {
  const forbidden = (route.flag('disable-config-snippets')?.value ?? '').split(',').map((word) => word.trim());
  const snippet = keys('backend-config-snippet');
  const found = [
    ...(forbidden.includes('all') || forbidden.includes('backend')
      ? []
      : [route.annotation(...snippet), route.ofServices(...snippet)]),
    route.ofServices(...keys('route-acl')),
  ];
  for (const one of found) if (one !== undefined) yield { code: 'snippet', object: one.object, path: one.path };
  const secure = route.ofServices(...keys('server-ssl')) ?? said('server-ssl');
  const verified = route.ofServices(...keys('server-ca')) ?? said('server-ca');
  if (secure !== undefined && switchOf(secure) === true && verified === undefined)
    yield { code: 'backend-unverified', object: secure.object, path: secure.path };
  const shared = said('cors-enable');
  const origin = said('cors-allow-origin')?.value ?? '*';
  const isAny = origin === '*' || /^\^?(?:https?:\/\/)?\.[*+]\$?$/.test(origin);
  if (shared !== undefined && switchOf(shared) === true && switchOf(said('cors-allow-credentials')) === true && isAny)
    yield { code: 'cors-any-origin', object: shared.object, path: shared.path };
  // The address of the client is what a header says.
  const header = route.annotation(...keys('src-ip-header')) ?? keyOf(map, 'src-ip-header');
  if (header !== undefined && header.value !== '' && header.value !== 'null')
    yield { code: 'forwarded-headers', object: header.object, path: header.path };
}
