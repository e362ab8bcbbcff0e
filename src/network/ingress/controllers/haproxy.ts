import { unanswered } from '../answers.ts';
import type { Controller } from '../controller.ts';

export const haproxy: Controller = {
  id: 'haproxy',
  product: 'HAProxy Kubernetes Ingress Controller',
  ingressControllers: ['haproxy.org/ingress-controller'],
  classNames: ['haproxy'],
  gatewayControllers: ['haproxy.org/gateway-controller'],
  kinds: [],
  image: /(^|\/)haproxytech\/kubernetes-ingress$|(^|\/)haproxy-ingress-controller$/,
  prefixes: ['haproxy.org/', 'haproxy.com/'],
  answers: () => unanswered,
};
