import type { InventoryObject } from '../../../inventory/index.ts';
import { type Labels, recordOf, stringOf, textOf } from '../../../kubernetes/index.ts';
import { backendsFrom } from '../../routes.ts';
import { servicesOf } from '../../services.ts';
import type { Front, RouteAnswers } from '../answers.ts';
import type { Controller } from '../controller.ts';
import { listenerFacts } from '../listeners.ts';
import type { Route } from '../route.ts';
import { ingressTls, saidOr, switchOf } from '../said.ts';

/**
 * Sources: https://cloud.google.com/kubernetes-engine/docs/how-to/ingress-configuration (FrontendConfig, BackendConfig),
 * https://cloud.google.com/load-balancing/docs/ssl-policies-concepts (without a policy: the profile COMPATIBLE, TLS 1.0).
 */
export const gcp: Controller = {
  id: 'gcp',
  product: 'Google Cloud load balancers',
  ingressControllers: [],
  classNames: ['gce', 'gce-internal'],
  gatewayControllers: ['networking.gke.io/gateway'],
  kinds: [],
  image: undefined,
  prefixes: ['networking.gke.io/', 'ingress.gcp.kubernetes.io/', 'cloud.google.com/'],
  answers,
};

/** Annotations that name a certificate kept in the cloud. */
const certificates = [
  'ingress.gcp.kubernetes.io/pre-shared-cert',
  'networking.gke.io/managed-certificates',
  'networking.gke.io/certmap',
];

function answers(route: Route): RouteAnswers {
  if (route.gateways.length > 0) return gatewayAnswers(route);
  const frontend = recordOf(frontendOf(route)?.object.spec);
  const backends = backendConfigs(route);
  const every = (field: string, test: (value: Labels) => boolean) =>
    backends.length > 0 && backends.every((spec) => spec !== undefined && test(recordOf(spec[field])));
  const known = !backends.includes(undefined);
  const hasTls = ingressTls(route) === 'yes' || route.annotation(...certificates) !== undefined;
  const isSecureOnly = switchOf(route.annotation('kubernetes.io/ingress.allow-http')) === false;
  const name =
    stringOf(route.annotations['kubernetes.io/ingress.class']) ?? stringOf(route.spec.ingressClassName) ?? 'gce';
  return {
    tls: hasTls ? 'yes' : 'no',
    redirect: isSecureOnly || recordOf(frontend.redirectToHttps).enabled === true ? 'yes' : 'no',
    // What a policy by its name allows is said in the cloud only.
    oldestTls: frontend.sslPolicy === undefined ? '1.0' : undefined,
    authentication: every('iap', ({ enabled }) => enabled === true)
      ? { is: 'yes', by: 'BackendConfig iap' }
      : { is: known ? 'no' : 'unknown' },
    ranges: [],
    rateLimit: every('securityPolicy', (policy) => policy.name !== undefined) ? 'unknown' : saidOr(false, known),
    bodyLimit: 'no',
    // On unless a BackendConfig switches it off. Source: "HTTP access logging".
    accessLog: backends.some((spec) => recordOf(spec?.logging).enable === false) ? 'no' : known ? 'yes' : 'unknown',
    dangers: [],
    front: name === 'gce-internal' ? { zone: 'company', by: 'said' } : { zone: 'internet', by: 'default' },
  };
}

function frontendOf(route: Route): InventoryObject | undefined {
  const name = route.annotation('networking.gke.io/v1beta1.FrontendConfig')?.value;
  return name === undefined
    ? undefined
    : route.inventory.find('networking.gke.io/FrontendConfig', route.namespace, name);
}

/** The BackendConfig of each Service behind it: an empty one where it has none, undefined where it isn't in the input. */
function backendConfigs(route: Route): readonly (Labels | undefined)[] {
  const services = servicesOf(route.inventory);
  const names = new Set(backendsFrom(route.object, route.inventory).map(({ service }) => service));
  return [...names].map((name) => {
    const service = services.find(route.namespace, name);
    if (service === undefined) return undefined;
    const said = textOf(recordOf(service.object.object.metadata?.annotations)['cloud.google.com/backend-config']);
    if (said === '') return {};
    // JSON: {"default": "config", "ports": {"http": "config"}}
    const config = /"(?:default|ports)"\s*:\s*(?:\{\s*"[^"]*"\s*:\s*)?"([^"]+)"/.exec(said.slice(0, 2000))?.[1];
    const found = route.inventory.find('cloud.google.com/BackendConfig', route.namespace, config ?? '');
    return found === undefined ? undefined : recordOf(found.object.spec);
  });
}

/** Classes say it by their names. Source: https://cloud.google.com/kubernetes-engine/docs/concepts/gateway-api#gatewayclass */
function gatewayAnswers(route: Route): RouteAnswers {
  const name = stringOf(recordOf(route.gateways[0]?.object.spec).gatewayClassName) ?? '';
  const front: Front = /rilb|internal/.test(name)
    ? { zone: 'company', by: 'said' }
    : { zone: /external|gxlb/.test(name) ? 'internet' : 'unknown', by: 'said' };
  return {
    ...listenerFacts(route),
    oldestTls: undefined,
    authentication: { is: 'unknown' },
    ranges: [],
    rateLimit: 'unknown',
    bodyLimit: 'no',
    accessLog: 'unknown',
    dangers: [],
    front,
  };
}
