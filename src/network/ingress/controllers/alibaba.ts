import { unanswered } from '../answers.ts';
import type { Controller } from '../controller.ts';

export const alibaba: Controller = {
  id: 'alibaba',
  product: 'Alibaba Cloud ALB',
  ingressControllers: ['ingress.k8s.alibabacloud/alb'],
  classNames: [],
  gatewayControllers: ['gateways.alibabacloud.com/alb'],
  kinds: [],
  image: undefined,
  prefixes: ['alb.ingress.kubernetes.io/'],
  answers: () => unanswered,
};
