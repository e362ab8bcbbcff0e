import type { ControllerId } from '../controller.ts';
import type { NoteCode } from '../notes.ts';
import type { BreakCode } from './proposal.ts';

interface Setting {
  readonly annotations: Readonly<Record<string, string>>;
  readonly breaks: BreakCode;
}

const nginx = 'nginx.ingress.kubernetes.io/';
const alb = 'alb.ingress.kubernetes.io/';

/**
 * Values to begin with: 20 requests a second from one address, bodies of 8 MB. What a site needs, its own people know; a limit that they
 * raise is better than none. Sources: those of the controllers' facts.
 */
export const byAnnotation: Readonly<Partial<Record<ControllerId, Partial<Record<NoteCode, Setting>>>>> = {
  'ingress-nginx': {
    'redirect-off': { annotations: { [`${nginx}force-ssl-redirect`]: 'true' }, breaks: 'plain-clients' },
    'no-rate-limit': { annotations: { [`${nginx}limit-rps`]: '20' }, breaks: 'shared-addresses' },
    'no-body-limit': { annotations: { [`${nginx}proxy-body-size`]: '8m' }, breaks: 'large-bodies' },
    'access-log-off': { annotations: { [`${nginx}enable-access-log`]: 'true' }, breaks: 'log-volume' },
  },
  nginx: {
    'redirect-off': { annotations: { 'nginx.org/ssl-redirect': 'true' }, breaks: 'plain-clients' },
    'no-rate-limit': {
      annotations: { 'nginx.org/limit-req-rate': '20r/s', 'nginx.org/limit-req-key': `\${binary_remote_addr}` },
      breaks: 'shared-addresses',
    },
    'no-body-limit': { annotations: { 'nginx.org/client-max-body-size': '8m' }, breaks: 'large-bodies' },
  },
  haproxy: {
    'redirect-off': { annotations: { 'haproxy.org/ssl-redirect': 'true' }, breaks: 'plain-clients' },
    'no-rate-limit': {
      annotations: { 'haproxy.org/rate-limit-requests': '200', 'haproxy.org/rate-limit-period': '10s' },
      breaks: 'shared-addresses',
    },
  },
  'haproxy-ingress': {
    'redirect-off': { annotations: { 'haproxy-ingress.github.io/ssl-redirect': 'true' }, breaks: 'plain-clients' },
    'no-rate-limit': { annotations: { 'haproxy-ingress.github.io/limit-rps': '20' }, breaks: 'shared-addresses' },
    'no-body-limit': { annotations: { 'haproxy-ingress.github.io/proxy-body-size': '8m' }, breaks: 'large-bodies' },
  },
  contour: {
    'redirect-off': { annotations: { 'ingress.kubernetes.io/force-ssl-redirect': 'true' }, breaks: 'plain-clients' },
    'old-tls': { annotations: { 'projectcontour.io/tls-minimum-protocol-version': '1.2' }, breaks: 'old-clients' },
  },
  cilium: {
    'redirect-off': { annotations: { 'ingress.cilium.io/force-https': 'enabled' }, breaks: 'plain-clients' },
  },
  aws: {
    'redirect-off': {
      annotations: { [`${alb}listen-ports`]: '[{"HTTP": 80}, {"HTTPS": 443}]', [`${alb}ssl-redirect`]: '443' },
      breaks: 'plain-clients',
    },
    'old-tls': { annotations: { [`${alb}ssl-policy`]: 'ELBSecurityPolicy-TLS13-1-2-2021-06' }, breaks: 'old-clients' },
  },
  azure: {
    'redirect-off': { annotations: { 'appgw.ingress.kubernetes.io/ssl-redirect': 'true' }, breaks: 'plain-clients' },
  },
  alibaba: {
    'redirect-off': { annotations: { [`${alb}ssl-redirect`]: 'true' }, breaks: 'plain-clients' },
    'no-rate-limit': { annotations: { [`${alb}traffic-limit-ip-qps`]: '20' }, breaks: 'shared-addresses' },
  },
  kong: {
    'redirect-off': {
      annotations: { 'konghq.com/protocols': 'https', 'konghq.com/https-redirect-status-code': '308' },
      breaks: 'plain-clients',
    },
  },
};
