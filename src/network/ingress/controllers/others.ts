import { unanswered } from '../answers.ts';
import type { Controller } from '../controller.ts';

/**
 * Controllers whose pods are known, so that policies can name them, and whose settings are not read: what holds of a route is unknown.
 * Sources: Emissary-ingress, "Ingress support"; Caddy Ingress Controller, README; Apache APISIX Ingress Controller, "Configuration".
 */
export const others: readonly Controller[] = [
  {
    id: 'emissary',
    product: 'Emissary-ingress',
    ingressControllers: ['getambassador.io'],
    classNames: ['ambassador'],
    gatewayControllers: [],
    kinds: [],
    image: /(^|\/)(emissary|aes|ambassador)$/,
    prefixes: ['getambassador.io/'],
    answers: () => unanswered,
  },
  {
    id: 'caddy',
    product: 'Caddy',
    ingressControllers: ['caddyserver.com'],
    classNames: ['caddy'],
    gatewayControllers: ['caddyserver.com/gateway-controller'],
    kinds: [],
    image: /(^|\/)(caddy|caddyserver\/ingress)$/,
    prefixes: ['caddy.ingress.kubernetes.io/'],
    answers: () => unanswered,
  },
  {
    id: 'apisix',
    product: 'Apache APISIX',
    ingressControllers: ['apisix.apache.org'],
    classNames: ['apisix'],
    gatewayControllers: ['apisix.apache.org/apisix-ingress-controller', 'apisix.apache.org/gateway-controller'],
    kinds: [],
    image: /(^|\/)apisix$/,
    prefixes: ['k8s.apisix.apache.org/'],
    answers: () => unanswered,
  },
];
