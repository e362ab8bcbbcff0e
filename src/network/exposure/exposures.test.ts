import { describe, expect, it } from 'vitest';
import { parseBlock } from '../addresses.ts';
import { exposuresOf } from './exposures.ts';
import { clusterOf, controller, filesOf, ingress, nginx, node, policy, service, web } from './testing/objects.ts';
import type { ReachReason, WayKind } from './way.ts';

const balancer = (more = '', annotations = '{}') =>
  service(
    `type: LoadBalancer, allocateLoadBalancerNodePorts: false${more}, ports: [{ port: 80, targetPort: http }]`,
    annotations,
  );
const withAddress = (text: string, address: string) =>
  `${text}\nstatus: { loadBalancer: { ingress: [{ ip: "${address}" }] } }`;
const closed = policy('{ podSelector: {}, policyTypes: [Ingress] }');

const denyWorld = `
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: deny, namespace: shop }
spec: { endpointSelector: {}, enableDefaultDeny: { ingress: false, egress: false }, ingressDeny: [{ fromCIDR: [0.0.0.0/0] }] }`;
const gatewayRoute = (from: string, tls = '{}') => `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: edge, namespace: edge }
spec: { gatewayClassName: any, listeners: [{ name: a, port: 443, protocol: HTTPS, tls: ${tls}, allowedRoutes: { namespaces: { from: ${from} } } }] }
status: { addresses: [{ type: IPAddress, value: 203.0.113.8 }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: web, namespace: shop }
spec: { parentRefs: [{ name: edge, namespace: edge }], rules: [{ backendRefs: [{ name: web, port: 80 }] }] }`;

const certificate = '{ certificateRefs: [{ name: tls, namespace: secrets }] }';
/** A route of the namespace `front` to a Service of `shop`. */
const crossing = gatewayRoute('All')
  .replace('{ name: web, namespace: shop }', '{ name: web, namespace: front }')
  .replace('[{ name: web, port: 80 }]', '[{ name: web, namespace: shop, port: 80 }]');
const grant = (kind: string, namespace: string, to: string, name?: string) => `
apiVersion: gateway.networking.k8s.io/v1beta1
kind: ReferenceGrant
metadata: { name: grant, namespace: shop }
spec:
  from: [{ group: gateway.networking.k8s.io, kind: ${kind}, namespace: ${namespace} }]
  to: [{ group: "", kind: ${to}${name === undefined ? '' : `, name: ${name}`} }]`;

type Case = readonly [string, readonly string[], WayKind, string, ReachReason | undefined];

describe('exposuresOf', () => {
  it.each<Case>([
    // Load balancers.
    [
      'a load balancer of a cloud',
      [balancer(), node('10.0.0.1', 'InternalIP', 'aws:///a')],
      'loadbalancer',
      'internet',
      'load-balancer-default',
    ],
    ['one with a public address', [withAddress(balancer(), '203.0.113.1')], 'loadbalancer', 'internet', 'address'],
    ['one with a private address', [withAddress(balancer(), '10.1.2.3')], 'loadbalancer', 'company', 'address'],
    [
      'one without a cloud or an address',
      [balancer(), node('10.0.0.1')],
      'loadbalancer',
      'unknown',
      'load-balancer-provider',
    ],
    [
      'one of a class nobody knows',
      [balancer(', loadBalancerClass: example.com/own')],
      'loadbalancer',
      'unknown',
      'load-balancer-class',
    ],
    [
      'one of a class that is internal',
      [balancer(', loadBalancerClass: service.k8s.aws/nlb')],
      'loadbalancer',
      'company',
      'said-internal',
    ],
    [
      'the same, asked to be public',
      [
        balancer(
          ', loadBalancerClass: service.k8s.aws/nlb',
          '{ service.beta.kubernetes.io/aws-load-balancer-scheme: internet-facing }',
        ),
      ],
      'loadbalancer',
      'internet',
      'load-balancer-default',
    ],
    [
      'one that an annotation makes internal',
      [balancer('', '{ service.beta.kubernetes.io/azure-load-balancer-internal: "true" }')],
      'loadbalancer',
      'company',
      'said-internal',
    ],
    [
      'one for the company only',
      [balancer(', loadBalancerSourceRanges: [10.0.0.0/8]'), node('10.0.0.1', 'InternalIP', 'gce://p')],
      'loadbalancer',
      'company',
      undefined,
    ],
    [
      'one for a range of the internet',
      [balancer(', loadBalancerSourceRanges: [198.51.100.0/24]'), node('10.0.0.1', 'InternalIP', 'gce://p')],
      'loadbalancer',
      'internet',
      undefined,
    ],
    // Policies on the way.
    [
      'pods that are closed, nodes with them',
      [withAddress(balancer(), '203.0.113.1'), closed],
      'loadbalancer',
      'nowhere',
      undefined,
    ],
    [
      'pods that are open to the company',
      [
        withAddress(balancer(), '203.0.113.1'),
        policy('{ podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: 10.0.0.0/8 } }] }] }'),
      ],
      'loadbalancer',
      'company',
      undefined,
    ],
    [
      'pods that are open to pods',
      [
        withAddress(balancer(), '203.0.113.1'),
        policy('{ podSelector: {}, ingress: [{ from: [{ podSelector: {} }] }] }'),
      ],
      'loadbalancer',
      'cluster',
      undefined,
    ],
    [
      'another port that is open',
      [withAddress(balancer(), '203.0.113.1'), policy('{ podSelector: {}, ingress: [{ ports: [{ port: 9090 }] }] }')],
      'loadbalancer',
      'nowhere',
      undefined,
    ],
    // Nodes.
    [
      'a node port on private nodes',
      [service('type: NodePort, ports: [{ port: 80, targetPort: http }]'), node('10.0.0.1')],
      'nodeport',
      'company',
      'address',
    ],
    [
      'a node port on public nodes',
      [service('type: NodePort, ports: [{ port: 80, targetPort: http }]'), node('203.0.113.1', 'ExternalIP')],
      'nodeport',
      'internet',
      'firewall',
    ],
    [
      'a node port without nodes',
      [service('type: NodePort, ports: [{ port: 80, targetPort: http }]')],
      'nodeport',
      'unknown',
      'node-addresses',
    ],
    [
      'an external address',
      [service('externalIPs: [203.0.113.7], ports: [{ port: 80, targetPort: http }]')],
      'externalip',
      'internet',
      'address',
    ],
    // Ingresses.
    ['an Ingress through a public controller', [ingress(), service(), nginx], 'ingress', 'internet', 'address'],
    [
      'through an internal one',
      [
        ingress(),
        service(),
        controller('ingress-nginx/controller', 'k8s.io/ingress-nginx', 'type: LoadBalancer', '10.9.9.9'),
        node('10.0.0.1'),
      ],
      'ingress',
      'company',
      'address',
    ],
    [
      'through one that nothing leads to',
      [ingress(), service(), controller('ingress-nginx/controller', 'k8s.io/ingress-nginx', 'type: ClusterIP')],
      'ingress',
      'cluster',
      undefined,
    ],
    [
      'one that lets the company in',
      [ingress('{ nginx.ingress.kubernetes.io/whitelist-source-range: "10.0.0.0/8" }'), service(), nginx],
      'ingress',
      'company',
      undefined,
    ],
    [
      'pods that the controller may not reach',
      [ingress(), service(), nginx, policy('{ podSelector: {}, policyTypes: [Ingress] }')],
      'ingress',
      'nowhere',
      undefined,
    ],
    [
      'a controller that is closed itself',
      [ingress(), service(), nginx, policy('{ podSelector: {}, policyTypes: [Ingress] }', 'edge')],
      'ingress',
      'nowhere',
      undefined,
    ],
    [
      'pods that only the controller may reach',
      [
        ingress(),
        service(),
        nginx,
        policy(
          '{ podSelector: {}, ingress: [{ from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: edge } } }] }] }',
        ),
      ],
      'ingress',
      'internet',
      'address',
    ],
    ['no such Service', [ingress(), nginx], 'ingress', 'nowhere', 'service-unseen'],
    [
      'ranges that nobody can read',
      [ingress('{ nginx.ingress.kubernetes.io/whitelist-source-range: "$var" }'), service(), nginx],
      'ingress',
      'internet',
      undefined,
    ],
    [
      'an internal one for a range of the internet',
      [balancer(', loadBalancerClass: tailscale, loadBalancerSourceRanges: [198.51.100.0/24]')],
      'loadbalancer',
      'company',
      'said-internal',
    ],
    [
      'a policy that denies IPv4 where nobody speaks IPv6',
      [withAddress(balancer(', externalTrafficPolicy: Local'), '203.0.113.1'), denyWorld],
      'loadbalancer',
      'cluster',
      undefined,
    ],
    [
      'the same where IPv6 is spoken',
      [withAddress(balancer(', ipFamilies: [IPv4, IPv6]'), '203.0.113.1'), denyWorld],
      'loadbalancer',
      'internet',
      undefined,
    ],
    ['a route of the Gateway API', [gatewayRoute('All'), service()], 'gateway', 'internet', 'address'],
    [
      'a route that the Gateway takes from its own namespace only',
      [gatewayRoute('Same'), service()],
      'gateway',
      'nowhere',
      'not-attached',
    ],
    ['a route to another namespace without a grant there', [crossing, service()], 'gateway', 'nowhere', 'not-granted'],
    [
      'with a grant',
      [crossing, grant('HTTPRoute', 'front', 'Service', 'web'), service()],
      'gateway',
      'internet',
      'address',
    ],
    [
      'with a grant for all Services',
      [crossing, grant('HTTPRoute', 'front', 'Service'), service()],
      'gateway',
      'internet',
      'address',
    ],
    ...(
      [
        ['for another Service', grant('HTTPRoute', 'front', 'Service', 'other')],
        ['for another kind', grant('TLSRoute', 'front', 'Service')],
        ['for another namespace', grant('HTTPRoute', 'shop', 'Service')],
        ['for Secrets', grant('HTTPRoute', 'front', 'Secret')],
        [
          'of another namespace',
          grant('HTTPRoute', 'front', 'Service').replace('namespace: shop }', 'namespace: edge }'),
        ],
      ] as const
    ).map(
      ([name, text]): Case => [`a grant ${name}`, [crossing, text, service()], 'gateway', 'nowhere', 'not-granted'],
    ),
    [
      'a route at a listener whose certificate is in another namespace without a grant',
      [gatewayRoute('All', certificate), service()],
      'gateway',
      'nowhere',
      'certificate-not-granted',
    ],
    [
      'the same with a grant',
      [
        gatewayRoute('All', certificate),
        grant('Gateway', 'edge', 'Secret', 'tls').replace('namespace: shop }', 'namespace: secrets }'),
        service(),
      ],
      'gateway',
      'internet',
      'address',
    ],
    [
      'a route whose Gateway is elsewhere',
      [gatewayRoute('All').replace('kind: Gateway\n', 'kind: Other\n'), service()],
      'gateway',
      'unknown',
      'gateway-unseen',
    ],
  ])('says of %s where it is reached from', (_, texts, by, reach, reason) => {
    const { ways } = exposuresOf(clusterOf(web, ...texts));
    const way = ways.find((one) => one.by === by);
    expect(way?.reach).toBe(reach);
    if (reason !== undefined) expect(way?.reasons).toContain(reason);
  });

  it('says of files that a grant is not known', () => {
    const { ways } = exposuresOf(filesOf(web, crossing, service()));
    expect(ways).toMatchObject([{ by: 'gateway', reach: 'unknown', reasons: ['not-granted'] }]);
  });

  const proxy = (args = '') => `
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: kube-proxy, namespace: kube-system }
spec: { template: { spec: { hostNetwork: true, containers: [{ name: p, image: proxy, command: [/usr/local/bin/kube-proxy], args: [${args}] }] } } }`;
  const settings = (addresses: string) => `
apiVersion: v1
kind: ConfigMap
metadata: { name: kube-proxy, namespace: kube-system }
data:
  config.conf: |
    apiVersion: kubeproxy.config.k8s.io/v1alpha1
    kind: KubeProxyConfiguration
    nodePortAddresses: ${addresses}`;
  const both = (cloud = '') => `
apiVersion: v1
kind: Node
metadata: { name: n }
spec: { providerID: "${cloud}" }
status: { addresses: [{ type: InternalIP, address: 10.0.0.1 }, { type: ExternalIP, address: 203.0.113.1 }] }`;

  it.each<readonly [string, readonly string[], string]>([
    ['all addresses', [proxy(), settings('[]'), both()], 'internet'],
    ['private addresses', [proxy(), settings('["10.0.0.0/8"]'), both()], 'company'],
    [
      'private addresses, which a cloud gives public ones',
      [proxy(), settings('["10.0.0.0/8"]'), both('aws:///a')],
      'internet',
    ],
    ['public addresses', [proxy(), settings('["203.0.113.0/24"]'), both()], 'internet'],
    ['the loopback', [proxy(), settings('["127.0.0.0/8"]'), both()], 'nowhere'],
    ['localhost', [proxy(), settings('[localhost]'), both('aws:///a')], 'nowhere'],
    ['primary addresses', [proxy(), settings('[primary]'), both()], 'internet'],
    ['private addresses of an interface that is not known', [proxy(), settings('["10.9.0.0/16"]'), both()], 'company'],
    ['public ones of such', [proxy(), settings('["198.51.100.0/24"]'), both()], 'unknown'],
    ['no words that can be read', [proxy(), settings('[10.0.0.0/99]'), both()], 'internet'],
    ['addresses of IPv6', [proxy(), settings('["::1/128"]'), both()], 'internet'],
    ['a flag', [proxy('--nodeport-addresses=127.0.0.0/8'), both()], 'nowhere'],
    ['a flag beside a file', [proxy('--nodeport-addresses=127.0.0.0/8'), settings('[]'), both()], 'internet'],
    ['no kube-proxy that runs', [settings('["127.0.0.0/8"]'), both()], 'internet'],
  ])('node ports at %s', (_, texts, reach) => {
    const opened = service('type: NodePort, ports: [{ port: 80, targetPort: http }]');
    const { ways } = exposuresOf(clusterOf(web, opened, ...texts));
    expect(ways.find(({ by }) => by === 'nodeport')?.reach).toBe(reach);
  });

  it('says of files that what serves an Ingress is not known', () => {
    const { ways } = exposuresOf(filesOf(web, service(), ingress()));
    expect(ways).toMatchObject([
      { reach: 'unknown', reasons: ['front-unseen'], controller: 'ingress-nginx', tls: 'yes' },
    ]);
    const [other] = exposuresOf(filesOf(web, service(), ingress('{}', 'ingressClassName: edge'))).ways;
    expect(other).toMatchObject({
      reach: 'unknown',
      reasons: ['controller-unseen'],
      tls: 'unknown',
      authentication: { state: 'unknown' },
    });
  });

  it("counts the company's own ranges as the company", () => {
    const companyRanges = [parseBlock('203.0.113.0/24')].flatMap((block) => block ?? []);
    const inventory = clusterOf(web, withAddress(balancer(), '203.0.113.1'));
    expect(exposuresOf(inventory, { companyRanges }).ways[0]?.reach).toBe('company');
  });

  it('takes policies that nothing enforces as absent, and says which', () => {
    const flannel = `
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: kube-flannel-ds, namespace: kube-flannel }
spec: { template: { metadata: { labels: { app: flannel } }, spec: { hostNetwork: true, containers: [{ name: kube-flannel, image: "ghcr.io/flannel-io/flannel:v0.26.0" }] } } }`;
    const { ways, ignoredPolicies } = exposuresOf(
      clusterOf(web, withAddress(balancer(), '203.0.113.1'), closed, flannel),
    );
    expect(ways.find(({ by }) => by === 'loadbalancer')?.reach).toBe('internet');
    expect(ignoredPolicies.map(({ name }) => name)).toEqual(['p']);
  });

  it('sees host ports, host networks, kubelets and the API server', () => {
    const pod = (name: string, spec: string) => `
apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: kube-system }
spec: { ${spec} }`;
    const { ways } = exposuresOf(
      clusterOf(
        node('10.0.0.1'),
        node('203.0.113.1', 'ExternalIP'),
        pod('port', 'containers: [{ name: a, image: a, ports: [{ containerPort: 80, hostPort: 8080 }] }]'),
        pod(
          'local',
          'containers: [{ name: a, image: a, ports: [{ containerPort: 80, hostPort: 8080, hostIP: 127.0.0.1 }] }]',
        ),
        pod('host', 'hostNetwork: true, containers: [{ name: a, image: a }]'),
        pod(
          'api',
          'hostNetwork: true, containers: [{ name: a, image: a, command: [kube-apiserver, --secure-port=7443] }]',
        ),
        `apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\nmetadata: { name: k }\nreadOnlyPort: 10255\nauthentication: { anonymous: { enabled: true } }`,
      ),
      { apiServer: 'https://192.168.1.1' },
    );
    const said = ways.map(({ by, via, ports, reach, authentication }) => [
      by,
      via?.name,
      ports[0]?.port,
      reach,
      authentication.state,
    ]);
    expect(said).toEqual(
      expect.arrayContaining([
        ['hostport', 'port', 8080, 'internet', 'none'],
        ['hostport', 'local', 8080, 'nowhere', 'none'],
        ['hostnetwork', 'host', undefined, 'internet', 'none'],
        ['kubelet', 'n-10.0.0.1', 10250, 'internet', 'none'],
        ['kubelet', 'k', 10255, 'internet', 'none'],
        ['api-server', 'api', 7443, 'internet', 'required'],
        ['api-server', undefined, 443, 'company', 'required'],
      ]),
    );
  });

  it('gives each workload its widest reach, other pods among those who reach it', () => {
    const { workloads } = exposuresOf(clusterOf(web));
    expect(workloads.map(({ workload, reach }) => [workload.name, reach])).toEqual([['web', 'cluster']]);
    expect(exposuresOf(clusterOf(web, closed)).workloads[0]?.reach).toBe('nowhere');
  });

  it('names kinds that may be ways in and are not understood', () => {
    const { unknownKinds } = exposuresOf(
      clusterOf('apiVersion: example.com/v1\nkind: EdgeRoute\nmetadata: { name: a }'),
    );
    expect(unknownKinds).toEqual(['example.com/EdgeRoute']);
  });
});
