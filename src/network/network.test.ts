import { describe, expect, it } from 'vitest';
import { inventoryFromText } from '../inventory/index.ts';
import { contains, exposureOf, isolationOf, parseBlock, podsOf } from './index.ts';

function pod(name: string, labels: string, spec = ''): string {
  return `
apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: shop, labels: { ${labels} } }
spec:
  containers: [{ name: app, image: "example.com/app:1"${spec.startsWith('ports') ? `, ${spec}` : ''} }]
  ${spec.startsWith('ports') ? '' : spec}
`;
}

const web = pod('web', 'app: web');

function policy(spec: string): string {
  return `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: example, namespace: shop }
spec: ${spec}
`;
}

function custom(kind: string, apiVersion: string, spec: string, namespace = 'shop'): string {
  return `
apiVersion: ${apiVersion}
kind: ${kind}
metadata: { name: example, namespace: ${namespace} }
spec: ${spec}
`;
}

const cnp = (spec: string) => custom('CiliumNetworkPolicy', 'cilium.io/v2', spec);
const ccnp = (spec: string) => custom('CiliumClusterwideNetworkPolicy', 'cilium.io/v2', spec);
const calico = (spec: string) => custom('NetworkPolicy', 'projectcalico.org/v3', spec);
const global = (spec: string) => custom('GlobalNetworkPolicy', 'projectcalico.org/v3', spec);

/** Documents, and what they make of the ingress and the egress of pod `web`. */
const isolation: readonly (readonly [title: string, documents: string, ingress: string, egress: string])[] = [
  ['nothing', '', 'no', 'no'],
  ['no policyTypes', policy('{ podSelector: {} }'), 'yes', 'no'],
  ['no policyTypes, egress rules', policy('{ podSelector: {}, egress: [{}] }'), 'yes', 'yes'],
  ['no policyTypes, empty egress', policy('{ podSelector: {}, egress: [] }'), 'yes', 'no'],
  ['egress only', policy('{ podSelector: {}, policyTypes: [Egress] }'), 'no', 'yes'],
  ['no podSelector', policy('{ policyTypes: [Ingress, Egress] }'), 'yes', 'yes'],
  ['another pod', policy('{ podSelector: { matchLabels: { app: db } } }'), 'no', 'no'],
  [
    'by expression',
    policy('{ podSelector: { matchExpressions: [{ key: app, operator: In, values: [web] }] } }'),
    'yes',
    'no',
  ],
  ['another namespace', policy('{ podSelector: {} }').replace('namespace: shop', 'namespace: other'), 'no', 'no'],
  ['Cilium, ingress', cnp('{ endpointSelector: { matchLabels: { "k8s:app": web } }, ingress: [{}] }'), 'yes', 'no'],
  ['Cilium, no rules', cnp('{ endpointSelector: {} }'), 'no', 'no'],
  [
    'Cilium, default deny off',
    cnp('{ endpointSelector: {}, egress: [{}], enableDefaultDeny: { egress: false } }'),
    'no',
    'no',
  ],
  [
    'Cilium, clusterwide by namespace',
    ccnp('{ endpointSelector: { matchLabels: { "k8s:io.kubernetes.pod.namespace": shop } }, ingress: [{}] }'),
    'yes',
    'no',
  ],
  ['Cilium, for nodes', ccnp('{ nodeSelector: {}, ingress: [{}] }'), 'no', 'no'],
  ['Calico, types by its rules', calico("{ selector: app == 'web', egress: [{ action: Allow }] }"), 'no', 'yes'],
  ['Calico, no rules', calico('{ selector: all() }'), 'yes', 'no'],
  ['Calico, unreadable', calico('{ selector: "app = web" }'), 'unknown', 'no'],
  [
    'Calico, global by namespace',
    global("{ selector: all(), namespaceSelector: projectcalico.org/name == 'other', types: [Ingress] }"),
    'no',
    'no',
  ],
];

describe('isolationOf', () => {
  it.each(isolation)('%s', (_, documents, ingress, egress) => {
    const inventory = inventoryFromText(`${web}---${documents}`);
    const [state] = isolationOf(inventory).values();
    expect(state).toEqual({ ingress, egress });
  });

  it("does not count for pods in the node's network", () => {
    const inventory = inventoryFromText(
      `${pod('web', 'app: web', 'hostNetwork: true')}---${policy('{ podSelector: {} }')}`,
    );
    expect([...isolationOf(inventory).values()]).toEqual([{ ingress: 'no', egress: 'no' }]);
  });
});

function service(spec: string, annotations = ''): string {
  return `
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop, annotations: { ${annotations} } }
spec: { selector: { app: web }, ports: [{ port: 80 }], ${spec} }
`;
}

const inside = service('type: ClusterIP');
const backend = '{ service: { name: web, port: { number: 80 } } }';
const ingress = (more = '') =>
  custom(
    'Ingress',
    'networking.k8s.io/v1',
    `{ ${more} rules: [{ http: { paths: [{ backend: ${backend} }, { backend: ${backend} }] } }] }`,
  );

/** Documents beside pod `web`, and the ways to it. */
const exposure: readonly (readonly [title: string, documents: string, ways: readonly string[]])[] = [
  ['a Service inside', inside, []],
  ['a load balancer', service('type: LoadBalancer'), ['loadbalancer']],
  [
    'an internal one',
    service('type: LoadBalancer', 'service.beta.kubernetes.io/aws-load-balancer-scheme: internal'),
    ['loadbalancer internal'],
  ],
  ['a node port', service('type: NodePort'), ['nodeport']],
  ['external addresses', service('externalIPs: [192.0.2.1]'), ['externalip']],
  ['an Ingress with two paths is one way', `${inside}---${ingress()}`, ['ingress']],
  ['an internal class', `${inside}---${ingress('ingressClassName: nginx-internal,')}`, ['ingress internal']],
  ['an Ingress of another namespace', `${inside}---${ingress().replace('namespace: shop', 'namespace: other')}`, []],
  [
    'an old Ingress',
    `${inside}---${custom('Ingress', 'extensions/v1beta1', '{ backend: { serviceName: web, servicePort: 80 } }')}`,
    ['ingress'],
  ],
  [
    'a route',
    `${inside}---${custom('HTTPRoute', 'gateway.networking.k8s.io/v1', '{ parentRefs: [{ name: public }], rules: [{ backendRefs: [{ name: web, port: 80 }] }] }')}`,
    ['gateway'],
  ],
  [
    'a VirtualService of a gateway',
    `${inside}---${custom('VirtualService', 'networking.istio.io/v1', '{ gateways: [public], http: [{ route: [{ destination: { host: web.shop.svc.cluster.local } }] }] }', 'edge')}`,
    ['gateway'],
  ],
  [
    'a VirtualService of the mesh',
    `${inside}---${custom('VirtualService', 'networking.istio.io/v1', '{ gateways: [mesh], http: [{ route: [{ destination: { host: web } }] }] }')}`,
    [],
  ],
  [
    "OpenShift's Route",
    `${inside}---${custom('Route', 'route.openshift.io/v1', '{ to: { kind: Service, name: web } }')}`,
    ['ingress'],
  ],
  [
    "Traefik's route",
    `${inside}---${custom('IngressRoute', 'traefik.io/v1alpha1', '{ routes: [{ services: [{ name: web, port: 80 }] }] }')}`,
    ['ingress'],
  ],
];

function ways(documents: string, target = web): readonly string[] {
  const [found = []] = exposureOf(inventoryFromText(`${target}---${documents}`)).values();
  return found.map(({ by, internal }) => (internal ? `${by} internal` : by));
}

describe('exposureOf', () => {
  it.each(exposure)('%s', (_, documents, expected) => {
    expect(ways(documents)).toEqual(expected);
  });

  it('knows ports of the node', () => {
    expect(ways('', pod('web', 'app: web', 'ports: [{ containerPort: 80, hostPort: 80 }]'))).toEqual(['hostport']);
    expect(ways('', pod('web', 'app: web', 'hostNetwork: true'))).toEqual(['hostnetwork']);
  });
});

describe('podsOf', () => {
  const pods = podsOf(
    inventoryFromText(`${web}---${pod('db', 'app: db, tier: data')}---${pod('cache', 'tier: data')}`),
  );
  it.each([
    [{}, ['web', 'db', 'cache']],
    [{ matchLabels: { tier: 'data' } }, ['db', 'cache']],
    [{ matchLabels: { tier: 'data', app: 'db' } }, ['db']],
    [{ matchExpressions: [{ key: 'app', operator: 'DoesNotExist' }] }, ['cache']],
    [{ matchLabels: { app: 'none' } }, []],
    [undefined, []],
    ['text', []],
  ])('selects by %j', (selector, expected) => {
    expect(pods.selected('shop', selector).map(({ object }) => object.name)).toEqual(expected);
    expect(pods.selected('other', selector)).toEqual([]);
  });
});

describe('blocks', () => {
  it.each([
    ['0.0.0.0/0', '169.254.169.254', true],
    ['169.254.0.0/16', '169.254.169.254', true],
    ['10.0.0.0/8', '169.254.169.254', false],
    ['::/0', '169.254.169.254', false],
    ['::/0', 'fd00:ec2::254', true],
    ['10.0.0.1', '10.0.0.1', true],
  ])('%s contains %s: %s', (block, address, answer) => {
    const parsed = parseBlock(block);
    expect(parsed !== undefined && contains(parsed, address)).toBe(answer);
  });

  it.each(['10.0.0.0/33', 'fd00::/129', '10.0.0/8', 'example.com', '/8', '10.0.0.0/x', '', 8, undefined])(
    '%s is none',
    (text) => {
      expect(parseBlock(text)).toBeUndefined();
    },
  );
});
