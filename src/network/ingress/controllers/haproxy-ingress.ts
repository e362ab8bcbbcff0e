import { unanswered } from '../answers.ts';
import type { Controller } from '../controller.ts';

export const haproxyIngress: Controller = {
  id: 'haproxy-ingress',
  product: 'HAProxy Ingress',
  ingressControllers: ['haproxy-ingress.github.io/controller'],
  classNames: [],
  gatewayControllers: ['haproxy-ingress.github.io/controller'],
  kinds: [],
  image: /(^|\/)(jcmoraisjr\/)?haproxy-ingress$/,
  prefixes: ['haproxy-ingress.github.io/', 'ingress.kubernetes.io/'],
  answers: () => unanswered,
};
