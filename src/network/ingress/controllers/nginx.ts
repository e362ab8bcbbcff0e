import { unanswered } from '../answers.ts';
import type { Controller } from '../controller.ts';

export const nginx: Controller = {
  id: 'nginx',
  product: 'NGINX Ingress Controller',
  ingressControllers: ['nginx.org/ingress-controller'],
  classNames: [],
  gatewayControllers: ['gateway.nginx.org/nginx-gateway-controller'],
  kinds: ['k8s.nginx.org/VirtualServer'],
  image: /(^|\/)nginx\/nginx-ingress$|(^|\/)nginx-plus-ingress$|(^|\/)nginx-gateway-fabric\/nginx/,
  prefixes: ['nginx.org/', 'nginx.com/', 'appprotect.f5.com/'],
  answers: () => unanswered,
};
