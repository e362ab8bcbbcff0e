import { listOf } from '../../../kubernetes/index.ts';
import type { PodGroup } from '../../pods.ts';
import { unanswered } from '../answers.ts';
import type { Controller } from '../controller.ts';

/** A gateway's proxy is started as a router, a sidecar is not. Gateways that are injected have the label of the old installation. */
function isRouter({ template, labels }: PodGroup): boolean {
  const isStarted = template.containers.some(({ container }) => listOf(container.args).includes('router'));
  return (
    isStarted || labels.istio === 'ingressgateway' || labels['gateway.networking.k8s.io/gateway-name'] !== undefined
  );
}

export const istio: Controller = {
  id: 'istio',
  product: 'Istio',
  ingressControllers: ['istio.io/ingress-controller'],
  classNames: ['istio'],
  gatewayControllers: ['istio.io/gateway-controller'],
  kinds: ['networking.istio.io/VirtualService'],
  image: /(^|\/)proxyv2$/,
  receives: isRouter,
  prefixes: [],
  answers: () => unanswered,
};
