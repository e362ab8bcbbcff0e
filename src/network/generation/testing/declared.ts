import fc from 'fast-check';
import type { KubernetesObject } from '../../../kubernetes/index.ts';

/** Small clusters whose workloads declare what they need: Services, variables, Ingresses, metrics, webhooks, rights, peers. */

const namespaces = ['shop', 'pay', 'ops'] as const;
const names = ['a', 'b', 'c', 'd', 'e', 'f'] as const;

interface Declared {
  readonly namespace: string;
  readonly kind: 'Deployment' | 'StatefulSet' | 'DaemonSet';
  readonly replicas: number;
  readonly named: boolean;
  readonly headless: boolean;
  readonly hasService: boolean;
  readonly type: 'ClusterIP' | 'NodePort' | 'LoadBalancer';
  readonly policy: 'Cluster' | 'Local';
  readonly uses: readonly {
    readonly target: number;
    readonly how: 'url' | 'host' | 'arg' | 'config' | 'secret' | 'outside' | 'address';
  }[];
  readonly hostNetwork: boolean;
  readonly rights: boolean;
  readonly scraped: boolean;
  readonly hostPort: boolean;
  readonly labels: 'own' | 'shared' | 'none';
  readonly dnsPolicy: 'ClusterFirst' | 'Default';
}

const declared: fc.Arbitrary<Declared> = fc.record({
  namespace: fc.constantFrom(...namespaces),
  kind: fc.constantFrom('Deployment', 'StatefulSet', 'DaemonSet'),
  replicas: fc.integer({ min: 1, max: 3 }),
  named: fc.boolean(),
  headless: fc.boolean(),
  hasService: fc.boolean(),
  type: fc.constantFrom('ClusterIP', 'NodePort', 'LoadBalancer'),
  policy: fc.constantFrom('Cluster', 'Local'),
  uses: fc.array(
    fc.record({
      target: fc.integer({ min: 0, max: names.length - 1 }),
      how: fc.constantFrom('url', 'host', 'arg', 'config', 'secret', 'outside', 'address'),
    }),
    { maxLength: 3 },
  ),
  hostNetwork: fc.boolean().map((value) => value),
  rights: fc.boolean(),
  scraped: fc.boolean(),
  hostPort: fc.boolean(),
  labels: fc.constantFrom('own', 'own', 'own', 'shared', 'none'),
  dnsPolicy: fc.constantFrom('ClusterFirst', 'ClusterFirst', 'Default'),
});

const object = (
  apiVersion: string,
  kind: string,
  namespace: string | undefined,
  name: string,
  rest: object,
  labels = {},
): KubernetesObject => ({
  apiVersion,
  kind,
  metadata: { name, ...(namespace !== undefined && { namespace }), labels },
  ...rest,
});

const port = (index: number) => 8000 + index;

function workload(one: Declared, index: number, all: readonly Declared[]): readonly KubernetesObject[] {
  const { namespace } = one;
  const name = names[index] ?? '';
  const labels = { own: { app: name }, shared: { app: 'shared' }, none: {} }[one.labels];
  const hostOf = (target: number) => `${names[target]}.${all[target]?.namespace ?? 'shop'}.svc`;
  const env = one.uses.flatMap(({ target, how }, at): readonly object[] => {
    if (how === 'url') return [{ name: `U${at}_URL`, value: `http://${hostOf(target)}:${port(target)}/x` }];
    if (how === 'host') return [{ name: `H${at}_HOST`, value: hostOf(target) }];
    if (how === 'secret')
      return [{ name: `S${at}_URL`, valueFrom: { secretKeyRef: { name: names[target], key: 'url' } } }];
    if (how === 'outside') return [{ name: `O${at}_URL`, value: 'https://api.example.dev/v1' }];
    if (how === 'address') return [{ name: `A${at}_URL`, value: 'tcp://203.0.113.9:9000' }];
    return how === 'config'
      ? [{ name: `C${at}_URL`, valueFrom: { configMapKeyRef: { name: `config-${name}`, key: `k${at}` } } }]
      : [];
  });
  const args = one.uses.flatMap(({ target, how }) =>
    how === 'arg' ? [`--backend=${hostOf(target)}:${port(target)}`] : [],
  );
  const data = Object.fromEntries(
    one.uses.flatMap(({ target, how }, at) =>
      how === 'config' ? [[`k${at}`, `grpc://${hostOf(target)}:${port(target)}`]] : [],
    ),
  );
  const spec = {
    serviceAccountName: one.rights ? 'reader' : 'default',
    dnsPolicy: one.dnsPolicy,
    ...(one.hostNetwork && index % 3 === 0 && { hostNetwork: true }),
    containers: [
      {
        name: 'app',
        image: index === 5 ? 'prom/prometheus:v3' : index === 4 ? 'ingress-nginx/controller:v1' : 'app',
        args,
        env,
        ports: [{ name: 'main', containerPort: port(index), ...(one.hostPort && { hostPort: 9000 + index }) }],
        readinessProbe: { httpGet: { port: 'main' } },
      },
    ],
  };
  const scraped = one.scraped ? { 'prometheus.io/scrape': 'true', 'prometheus.io/port': String(port(index)) } : {};
  const controller = {
    replicas: one.replicas,
    serviceName: name,
    selector: { matchLabels: labels },
    template: { metadata: { labels, annotations: scraped }, spec },
  };
  return [
    object('apps/v1', one.kind, namespace, name, { spec: controller }),
    object('v1', 'ConfigMap', namespace, `config-${name}`, { data }),
    ...(one.hasService && one.labels !== 'none'
      ? [
          object('v1', 'Service', namespace, name, {
            spec: {
              type: one.headless ? 'ClusterIP' : one.type,
              ...(one.headless ? { clusterIP: 'None' } : { externalTrafficPolicy: one.policy }),
              selector: labels,
              ports: [{ name: 'web', port: port(index), targetPort: one.named ? 'main' : port(index) }],
            },
          }),
          object('networking.k8s.io/v1', 'Ingress', namespace, name, {
            spec: {
              ingressClassName: 'nginx',
              rules: [
                {
                  host: `${name}.example.dev`,
                  http: { paths: [{ path: '/', backend: { service: { name, port: { name: 'web' } } } }] },
                },
              ],
            },
          }),
          object('admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration', undefined, `hook-${name}`, {
            webhooks: index % 2 === 0 ? [{ clientConfig: { service: { namespace, name, port: port(index) } } }] : [],
          }),
        ]
      : []),
  ];
}

const surroundings: readonly KubernetesObject[] = [
  ...[...namespaces, 'kube-system'].map((name) =>
    object('v1', 'Namespace', undefined, name, {}, { 'kubernetes.io/metadata.name': name }),
  ),
  object('apps/v1', 'Deployment', 'kube-system', 'coredns', {
    spec: {
      selector: { matchLabels: { 'k8s-app': 'kube-dns' } },
      template: {
        metadata: { labels: { 'k8s-app': 'kube-dns' } },
        spec: {
          dnsPolicy: 'Default',
          containers: [
            {
              name: 'dns',
              image: 'coredns',
              ports: [
                { name: 'dns', containerPort: 5353, protocol: 'UDP' },
                { name: 'dns-tcp', containerPort: 5353 },
              ],
            },
          ],
        },
      },
    },
  }),
  object('v1', 'Service', 'kube-system', 'kube-dns', {
    spec: {
      clusterIP: '10.0.0.10',
      selector: { 'k8s-app': 'kube-dns' },
      ports: [
        { name: 'dns', port: 53, protocol: 'UDP', targetPort: 'dns' },
        { name: 'dns-tcp', port: 53, targetPort: 'dns-tcp' },
      ],
    },
  }),
  object('v1', 'Service', 'default', 'kubernetes', {
    spec: { clusterIP: '10.0.0.1', ports: [{ port: 443, targetPort: 6443 }] },
  }),
  object('networking.k8s.io/v1', 'IngressClass', undefined, 'nginx', { spec: { controller: 'k8s.io/ingress-nginx' } }),
  object('rbac.authorization.k8s.io/v1', 'ClusterRole', undefined, 'reader', {
    rules: [{ apiGroups: [''], resources: ['pods', 'nodes/metrics'], verbs: ['get'] }],
  }),
  ...namespaces.map((namespace) =>
    object('rbac.authorization.k8s.io/v1', 'RoleBinding', namespace, 'reader', {
      roleRef: { kind: 'ClusterRole', name: 'reader' },
      subjects: [{ kind: 'ServiceAccount', name: 'reader', namespace }],
    }),
  ),
];

const nodes = (control: boolean): readonly KubernetesObject[] =>
  [1, 2].map((index) =>
    object(
      'v1',
      'Node',
      undefined,
      `node-${index}`,
      {
        spec: { podCIDR: `10.244.${index}.0/24` },
        status: { addresses: [{ type: 'InternalIP', address: `192.168.0.${index}` }] },
      },
      control && index === 1 ? { 'node-role.kubernetes.io/control-plane': '' } : {},
    ),
  );

const plugins = fc.constantFrom(undefined, 'flannel/flannel:v0.27.0', 'cilium/cilium:v1.18.0').map((image) =>
  image === undefined
    ? []
    : [
        object('apps/v1', 'DaemonSet', 'kube-system', image.split('/')[0] ?? '', {
          spec: {
            template: {
              metadata: { labels: { net: 'yes' } },
              spec: { hostNetwork: true, containers: [{ name: 'net', image }] },
            },
          },
        }),
      ],
);

/** Objects of a cluster without policies. */
export const declaredClusters: fc.Arbitrary<readonly KubernetesObject[]> = fc
  .record({
    workloads: fc.array(declared, { minLength: names.length, maxLength: names.length }),
    withNodes: fc.constantFrom('none', 'workers', 'control-plane'),
    plugins,
  })
  .map(({ workloads, withNodes, plugins: agents }) => [
    ...surroundings,
    ...agents,
    ...(withNodes === 'none' ? [] : nodes(withNodes === 'control-plane')),
    ...workloads.flatMap(workload),
  ]);
