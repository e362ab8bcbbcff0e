import type { KubernetesObject } from '../src/kubernetes/index.ts';

/** The same numbers every time. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const random = randomNumbers(42);
const chance = (share: number) => random() < share;
const oneOf = <T>(list: readonly [T, ...T[]]): T => list[Math.floor(random() * list.length)] ?? list[0];

export interface LargeCluster {
  readonly objects: readonly KubernetesObject[];
  /** Pods by workload: namespace, kind and name of the workload, and how many. */
  readonly pods: readonly { readonly workload: KubernetesObject; readonly count: number }[];
}

/**
 * The objects of a company's cluster: workloads from careful to careless in namespaces of very different size, with what stands around
 * them. The same every time.
 */
export function largeCluster(size: { namespaces: number; workloads: number; pods: number }): LargeCluster {
  const objects: KubernetesObject[] = [...clusterRoles(), ...customResources()];
  const workloads: KubernetesObject[] = [];
  // A few namespaces hold much, most hold little: the n-th of them a share of 1/(n + 10).
  const shares = Array.from({ length: size.namespaces }, (_, index) => 1 / (index + 10));
  const sum = shares.reduce((total, share) => total + share, 0);
  for (const [index, share] of shares.entries()) {
    const namespace = namespaceName(index);
    const count = Math.max(2, Math.round((share / sum) * size.workloads));
    const made = Array.from({ length: count }, (_, number) => workload(namespace, number));
    workloads.push(...made);
    objects.push(...made, ...around(namespace, index, made));
  }
  const perWorkload = size.pods / workloads.length;
  return { objects, pods: workloads.map((one) => ({ workload: one, count: Math.round(perWorkload) })) };
}

function namespaceName(index: number): string {
  if (index === 3) return 'kube-system';
  const stage = ['prod', 'staging', 'test', 'dev'][index % 4];
  return `${['shop', 'pay', 'mail', 'data', 'search', 'risk', 'web', 'iot', 'crm', 'ops'][index % 10]}-${stage}-${index}`;
}

const meta = (namespace: string | undefined, name: string, labels: Record<string, string> = {}) => ({
  name,
  ...(namespace !== undefined && { namespace }),
  labels,
  creationTimestamp: '2026-03-01T08:00:00Z',
  annotations: { 'meta.helm.sh/release-name': name },
});

function workload(namespace: string, number: number): KubernetesObject {
  const name = `${oneOf(['api', 'web', 'worker', 'db', 'cache', 'cron', 'agent', 'gateway'])}-${number}`;
  const labels = { app: name, 'app.kubernetes.io/name': name, team: `team-${number % 12}` };
  const kind = oneOf(['Deployment', 'Deployment', 'Deployment', 'Deployment', 'StatefulSet', 'DaemonSet', 'CronJob']);
  const template = { metadata: { labels }, spec: podSpec(namespace, name, kind) };
  if (kind === 'CronJob')
    return {
      apiVersion: 'batch/v1',
      kind,
      metadata: meta(namespace, name, labels),
      spec: { schedule: '17 * * * *', jobTemplate: { spec: { template } } },
    };
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: meta(namespace, name, labels),
    spec: {
      selector: { matchLabels: { app: name } },
      template,
      ...(kind !== 'DaemonSet' && { replicas: oneOf([1, 2, 3, 12]) }),
      ...(kind === 'StatefulSet' && { serviceName: name }),
    },
  };
}

function podSpec(namespace: string, name: string, kind: string) {
  const careful = chance(0.45);
  const container = (container: string) => ({
    name: container,
    image: `registry.example.com/${namespace}/${name}:${chance(0.1) ? 'latest' : `1.${Math.floor(random() * 40)}.0`}`,
    ports: [{ name: 'http', containerPort: 8080 }],
    env: [
      { name: 'LOG_LEVEL', value: 'info' },
      { name: 'DB_HOST', value: `db.${namespace}.svc` },
      { name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { name: `${name}-secret`, key: 'password' } } },
      ...(chance(0.05) ? [{ name: 'API_TOKEN', value: 'ghp_0123456789abcdefghijklmnopqrstuvwxyz' }] : []),
    ],
    ...(chance(0.7) && {
      resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '1', memory: '512Mi' } },
    }),
    ...(chance(0.6) && { livenessProbe: { httpGet: { path: '/live', port: 'http' } } }),
    ...(chance(0.6) && { readinessProbe: { httpGet: { path: '/ready', port: 'http' } } }),
    volumeMounts: [{ name: 'config', mountPath: '/etc/app' }],
    securityContext: careful
      ? {
          runAsNonRoot: true,
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
          seccompProfile: { type: 'RuntimeDefault' },
        }
      : chance(0.06)
        ? { privileged: true }
        : {},
  });
  return {
    serviceAccountName: chance(0.6) ? name : 'default',
    ...(careful && { automountServiceAccountToken: false }),
    ...(chance(0.02) && { hostNetwork: true }),
    ...(kind === 'CronJob' && { restartPolicy: 'OnFailure' }),
    containers: [container('app'), ...(chance(0.3) ? [container('proxy')] : [])],
    ...(chance(0.25) && { initContainers: [container('migrate')] }),
    volumes: [
      { name: 'config', configMap: { name: `${name}-config` } },
      ...(chance(0.04) ? [{ name: 'host', hostPath: { path: '/var/log' } }] : []),
    ],
  };
}

function* around(
  namespace: string,
  index: number,
  workloads: readonly KubernetesObject[],
): Generator<KubernetesObject> {
  const enforced = index % 3 === 0 ? { 'pod-security.kubernetes.io/enforce': 'baseline' } : undefined;
  yield {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: meta(undefined, namespace, { ...enforced, team: `team-${index % 12}` }),
  };
  yield { apiVersion: 'v1', kind: 'ServiceAccount', metadata: meta(namespace, 'default') };
  yield {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: meta(namespace, 'kube-root-ca.crt'),
    data: { 'ca.crt': 'x'.repeat(1200) },
  };
  if (index % 2 === 0) {
    yield {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: meta(namespace, 'quota'),
      spec: { hard: { pods: '500' } },
    };
    yield { apiVersion: 'v1', kind: 'LimitRange', metadata: meta(namespace, 'limits'), spec: { limits: [] } };
  }
  if (index % 2 === 1) {
    yield policy(namespace, 'default-deny', { podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
    yield policy(namespace, 'allow-dns', {
      podSelector: {},
      policyTypes: ['Egress'],
      egress: [{ to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } } }] }],
    });
    yield policy(namespace, 'allow-monitoring', {
      podSelector: {},
      ingress: [{ from: [{ namespaceSelector: {}, podSelector: { matchLabels: { app: 'agent-1' } } }] }],
    });
  }
  for (const [number, one] of workloads.entries()) yield* besides(namespace, number, one);
  for (let number = 0; number < 6; number++) {
    yield {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      metadata: meta(namespace, `role-${number}`),
      rules: rules(),
    };
    yield binding(
      'RoleBinding',
      namespace,
      `role-${number}`,
      'Role',
      `role-${number}`,
      workloads[number]?.metadata?.name,
    );
  }
  for (const role of ['view', 'edit', 'admin'])
    yield binding('RoleBinding', namespace, `team-${role}`, 'ClusterRole', role, undefined);
  if (index % 5 === 0)
    yield binding('RoleBinding', namespace, 'operator', 'ClusterRole', `operator-${index}`, 'default');
}

function* besides(
  namespace: string,
  number: number,
  { metadata, kind, apiVersion }: KubernetesObject,
): Generator<KubernetesObject> {
  const name = metadata?.name ?? '';
  yield { apiVersion: 'v1', kind: 'ServiceAccount', metadata: meta(namespace, name) };
  yield { apiVersion: 'v1', kind: 'Secret', metadata: meta(namespace, `${name}-secret`), type: 'Opaque' };
  yield {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: meta(namespace, `${name}-config`),
    data: {
      'app.yaml': `name: ${name}\nlevel: info\n${'key: value\n'.repeat(40)}`,
      URL: `https://${name}.example.com`,
    },
  };
  if (kind === 'CronJob' || kind === 'DaemonSet') return;
  yield {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: meta(namespace, name),
    spec: {
      selector: { app: name },
      type: number % 25 === 0 ? 'LoadBalancer' : number % 40 === 0 ? 'NodePort' : 'ClusterIP',
      ports: [{ port: 80, targetPort: 'http' }],
    },
  };
  if (number % 6 === 0)
    yield {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: meta(namespace, name),
      spec: {
        ingressClassName: 'nginx',
        rules: [
          {
            host: `${name}.${namespace}.example.com`,
            http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name, port: { number: 80 } } } }] },
          },
        ],
      },
    };
  if (number % 4 === 0)
    yield {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: meta(namespace, name),
      spec: { scaleTargetRef: { apiVersion, kind, name }, minReplicas: 2, maxReplicas: 10 },
    };
  if (number % 5 === 0)
    yield {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: meta(namespace, name),
      spec: { maxUnavailable: 1, selector: { matchLabels: { app: name } } },
    };
  if (number % 3 === 0)
    yield {
      apiVersion: 'monitoring.example.com/v1',
      kind: 'ServiceMonitor',
      metadata: meta(namespace, name, { app: name }),
      spec: { selector: { matchLabels: { app: name } }, endpoints: [{ port: 'http' }] },
    };
}

function policy(namespace: string, name: string, spec: object): KubernetesObject {
  return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: meta(namespace, name), spec };
}

function rules() {
  const verbs = chance(0.3)
    ? ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete']
    : ['get', 'list', 'watch'];
  return [
    { apiGroups: [''], resources: ['configmaps', 'services'], verbs },
    { apiGroups: ['apps'], resources: ['deployments'], verbs },
    ...(chance(0.3) ? [{ apiGroups: [''], resources: ['pods', 'pods/log'], verbs }] : []),
    ...(chance(0.15) ? [{ apiGroups: [''], resources: ['secrets'], verbs }] : []),
    ...(chance(0.03) ? [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }] : []),
  ];
}

function binding(
  kind: 'RoleBinding' | 'ClusterRoleBinding',
  namespace: string | undefined,
  name: string,
  roleKind: string,
  role: string,
  account: string | undefined,
): KubernetesObject {
  const subject =
    account === undefined
      ? { kind: 'Group', name: `${name}s`, apiGroup: 'rbac.authorization.k8s.io' }
      : { kind: 'ServiceAccount', name: account, namespace: namespace ?? 'kube-system' };
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind,
    metadata: meta(namespace, name),
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: roleKind, name: role },
    subjects: [subject],
  };
}

function* clusterRoles(): Generator<KubernetesObject> {
  for (let number = 0; number < 150; number++) {
    const labels: Record<string, string> =
      number % 10 === 0 ? { 'rbac.authorization.k8s.io/aggregate-to-edit': 'true' } : {};
    const name = `operator-${number}`;
    yield {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: meta(undefined, name, labels),
      rules: rules(),
    };
    if (number % 2 === 0)
      yield binding('ClusterRoleBinding', undefined, name, 'ClusterRole', name, `operator-${number}`);
  }
}

function* customResources(): Generator<KubernetesObject> {
  for (const [index, kind] of [
    'ServiceMonitor',
    ...Array.from({ length: 39 }, (_, number) => `Thing${number}`),
  ].entries()) {
    const plural = `${kind.toLowerCase()}s`;
    const properties = Object.fromEntries(
      Array.from({ length: 60 }, (_, field) => [
        `field${field}`,
        { type: 'string', description: 'What it says. '.repeat(12) },
      ]),
    );
    yield {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: meta(undefined, `${plural}.monitoring.example.com`),
      spec: {
        group: 'monitoring.example.com',
        scope: 'Namespaced',
        names: { kind, plural },
        versions: [
          {
            name: 'v1',
            served: true,
            storage: index >= 0,
            schema: {
              openAPIV3Schema: {
                type: 'object',
                properties: { spec: { type: 'object', properties, 'x-kubernetes-preserve-unknown-fields': true } },
              },
            },
          },
        ],
      },
    };
  }
}
