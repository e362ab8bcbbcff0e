import { describe, expect, it } from 'vitest';
import { clusterOf, controller, filesOf, ingress, nginx, service, web } from '../exposure/testing/objects.ts';
import type { RouteAnswers } from './answers.ts';
import { ingressControllersOf } from './detect.ts';

function answersOf(kind: string, ...texts: readonly string[]): RouteAnswers & { readonly by: string | undefined } {
  const inventory = clusterOf(...texts);
  const [object] = inventory.ofKind(kind);
  if (object === undefined) throw new Error(`no ${kind}`);
  const { controller: found, route } = ingressControllersOf(inventory).of(object);
  if (found === undefined) throw new Error('nobody serves it');
  return { ...found.answers(route), by: found.id };
}

const map = (name: string, data: string) => `
apiVersion: v1
kind: ConfigMap
metadata: { name: ${name}, namespace: edge }
data: ${data}`;
const settings = (data: string) => map('ingress-nginx-controller', data);
const noTls = 'ingressClassName: nginx';
const of = (prefix: string, pairs: string) => `{ ${pairs.replaceAll('@', prefix)} }`;
const n = 'nginx.ingress.kubernetes.io/';

type Case = readonly [string, readonly string[], Partial<RouteAnswers>];

describe('ingress-nginx', () => {
  it.each<Case>([
    [
      'nothing said',
      [ingress()],
      {
        tls: 'yes',
        redirect: 'yes',
        oldestTls: '1.2',
        authentication: { is: 'no' },
        rateLimit: 'no',
        bodyLimit: 'yes',
        accessLog: 'yes',
        dangers: [],
      },
    ],
    ['no TLS', [ingress('{}', noTls)], { tls: 'no' }],
    ['passthrough', [ingress(of(n, '@ssl-passthrough: "true"'))], { tls: 'passthrough' }],
    ['no redirect', [ingress(of(n, '@ssl-redirect: "false"'))], { redirect: 'no' }],
    [
      'no redirect, but forced',
      [ingress(of(n, '@ssl-redirect: "false", @force-ssl-redirect: "true"'))],
      { redirect: 'yes' },
    ],
    ['no redirect for all', [ingress(), settings('{ ssl-redirect: "false" }')], { redirect: 'no' }],
    ['old TLS', [ingress(), settings('{ ssl-protocols: TLSv1 TLSv1.2 }')], { oldestTls: '1.0' }],
    [
      'a password',
      [ingress(of(n, '@auth-type: basic, @auth-secret: a'))],
      { authentication: { is: 'yes', by: `${n}auth-type` } },
    ],
    [
      'certificates that nobody must have',
      [ingress(of(n, '@auth-tls-secret: a, @auth-tls-verify-client: optional'))],
      { authentication: { is: 'no' } },
    ],
    [
      'certificates',
      [ingress(of(n, '@auth-tls-secret: a'))],
      { authentication: { is: 'yes', by: `${n}auth-tls-secret` } },
    ],
    [
      'authentication for all',
      [ingress(), settings('{ global-auth-url: "https://a" }')],
      { authentication: { is: 'yes', by: 'global-auth-url' } },
    ],
    [
      'authentication for all but this',
      [ingress(of(n, '@enable-global-auth: "false"')), settings('{ global-auth-url: "https://a" }')],
      { authentication: { is: 'no' } },
    ],
    ['a snippet', [ingress(of(n, '@configuration-snippet: a'))], { authentication: { is: 'unknown' } }],
    [
      'ranges',
      [ingress(of(n, '@whitelist-source-range: "10.0.0.0/8, 192.0.2.0/24"'))],
      { ranges: ['10.0.0.0/8', '192.0.2.0/24'] },
    ],
    ['a limit', [ingress(of(n, '@limit-rps: "5"'))], { rateLimit: 'yes' }],
    ['bodies without limit', [ingress(of(n, '@proxy-body-size: "0"'))], { bodyLimit: 'no' }],
    ['no log', [ingress(of(n, '@enable-access-log: "false"'))], { accessLog: 'no' }],
    ['no log for all', [ingress(), settings('{ disable-access-log: "true" }')], { accessLog: 'no' }],
  ])('%s', (_, texts, expected) => {
    expect(answersOf('networking.k8s.io/Ingress', web, service(), nginx, ...texts)).toMatchObject(expected);
  });

  it.each([
    [[ingress(of(n, '@server-snippet: a'))], ['snippet']],
    [[ingress(), settings('{ allow-snippet-annotations: "true" }')], ['snippet']],
    [[ingress(of(n, '@enable-cors: "true"'))], ['cors-any-origin']],
    [[ingress(of(n, '@enable-cors: "true", @cors-allow-origin: "https://a.example"'))], []],
    [[ingress(of(n, '@enable-cors: "true", @cors-allow-credentials: "false"'))], []],
    [[ingress(of(n, '@backend-protocol: HTTPS'))], ['backend-unverified']],
    [[ingress(of(n, '@backend-protocol: HTTPS, @proxy-ssl-verify: "on"'))], []],
    [[ingress(), settings('{ use-forwarded-headers: "true" }')], ['forwarded-headers']],
    [[ingress(), settings('{ use-forwarded-headers: "true", proxy-real-ip-cidr: 10.0.0.0/8 }')], []],
  ])('dangers of %j are %j', (texts, codes) => {
    const { dangers } = answersOf('networking.k8s.io/Ingress', web, service(), nginx, ...texts);
    expect(dangers.map(({ code }) => code)).toEqual(codes);
  });

  it('does not know of files what the controller is told elsewhere', () => {
    const inventory = filesOf(web, service(), ingress());
    const [object] = inventory.ofKind('networking.k8s.io/Ingress');
    const served = object === undefined ? undefined : ingressControllersOf(inventory).of(object);
    expect(served?.controller?.answers(served.route)).toMatchObject({
      redirect: 'unknown',
      oldestTls: undefined,
      authentication: { is: 'unknown' },
      accessLog: 'unknown',
    });
  });
});

const middleware = (name: string, spec: string) =>
  `apiVersion: traefik.io/v1alpha1\nkind: Middleware\nmetadata: { name: ${name}, namespace: shop }\nspec: ${spec}`;
const ingressRoute = (more: string, route = '') => `
apiVersion: traefik.io/v1alpha1
kind: IngressRoute
metadata: { name: web, namespace: shop }
spec: { ${more}, routes: [{ kind: Rule, match: "Host(\`shop.example\`)"${route}, services: [{ name: web, port: 80 }] }] }`;
const traefik = controller('traefik', 'traefik.io/ingress-controller');
const t = 'traefik.ingress.kubernetes.io/';
const through = (name: string) => ingress(`{ ${t}router.middlewares: shop-${name}@kubernetescrd }`);

const gateway = (
  className: string,
  says: string,
  listeners = '{ name: https, port: 443, protocol: HTTPS, allowedRoutes: { namespaces: { from: All } } }',
) => `
apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: { name: ${className} }
spec: { controllerName: ${says} }
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: edge, namespace: edge }
spec: { gatewayClassName: ${className}, listeners: [${listeners}] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: web, namespace: shop }
spec: { parentRefs: [{ name: edge, namespace: edge }], hostnames: [shop.example], rules: [{ backendRefs: [{ name: web, port: 80 }] }] }`;
const envoy = 'gateway.envoyproxy.io/gatewayclass-controller';
const all = 'allowedRoutes: { namespaces: { from: All } }';
const plainToo = `{ name: https, port: 443, protocol: HTTPS, ${all} }, { name: http, port: 80, protocol: HTTP, ${all} }`;
const ingressClass = (says: string, parameters = '') =>
  `apiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata: { name: nginx }\nspec: { controller: ${says}${parameters} }`;
const proxy = (spec: string) =>
  `apiVersion: projectcontour.io/v1\nkind: HTTPProxy\nmetadata: { name: web, namespace: shop }\nspec: ${spec}`;
const routes = 'routes: [{ services: [{ name: web, port: 80 }] }]';
const plugin = (name: string, kind: string, config = '{}') =>
  `apiVersion: configuration.konghq.com/v1\nkind: KongPlugin\nmetadata: { name: ${name}, namespace: shop }\nplugin: ${kind}\nconfig: ${config}`;
const kong = controller('kong', 'ingress-controllers.konghq.com/kong');
const istioGateway = (servers: string) => `
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: { name: edge, namespace: shop }
spec: { selector: { istio: ingressgateway }, servers: [${servers}] }
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: web, namespace: shop }
spec: { hosts: [shop.example], gateways: [edge], http: [{ route: [{ destination: { host: web } }] }] }`;
const aws = ingressClass('ingress.k8s.aws/alb');
const alb = 'alb.ingress.kubernetes.io/';
const haproxy = controller('haproxytech/kubernetes-ingress', 'haproxy.org/ingress-controller/haproxy');

describe('other controllers', () => {
  it.each<readonly [string, string, readonly string[], Partial<RouteAnswers> & { by: string }]>([
    [
      'Traefik by itself',
      'networking.k8s.io/Ingress',
      [ingress(), traefik],
      {
        by: 'traefik',
        tls: 'yes',
        redirect: 'yes',
        authentication: { is: 'no' },
        rateLimit: 'no',
        bodyLimit: 'no',
        accessLog: 'no',
      },
    ],
    [
      'Traefik without TLS',
      'networking.k8s.io/Ingress',
      [ingress('{}', noTls), traefik],
      { by: 'traefik', tls: 'no', redirect: 'no' },
    ],
    [
      'Traefik with a password',
      'networking.k8s.io/Ingress',
      [through('auth'), middleware('auth', '{ basicAuth: { secret: a } }'), traefik],
      { by: 'traefik', authentication: { is: 'yes', by: 'Middleware basicAuth' } },
    ],
    [
      'Traefik with a middleware that is nowhere',
      'networking.k8s.io/Ingress',
      [through('auth'), traefik],
      { by: 'traefik', authentication: { is: 'unknown' } },
    ],
    [
      'Traefik with a chain',
      'networking.k8s.io/Ingress',
      [
        through('all'),
        middleware('all', '{ chain: { middlewares: [{ name: ip }, { name: rate }] } }'),
        middleware('ip', '{ ipAllowList: { sourceRange: [10.0.0.0/8] } }'),
        middleware('rate', '{ rateLimit: { average: 5 } }'),
        traefik,
      ],
      { by: 'traefik', ranges: ['10.0.0.0/8'], rateLimit: 'yes' },
    ],
    [
      'an IngressRoute',
      'traefik.io/IngressRoute',
      [
        ingressRoute('tls: {}', ', middlewares: [{ name: auth }]'),
        middleware('auth', '{ forwardAuth: { address: "http://a" } }'),
        traefik,
      ],
      { by: 'traefik', tls: 'yes', authentication: { is: 'yes', by: 'Middleware forwardAuth' } },
    ],
    [
      'an IngressRoute with old TLS',
      'traefik.io/IngressRoute',
      [
        ingressRoute('tls: { options: { name: old } }'),
        'apiVersion: traefik.io/v1alpha1\nkind: TLSOption\nmetadata: { name: old, namespace: shop }\nspec: { minVersion: VersionTLS10 }',
        traefik,
      ],
      { by: 'traefik', oldestTls: '1.0' },
    ],
    [
      'HAProxy',
      'networking.k8s.io/Ingress',
      [ingress('{ haproxy.org/auth-type: basic-auth, haproxy.org/rate-limit-requests: "9" }'), haproxy],
      {
        by: 'haproxy',
        redirect: 'yes',
        authentication: { is: 'yes', by: 'haproxy.org/auth-type' },
        rateLimit: 'yes',
        bodyLimit: 'no',
      },
    ],
    [
      'HAProxy without redirect',
      'networking.k8s.io/Ingress',
      [ingress('{ haproxy.org/ssl-redirect: "false" }'), haproxy],
      { by: 'haproxy', redirect: 'no' },
    ],
    [
      'HAProxy Ingress',
      'networking.k8s.io/Ingress',
      [
        ingress('{ haproxy-ingress.github.io/proxy-body-size: 1m }'),
        controller('jcmoraisjr/haproxy-ingress', 'haproxy-ingress.github.io/controller'),
      ],
      { by: 'haproxy-ingress', redirect: 'yes', oldestTls: '1.2', bodyLimit: 'yes', rateLimit: 'no' },
    ],
    [
      'Contour, an Ingress',
      'networking.k8s.io/Ingress',
      [ingress(), ingressClass('projectcontour.io/ingress-controller')],
      { by: 'contour', tls: 'yes', redirect: 'no' },
    ],
    [
      'Contour, redirected',
      'networking.k8s.io/Ingress',
      [
        ingress(
          '{ ingress.kubernetes.io/force-ssl-redirect: "true", projectcontour.io/tls-minimum-protocol-version: "1.1" }',
        ),
        ingressClass('projectcontour.io/ingress-controller'),
      ],
      { by: 'contour', redirect: 'yes', oldestTls: '1.1' },
    ],
    [
      'an HTTPProxy',
      'projectcontour.io/HTTPProxy',
      [
        proxy(
          `{ virtualhost: { fqdn: a.example, tls: { secretName: a, minimumProtocolVersion: "1.3" }, jwtProviders: [] }, ${routes} }`,
        ),
      ],
      {
        by: 'contour',
        tls: 'yes',
        redirect: 'yes',
        oldestTls: '1.3',
        authentication: { is: 'yes', by: 'jwtProviders' },
        rateLimit: 'no',
      },
    ],
    [
      'an HTTPProxy that answers in the clear',
      'projectcontour.io/HTTPProxy',
      [
        proxy(
          '{ virtualhost: { fqdn: a.example, tls: { secretName: a } }, routes: [{ permitInsecure: true, services: [{ name: web }] }] }',
        ),
      ],
      { by: 'contour', redirect: 'no', authentication: { is: 'no' } },
    ],
    [
      'Kong',
      'networking.k8s.io/Ingress',
      [
        ingress('{ konghq.com/plugins: "key, ip", konghq.com/protocols: https }'),
        plugin('key', 'key-auth'),
        plugin('ip', 'ip-restriction', '{ allow: [10.0.0.0/8] }'),
        kong,
      ],
      {
        by: 'kong',
        redirect: 'yes',
        authentication: { is: 'yes', by: 'KongPlugin key-auth' },
        ranges: ['10.0.0.0/8'],
        rateLimit: 'no',
        accessLog: 'yes',
      },
    ],
    [
      'Kong by itself',
      'networking.k8s.io/Ingress',
      [ingress(), kong],
      { by: 'kong', redirect: 'no', authentication: { is: 'no' } },
    ],
    [
      'Kong with a plugin that is nowhere',
      'networking.k8s.io/Ingress',
      [ingress('{ konghq.com/plugins: key }'), kong],
      { by: 'kong', authentication: { is: 'unknown' } },
    ],
    [
      'Istio',
      'networking.istio.io/VirtualService',
      [
        istioGateway(
          '{ port: { number: 443, protocol: HTTPS }, hosts: ["*"], tls: { mode: SIMPLE, minProtocolVersion: TLSV1_1 } }, { port: { number: 80, protocol: HTTP }, hosts: ["*"] }',
        ),
      ],
      { by: 'istio', tls: 'yes', redirect: 'no', oldestTls: '1.1' },
    ],
    [
      'Istio, redirected',
      'networking.istio.io/VirtualService',
      [
        istioGateway(
          '{ port: { number: 443, protocol: HTTPS }, hosts: [shop.example], tls: { mode: MUTUAL } }, { port: { number: 80, protocol: HTTP }, hosts: ["*"], tls: { httpsRedirect: true } }',
        ),
      ],
      { by: 'istio', tls: 'yes', redirect: 'yes', oldestTls: '1.2' },
    ],
    [
      'Istio in the clear',
      'networking.istio.io/VirtualService',
      [istioGateway('{ port: { number: 80, protocol: HTTP }, hosts: ["shop/*"] }')],
      { by: 'istio', tls: 'no' },
    ],
    [
      'Envoy Gateway',
      'gateway.networking.k8s.io/HTTPRoute',
      [gateway('eg', envoy)],
      {
        by: 'envoy-gateway',
        tls: 'yes',
        redirect: 'yes',
        oldestTls: '1.2',
        authentication: { is: 'no' },
        rateLimit: 'no',
      },
    ],
    [
      'Envoy Gateway, in the clear too',
      'gateway.networking.k8s.io/HTTPRoute',
      [gateway('eg', envoy, plainToo)],
      { by: 'envoy-gateway', tls: 'yes', redirect: 'no' },
    ],
    [
      'Envoy Gateway with a sign-in',
      'gateway.networking.k8s.io/HTTPRoute',
      [
        gateway('eg', envoy),
        'apiVersion: gateway.envoyproxy.io/v1alpha1\nkind: SecurityPolicy\nmetadata: { name: oidc, namespace: shop }\nspec: { targetRefs: [{ kind: HTTPRoute, name: web }], oidc: {} }',
      ],
      { by: 'envoy-gateway', authentication: { is: 'yes', by: 'SecurityPolicy oidc (oidc)' } },
    ],
    [
      'AWS by itself',
      'networking.k8s.io/Ingress',
      [ingress('{}', noTls), aws],
      { by: 'aws', tls: 'no', front: { zone: 'company', by: 'default' } },
    ],
    [
      'AWS on the internet',
      'networking.k8s.io/Ingress',
      [
        ingress(
          of(
            alb,
            '@scheme: internet-facing, @certificate-arn: a, @listen-ports: \'[{"HTTP": 80}, {"HTTPS": 443}]\', @inbound-cidrs: 192.0.2.0/24',
          ),
        ),
        aws,
      ],
      {
        by: 'aws',
        tls: 'yes',
        redirect: 'no',
        oldestTls: '1.0',
        ranges: ['192.0.2.0/24'],
        front: { zone: 'internet', by: 'said' },
      },
    ],
    [
      'AWS, hardened',
      'networking.k8s.io/Ingress',
      [
        ingress(
          of(
            alb,
            '@certificate-arn: a, @listen-ports: \'[{"HTTP": 80}, {"HTTPS": 443}]\', @ssl-redirect: "443", @ssl-policy: ELBSecurityPolicy-TLS13-1-2-2021-06, @auth-type: oidc, @load-balancer-attributes: access_logs.s3.enabled=true',
          ),
        ),
        aws,
      ],
      {
        by: 'aws',
        redirect: 'yes',
        oldestTls: '1.2',
        authentication: { is: 'yes', by: `${alb}auth-type` },
        accessLog: 'yes',
      },
    ],
    [
      'AWS by its class',
      'networking.k8s.io/Ingress',
      [
        ingress(of(alb, '@scheme: internal')),
        ingressClass(
          'ingress.k8s.aws/alb',
          ', parameters: { apiGroup: elbv2.k8s.aws, kind: IngressClassParams, name: p }',
        ),
        'apiVersion: elbv2.k8s.aws/v1beta1\nkind: IngressClassParams\nmetadata: { name: p }\nspec: { scheme: internet-facing, sslPolicy: ELBSecurityPolicy-TLS-1-2-2017-01 }',
      ],
      { by: 'aws', oldestTls: '1.2', front: { zone: 'internet', by: 'said' } },
    ],
    [
      'Google',
      'networking.k8s.io/Ingress',
      [ingress('{ kubernetes.io/ingress.class: gce }', 'tls: [{ secretName: a }]')],
      {
        by: 'gcp',
        tls: 'yes',
        redirect: 'no',
        oldestTls: '1.0',
        authentication: { is: 'no' },
        front: { zone: 'internet', by: 'default' },
      },
    ],
    [
      'Google inside',
      'networking.k8s.io/Ingress',
      [
        ingress(
          '{ kubernetes.io/ingress.class: gce-internal, kubernetes.io/ingress.allow-http: "false" }',
          'tls: [{ secretName: a }]',
        ),
      ],
      { by: 'gcp', redirect: 'yes', front: { zone: 'company', by: 'said' } },
    ],
    [
      'Azure',
      'networking.k8s.io/Ingress',
      [
        ingress(
          '{ appgw.ingress.kubernetes.io/use-private-ip: "true", appgw.ingress.kubernetes.io/ssl-redirect: "true" }',
          'ingressClassName: azure-application-gateway, tls: [{ secretName: a }]',
        ),
      ],
      { by: 'azure', redirect: 'yes', oldestTls: '1.2', front: { zone: 'company', by: 'said' } },
    ],
    [
      'Alibaba',
      'networking.k8s.io/Ingress',
      [
        ingress(),
        ingressClass(
          'ingress.k8s.alibabacloud/alb',
          ', parameters: { apiGroup: alibabacloud.com, kind: AlbConfig, name: p }',
        ),
        'apiVersion: alibabacloud.com/v1\nkind: AlbConfig\nmetadata: { name: p }\nspec: { config: { addressType: Intranet }, listeners: [{ port: 443, protocol: HTTPS }] }',
      ],
      { by: 'alibaba', oldestTls: '1.0', accessLog: 'no', front: { zone: 'company', by: 'said' } },
    ],
    [
      'Cilium',
      'networking.k8s.io/Ingress',
      [ingress(), ingressClass('cilium.io/ingress-controller')],
      { by: 'cilium', tls: 'yes', authentication: { is: 'no' }, rateLimit: 'no' },
    ],
    [
      "F5's",
      'networking.k8s.io/Ingress',
      [
        ingress('{ nginx.org/basic-auth-secret: a }'),
        controller('nginx/nginx-ingress', 'nginx.org/ingress-controller'),
      ],
      {
        by: 'nginx',
        authentication: { is: 'yes', by: 'nginx.org/basic-auth-secret' },
        redirect: 'yes',
        bodyLimit: 'yes',
      },
    ],
  ])('%s', (_, kind, texts, expected) => {
    expect(answersOf(kind, web, service(), ...texts)).toMatchObject(expected);
  });
});
