import { listOf, recordOf, stringOf, textOf } from '../../../kubernetes/index.ts';
import type { Front, RouteAnswers } from '../answers.ts';
import type { Controller } from '../controller.ts';
import { listenerFacts } from '../listeners.ts';
import type { Route } from '../route.ts';
import { ingressTls, saidOr, switchOf } from '../said.ts';

const prefix = 'alb.ingress.kubernetes.io/';

/**
 * Sources: https://www.alibabacloud.com/help/en/ack/serverless-kubernetes/user-guide/alb-ingress-configuration-dictionary (annotations,
 * AlbConfig; traffic-limit-qps is for all clients of a rule, traffic-limit-ip-qps for each), "TLS security policies" (tls_cipher_policy_1_0 where none is named).
 */
export const alibaba: Controller = {
  id: 'alibaba',
  product: 'Alibaba Cloud ALB',
  ingressControllers: ['ingress.k8s.alibabacloud/alb'],
  classNames: [],
  gatewayControllers: ['gateways.alibabacloud.com/alb'],
  kinds: [],
  image: undefined,
  prefixes: [prefix],
  answers,
};

function answers(route: Route): RouteAnswers {
  const config = configOf(route);
  const spec = recordOf(config);
  const listeners = listOf(spec.listeners).map(recordOf);
  const secure = listeners.filter(({ protocol }) => protocol === 'HTTPS' || protocol === 'QUIC');
  const listens = route.annotation(`${prefix}listen-ports`)?.value;
  const hasTls = ingressTls(route) === 'yes' || (listens !== undefined && /"HTTPS"/.test(listens));
  const isRedirected = switchOf(route.annotation(`${prefix}ssl-redirect`)) === true;
  const isSecureOnly = listens !== undefined && !/"HTTP"/.test(listens);
  const known = config !== undefined;
  const limit = route.annotation(`${prefix}traffic-limit-qps`, `${prefix}traffic-limit-ip-qps`);
  const mutual = secure.length > 0 && secure.every(({ caEnabled }) => caEnabled === true);
  const logs = recordOf(recordOf(spec.config).accessLogConfig);
  return {
    ...(route.gateways.length > 0
      ? listenerFacts(route)
      : { tls: hasTls ? 'yes' : 'no', redirect: isRedirected || isSecureOnly ? 'yes' : 'no' }),
    oldestTls: known ? oldest(secure.map(({ securityPolicyId }) => stringOf(securityPolicyId))) : undefined,
    authentication: mutual ? { is: 'yes', by: 'AlbConfig caEnabled' } : { is: known ? 'no' : 'unknown' },
    ranges: rangesOf(listeners),
    rateLimit: saidOr(limit !== undefined || hasLimitAction(route), true),
    bodyLimit: 'no',
    accessLog: saidOr(logs.logStore !== undefined, known),
    dangers: [],
    front: frontOf(stringOf(recordOf(spec.config).addressType)),
  };
}

/** Limits may also be one of the actions of a rule: `…/actions.web: '[{"type": "TrafficLimit", …}]'`. Source: "Custom forwarding rules". */
function hasLimitAction({ annotations }: Route): boolean {
  return Object.entries(annotations).some(
    ([key, value]) => key.startsWith(`${prefix}actions.`) && /"type"\s*:\s*"TrafficLimit"/i.test(textOf(value)),
  );
}

/** The AlbConfig that the class names; undefined where it isn't in the input. */
function configOf(route: Route): unknown {
  const { classObject, gateways } = route;
  const named = [
    recordOf(recordOf(classObject?.object.spec).parameters),
    ...gateways.map(({ object }) => recordOf(recordOf(recordOf(object.spec).infrastructure).parametersRef)),
  ].find(({ kind }) => kind === 'AlbConfig');
  return route.named('alibabacloud.com/AlbConfig', named?.name)?.object.spec;
}

function frontOf(type: string | undefined): Front {
  if (type === undefined) return { zone: 'unknown', by: 'default' };
  return { zone: type === 'Intranet' ? 'company' : 'internet', by: 'said' };
}

/** `tls_cipher_policy_1_2_strict_with_1_3`; custom policies (`tls-…`) are said in the cloud only. */
function oldest(policies: readonly (string | undefined)[]): RouteAnswers['oldestTls'] {
  const versions = policies.map((policy) => {
    const found = /^tls_cipher_policy_1_([0-3])/.exec(policy ?? 'tls_cipher_policy_1_0')?.[1];
    return found === undefined ? undefined : (`1.${found}` as const);
  });
  if (versions.includes(undefined)) return undefined;
  return [...versions].sort()[0] as RouteAnswers['oldestTls'];
}

/** Lists of addresses are kept in the cloud, but for those written out. A white list of one listener is none for the others. */
function rangesOf(listeners: readonly Readonly<Record<string, unknown>>[]): readonly string[] {
  const each = listeners.map(({ aclConfig }) => {
    const { aclType, aclEntries } = recordOf(aclConfig);
    return aclType === 'White' ? listOf(aclEntries).flatMap((range) => stringOf(range) ?? []) : [];
  });
  return each.every((ranges) => ranges.length > 0) ? each.flat() : [];
}
