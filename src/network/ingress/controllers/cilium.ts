import { unanswered } from '../answers.ts';
import type { Controller } from '../controller.ts';

export const cilium: Controller = {
  id: 'cilium',
  product: 'Cilium',
  ingressControllers: ['cilium.io/ingress-controller'],
  classNames: ['cilium'],
  gatewayControllers: ['io.cilium/gateway-controller'],
  kinds: [],
  image: /(^|\/)cilium\/cilium(-envoy)?$/,
  prefixes: ['ingress.cilium.io/'],
  answers: () => unanswered,
};
