import type { InventoryObject } from '../../../inventory/index.ts';
import { listOf, recordOf, stringOf, textOf } from '../../../kubernetes/index.ts';
import type { Danger, RouteAnswers } from '../answers.ts';
import type { Controller } from '../controller.ts';
import { listenerFacts } from '../listeners.ts';
import type { Route } from '../route.ts';
import { ingressTls, saidOr } from '../said.ts';

/** Sources: https://developer.konghq.com/kubernetes-ingress-controller/reference/annotations/, Kong Gateway 3.12 configuration reference. */
export const kong: Controller = {
  id: 'kong',
  product: 'Kong',
  ingressControllers: ['ingress-controllers.konghq.com/kong'],
  classNames: ['kong'],
  gatewayControllers: ['konghq.com/kic-gateway-controller', 'konghq.com/gateway-operator'],
  kinds: [],
  image: /(^|\/)kong(-gateway)?(\/kong(-gateway)?)?$/,
  prefixes: ['konghq.com/'],
  answers,
};

const authentications: readonly string[] = [
  ...['key-auth', 'key-auth-enc', 'basic-auth', 'jwt', 'jwt-signer', 'oauth2', 'oauth2-introspection', 'hmac-auth'],
  ...['ldap-auth', 'ldap-auth-advanced', 'openid-connect', 'mtls-auth', 'saml', 'vault-auth'],
];
const rateLimits: readonly string[] = ['rate-limiting', 'rate-limiting-advanced', 'service-protection'];

function answers(route: Route): RouteAnswers {
  const { plugins, known } = pluginsOf(route);
  const one = (names: readonly string[]) => plugins.find(({ plugin }) => names.includes(plugin));
  const authentication = one(authentications);
  const restriction = one(['ip-restriction']);
  const protocols = route
    .annotation('konghq.com/protocols')
    ?.value.split(',')
    .map((name) => name.trim());
  const isGateway = route.gateways.length > 0;
  const facts = listenerFacts(route);
  const isServed = route.served.length > 0;
  const log = route.variable('KONG_PROXY_ACCESS_LOG')?.value;
  return {
    tls: isGateway ? facts.tls : ingressTls(route),
    redirect: isGateway ? facts.redirect : protocols === undefined || protocols.includes('http') ? 'no' : 'yes',
    // Set by the cipher suite: "old" speaks TLS 1.0, the others begin with 1.2.
    oldestTls: !isServed ? undefined : route.variable('KONG_SSL_CIPHER_SUITE')?.value === 'old' ? '1.0' : '1.2',
    // With an anonymous consumer who has no credentials gets in as that one, and what it may do is said elsewhere.
    authentication:
      authentication === undefined
        ? { is: known ? 'no' : 'unknown' }
        : {
            is: textOf(recordOf(authentication.config).anonymous) === '' ? 'yes' : 'unknown',
            by: `KongPlugin ${authentication.plugin}`,
          },
    ranges: listOf(recordOf(restriction?.config).allow).flatMap((range) => stringOf(range) ?? []),
    rateLimit: saidOr(one(rateLimits) !== undefined, known),
    bodyLimit: saidOr(one(['request-size-limiting']) !== undefined, known),
    accessLog: !isServed ? 'unknown' : log === 'off' || log === '/dev/null' ? 'no' : 'yes',
    dangers: [...dangers(route, plugins)],
  };
}

interface Plugin {
  readonly plugin: string;
  readonly config: unknown;
  readonly object: InventoryObject;
}

/** Plugins that the route, its Services and the whole gateway use; `known`: all that are named are in the input. */
function pluginsOf(route: Route): { plugins: readonly Plugin[]; known: boolean } {
  const { inventory, namespace } = route;
  const names = (route.annotation('konghq.com/plugins')?.value ?? '').split(',').map((name) => name.trim());
  const filters = listOf(route.spec.rules)
    .flatMap((rule) => listOf(recordOf(rule).filters))
    .map((filter) => recordOf(recordOf(filter).extensionRef))
    .flatMap(({ kind, name }) => (kind === 'KongPlugin' ? (stringOf(name) ?? []) : []));
  const wanted = [...names, ...filters].filter((name) => name !== '');
  const named = wanted.map(
    (name) =>
      inventory.find('configuration.konghq.com/KongPlugin', namespace, name) ??
      route.named('configuration.konghq.com/KongClusterPlugin', name),
  );
  const everywhere = inventory
    .ofKind('configuration.konghq.com/KongClusterPlugin')
    .filter(({ object }) => recordOf(object.metadata?.labels).global === 'true');
  const objects = [...named.filter((object) => object !== undefined), ...everywhere];
  return {
    plugins: objects
      .filter(({ object }) => object.disabled !== true)
      .map((object) => ({ plugin: stringOf(object.object.plugin) ?? '', config: object.object.config, object })),
    // Global plugins are seen where the gateway is.
    known: !named.includes(undefined) && (route.served.length > 0 || inventory.isWhole),
  };
}

function* dangers(route: Route, plugins: readonly Plugin[]): Generator<Danger> {
  for (const { plugin, object } of plugins)
    if (plugin === 'pre-function' || plugin === 'post-function') yield { code: 'code', object, path: ['config'] };
  const admin = route.variable('KONG_ADMIN_LISTEN');
  if (admin !== undefined && /(^|[,\s])(0\.0\.0\.0|\[::\]):/.test(admin.value))
    yield { code: 'admin-open', object: admin.object, path: admin.path };
  const cors = plugins.find(({ plugin }) => plugin === 'cors');
  const config = recordOf(cors?.config);
  if (cors !== undefined && config.credentials === true && listOf(config.origins).includes('*'))
    yield { code: 'cors-any-origin', object: cors.object, path: ['config', 'origins'] };
}
