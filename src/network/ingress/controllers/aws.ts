import { unanswered } from '../answers.ts';
import type { Controller } from '../controller.ts';

export const aws: Controller = {
  id: 'aws',
  product: 'AWS Load Balancer Controller',
  ingressControllers: ['ingress.k8s.aws/alb', 'eks.amazonaws.com/alb'],
  classNames: [],
  gatewayControllers: ['gateway.k8s.aws/alb', 'gateway.k8s.aws/nlb'],
  kinds: [],
  image: undefined,
  prefixes: ['alb.ingress.kubernetes.io/'],
  answers: () => unanswered,
};
