import { unanswered } from '../answers.ts';
import type { Controller } from '../controller.ts';

export const azure: Controller = {
  id: 'azure',
  product: 'Azure Application Gateway',
  ingressControllers: ['azure/application-gateway'],
  classNames: ['azure-application-gateway', 'azure/application-gateway'],
  gatewayControllers: ['alb.networking.azure.io/alb-controller'],
  kinds: [],
  image: undefined,
  prefixes: ['appgw.ingress.kubernetes.io/'],
  answers: () => unanswered,
};
