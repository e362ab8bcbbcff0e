import type { Danger, RouteAnswers } from '../answers.ts';
import type { Controller } from '../controller.ts';
import { listenerFacts } from '../listeners.ts';
import { keyOf, type Route } from '../route.ts';
import { ingressTls, rangesIn, saidOr, switchOf } from '../said.ts';

const prefix = 'haproxy.org/';

/**
 * Every annotation may stand on the Ingress, or as a key of the controller's ConfigMap for all.
 * Source: https://www.haproxy.com/documentation/kubernetes-ingress/community/configuration-reference/ingress/ (3.1).
 */
export const haproxy: Controller = {
  id: 'haproxy',
  product: 'HAProxy Kubernetes Ingress Controller',
  ingressControllers: ['haproxy.org/ingress-controller'],
  classNames: ['haproxy'],
  gatewayControllers: ['haproxy.org/gateway-controller'],
  kinds: [],
  image: /(^|\/)(kubernetes-ingress|haproxy-ingress-controller)$/,
  prefixes: [prefix, 'haproxy.com/'],
  answers,
};

function answers(route: Route): RouteAnswers {
  const map = route.settings('configmap', 'haproxy-kubernetes-ingress', 'haproxy-configmap');
  const known = route.knowsDefaults(map);
  const said = (...names: readonly string[]) =>
    route.annotation(...names.map((name) => prefix + name)) ??
    names.map((name) => keyOf(map, name)).find((setting) => setting !== undefined);
  const isGateway = route.gateways.length > 0;
  const isPassedThrough = switchOf(said('ssl-passthrough')) === true;
  // Redirects where the Ingress has a certificate, unless it is told not to.
  const redirected = switchOf(said('ssl-redirect')) ?? (known && route.hasTls ? true : undefined);
  const authentication = said('auth-type', 'client-ca');
  return {
    tls: isGateway ? listenerFacts(route).tls : isPassedThrough ? 'passthrough' : ingressTls(route),
    redirect: redirected === undefined ? (known ? 'no' : 'unknown') : redirected ? 'yes' : 'no',
    // What HAProxy speaks is part of its global section, which is free text.
    oldestTls: undefined,
    authentication:
      authentication === undefined
        ? { is: known ? 'no' : 'unknown' }
        : { is: 'yes', by: String(authentication.path.at(-1)) },
    ranges: rangesIn(said('allow-list', 'whitelist')),
    rateLimit: saidOr(said('rate-limit-requests') !== undefined, known),
    // It has no setting for it.
    bodyLimit: 'no',
    accessLog: known ? 'yes' : 'unknown',
    dangers: [...dangers(route, map)],
  };
}

function* dangers(route: Route, map: ReturnType<Route['settings']>): Generator<Danger> {
  for (const name of ['backend-config-snippet', 'route-acl', 'frontend-config-snippet']) {
    const found = route.annotation(prefix + name);
    if (found !== undefined) yield { code: 'snippet', object: found.object, path: found.path };
  }
  const secure = route.annotation(`${prefix}server-ssl`) ?? keyOf(map, 'server-ssl');
  const verified = route.annotation(`${prefix}server-ca`) ?? keyOf(map, 'server-ca');
  if (secure !== undefined && switchOf(secure) === true && verified === undefined)
    yield { code: 'backend-unverified', object: secure.object, path: secure.path };
  const shared = route.annotation(`${prefix}cors-enable`);
  const origin = route.annotation(`${prefix}cors-allow-origin`);
  const withCredentials = switchOf(route.annotation(`${prefix}cors-allow-credentials`)) === true;
  if (shared !== undefined && switchOf(shared) === true && withCredentials && (origin?.value ?? '*') === '*')
    yield { code: 'cors-any-origin', object: shared.object, path: shared.path };
}
