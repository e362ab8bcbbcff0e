import { unanswered } from '../answers.ts';
import type { Controller } from '../controller.ts';
import { runsBeside } from '../images.ts';

export const contour: Controller = {
  id: 'contour',
  product: 'Contour',
  ingressControllers: ['projectcontour.io/ingress-controller', 'projectcontour.io/projectcontour/contour'],
  classNames: ['contour'],
  gatewayControllers: ['projectcontour.io/gateway-controller'],
  kinds: ['projectcontour.io/HTTPProxy'],
  image: /(^|\/)envoyproxy\/envoy$|(^|\/)bitnami\/envoy$/,
  receives: ({ namespace }, inventory) => runsBeside(inventory, namespace, /(^|\/)contour$/),
  prefixes: ['projectcontour.io/'],
  answers: () => unanswered,
};
