import type { Danger, RouteAnswers } from '../answers.ts';
import type { Controller } from '../controller.ts';
import { listenerFacts } from '../listeners.ts';
import { keyOf, type Route, type Setting } from '../route.ts';
import { answerOf, ingressTls, rangesIn, saidOr, switchOf } from '../said.ts';

const prefixes = ['haproxy-ingress.github.io/', 'ingress.kubernetes.io/'] as const;

/**
 * Source: https://haproxy-ingress.github.io/docs/configuration/keys/ (0.15). Keys are annotations of Ingresses, those of backends also of
 * Services, or of the global ConfigMap.
 */
export const haproxyIngress: Controller = {
  id: 'haproxy-ingress',
  product: 'HAProxy Ingress',
  ingressControllers: ['haproxy-ingress.github.io/controller'],
  classNames: [],
  gatewayControllers: ['haproxy-ingress.github.io/controller'],
  kinds: [],
  image: /(^|\/)haproxy-ingress$/,
  prefixes,
  answers,
};

function answers(route: Route): RouteAnswers {
  const map = route.settings('configmap', 'haproxy-ingress');
  const known = route.knowsDefaults(map);
  const said = (...names: readonly string[]) =>
    route.annotation(...names.flatMap((name) => prefixes.map((prefix) => prefix + name))) ??
    names.map((name) => keyOf(map, name)).find((setting) => setting !== undefined);
  const isGateway = route.gateways.length > 0;
  const isPassedThrough = switchOf(said('ssl-passthrough')) === true;
  // A certificate that is optional need not be there.
  const certificates = (said('auth-tls-verify-client')?.value ?? 'on') === 'on' ? ['auth-tls-secret'] : [];
  const authentication = said('auth-secret', 'auth-url', 'oauth', ...certificates);
  const options = said('ssl-options')?.value;
  // The default is "no-sslv3 no-tlsv10 no-tlsv11 no-tls-tickets".
  const oldest = options === undefined || /no-tlsv11|ssl-min-ver\s+TLSv1\.[23]/.test(options) ? '1.2' : '1.0';
  const body = said('proxy-body-size')?.value;
  return {
    tls: isGateway ? listenerFacts(route).tls : isPassedThrough ? 'passthrough' : ingressTls(route),
    redirect: answerOf(switchOf(said('ssl-redirect')) ?? (known ? true : undefined)),
    oldestTls: known || options !== undefined ? oldest : undefined,
    authentication:
      authentication === undefined
        ? { is: known ? 'no' : 'unknown' }
        : { is: 'yes', by: String(authentication.path.at(-1)) },
    ranges: rangesIn(said('allowlist-source-range', 'whitelist-source-range')),
    rateLimit: saidOr(said('limit-rps', 'limit-connections') !== undefined, known),
    bodyLimit: saidOr(body !== undefined && body !== 'unlimited' && body !== '0', known),
    accessLog: answerOf(known ? said('syslog-endpoint') !== undefined : undefined),
    dangers: [...dangers(route, keyOf(map, 'forwardfor'))],
  };
}

function* dangers(route: Route, forwarded: Setting | undefined): Generator<Danger> {
  const keys = (name: string) => prefixes.map((prefix) => prefix + name);
  for (const name of ['config-backend', 'config-backend-early', 'config-backend-late'])
    for (const found of [route.annotation(...keys(name)), route.ofServices(...keys(name))])
      if (found !== undefined) yield { code: 'snippet', object: found.object, path: found.path };
  const own = (name: string) => route.ofServices(...keys(name)) ?? route.annotation(...keys(name));
  const protocol = own('backend-protocol');
  const secure = /-ssl$|^https$|^grpcs$/i.test(protocol?.value ?? '') ? protocol : own('secure-backends');
  const isSecure = secure === protocol || switchOf(secure) === true;
  if (secure !== undefined && isSecure && own('secure-verify-ca-secret') === undefined)
    yield { code: 'backend-unverified', object: secure.object, path: secure.path };
  // The client's own header stays.
  if (forwarded !== undefined && /^(?:ignore|ifmissing)$/.test(forwarded.value.trim()))
    yield { code: 'forwarded-headers', object: forwarded.object, path: forwarded.path };
}
