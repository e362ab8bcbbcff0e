import type { Danger, RouteAnswers } from '../answers.ts';
import type { Controller } from '../controller.ts';
import { keyOf, type Route } from '../route.ts';
import { answerOf, ingressTls, isEveryone, oldestTls, rangesIn, saidOr, switchOf } from '../said.ts';

const prefix = 'nginx.ingress.kubernetes.io/';

/** Annotations that are written into NGINX's configuration as they are. */
const snippets = ['configuration-snippet', 'server-snippet', 'auth-snippet', 'modsecurity-snippet', 'stream-snippet'];

/**
 * Sources: https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/ and …/configmap/ (controller 1.15).
 * Retired in March 2026: https://kubernetes.io/blog/2025/11/11/ingress-nginx-retirement/
 */
export const ingressNginx: Controller = {
  id: 'ingress-nginx',
  product: 'ingress-nginx',
  ingressControllers: ['k8s.io/ingress-nginx', 'webapprouting.kubernetes.azure.com/nginx'],
  classNames: ['nginx', 'webapprouting.kubernetes.azure.com'],
  gatewayControllers: [],
  kinds: [],
  image: /(^|\/)(ingress-nginx\/controller(-chroot)?|(ingress-nginx|nginx-ingress)-controller(-\w+)?)$/,
  prefixes: [prefix],
  retired: 'https://kubernetes.io/blog/2025/11/11/ingress-nginx-retirement/',
  answers,
};

function answers(route: Route): RouteAnswers {
  const own = (...names: readonly string[]) => route.annotation(...names.map((name) => prefix + name));
  const map = route.settings('configmap', 'ingress-nginx-controller', 'nginx-configuration');
  const known = route.knowsDefaults(map);
  const set = (key: string) => keyOf(map, key);
  const withDefault = (value: boolean | undefined, standard: boolean) => value ?? (known ? standard : undefined);
  const forced = switchOf(own('force-ssl-redirect')) ?? switchOf(set('force-ssl-redirect'));
  const redirected = withDefault(switchOf(own('ssl-redirect')) ?? switchOf(set('ssl-redirect')), true);
  const ranges = own('whitelist-source-range', 'allowlist-source-range') ?? set('whitelist-source-range');
  const body = own('proxy-body-size')?.value ?? set('proxy-body-size')?.value;
  const isLogged = switchOf(own('enable-access-log'));
  const isUnlogged = withDefault(switchOf(set('disable-access-log')), false);
  const isPassedThrough = switchOf(own('ssl-passthrough')) === true;
  return {
    tls: isPassedThrough ? 'passthrough' : ingressTls(route),
    redirect: forced === true ? 'yes' : answerOf(redirected),
    oldestTls: oldestTls(set('ssl-protocols')?.value ?? (known ? 'TLSv1.2 TLSv1.3' : '')),
    authentication: authentication(route, known),
    ranges: rangesIn(ranges),
    rateLimit: saidOr(own('limit-rps', 'limit-rpm', 'limit-connections') !== undefined, true),
    // 1 MB where nothing says otherwise, 0 is no limit.
    bodyLimit: body === undefined ? (known ? 'yes' : 'unknown') : /^0[kmg]?$/i.test(body.trim()) ? 'no' : 'yes',
    accessLog: isLogged === false ? 'no' : answerOf(isUnlogged === undefined ? undefined : !isUnlogged),
    dangers: [...dangers(route)],
  };
}

function authentication(route: Route, known: boolean): RouteAnswers['authentication'] {
  const verified = route.annotation(`${prefix}auth-tls-verify-client`)?.value ?? 'on';
  const certificates = verified === 'on' ? [`${prefix}auth-tls-secret`] : [];
  const own = route.annotation(`${prefix}auth-url`, `${prefix}auth-type`, ...certificates);
  if (own !== undefined) return { is: 'yes', by: String(own.path.at(-1)) };
  const map = route.settings('configmap', 'ingress-nginx-controller', 'nginx-configuration');
  const everywhere = keyOf(map, 'global-auth-url');
  const isOff = switchOf(route.annotation(`${prefix}enable-global-auth`)) === false;
  if (everywhere !== undefined && everywhere.value !== '' && !isOff) return { is: 'yes', by: 'global-auth-url' };
  // A snippet may ask for authentication.
  return { is: route.annotation(...snippets.map((name) => prefix + name)) === undefined && known ? 'no' : 'unknown' };
}

function* dangers(route: Route): Generator<Danger> {
  for (const name of snippets) {
    const found = route.annotation(prefix + name);
    if (found !== undefined) yield { code: 'snippet', object: found.object, path: found.path };
  }
  const origin = route.annotation(`${prefix}cors-allow-origin`);
  const isShared = switchOf(route.annotation(`${prefix}enable-cors`)) === true;
  // Credentials are allowed, and every origin, where nothing says otherwise.
  const withCredentials = switchOf(route.annotation(`${prefix}cors-allow-credentials`)) !== false;
  const enabled = route.annotation(`${prefix}enable-cors`);
  if (isShared && withCredentials && (origin === undefined || origin.value.includes('*')))
    yield { code: 'cors-any-origin', object: route.object, path: (origin ?? enabled)?.path ?? [] };
  const protocol = route.annotation(`${prefix}backend-protocol`);
  const isSecure = protocol?.value === 'HTTPS' || protocol?.value === 'GRPCS';
  if (protocol !== undefined && isSecure && switchOf(route.annotation(`${prefix}proxy-ssl-verify`)) !== true)
    yield { code: 'backend-unverified', object: protocol.object, path: protocol.path };
  const map = route.settings('configmap', 'ingress-nginx-controller', 'nginx-configuration');
  const forwarded = keyOf(map, 'use-forwarded-headers');
  const trusted = keyOf(map, 'proxy-real-ip-cidr')?.value ?? '0.0.0.0/0';
  if (forwarded !== undefined && switchOf(forwarded) === true && trusted.split(',').some(isEveryone))
    yield { code: 'forwarded-headers', object: forwarded.object, path: forwarded.path };
  const allowed = keyOf(map, 'allow-snippet-annotations');
  if (allowed !== undefined && switchOf(allowed) === true)
    yield { code: 'snippet', object: allowed.object, path: allowed.path };
  const across = keyOf(map, 'allow-cross-namespace-resources');
  if (across !== undefined && switchOf(across) === true)
    yield { code: 'cross-namespace', object: across.object, path: across.path };
}
