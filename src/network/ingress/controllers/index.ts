import type { Controller } from '../controller.ts';
import { alibaba } from './alibaba.ts';
import { aws } from './aws.ts';
import { azure } from './azure.ts';
import { cilium } from './cilium.ts';
import { contour } from './contour.ts';
import { envoyGateway } from './envoy-gateway.ts';
import { gcp } from './gcp.ts';
import { haproxy } from './haproxy.ts';
import { haproxyIngress } from './haproxy-ingress.ts';
import { ingressNginx } from './ingress-nginx.ts';
import { istio } from './istio.ts';
import { kong } from './kong.ts';
import { nginx } from './nginx.ts';
import { openshift } from './openshift.ts';
import { others } from './others.ts';
import { traefik } from './traefik.ts';

export const controllers: readonly Controller[] = [
  ingressNginx,
  nginx,
  traefik,
  haproxy,
  haproxyIngress,
  contour,
  kong,
  istio,
  envoyGateway,
  cilium,
  aws,
  gcp,
  azure,
  alibaba,
  openshift,
  ...others,
];
