import { listOf, recordOf, stringOf } from '../../../kubernetes/index.ts';
import type { Front, RouteAnswers } from '../answers.ts';
import type { Controller } from '../controller.ts';
import { listenerFacts } from '../listeners.ts';
import type { Route } from '../route.ts';
import { rangesIn, saidOr } from '../said.ts';

const prefix = 'alb.ingress.kubernetes.io/';

/**
 * Sources: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/ and …/ingress_class/ (2.14);
 * Elastic Load Balancing, "Security policies for your Application Load Balancer". What an IngressClassParams says wins over annotations.
 */
export const aws: Controller = {
  id: 'aws',
  product: 'AWS Load Balancer Controller',
  ingressControllers: ['ingress.k8s.aws/alb', 'eks.amazonaws.com/alb'],
  classNames: [],
  gatewayControllers: ['gateway.k8s.aws/alb', 'gateway.k8s.aws/nlb'],
  kinds: [],
  image: undefined,
  prefixes: [prefix],
  answers,
};

function answers(route: Route): RouteAnswers {
  const parameters = parametersOf(route);
  const own = (name: string) => route.annotation(prefix + name)?.value;
  if (route.gateways.length > 0) return gatewayAnswers(route);
  const certificates = parameters.certificateArn ?? own('certificate-arn');
  const listens = own('listen-ports');
  const hasHttps = listens === undefined ? certificates !== undefined || route.hasTls : /"HTTPS"/.test(listens);
  const hasHttp = listens === undefined ? !hasHttps : /"HTTP"/.test(listens);
  const isRedirected = own('ssl-redirect') !== undefined || parameters.sslRedirectPort !== undefined;
  const type = own('auth-type');
  const mutual = own('mutual-authentication');
  const asked =
    type === 'cognito' || type === 'oidc'
      ? `${prefix}auth-type`
      : mutual?.includes('verify') === true
        ? `${prefix}mutual-authentication`
        : undefined;
  const ranges = listOf(parameters.inboundCIDRs).flatMap((range) => stringOf(range) ?? []);
  const attributes = `${own('load-balancer-attributes') ?? ''},${attributesOf(parameters.loadBalancerAttributes)}`;
  return {
    tls: hasHttps ? 'yes' : 'no',
    redirect: !hasHttp || isRedirected ? 'yes' : 'no',
    oldestTls: policyVersion(stringOf(parameters.sslPolicy) ?? own('ssl-policy')),
    authentication: asked === undefined ? { is: 'no' } : { is: 'yes', by: asked },
    ranges: ranges.length > 0 ? ranges : rangesIn(route.annotation(`${prefix}inbound-cidrs`)),
    // The web application firewall does it.
    rateLimit: own('wafv2-acl-arn') === undefined && own('wafv2-acl-name') === undefined ? 'no' : 'unknown',
    bodyLimit: 'no',
    accessLog: saidOr(/access_logs\.s3\.enabled=true/.test(attributes), true),
    dangers: [],
    front: frontOf(stringOf(parameters.scheme) ?? own('scheme')),
  };
}

/** Internal is the controller's default. */
function frontOf(scheme: string | undefined): Front {
  if (scheme === 'internet-facing') return { zone: 'internet', by: 'said' };
  return { zone: 'company', by: scheme === undefined ? 'default' : 'said' };
}

function parametersOf(route: Route): Readonly<Record<string, unknown>> {
  const { kind, name, apiGroup } = recordOf(recordOf(route.classObject?.object.spec).parameters);
  if (kind !== 'IngressClassParams') return {};
  const found = route.named(`${stringOf(apiGroup) ?? 'elbv2.k8s.aws'}/IngressClassParams`, name);
  return recordOf(found?.object.spec);
}

function attributesOf(value: unknown): string {
  return listOf(value)
    .map(recordOf)
    .map(({ key, value: set }) => `${stringOf(key) ?? ''}=${stringOf(set) ?? ''}`)
    .join(',');
}

/** The default, ELBSecurityPolicy-2016-08, speaks TLS 1.0; what is not known by its name is not. */
export function policyVersion(policy: string | undefined): RouteAnswers['oldestTls'] {
  const name = policy ?? 'ELBSecurityPolicy-2016-08';
  const said = /TLS-?1-([0-3])/.exec(name)?.[1];
  if (/TLS13-1-([0-3])/.test(name)) return `1.${/TLS13-1-([0-3])/.exec(name)?.[1]}` as RouteAnswers['oldestTls'];
  if (said !== undefined) return `1.${said}` as RouteAnswers['oldestTls'];
  return /^ELBSecurityPolicy-(2015-05|2016-08|FS-2018-06)$/.test(name) ? '1.0' : undefined;
}

/** Load balancers of Gateways are set up by LoadBalancerConfiguration objects. Internal is their default, too. */
function gatewayAnswers(route: Route): RouteAnswers {
  const configurations = route.gateways.flatMap(({ namespace, object }) => {
    const { name } = recordOf(recordOf(recordOf(object.spec).infrastructure).parametersRef);
    return route.inventory.find('gateway.k8s.aws/LoadBalancerConfiguration', namespace, stringOf(name) ?? '') ?? [];
  });
  const spec = recordOf(configurations[0]?.object.spec);
  return {
    ...listenerFacts(route),
    oldestTls: undefined,
    authentication: { is: 'unknown' },
    ranges: listOf(spec.sourceRanges).flatMap((range) => stringOf(range) ?? []),
    rateLimit: 'unknown',
    bodyLimit: 'no',
    accessLog: 'unknown',
    dangers: [],
    front: frontOf(stringOf(spec.scheme)),
  };
}
