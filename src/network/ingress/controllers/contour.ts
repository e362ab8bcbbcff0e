import { type Labels, listOf, recordOf, stringOf } from '../../../kubernetes/index.ts';
import type { RouteAnswers } from '../answers.ts';
import type { Controller } from '../controller.ts';
import { runsBeside } from '../images.ts';
import { listenerFacts } from '../listeners.ts';
import { keyOf, type Route } from '../route.ts';
import { ingressTls, oldestTls, saidOr, switchOf } from '../said.ts';

/**
 * Sources: https://projectcontour.io/docs/1.33/config/annotations/, …/config/api/ (HTTPProxy), …/configuration/ (contour.yaml).
 * Envoy writes access logs to standard output unless `accesslog-level: disabled`.
 */
export const contour: Controller = {
  id: 'contour',
  product: 'Contour',
  ingressControllers: ['projectcontour.io/ingress-controller', 'projectcontour.io/projectcontour/contour'],
  classNames: ['contour'],
  gatewayControllers: ['projectcontour.io/gateway-controller'],
  kinds: ['projectcontour.io/HTTPProxy'],
  image: /(^|\/)envoy(-distroless)?$/,
  receives: ({ namespace }, inventory) => runsBeside(inventory, namespace, /(^|\/)contour$/),
  prefixes: ['projectcontour.io/'],
  answers,
};

function answers(route: Route): RouteAnswers {
  const map = route.settings(undefined, 'contour');
  const known = route.knowsDefaults(map);
  const file = keyOf(map, 'contour.yaml')?.value ?? '';
  const shared = {
    // Envoy has no limit of its own for bodies that are not kept.
    bodyLimit: 'no',
    accessLog: known ? (/^accesslog-level:\s*disabled/m.test(file) ? 'no' : 'yes') : 'unknown',
    dangers: [],
  } as const;
  const fileVersion = oldestTls(/minimum-protocol-version:\s*["']?([\d.]+)/.exec(file)?.[1]?.replace(/^/, 'TLS') ?? '');
  const standard = fileVersion ?? (known ? '1.2' : undefined);
  if (route.object.kind === 'HTTPProxy') return { ...shared, ...proxyAnswers(route, standard) };
  if (route.gateways.length > 0) {
    const { tls, redirect } = listenerFacts(route);
    return {
      ...shared,
      tls,
      redirect,
      oldestTls: standard,
      authentication: { is: 'unknown' },
      ranges: [],
      rateLimit: 'unknown',
    };
  }
  const said = route.annotation('projectcontour.io/tls-minimum-protocol-version');
  const forced = switchOf(route.annotation('ingress.kubernetes.io/force-ssl-redirect')) === true;
  const isSecureOnly = switchOf(route.annotation('kubernetes.io/ingress.allow-http')) === false;
  return {
    ...shared,
    tls: ingressTls(route),
    // An Ingress with TLS answers without it, too, until it is told to redirect.
    redirect: forced || isSecureOnly ? 'yes' : 'no',
    oldestTls: said === undefined ? standard : oldestTls(`TLS${said.value}`),
    // An Ingress can't ask for more: that is what HTTPProxy is for.
    authentication: { is: 'no' },
    ranges: [],
    rateLimit: 'no',
  };
}

function proxyAnswers(
  route: Route,
  standard: RouteAnswers['oldestTls'],
): Omit<RouteAnswers, 'bodyLimit' | 'accessLog' | 'dangers'> {
  const host = recordOf(route.spec.virtualhost);
  const tls = recordOf(host.tls);
  const rules = listOf(route.spec.routes).map(recordOf);
  const hasTls = host.tls !== undefined;
  const version = stringOf(tls.minimumProtocolVersion);
  const authorization = recordOf(host.authorization);
  const isAsked = authorization.extensionRef !== undefined && recordOf(authorization.authPolicy).disabled !== true;
  const certificates =
    tls.clientValidation !== undefined && recordOf(tls.clientValidation).optionalClientCertificate !== true;
  const by = isAsked
    ? 'authorization'
    : host.jwtProviders !== undefined
      ? 'jwtProviders'
      : certificates
        ? 'tls.clientValidation'
        : undefined;
  return {
    tls: hasTls
      ? tls.passthrough === true
        ? 'passthrough'
        : 'yes'
      : route.spec.virtualhost === undefined
        ? 'unknown'
        : 'no',
    redirect: rules.some(({ permitInsecure }) => permitInsecure === true) ? 'no' : 'yes',
    oldestTls: version === undefined ? standard : oldestTls(`TLS${version}`),
    authentication:
      by !== undefined ? { is: 'yes', by } : { is: route.spec.virtualhost === undefined ? 'unknown' : 'no' },
    ranges: rangesOf(host, rules),
    rateLimit: saidOr(
      host.rateLimitPolicy !== undefined || rules.some((rule) => rule.rateLimitPolicy !== undefined),
      true,
    ),
  };
}

/** `ipAllowPolicy` of the host, or of all of its rules. */
function rangesOf(host: Labels, rules: readonly Labels[]): readonly string[] {
  const of = (value: unknown) => listOf(value).flatMap((one) => stringOf(recordOf(one).cidr) ?? []);
  const whole = of(host.ipAllowPolicy);
  if (whole.length > 0) return whole;
  const each = rules.map((rule) => of(rule.ipAllowPolicy));
  return each.every((ranges) => ranges.length > 0) ? each.flat() : [];
}
