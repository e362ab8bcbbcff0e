import { unanswered } from '../answers.ts';
import type { Controller } from '../controller.ts';

export const kong: Controller = {
  id: 'kong',
  product: 'Kong',
  ingressControllers: ['ingress-controllers.konghq.com/kong'],
  classNames: ['kong'],
  gatewayControllers: ['konghq.com/kic-gateway-controller', 'konghq.com/gateway-operator'],
  kinds: [],
  image: /(^|\/)kong(-gateway)?(\/kong(-gateway)?)?$/,
  prefixes: ['konghq.com/'],
  answers: () => unanswered,
};
