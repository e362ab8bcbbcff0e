import { unanswered } from '../answers.ts';
import type { Controller } from '../controller.ts';

export const traefik: Controller = {
  id: 'traefik',
  product: 'Traefik',
  ingressControllers: ['traefik.io/ingress-controller'],
  classNames: ['traefik'],
  gatewayControllers: ['traefik.io/gateway-controller'],
  kinds: [
    'traefik.io/IngressRoute',
    'traefik.io/IngressRouteTCP',
    'traefik.containo.us/IngressRoute',
    'traefik.containo.us/IngressRouteTCP',
  ],
  image: /(^|\/)(mirrored-library-)?traefik(ee)?$/,
  prefixes: ['traefik.ingress.kubernetes.io/', 'ingress.kubernetes.io/'],
  answers: () => unanswered,
};
