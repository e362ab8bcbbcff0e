import type { InventoryObject } from '../../../inventory/index.ts';
import { type Labels, listOf, recordOf, stringOf, textOf } from '../../../kubernetes/index.ts';
import type { Danger, RouteAnswers } from '../answers.ts';
import type { Controller } from '../controller.ts';
import { listenerFacts } from '../listeners.ts';
import type { Route } from '../route.ts';
import { ingressTls, oldestTls, saidOr, switchOf } from '../said.ts';

const prefix = 'traefik.ingress.kubernetes.io/';
const groups = ['traefik.io', 'traefik.containo.us'] as const;

/** Sources: https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/ (Ingress, IngressRoute, Middleware, TLSOption), v3.6. */
export const traefik: Controller = {
  id: 'traefik',
  product: 'Traefik',
  ingressControllers: ['traefik.io/ingress-controller'],
  classNames: ['traefik'],
  gatewayControllers: ['traefik.io/gateway-controller'],
  kinds: groups.flatMap((group) => ['IngressRoute', 'IngressRouteTCP'].map((kind) => `${group}/${kind}`)),
  image: /(^|\/)((mirrored-library-|hub-agent-)?traefik|traefikee)$/,
  prefixes: [prefix],
  answers,
};

function answers(route: Route): RouteAnswers {
  const chains = middlewares(route);
  const all = chains.known ? chains.each : [];
  // What one of the route's rules lacks, the route lacks.
  const every = (...fields: readonly string[]) =>
    all.length > 0 && all.every((chain) => chain.some((spec) => fields.some((field) => spec[field] !== undefined)));
  const limits = (field: string, number: string) =>
    all.length > 0 && all.every((chain) => chain.some((spec) => Number(textOf(recordOf(spec[field])[number])) > 0));
  const field = (...fields: readonly string[]) =>
    fields.find((one) => all.some((chain) => chain.some((spec) => spec[one] !== undefined)));
  const authentications = ['basicAuth', 'digestAuth', 'forwardAuth', 'oidc', 'jwt', 'apiKey', 'ldap', 'hmac'] as const;
  const by = field(...authentications);
  const limited = all.flat().flatMap((spec) => listOf(recordOf(spec.ipAllowList ?? spec.ipWhiteList).sourceRange));
  const isServed = route.served.length > 0;
  return {
    tls: tlsOf(route),
    redirect: redirectOf(route, tlsOf(route)),
    oldestTls: oldestTls(optionsOf(route)),
    authentication: every(...authentications)
      ? { is: 'yes', ...(by !== undefined && { by: `Middleware ${by}` }) }
      : { is: chains.known ? 'no' : 'unknown' },
    ranges: every('ipAllowList', 'ipWhiteList') ? limited.flatMap((range) => stringOf(range) ?? []) : [],
    // Without a number they limit nothing.
    rateLimit: saidOr(limits('rateLimit', 'average') || limits('inFlightReq', 'amount'), chains.known),
    bodyLimit: saidOr(limits('buffering', 'maxRequestBodyBytes'), chains.known),
    // Off unless it is asked for.
    accessLog: saidOr(switchOf(route.flag('accesslog')) === true, isServed && route.flag('configfile') === undefined),
    dangers: [...dangers(route)],
  };
}

function tlsOf(route: Route): RouteAnswers['tls'] {
  if (route.object.group === 'gateway.networking.k8s.io') return listenerFacts(route).tls;
  if (!route.object.kind.startsWith('IngressRoute'))
    return switchOf(route.annotation(`${prefix}router.tls`)) === true ? 'yes' : ingressTls(route);
  if (route.spec.tls === undefined) return 'no';
  return recordOf(route.spec.tls).passthrough === true ? 'passthrough' : 'yes';
}

/** A router with TLS does not answer without it; whole entry points may be redirected when the program is started. */
function redirectOf(route: Route, tls: RouteAnswers['tls']): RouteAnswers['redirect'] {
  if (route.object.group === 'gateway.networking.k8s.io') return listenerFacts(route).redirect;
  if (tls === 'yes' || tls === 'passthrough') return 'yes';
  const started = ['to', 'scheme'].some((name) =>
    ['web', 'http'].some(
      (point) => route.flag(`entrypoints.${point}.http.redirections.entrypoint.${name}`) !== undefined,
    ),
  );
  if (started) return 'yes';
  return route.served.length > 0 && route.flag('configfile') === undefined ? 'no' : 'unknown';
}

/** The lowest version by TLSOption: named by the route, else the one called `default`, else Traefik's own. */
function optionsOf(route: Route): string {
  const named = recordOf(recordOf(route.spec.tls).options);
  const annotated = /^(.+)@kubernetescrd$/.exec(route.annotation(`${prefix}router.tls.options`)?.value ?? '')?.[1];
  const all = route.inventory.ofKind(...groups.map((group) => `${group}/TLSOption`));
  const wanted = stringOf(named.name);
  const home = stringOf(named.namespace) ?? route.namespace;
  const option =
    wanted === undefined && annotated === undefined
      ? all.find(({ name }) => name === 'default')
      : all.find(
          ({ name, namespace }) => (name === wanted && namespace === home) || `${namespace}-${name}` === annotated,
        );
  if (option === undefined)
    return wanted === undefined && annotated === undefined && route.served.length > 0 ? 'TLS12' : '';
  return stringOf(recordOf(option.object.spec).minVersion) ?? 'TLS12';
}

interface Chains {
  /** What each of the route's rules goes through. */
  readonly each: readonly (readonly Labels[])[];
  /** Whether all that they name is in the input. */
  readonly known: boolean;
}

const deepest = 5;

function middlewares(route: Route): Chains {
  const all = route.inventory.ofKind(...groups.map((group) => `${group}/Middleware`));
  let known = true;
  const expand = (object: InventoryObject | undefined, depth = 0): readonly Labels[] => {
    if (object === undefined || depth > deepest) {
      known = false;
      return [];
    }
    const spec = recordOf(object.object.spec);
    const chain = listOf(recordOf(spec.chain).middlewares).map(recordOf);
    return [spec, ...chain.flatMap((one) => expand(named(one, object.namespace ?? 'default'), depth + 1))];
  };
  const named = (reference: Labels, home: string) => {
    const namespace = stringOf(reference.namespace) ?? home;
    return all.find((one) => one.name === reference.name && one.namespace === namespace);
  };
  if (route.object.kind.startsWith('IngressRoute')) {
    const rules = listOf(route.spec.routes).map((rule) => listOf(recordOf(rule).middlewares).map(recordOf));
    return { each: rules.map((rule) => rule.flatMap((one) => expand(named(one, route.namespace)))), known };
  }
  const names = (route.annotation(`${prefix}router.middlewares`)?.value ?? '').split(',').map((name) => name.trim());
  const chain = names
    .filter((name) => name !== '')
    .flatMap((name) => expand(all.find((one) => `${one.namespace}-${one.name}@kubernetescrd` === name)));
  return { each: [chain], known };
}

function* dangers(route: Route): Generator<Danger> {
  const flags = [
    ['api.insecure', 'admin-open'],
    ['providers.kubernetescrd.allowcrossnamespace', 'cross-namespace'],
    ['providers.kubernetescrd.allowexternalnameservices', 'external-names'],
    ['providers.kubernetesingress.allowexternalnameservices', 'external-names'],
    ['serverstransport.insecureskipverify', 'backend-unverified'],
    ['entrypoints.web.forwardedheaders.insecure', 'forwarded-headers'],
    ['entrypoints.websecure.forwardedheaders.insecure', 'forwarded-headers'],
  ] as const;
  for (const [name, code] of flags) {
    const found = route.flag(name);
    if (found !== undefined && switchOf(found) === true) yield { code, object: found.object, path: found.path };
  }
  for (const object of route.inventory.ofKind(...groups.map((group) => `${group}/ServersTransport`)))
    if (object.namespace === route.namespace && recordOf(object.object.spec).insecureSkipVerify === true)
      yield { code: 'backend-unverified', object, path: ['spec', 'insecureSkipVerify'] };
}
