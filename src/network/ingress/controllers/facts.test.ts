import { describe, expect, it } from 'vitest';
import { clusterOf, controller, ingress, service, web } from '../../exposure/testing/objects.ts';
import type { DangerCode, RouteAnswers } from '../answers.ts';
import { ingressControllersOf } from '../detect.ts';

/** What was least sure of the controllers' facts, as their documentation has it. */

function answersOf(...texts: readonly string[]): RouteAnswers {
  const inventory = clusterOf(web, ...texts);
  const [object] = inventory.ofKind('networking.k8s.io/Ingress');
  const { controller: found, route } = object === undefined ? {} : ingressControllersOf(inventory).of(object);
  if (found === undefined || route === undefined) throw new Error('nobody serves it');
  return found.answers(route);
}
const map = (name: string, data: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}, namespace: edge }\ndata: ${data}`;
const own = (annotations: string) => service('ports: [{ port: 80 }]', annotations);

type Case = readonly [string, readonly string[], Partial<RouteAnswers>];
type Dangerous = readonly [string, readonly string[], readonly DangerCode[]];

describe('HAProxy’s controller', () => {
  const haproxy = controller('haproxytech/kubernetes-ingress', 'haproxy.org/ingress-controller');
  const settings = (data: string) => map('haproxy-kubernetes-ingress', data);

  it.each<Case>([
    [
      'any of its prefixes',
      [ingress('{ haproxy.com/rate-limit-requests: "9", ingress.kubernetes.io/allow-list: 192.0.2.0/24 }')],
      { rateLimit: 'yes', ranges: ['192.0.2.0/24'] },
    ],
    ['logs go nowhere by default', [ingress()], { accessLog: 'no' }],
    [
      'logs at a level that has no requests',
      [ingress(), settings('{ syslog-server: "address:192.0.2.1, facility:local0, level:notice" }')],
      { accessLog: 'no' },
    ],
    [
      'logs',
      [ingress(), settings('{ syslog-server: "address:stdout, format: raw, facility:daemon" }')],
      { accessLog: 'yes' },
    ],
    [
      'one of several log servers',
      [ingress(), settings('{ syslog-server: "address:a, level: err\\naddress:b, level: info" }')],
      { accessLog: 'yes' },
    ],
    [
      'clients’ certificates',
      [ingress(), settings('{ client-ca: edge/ca }')],
      { authentication: { is: 'yes', by: 'client-ca' } },
    ],
    [
      'optional ones',
      [ingress(), settings('{ client-ca: edge/ca, client-crt-optional: "true" }')],
      { authentication: { is: 'no' } },
    ],
    [
      'an annotation for them, which counts for nothing',
      [ingress('{ haproxy.org/client-ca: a }')],
      { authentication: { is: 'no' } },
    ],
    ['passthrough by the Service', [ingress(), own('{ haproxy.org/ssl-passthrough: "true" }')], { tls: 'passthrough' }],
  ])('%s', (_, texts, expected) => {
    expect(
      answersOf(haproxy, ...(texts.some((text) => text.includes('kind: Service')) ? [] : [service()]), ...texts),
    ).toMatchObject(expected);
  });

  it.each<Dangerous>([
    ['a snippet', [ingress('{ haproxy.org/backend-config-snippet: a }'), own('{}')], ['snippet']],
    ['a snippet at the Service', [ingress(), own('{ haproxy.com/backend-config-snippet: a }')], ['snippet']],
    ['a route of the Service’s own', [ingress(), own('{ haproxy.org/route-acl: a }')], ['snippet']],
    ['what is read in the ConfigMap alone', [ingress('{ haproxy.org/frontend-config-snippet: a }'), own('{}')], []],
    ['TLS by the Service, unverified', [ingress(), own('{ haproxy.org/server-ssl: "true" }')], ['backend-unverified']],
    [
      'and verified for all',
      [ingress(), own('{ haproxy.org/server-ssl: "true" }'), settings('{ server-ca: edge/ca }')],
      [],
    ],
    [
      'CORS for all, by the ConfigMap',
      [
        ingress(),
        own('{}'),
        settings('{ cors-enable: "true", cors-allow-credentials: "true", cors-allow-origin: "^https://.*$" }'),
      ],
      ['cors-any-origin'],
    ],
    [
      'CORS for some',
      [
        ingress(
          '{ haproxy.org/cors-enable: "true", haproxy.org/cors-allow-credentials: "true", haproxy.org/cors-allow-origin: "https://a.example" }',
        ),
        own('{}'),
      ],
      [],
    ],
    ['an address by header', [ingress('{ haproxy.org/src-ip-header: X-Real-IP }'), own('{}')], ['forwarded-headers']],
  ])('danger: %s', (_, texts, codes) => {
    expect(answersOf(haproxy, ...texts).dangers.map(({ code }) => code)).toEqual(codes);
  });

  it('has no snippets where it is started without', () => {
    const started = haproxy.replace('ports: [{ containerPort: 443 }]', 'args: [--disable-config-snippets=all]');
    expect(answersOf(started, own('{}'), ingress('{ haproxy.org/backend-config-snippet: a }')).dangers).toEqual([]);
  });
});

describe('HAProxy Ingress', () => {
  const served = controller('jcmoraisjr/haproxy-ingress', 'haproxy-ingress.github.io/controller');
  const annotated = (pairs: string) => ingress(`{ ${pairs.replaceAll('@', 'haproxy-ingress.github.io/')} }`);

  it.each<Case>([
    [
      'certificates',
      [annotated('@auth-tls-secret: a')],
      { authentication: { is: 'yes', by: 'haproxy-ingress.github.io/auth-tls-secret' } },
    ],
    [
      'optional ones',
      [annotated('@auth-tls-secret: a, @auth-tls-verify-client: optional_no_ca')],
      { authentication: { is: 'no' } },
    ],
  ])('%s', (_, texts, expected) => {
    expect(answersOf(served, service(), ...texts)).toMatchObject(expected);
  });

  it.each<Dangerous>([
    ['TLS by its protocol, unverified', [annotated('@backend-protocol: h2-ssl'), own('{}')], ['backend-unverified']],
    [
      'verified by the Service',
      [annotated('@backend-protocol: h1-ssl'), own('{ haproxy-ingress.github.io/secure-verify-ca-secret: a }')],
      [],
    ],
    ['plain', [annotated('@backend-protocol: h2'), own('{}')], []],
    ['a snippet at the Service', [annotated(''), own('{ haproxy-ingress.github.io/config-backend: a }')], ['snippet']],
    [
      'headers that stay',
      [annotated(''), own('{}'), map('haproxy-ingress', '{ forwardfor: ifmissing }')],
      ['forwarded-headers'],
    ],
  ])('danger: %s', (_, texts, codes) => {
    expect(answersOf(served, ...texts).dangers.map(({ code }) => code)).toEqual(codes);
  });
});

describe('F5’s NGINX', () => {
  const nginx = (tag: string) =>
    controller('nginx/nginx-ingress', 'nginx.org/ingress-controller').replace(':v1', `:${tag}`);
  const annotated = (pairs: string) => ingress(`{ ${pairs.replaceAll('@', 'nginx.org/')} }`);

  it.each<Case>([
    ['a release whose standard is known', [nginx('5.3.0'), annotated('')], { oldestTls: '1.2' }],
    ['one from before', [nginx('3.7.2'), annotated('')], { oldestTls: undefined }],
    [
      'versions that are said',
      [nginx('3.7.2'), annotated(''), map('nginx-config', '{ ssl-protocols: TLSv1.1 TLSv1.2 }')],
      { oldestTls: '1.1' },
    ],
    ['a limit', [nginx('5.3.0'), annotated('@limit-req-rate: 20r/s')], { rateLimit: 'yes' }],
    [
      'a limit that is only tried',
      [nginx('5.3.0'), annotated('@limit-req-rate: 20r/s, @limit-req-dry-run: "true"')],
      { rateLimit: 'no' },
    ],
  ])('%s', (_, texts, expected) => {
    expect(answersOf(service(), ...texts)).toMatchObject(expected);
  });

  it.each<Dangerous>([
    ['TLS to Services, whose certificates nobody checks', [annotated('@ssl-services: web')], ['backend-unverified']],
    [
      'everybody believed',
      [annotated(''), map('nginx-config', '{ set-real-ip-from: "10.0.0.0/8, 0.0.0.0/0" }')],
      ['forwarded-headers'],
    ],
    ['some believed', [annotated(''), map('nginx-config', '{ set-real-ip-from: 10.0.0.0/8 }')], []],
  ])('danger: %s', (_, texts, codes) => {
    expect(answersOf(nginx('5.3.0'), service(), ...texts).dangers.map(({ code }) => code)).toEqual(codes);
  });
});

describe('others', () => {
  const alb =
    'apiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata: { name: nginx }\nspec: { controller: ingress.k8s.alibabacloud/alb }';
  const traefik = controller('traefik', 'traefik.io/ingress-controller');
  const middleware = (spec: string) =>
    `apiVersion: traefik.io/v1alpha1\nkind: Middleware\nmetadata: { name: m, namespace: shop }\nspec: ${spec}`;
  const through = ingress('{ traefik.ingress.kubernetes.io/router.middlewares: shop-m@kubernetescrd }');
  const kong = controller('kong', 'ingress-controllers.konghq.com/kong');
  const plugin = (name: string, config: string) =>
    `apiVersion: configuration.konghq.com/v1\nkind: KongPlugin\nmetadata: { name: p, namespace: shop }\nplugin: ${name}\nconfig: ${config}`;
  const plugged = ingress('{ konghq.com/plugins: p }');

  it.each<Case>([
    [
      'Alibaba, a limit for all',
      [alb, ingress('{ alb.ingress.kubernetes.io/traffic-limit-qps: "50" }')],
      { rateLimit: 'yes' },
    ],
    [
      'Alibaba, a limit for each',
      [alb, ingress('{ alb.ingress.kubernetes.io/traffic-limit-ip-qps: "5" }')],
      { rateLimit: 'yes' },
    ],
    [
      'Alibaba, a limit among actions',
      [alb, ingress(`{ alb.ingress.kubernetes.io/actions.web: '[{"type": "TrafficLimit"}]' }`)],
      { rateLimit: 'yes' },
    ],
    [
      'Alibaba, other actions',
      [alb, ingress(`{ alb.ingress.kubernetes.io/actions.web: '[{"type": "Cors"}]' }`)],
      { rateLimit: 'no' },
    ],
    [
      'Traefik, a buffer without a limit',
      [traefik, through, middleware('{ buffering: { retryExpression: "a" } }')],
      { bodyLimit: 'no' },
    ],
    [
      'Traefik, a limit',
      [traefik, through, middleware('{ buffering: { maxRequestBodyBytes: 1000 } }')],
      { bodyLimit: 'yes' },
    ],
    ['Traefik, a limit of none', [traefik, through, middleware('{ rateLimit: { burst: 5 } }')], { rateLimit: 'no' }],
    ['Kong, a session alone', [kong, plugged, plugin('session', '{}')], { authentication: { is: 'no' } }],
    [
      'Kong, somebody anonymous',
      [kong, plugged, plugin('key-auth', '{ anonymous: guest }')],
      { authentication: { is: 'unknown', by: 'KongPlugin key-auth' } },
    ],
  ])('%s', (_, texts, expected) => {
    expect(answersOf(service(), ...texts)).toMatchObject(expected);
  });

  it('ingress-nginx believes everybody where it is told so, too', () => {
    const nginx = controller('ingress-nginx/controller', 'k8s.io/ingress-nginx');
    const settings = (range: string) =>
      map('ingress-nginx-controller', `{ use-forwarded-headers: "true", proxy-real-ip-cidr: ${range} }`);
    const codes = (range: string) =>
      answersOf(nginx, service(), ingress(), settings(range)).dangers.map(({ code }) => code);
    expect(codes('"10.0.0.0/8,0.0.0.0/0"')).toEqual(['forwarded-headers']);
    expect(codes('10.0.0.0/8')).toEqual([]);
  });
});
