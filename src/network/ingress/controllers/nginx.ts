import type { InventoryObject } from '../../../inventory/index.ts';
import type { Danger, RouteAnswers } from '../answers.ts';
import type { Controller } from '../controller.ts';
import { tagOf } from '../images.ts';
import { listenerFacts } from '../listeners.ts';
import { keyOf, type Route } from '../route.ts';
import { answerOf, ingressTls, isEveryone, oldestTls, saidOr, switchOf } from '../said.ts';

/**
 * F5's controller, not the project of the same words.
 * Sources: https://docs.nginx.com/nginx-ingress-controller/configuration/ingress-resources/advanced-configuration-with-annotations/ and
 * …/configuration/global-configuration/configmap-resource/ (5.3); nginx.org, ssl_protocols (1.0 and 1.1 are off since 1.27.3).
 */
export const nginx: Controller = {
  id: 'nginx',
  product: 'NGINX Ingress Controller',
  ingressControllers: ['nginx.org/ingress-controller'],
  classNames: [],
  gatewayControllers: ['gateway.nginx.org/nginx-gateway-controller'],
  kinds: [],
  image: /(^|\/)nginx(-plus)?-ingress$|(^|\/)nginx-gateway-fabric\/nginx(-plus)?$/,
  prefixes: ['nginx.org/', 'nginx.com/', 'appprotect.f5.com/'],
  answers,
};

const snippets = ['server-snippets', 'location-snippets'] as const;

function answers(route: Route): RouteAnswers {
  const map = route.settings('nginx-configmaps', 'nginx-config', 'nginx-ingress');
  const known = route.knowsDefaults(map);
  const isGateway = route.gateways.length > 0;
  const facts = listenerFacts(route);
  const redirected =
    switchOf(route.annotation('nginx.org/ssl-redirect', 'ingress.kubernetes.io/ssl-redirect')) ??
    switchOf(keyOf(map, 'ssl-redirect'));
  const authentication = route.annotation(
    'nginx.org/basic-auth-secret',
    'nginx.com/jwt-key',
    'appprotect.f5.com/app-protect-policy',
  );
  const policy = route.annotation('nginx.org/policies');
  const body = (route.annotation('nginx.org/client-max-body-size') ?? keyOf(map, 'client-max-body-size'))?.value;
  const isRehearsed = switchOf(route.annotation('nginx.org/limit-req-dry-run')) === true;
  const isUnlogged = switchOf(keyOf(map, 'access-log-off'));
  return {
    tls: isGateway ? facts.tls : ingressTls(route),
    redirect: isGateway ? facts.redirect : answerOf(redirected ?? (known ? true : undefined)),
    oldestTls: oldestTls(keyOf(map, 'ssl-protocols')?.value ?? (known && isRecent(route) ? 'TLSv1.2' : '')),
    authentication:
      authentication !== undefined && authentication.path.at(-1) !== 'appprotect.f5.com/app-protect-policy'
        ? { is: 'yes', by: String(authentication.path.at(-1)) }
        : { is: policy !== undefined || isGateway ? 'unknown' : 'no' },
    ranges: [],
    rateLimit:
      isGateway || policy !== undefined
        ? 'unknown'
        : saidOr(route.annotation('nginx.org/limit-req-rate') !== undefined && !isRehearsed, true),
    bodyLimit: body === undefined ? (known ? 'yes' : 'unknown') : body === '0' ? 'no' : 'yes',
    accessLog: answerOf(isUnlogged === undefined ? (known ? true : undefined) : !isUnlogged),
    dangers: [...dangers(route, map)],
  };
}

/** Where nothing is said NGINX's own standard counts: releases from 5.0 on bring one that begins at TLS 1.2. */
function isRecent({ served }: Route): boolean {
  const tags = served.flatMap(({ template }) => template.containers.map(({ container }) => tagOf(container)));
  return tags.some((tag) => Number(/^v?(\d{1,3})\./.exec(tag)?.[1] ?? 0) >= 5);
}

function* dangers(route: Route, map: InventoryObject | undefined): Generator<Danger> {
  const secure = route.annotation('nginx.org/ssl-services');
  if (secure !== undefined && secure.value.trim() !== '')
    yield { code: 'backend-unverified', object: secure.object, path: secure.path };
  const trusted = keyOf(map, 'set-real-ip-from');
  if (trusted?.value.split(',').some((range) => isEveryone(range)))
    yield { code: 'forwarded-headers', object: trusted.object, path: trusted.path };
  for (const name of snippets) {
    const found = route.annotation(`nginx.org/${name}`);
    if (found !== undefined) yield { code: 'snippet', object: found.object, path: found.path };
  }
  const allowed = route.flag('enable-snippets');
  if (allowed !== undefined && switchOf(allowed) === true)
    yield { code: 'snippet', object: allowed.object, path: allowed.path };
}
