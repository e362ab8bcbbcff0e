/** Objects that depend on each other across namespaces, several of them in two versions: `---` between documents. */
const metadata = (name: string, namespace: string | undefined, more = '') =>
  `metadata: { name: ${name}${namespace === undefined ? '' : `, namespace: ${namespace}`}${more} }`;

const rbac = 'apiVersion: rbac.authorization.k8s.io/v1';

function workload(name: string, namespace: string, labels: string, spec = '', image = 'example.com/app:1'): string {
  return `
apiVersion: apps/v1
kind: Deployment
${metadata(name, namespace)}
spec:
  replicas: 3
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name}, ${labels} } }
    spec: { ${spec} containers: [{ name: app, image: "${image}", ports: [{ name: http, containerPort: 80 }] }] }
`;
}

function service(name: string, namespace: string, type: string, selector = name): string {
  return `
apiVersion: v1
kind: Service
${metadata(name, namespace)}
spec: { type: ${type}, selector: { app: ${selector} }, ports: [{ port: 80, targetPort: http }] }
`;
}

function route(namespace: string, target: string, name = 'web', gateway = 'edge'): string {
  return `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
${metadata('entry', namespace)}
spec: { parentRefs: [{ name: ${gateway}, namespace: edge }], rules: [{ backendRefs: [{ name: ${name}, namespace: ${target}, port: 80 }] }] }
`;
}

function virtualService(host: string): string {
  return `
apiVersion: networking.istio.io/v1
kind: VirtualService
${metadata('entry', 'edge')}
spec: { gateways: [edge], http: [{ route: [{ destination: { host: ${host} } }] }] }
`;
}

const gateway = (gatewayClass: string) => `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
${metadata('edge', 'edge')}
spec: { gatewayClassName: ${gatewayClass} }
`;

function policy(name: string, namespace: string, spec: string): string {
  return `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
${metadata(name, namespace)}
spec: ${spec}
`;
}

const clusterwide = (spec: string) => `
apiVersion: cilium.io/v2
kind: CiliumClusterwideNetworkPolicy
${metadata('all', undefined)}
spec: ${spec}
`;

const global = (spec: string) => `
apiVersion: projectcalico.org/v3
kind: GlobalNetworkPolicy
${metadata('all', undefined)}
spec: ${spec}
`;

const namespace = (name: string, labels: string) => `
apiVersion: v1
kind: Namespace
${metadata(name, undefined, `, labels: { ${labels} }`)}
`;

function role(name: string, namespace: string | undefined, rules: string, more = '', labels = ''): string {
  return `
${rbac}
kind: ${namespace === undefined ? 'ClusterRole' : 'Role'}
${metadata(name, namespace, labels)}
rules: ${rules}
${more}
`;
}

function binding(name: string, namespace: string | undefined, roleRef: string, subjects: string): string {
  return `
${rbac}
kind: ${namespace === undefined ? 'ClusterRoleBinding' : 'RoleBinding'}
${metadata(name, namespace)}
roleRef: { apiGroup: rbac.authorization.k8s.io, ${roleRef} }
subjects: ${subjects}
`;
}

const account = (name: string, namespace: string) => `{ kind: ServiceAccount, name: ${name}, namespace: ${namespace} }`;
const readsSecrets = '[{ apiGroups: [""], resources: [secrets], verbs: [get, list] }]';
const everything = '[{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }]';
const harmless = '[{ apiGroups: [""], resources: [services], verbs: [get] }]';
const aggregates = (label: string) =>
  `aggregationRule: { clusterRoleSelectors: [{ matchLabels: { ${label}: "true" } }] }`;
const labelled = (label: string) => `, labels: { ${label}: "true" }`;
const toEdit = 'rbac.authorization.k8s.io/aggregate-to-edit';

const definition = (required: string) => `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
${metadata('caches.example.com', undefined)}
spec:
  group: example.com
  scope: Namespaced
  names: { kind: Cache, plural: caches }
  versions:
    - name: v1
      served: true
      storage: true
      schema: { openAPIV3Schema: { type: object, properties: { spec: { type: object, required: [${required}], properties: { size: { type: integer }, mode: { type: string } } } } } }
`;

/** A chain of ClusterRoles: who holds the last has the rules of the first. */
const chain = [
  role('part', undefined, readsSecrets, '', labelled('to-most')),
  role('most', undefined, '[]', aggregates('to-most'), labelled('to-all')),
  role('all', undefined, '[]', aggregates('to-all')),
  binding('readers', 'pay', 'kind: ClusterRole, name: all', '[{ kind: Group, name: devs }]'),
];

/** Of another tool, in a namespace or outside of them; it says each thing of each object. */
function report(
  name: string,
  namespace: string | undefined,
  rules: readonly string[],
  about: readonly string[],
): string {
  const results = rules.map(
    (rule) => `{ source: kyverno, policy: ${rule}, result: fail, resources: [${about.join(', ')}] }`,
  );
  return `
apiVersion: wgpolicyk8s.io/v1alpha2
kind: ${namespace === undefined ? 'ClusterPolicyReport' : 'PolicyReport'}
${metadata(name, namespace)}
results: [${results.join(', ')}]
`;
}

const about = (kind: string, name: string, namespace?: string) =>
  `{ apiVersion: ${apiVersions[kind] ?? 'v1'}, kind: ${kind}, name: ${name}${namespace === undefined ? '' : `, namespace: ${namespace}`} }`;
const apiVersions: Readonly<Record<string, string>> = {
  Deployment: 'apps/v1',
  ClusterRole: 'rbac.authorization.k8s.io/v1',
  Cache: 'example.com/v1',
};
const aboutAll = [
  about('Deployment', 'web', 'shop'),
  about('Pod', 'web-5d4f8c7b9d-bcdfg', 'pay'),
  about('ServiceAccount', 'robot', 'shop'),
  about('Service', 'web', 'pay'),
  about('Cache', 'cache', 'data'),
  about('Namespace', 'shop'),
  about('ClusterRole', 'reader'),
];

/** Audit of Gatekeeper. */
const constraint = (total: number, ...of: readonly string[]) => `
apiVersion: constraints.gatekeeper.sh/v1beta1
kind: K8sPSPHostNamespace
${metadata('no-host', undefined)}
status: { totalViolations: ${total}, violations: [${of.join(', ')}] }
`;
const violation = (name: string, namespace: string) =>
  `{ group: apps, version: v1, kind: Deployment, name: ${name}, namespace: ${namespace}, enforcementAction: deny }`;

export const joined: readonly string[] = [
  report('tools', 'shop', ['a', 'disallow-host-namespaces'], aboutAll),
  report('tools', 'shop', ['b'], [about('Deployment', 'web')]),
  report('tools', 'pay', ['a', 'disallow-host-namespaces'], aboutAll),
  report('tools', undefined, ['a', 'disallow-host-namespaces'], aboutAll),
  report('tools', undefined, ['b'], [about('Namespace', 'pay'), about('Service', 'web', 'shop')]),
  report('more', undefined, ['a'], aboutAll),
  constraint(30, violation('web', 'shop'), violation('web', 'pay')),
  constraint(1, violation('api', 'pay')),
  chain.join('---'),
  chain.join('---'),
  chain.join('---'),
  workload('web', 'shop', 'tier: front'),
  workload('web', 'shop', 'tier: back', 'serviceAccountName: robot,', 'docker.io/jenkins/jenkins:2'),
  workload('web', 'pay', 'tier: front', 'hostNetwork: true,'),
  workload('api', 'pay', 'tier: back', 'serviceAccountName: robot,', 'example.com/grafana/kiali:1'),
  workload('db', 'data', 'tier: back', 'topologySpreadConstraints: [{}],'),
  service('web', 'shop', 'ClusterIP'),
  service('web', 'shop', 'LoadBalancer'),
  service('web', 'pay', 'NodePort', 'api'),
  service('api', 'pay', 'ClusterIP'),
  service('db', 'data', 'ClusterIP', 'nothing'),
  route('edge', 'shop'),
  route('edge', 'pay', 'api'),
  route('shop', 'shop'),
  route('shop', 'pay', 'missing'),
  route('pay', 'data', 'db', 'other'),
  virtualService('web.shop.svc.cluster.local'),
  virtualService('api.pay'),
  virtualService('nobody'),
  gateway('public'),
  gateway('gke-l7-rilb'),
  policy('closed', 'shop', '{ podSelector: {} }'),
  policy('closed', 'shop', '{ podSelector: { matchLabels: { app: gone } } }'),
  policy(
    'peers',
    'pay',
    '{ podSelector: {}, ingress: [{ from: [{ namespaceSelector: { matchLabels: { stage: prod } }, podSelector: { matchLabels: { app: web } } }] }] }',
  ),
  policy(
    'peers',
    'data',
    '{ podSelector: {}, ingress: [{ from: [{ namespaceSelector: {}, podSelector: { matchLabels: { tier: front } } }] }] }',
  ),
  policy('open', 'pay', '{ podSelector: {}, ingress: [{}] }'),
  policy(
    'nobody',
    'data',
    '{ podSelector: {}, ingress: [{ from: [{ namespaceSelector: { matchLabels: { stage: prod } }, podSelector: { matchLabels: { app: nobody } } }] }] }',
  ),
  clusterwide('{ endpointSelector: { matchLabels: { "k8s:io.kubernetes.pod.namespace": pay } }, ingress: [{}] }'),
  clusterwide('{ endpointSelector: { matchLabels: { app: web } }, ingress: [{}] }'),
  global("{ selector: all(), namespaceSelector: stage == 'prod', types: [Ingress, Egress] }"),
  global('{ selector: "not a selector", types: [Ingress] }'),
  namespace('shop', 'stage: prod'),
  namespace('shop', 'stage: test, pod-security.kubernetes.io/enforce: privileged'),
  namespace('pay', 'stage: prod, pod-security.kubernetes.io/enforce: baseline'),
  namespace('data', 'stage: test'),
  role('reader', 'shop', readsSecrets),
  role('reader', 'shop', harmless),
  role('reader', undefined, readsSecrets, '', labelled('to-all')),
  role('reader', undefined, everything),
  role('part', undefined, readsSecrets, '', labelled(toEdit)),
  role('part', undefined, readsSecrets, '', labelled('to-most')),
  role('most', undefined, '[]', aggregates('to-most'), labelled('to-all')),
  role('all', undefined, '[]', aggregates('to-all')),
  role('all', undefined, '[]', aggregates('to-none')),
  binding('readers', 'shop', 'kind: Role, name: reader', `[${account('robot', 'pay')}]`),
  binding('readers', 'shop', 'kind: ClusterRole, name: reader', `[${account('default', 'shop')}]`),
  binding('readers', 'pay', 'kind: ClusterRole, name: all', '[{ kind: Group, name: devs }]'),
  binding('readers', undefined, 'kind: ClusterRole, name: reader', '[{ kind: Group, name: "system:authenticated" }]'),
  binding('readers', undefined, 'kind: ClusterRole, name: all', `[${account('robot', 'shop')}]`),
  binding(
    'editors',
    undefined,
    'kind: ClusterRole, name: edit',
    '[{ kind: User, name: "system:serviceaccount:pay:robot" }]',
  ),
  `apiVersion: v1\nkind: ServiceAccount\n${metadata('robot', 'shop')}`,
  `apiVersion: v1\nkind: ServiceAccount\n${metadata('robot', 'pay')}\nautomountServiceAccountToken: false`,
  `apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\n${metadata('web', 'shop')}\nspec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }, minReplicas: 1, maxReplicas: 3 }`,
  `apiVersion: policy/v1\nkind: PodDisruptionBudget\n${metadata('web', 'shop')}\nspec: { minAvailable: 3, selector: { matchLabels: { app: web } } }`,
  `apiVersion: v1\nkind: LimitRange\n${metadata('limits', 'shop')}\nspec: { limits: [] }`,
  `apiVersion: networking.k8s.io/v1\nkind: Ingress\n${metadata('entry', 'shop')}\nspec: { rules: [{ host: a.example.com, http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] } }] }`,
  `apiVersion: networking.k8s.io/v1\nkind: Ingress\n${metadata('entry', 'pay')}\nspec: { rules: [{ host: a.example.com, http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 81 } } } }] } }] }`,
  `apiVersion: apps/v1\nkind: DaemonSet\n${metadata('flannel', 'kube-system')}\nspec: { template: { metadata: { labels: { app: flannel } }, spec: { containers: [{ name: a, image: docker.io/flannel/flannel:v0.26 }] } } }`,
  `apiVersion: apps/v1\nkind: DaemonSet\n${metadata('policies', 'kube-system')}\nspec: { template: { metadata: { labels: { app: policies } }, spec: { containers: [{ name: a, image: quay.io/cilium/cilium:v1.18 }] } } }`,
  definition('size'),
  definition('mode'),
  `apiVersion: example.com/v1\nkind: Cache\n${metadata('cache', 'data', ', labels: { app: nothing }')}\nspec: { size: 1 }`,
  `apiVersion: example.com/v1\nkind: Cache\n${metadata('cache', 'shop', ', labels: { app: gone }')}\nspec: { size: text }`,
  `apiVersion: example.com/v1\nkind: Cache\n${metadata('cache', 'shop', ', labels: { app: other }')}\nspec: { size: 1 }`,
];
