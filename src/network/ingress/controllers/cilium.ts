import { type RouteAnswers, unanswered } from '../answers.ts';
import type { Controller } from '../controller.ts';
import { listenerFacts } from '../listeners.ts';
import { keyOf, type Route } from '../route.ts';
import { answerOf, ingressTls, switchOf } from '../said.ts';

/**
 * Envoy on each node, behind a Service without a selector. Authentication and limits are no part of it.
 * Source: https://docs.cilium.io/en/stable/network/servicemesh/ingress/ (1.18): `enforce-https` redirects Ingresses with TLS by default.
 */
export const cilium: Controller = {
  id: 'cilium',
  product: 'Cilium',
  ingressControllers: ['cilium.io/ingress-controller'],
  classNames: ['cilium'],
  gatewayControllers: ['io.cilium/gateway-controller'],
  kinds: [],
  image: /(^|\/)cilium\/cilium-envoy$/,
  prefixes: ['ingress.cilium.io/'],
  answers,
};

function answers(route: Route): RouteAnswers {
  if (route.gateways.length > 0) return { ...unanswered, ...listenerFacts(route), bodyLimit: 'no' };
  const settings = keyOf(route.inventory.find('/ConfigMap', 'kube-system', 'cilium-config'), 'enforce-ingress-https');
  const isPassedThrough = switchOf(route.annotation('ingress.cilium.io/tls-passthrough')) === true;
  const forced = switchOf(route.annotation('ingress.cilium.io/force-https')) ?? switchOf(settings);
  return {
    ...unanswered,
    tls: isPassedThrough ? 'passthrough' : ingressTls(route),
    redirect: route.hasTls ? answerOf(forced) : 'no',
    authentication: { is: 'no' },
    rateLimit: 'no',
    bodyLimit: 'no',
  };
}
