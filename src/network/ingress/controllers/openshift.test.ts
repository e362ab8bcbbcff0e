import { describe, expect, it } from 'vitest';
import { exposuresOf } from '../../exposure/index.ts';
import { clusterOf, filesOf, ingress, service, web } from '../../exposure/testing/objects.ts';
import type { RouteAnswers } from '../answers.ts';
import { ingressControllersOf } from '../detect.ts';
import { proposalsFor } from '../harden/harden.ts';

const route = (spec = '{ termination: edge }', annotations = '{}', labels = '{}') => `
apiVersion: route.openshift.io/v1
kind: Route
metadata: { name: web, namespace: shop, annotations: ${annotations}, labels: ${labels} }
spec: { host: shop.apps.example, to: { kind: Service, name: web }, port: { targetPort: web }, tls: ${spec} }`;
const of = (pairs: string) => `{ ${pairs.replaceAll('@', 'haproxy.router.openshift.io/')} }`;
const shard = (spec = '{}', name = 'default', status = '{}') => `
apiVersion: operator.openshift.io/v1
kind: IngressController
metadata: { name: ${name}, namespace: openshift-ingress-operator }
spec: ${spec}
status: ${status}`;
const digest = `quay.io/openshift-release-dev/ocp-v4.0-art-dev@sha256:${'0'.repeat(64)}`;
const router = (name = 'default') => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: router-${name}, namespace: openshift-ingress }
spec:
  template:
    metadata: { labels: { ingresscontroller.operator.openshift.io/deployment-ingresscontroller: ${name} } }
    spec: { containers: [{ name: router, image: "${digest}" }] }`;
const other = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: console, namespace: openshift-console }
spec: { template: { metadata: { labels: { app: console } }, spec: { containers: [{ name: c, image: "${digest}" }] } } }`;
const opened = service('ports: [{ name: web, port: 80, targetPort: http }]');

function answersOf(...texts: readonly string[]): RouteAnswers {
  const inventory = clusterOf(...texts);
  const [object] = inventory.ofKind('route.openshift.io/Route', 'networking.k8s.io/Ingress');
  if (object === undefined) throw new Error('no route');
  const { controller, route: served } = ingressControllersOf(inventory).of(object);
  expect(controller?.id).toBe('openshift');
  return controller?.answers(served) as RouteAnswers;
}

describe('OpenShift’s router', () => {
  it.each<readonly [string, readonly string[], Partial<RouteAnswers>]>([
    [
      'nothing more said',
      [route(), shard()],
      {
        tls: 'yes',
        redirect: 'yes',
        oldestTls: '1.2',
        authentication: { is: 'no' },
        ranges: [],
        rateLimit: 'no',
        bodyLimit: 'no',
        accessLog: 'no',
        dangers: [],
      },
    ],
    ['no TLS', [route('null'), shard()], { tls: 'no', redirect: 'no' }],
    ['passthrough', [route('{ termination: passthrough }'), shard()], { tls: 'passthrough', redirect: 'yes' }],
    [
      'both ways',
      [route('{ termination: edge, insecureEdgeTerminationPolicy: Allow }'), shard()],
      { tls: 'yes', redirect: 'no' },
    ],
    [
      'ranges',
      [route(undefined, of('"@ip_allowlist": "192.0.2.7 198.51.100.0/24 2001:db8::/32"'))],
      { ranges: ['192.0.2.7', '198.51.100.0/24', '2001:db8::/32'] },
    ],
    ['ranges by the old word', [route(undefined, of('"@ip_whitelist": 192.0.2.7'))], { ranges: ['192.0.2.7'] }],
    [
      'ranges with commas, which count for nothing',
      [route(undefined, of('"@ip_allowlist": "10.0.0.0/8,192.0.2.7"'))],
      { ranges: [] },
    ],
    [
      'a limit',
      [route(undefined, of('"@rate-limit-connections": "true", "@rate-limit-connections.rate-http": "100"'))],
      { rateLimit: 'yes' },
    ],
    ['a limit without a number', [route(undefined, of('"@rate-limit-connections": "true"'))], { rateLimit: 'no' }],
    ['a limit that is off', [route(undefined, of('"@rate-limit-connections.rate-http": "100"'))], { rateLimit: 'no' }],
    [
      'certificates of clients',
      [route(), shard('{ clientTLS: { clientCertificatePolicy: Required } }')],
      { authentication: { is: 'yes', by: 'IngressController clientTLS' } },
    ],
    [
      'certificates that nobody must have',
      [route(), shard('{ clientTLS: { clientCertificatePolicy: Optional } }')],
      { authentication: { is: 'no' } },
    ],
    [
      'certificates where the workload ends TLS',
      [route('{ termination: passthrough }'), shard('{ clientTLS: { clientCertificatePolicy: Required } }')],
      { authentication: { is: 'no' } },
    ],
    ['logs', [route(), shard('{ logging: { access: { destination: { type: Container } } } }')], { accessLog: 'yes' }],
    ['an old profile', [route(), shard('{ tlsSecurityProfile: { type: Old } }')], { oldestTls: '1.1' }],
    [
      'a profile of its own',
      [route(), shard('{ tlsSecurityProfile: { type: Custom, custom: { minTLSVersion: VersionTLS13 } } }')],
      { oldestTls: '1.3' },
    ],
    [
      'the cluster’s profile',
      [
        route(),
        shard(),
        'apiVersion: config.openshift.io/v1\nkind: APIServer\nmetadata: { name: cluster }\nspec: { tlsSecurityProfile: { type: Modern } }',
      ],
      { oldestTls: '1.3' },
    ],
    [
      'no IngressController in sight',
      [route()],
      { oldestTls: undefined, accessLog: 'unknown', authentication: { is: 'unknown' } },
    ],
    ['an Ingress', [ingress('{}', 'ingressClassName: openshift-default'), shard()], { tls: 'no', redirect: 'no' }],
    [
      'an Ingress with TLS',
      [ingress('{}', 'ingressClassName: openshift-default, tls: [{}]'), shard()],
      { tls: 'yes', redirect: 'yes' },
    ],
    [
      'an Ingress that says how TLS ends',
      [ingress('{ route.openshift.io/termination: passthrough }', 'ingressClassName: openshift-default'), shard()],
      { tls: 'passthrough' },
    ],
    [
      'an internal load balancer',
      [
        route(),
        shard('{ endpointPublishingStrategy: { type: LoadBalancerService, loadBalancer: { scope: Internal } } }'),
      ],
      { front: { zone: 'company', by: 'said' } },
    ],
    [
      'one that only the status tells',
      [
        route(),
        shard(
          '{}',
          'default',
          '{ endpointPublishingStrategy: { type: LoadBalancerService, loadBalancer: { scope: Internal } } }',
        ),
      ],
      { front: { zone: 'company', by: 'said' } },
    ],
  ])('%s', (_, texts, expected) => {
    expect(answersOf(...texts)).toMatchObject(expected);
  });

  it.each([
    [
      'a header that is believed',
      route(undefined, of('"@set-forwarded-headers": never')),
      shard(),
      'forwarded-headers',
    ],
    ['one for all', route(), shard('{ httpHeaders: { forwardedHeaderPolicy: IfNone } }'), 'forwarded-headers'],
    [
      'hosts that namespaces share',
      route(),
      shard('{ routeAdmission: { namespaceOwnership: InterNamespaceAllowed } }'),
      'cross-namespace',
    ],
  ])('danger: %s', (_, ...texts) => {
    const [code, ...objects] = [texts.at(-1), ...texts.slice(0, -1)];
    expect(answersOf(...objects).dangers.map((danger) => danger.code)).toEqual([code]);
  });

  it('is told from other pods of the same image by its label, and takes the Routes that it is for', () => {
    const inner = shard('{ routeSelector: { matchLabels: { type: inner } } }', 'inner');
    const outer = shard('{ routeSelector: { matchExpressions: [{ key: type, operator: DoesNotExist }] } }');
    const served = (labels: string) => {
      const inventory = clusterOf(route(undefined, '{}', labels), inner, outer, router(), router('inner'), other);
      const [object] = inventory.ofKind('route.openshift.io/Route');
      return (
        object &&
        ingressControllersOf(inventory)
          .of(object)
          .route.served.map((group) => group.object.name)
      );
    };
    expect(served('{}')).toEqual(['router-default']);
    expect(served('{ type: inner }')).toEqual(['router-inner']);
  });

  it('is a way in to the port that the Route names', () => {
    const two = service(
      'ports: [{ name: web, port: 80, targetPort: http }, { name: metrics, port: 9090, targetPort: 9090 }]',
    );
    const balancer = `
apiVersion: v1
kind: Service
metadata: { name: router-default, namespace: openshift-ingress }
spec: { type: LoadBalancer, selector: { ingresscontroller.operator.openshift.io/deployment-ingresscontroller: default }, ports: [{ port: 443 }] }
status: { loadBalancer: { ingress: [{ ip: 203.0.113.9 }] } }`;
    const ways = (...texts: readonly string[]) =>
      exposuresOf(clusterOf(web, two, shard(), router(), balancer, ...texts)).ways.filter(({ by }) => by === 'ingress');
    expect(ways(route())).toMatchObject([
      {
        reach: 'internet',
        controller: 'openshift',
        hosts: ['shop.apps.example'],
        ports: [{ port: 80, target: 8080 }],
        authentication: { state: 'none' },
      },
    ]);
    expect(ways(route().replace('targetPort: web', 'targetPort: 9090'))).toMatchObject([{ ports: [{ target: 9090 }] }]);
    const narrowed = ways(route(undefined, of('"@ip_allowlist": 10.0.0.0/8')));
    expect(narrowed).toMatchObject([{ reach: 'company', sourceRanges: ['10.0.0.0/8'] }]);
    expect(exposuresOf(filesOf(web, opened, route())).ways).toMatchObject([{ by: 'ingress', reach: 'unknown' }]);
  });

  it('gets proposals that put right what notes say', () => {
    const inventory = clusterOf(web, opened, shard(), route('null'));
    const { routes } = exposuresOf(inventory);
    const [report] = routes;
    if (report === undefined) throw new Error('no report');
    const proposals = proposalsFor(ingressControllersOf(inventory).of(report.object), report.notes);
    expect(proposals.map(({ why }) => why)).toEqual(['tls-missing', 'no-rate-limit']);
    expect(proposals[0]?.changes[0]?.edits).toEqual([
      { op: 'set', path: ['spec', 'tls'], value: { termination: 'edge', insecureEdgeTerminationPolicy: 'Redirect' } },
    ]);
  });
});
