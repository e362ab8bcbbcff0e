import { unanswered } from '../answers.ts';
import type { Controller } from '../controller.ts';

export const gcp: Controller = {
  id: 'gcp',
  product: 'Google Cloud load balancers',
  ingressControllers: [],
  classNames: ['gce', 'gce-internal'],
  gatewayControllers: ['networking.gke.io/gateway'],
  kinds: [],
  image: undefined,
  prefixes: ['networking.gke.io/', 'ingress.gcp.kubernetes.io/', 'cloud.google.com/'],
  answers: () => unanswered,
};
