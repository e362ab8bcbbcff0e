import type { RouteAnswers } from '../answers.ts';
import type { Controller } from '../controller.ts';
import { listenerFacts } from '../listeners.ts';
import type { Route } from '../route.ts';
import { ingressTls, switchOf } from '../said.ts';

const prefix = 'appgw.ingress.kubernetes.io/';

/**
 * Sources: https://azure.github.io/application-gateway-kubernetes-ingress/annotations/ (AGIC 1.8), Application Gateway for Containers.
 * TLS policies, access logs and limits are set on the gateway in the cloud; TLS 1.0 and 1.1 are refused there since August 2025.
 */
export const azure: Controller = {
  id: 'azure',
  product: 'Azure Application Gateway',
  ingressControllers: ['azure/application-gateway'],
  classNames: ['azure-application-gateway', 'azure/application-gateway'],
  gatewayControllers: ['alb.networking.azure.io/alb-controller'],
  kinds: [],
  image: undefined,
  prefixes: [prefix],
  answers,
};

function answers(route: Route): RouteAnswers {
  const hasTls = ingressTls(route) === 'yes' || route.annotation(`${prefix}appgw-ssl-certificate`) !== undefined;
  const isRedirected = switchOf(route.annotation(`${prefix}ssl-redirect`)) === true;
  const isPrivate = switchOf(route.annotation(`${prefix}use-private-ip`)) === true;
  const profile = route.annotation(`${prefix}appgw-ssl-profile`);
  const isGateway = route.gateways.length > 0;
  return {
    ...(isGateway ? listenerFacts(route) : { tls: hasTls ? 'yes' : 'no', redirect: isRedirected ? 'yes' : 'no' }),
    oldestTls: '1.2',
    // A profile may ask for clients' certificates.
    authentication: { is: profile !== undefined || isGateway ? 'unknown' : 'no' },
    ranges: [],
    rateLimit: route.annotation(`${prefix}waf-policy-for-path`) === undefined && !isGateway ? 'no' : 'unknown',
    bodyLimit: 'unknown',
    accessLog: 'unknown',
    dangers: [],
    front: isPrivate ? { zone: 'company', by: 'said' } : { zone: isGateway ? 'internet' : 'unknown', by: 'default' },
  };
}
