import { unanswered } from '../answers.ts';
import type { Controller } from '../controller.ts';

export const ingressNginx: Controller = {
  id: 'ingress-nginx',
  product: 'ingress-nginx',
  ingressControllers: ['k8s.io/ingress-nginx', 'webapprouting.kubernetes.azure.com/nginx'],
  classNames: ['nginx', 'webapprouting.kubernetes.azure.com'],
  gatewayControllers: [],
  kinds: [],
  image: /(^|\/)(ingress-nginx\/controller(-chroot)?|nginx-ingress-controller(-\w+)?)$/,
  prefixes: ['nginx.ingress.kubernetes.io/'],
  answers: () => unanswered,
};
