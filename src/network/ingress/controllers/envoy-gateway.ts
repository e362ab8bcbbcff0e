import { unanswered } from '../answers.ts';
import type { Controller } from '../controller.ts';
import { runsBeside } from '../images.ts';

export const envoyGateway: Controller = {
  id: 'envoy-gateway',
  product: 'Envoy Gateway',
  ingressControllers: [],
  classNames: [],
  gatewayControllers: ['gateway.envoyproxy.io/gatewayclass-controller'],
  kinds: [],
  image: /(^|\/)envoyproxy\/envoy$/,
  receives: ({ namespace }, inventory) => runsBeside(inventory, namespace, /(^|\/)envoyproxy\/gateway$/),
  prefixes: [],
  answers: () => unanswered,
};
