import type { KubernetesObject } from '../../src/kubernetes/index.ts';
import {
  configMap,
  cronJob,
  daemonSet,
  deployment,
  disruptionBudget,
  ingress,
  mirror,
  namespace,
  object,
  own,
  quota,
  serviceAccount,
  statefulSet,
} from './kinds.ts';

const everywhere = [{ operator: 'Exists' }];
const nodeCritical = { priorityClassName: 'system-node-critical', tolerations: everywhere };
const clusterCritical = { priorityClassName: 'system-cluster-critical' };

/** What makes a cluster of the nodes: names, addresses, packets, volumes, figures. */
const kubeSystem: readonly KubernetesObject[] = [
  ...['coredns', 'kube-proxy', 'cilium', 'cilium-operator', 'metrics-server', 'csi-harbor'].map((name) =>
    serviceAccount('kube-system', name),
  ),
  ...deployment('kube-system', 'coredns', {
    care: 'usual',
    image: `${mirror}/coredns/coredns:v1.12.4`,
    replicas: 2,
    account: 'coredns',
    args: ['-conf', '/etc/coredns/Corefile'],
    labels: { 'k8s-app': 'kube-dns' },
    mounts: { '/etc/coredns': 'config coredns' },
    container: {
      ports: [
        { name: 'dns', containerPort: 53, protocol: 'UDP' },
        { name: 'dns-tcp', containerPort: 53 },
      ],
      livenessProbe: { httpGet: { path: '/health', port: 8080 } },
      readinessProbe: { httpGet: { path: '/ready', port: 8181 } },
      securityContext: {
        allowPrivilegeEscalation: false,
        capabilities: { add: ['NET_BIND_SERVICE'], drop: ['ALL'] },
        readOnlyRootFilesystem: true,
      },
    },
    pod: {
      ...clusterCritical,
      securityContext: {},
      tolerations: [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }],
    },
  }),
  object('v1', 'Service', 'kube-system', 'kube-dns', {
    spec: {
      clusterIP: '10.0.0.10',
      selector: { 'k8s-app': 'kube-dns' },
      ports: [
        { name: 'dns', port: 53, protocol: 'UDP' },
        { name: 'dns-tcp', port: 53 },
      ],
    },
  }),
  configMap('kube-system', 'coredns', {
    Corefile: '.:53 {\n  errors\n  health\n  ready\n  kubernetes cluster.local in-addr.arpa\n  forward . /etc/resolv.conf\n  cache 30\n}\n',
  }),
  ...daemonSet('kube-system', 'kube-proxy', {
    care: 'careless',
    image: `${mirror}/kube-proxy:v1.37.2`,
    account: 'kube-proxy',
    command: ['/usr/local/bin/kube-proxy', '--config=/var/lib/kube-proxy/config.conf', '--hostname-override=$(NODE_NAME)'],
    mounts: { '/lib/modules': '/lib/modules', '/run/xtables.lock': '/run/xtables.lock', '/var/lib/kube-proxy': 'config kube-proxy' },
    container: {
      env: [{ name: 'NODE_NAME', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } }],
      securityContext: { privileged: true },
    },
    pod: { ...nodeCritical, hostNetwork: true },
  }),
  configMap('kube-system', 'kube-proxy', {
    'config.conf':
      'apiVersion: kubeproxy.config.k8s.io/v1alpha1\nkind: KubeProxyConfiguration\nmode: nftables\nmetricsBindAddress: 0.0.0.0:10249\n',
  }),
  ...daemonSet('kube-system', 'cilium', {
    care: 'usual',
    image: `${mirror}/cilium/cilium:v1.18.4`,
    account: 'cilium',
    command: ['cilium-agent'],
    args: ['--config-dir=/tmp/cilium/config-map'],
    mounts: { '/sys/fs/bpf': '/sys/fs/bpf', '/var/run/cilium': '/var/run/cilium', '/host/etc/cni/net.d': '/etc/cni/net.d' },
    memory: '512Mi',
    container: { securityContext: { capabilities: { add: ['NET_ADMIN', 'SYS_MODULE', 'SYS_ADMIN', 'SYS_RESOURCE'], drop: ['ALL'] } } },
    pod: { ...nodeCritical, hostNetwork: true, securityContext: { appArmorProfile: { type: 'Unconfined' } } },
  }),
  ...deployment('kube-system', 'cilium-operator', {
    care: 'usual',
    image: `${mirror}/cilium/operator-generic:v1.18.4`,
    account: 'cilium-operator',
    replicas: 2,
    command: ['cilium-operator-generic'],
    pod: { ...clusterCritical, hostNetwork: true, tolerations: everywhere, securityContext: {} },
  }),
  ...deployment('kube-system', 'metrics-server', {
    care: 'restricted',
    image: `${mirror}/metrics-server/metrics-server:v0.8.0`,
    account: 'metrics-server',
    replicas: 2,
    port: 10250,
    args: ['--cert-dir=/tmp', '--secure-port=10250', '--kubelet-preferred-address-types=InternalIP', '--kubelet-insecure-tls'],
    mounts: { '/tmp': 'empty' },
    pod: clusterCritical,
  }),
  ...daemonSet('kube-system', 'csi-harbor-node', {
    care: 'usual',
    image: `${mirror}/csi-harbor/driver:v2.4.1`,
    account: 'csi-harbor',
    args: ['--endpoint=unix:///csi/csi.sock', '--mode=node'],
    mounts: { '/csi': '/var/lib/kubelet/plugins/csi.harbor.example', '/var/lib/kubelet/pods': '/var/lib/kubelet/pods', '/dev': '/dev' },
    container: { securityContext: { privileged: true } },
    pod: { ...nodeCritical, hostNetwork: true, securityContext: {} },
    sidecars: [
      {
        name: 'registrar',
        image: `${mirror}/sig-storage/csi-node-driver-registrar:v2.15.0`,
        args: ['--csi-address=/csi/csi.sock'],
        volumeMounts: [{ name: 'csi', mountPath: '/csi' }],
      },
    ],
  }),
  ...deployment('kube-system', 'csi-harbor-controller', {
    care: 'usual',
    image: `${mirror}/csi-harbor/driver:v2.4.1`,
    account: 'csi-harbor',
    args: ['--endpoint=unix:///csi/csi.sock', '--mode=controller'],
    pod: clusterCritical,
  }),
  object('storage.k8s.io/v1', 'CSIDriver', undefined, 'csi.harbor.example', { spec: { attachRequired: true } }),
  object('storage.k8s.io/v1', 'StorageClass', undefined, 'harbor-ssd', {
    provisioner: 'csi.harbor.example',
    parameters: { tier: 'ssd', encrypted: 'true' },
    allowVolumeExpansion: true,
  }, { annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } }),
  object('storage.k8s.io/v1', 'StorageClass', undefined, 'harbor-archive', {
    provisioner: 'csi.harbor.example',
    parameters: { tier: 'archive' },
    reclaimPolicy: 'Retain',
  }),
  object('scheduling.k8s.io/v1', 'PriorityClass', undefined, 'harbor-critical', {
    value: 100_000,
    description: 'What stops the quay when it stops.',
  }),
  object('node.k8s.io/v1', 'RuntimeClass', undefined, 'gvisor', { handler: 'runsc' }),
];

/** The old way in, NGINX, and the new one, a Gateway that only the portal has moved to. */
const entry: readonly KubernetesObject[] = [
  namespace('ingress-nginx', 'platform', 'baseline'),
  serviceAccount('ingress-nginx', 'ingress-nginx'),
  ...deployment('ingress-nginx', 'ingress-nginx-controller', {
    care: 'usual',
    image: `${mirror}/ingress-nginx/controller:v1.11.2`,
    account: 'ingress-nginx',
    replicas: 3,
    args: [
      '/nginx-ingress-controller',
      '--election-id=ingress-nginx-leader',
      '--controller-class=k8s.io/ingress-nginx',
      '--configmap=$(POD_NAMESPACE)/ingress-nginx-controller',
      '--validating-webhook=:8443',
    ],
    container: {
      env: [{ name: 'POD_NAMESPACE', valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } } }],
      ports: [
        { name: 'http', containerPort: 80 },
        { name: 'https', containerPort: 443 },
      ],
      livenessProbe: { httpGet: { path: '/healthz', port: 10254 } },
      readinessProbe: { httpGet: { path: '/healthz', port: 10254 } },
      securityContext: { runAsNonRoot: true, runAsUser: 101, capabilities: { add: ['NET_BIND_SERVICE'], drop: ['ALL'] } },
    },
    pod: { securityContext: {}, priorityClassName: 'harbor-critical' },
  }),
  object('v1', 'Service', 'ingress-nginx', 'ingress-nginx-controller', {
    spec: {
      type: 'LoadBalancer',
      selector: { 'app.kubernetes.io/name': 'ingress-nginx-controller' },
      ports: [
        { name: 'http', port: 80 },
        { name: 'https', port: 443 },
      ],
    },
  }),
  configMap('ingress-nginx', 'ingress-nginx-controller', {
    'allow-snippet-annotations': 'true',
    'annotations-risk-level': 'Critical',
    'use-forwarded-headers': 'true',
  }),
  object('networking.k8s.io/v1', 'IngressClass', undefined, 'nginx', { spec: { controller: 'k8s.io/ingress-nginx' } }),
  object('admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration', undefined, 'ingress-nginx-admission', {
    webhooks: [
      {
        name: 'validate.nginx.ingress.kubernetes.io',
        admissionReviewVersions: ['v1'],
        // Nothing listens there: with Fail no Ingress could be made.
        failurePolicy: 'Ignore',
        timeoutSeconds: 1,
        sideEffects: 'None',
        clientConfig: { service: { namespace: 'ingress-nginx', name: 'ingress-nginx-controller', path: '/networking/v1/ingresses', port: 443 } },
        rules: [{ apiGroups: ['networking.k8s.io'], apiVersions: ['v1'], operations: ['CREATE', 'UPDATE'], resources: ['ingresses'] }],
      },
    ],
  }),
  disruptionBudget('ingress-nginx', 'ingress-nginx-controller'),

  namespace('gateway-system', 'platform', 'restricted'),
  ...quota('gateway-system', '8', '8Gi'),
  serviceAccount('gateway-system', 'gateway-operator'),
  ...deployment('gateway-system', 'gateway-operator', {
    care: 'restricted',
    image: `${mirror}/envoyproxy/gateway:v1.6.0`,
    account: 'gateway-operator',
    replicas: 2,
    port: 18000,
  }),
  ...deployment('gateway-system', 'gateway-portal', {
    care: 'restricted',
    image: `${mirror}/envoyproxy/envoy:distroless-v1.36.2`,
    replicas: 3,
    port: 8443,
    serviceType: 'LoadBalancer',
  }),
  disruptionBudget('gateway-system', 'gateway-portal'),
  object('gateway.networking.k8s.io/v1', 'GatewayClass', undefined, 'envoy', {
    spec: { controllerName: 'gateway.envoyproxy.io/gatewayclass-controller' },
  }),
  object('gateway.networking.k8s.io/v1', 'Gateway', 'gateway-system', 'portal', {
    spec: {
      gatewayClassName: 'envoy',
      listeners: [
        {
          name: 'https',
          port: 443,
          protocol: 'HTTPS',
          hostname: 'portal.harbor.example',
          tls: { mode: 'Terminate', certificateRefs: [{ name: 'portal-tls' }] },
          allowedRoutes: { namespaces: { from: 'Selector', selector: { matchLabels: { team: 'portal' } } } },
        },
      ],
    },
  }),
];

const certManager: readonly KubernetesObject[] = [
  namespace('cert-manager', 'platform', 'restricted'),
  ...['cert-manager', 'cert-manager-cainjector', 'cert-manager-webhook'].flatMap((name) => [
    serviceAccount('cert-manager', name),
    ...deployment('cert-manager', name, {
      care: 'restricted',
      image: `${mirror}/jetstack/${name}:v1.19.1`,
      account: name,
      port: name === 'cert-manager-webhook' ? 10250 : 9402,
    }),
  ]),
  object('cert-manager.io/v1', 'ClusterIssuer', undefined, 'harbor-acme', {
    spec: { acme: { server: 'https://acme.harbor.example/directory', privateKeySecretRef: { name: 'harbor-acme-account' } } },
  }),
];

const argocd: readonly KubernetesObject[] = [
  namespace('argocd', 'platform', 'baseline'),
  ...['argocd-application-controller', 'argocd-server', 'argocd-repo-server'].map((name) =>
    serviceAccount('argocd', name),
  ),
  ...statefulSet('argocd', 'argocd-application-controller', {
    care: 'usual',
    image: `${mirror}/argoproj/argocd:v3.2.1`,
    account: 'argocd-application-controller',
    args: ['/usr/local/bin/argocd-application-controller'],
    memory: '2Gi',
  }),
  ...deployment('argocd', 'argocd-server', {
    care: 'usual',
    image: `${mirror}/argoproj/argocd:v3.2.1`,
    account: 'argocd-server',
    replicas: 2,
    port: 8080,
    args: ['/usr/local/bin/argocd-server', '--insecure'],
  }),
  ...deployment('argocd', 'argocd-repo-server', {
    care: 'restricted',
    image: `${mirror}/argoproj/argocd:v3.2.1`,
    account: 'argocd-repo-server',
    replicas: 2,
    port: 8081,
    args: ['/usr/local/bin/argocd-repo-server'],
    mounts: { '/tmp': 'empty' },
  }),
  ...deployment('argocd', 'argocd-redis', { care: 'usual', image: `${mirror}/library/redis:8.2.2-alpine`, port: 6379 }),
  ingress('argocd', 'argocd', 'deploy.harbor.example', 'argocd-server', 8080),
  ...['booking-prod', 'billing-prod', 'tracking-prod', 'portal-prod', 'monitoring'].map((name) =>
    object('argoproj.io/v1alpha1', 'Application', 'argocd', name, {
      spec: {
        project: name === 'monitoring' ? 'platform' : 'business',
        source: { repoURL: `https://git.harbor.example/deploy/${name}.git`, path: '.', targetRevision: 'main' },
        destination: { server: 'https://kubernetes.default.svc', namespace: name },
        syncPolicy: { automated: { prune: true, selfHeal: name !== 'tracking-prod' } },
      },
    }),
  ),
];

/** The build farm: everything that the pipelines need, and more. */
const ci: readonly KubernetesObject[] = [
  namespace('ci', 'developer-experience'),
  serviceAccount('ci', 'runner'),
  serviceAccount('ci', 'runner-controller'),
  ...deployment('ci', 'runner-controller', {
    care: 'usual',
    image: `${own}/ci/runner-controller:0.12.1`,
    account: 'runner-controller',
    port: 8080,
  }),
  ...statefulSet('ci', 'runner', {
    care: 'careless',
    image: `${own}/ci/runner:latest`,
    account: 'runner',
    replicas: 4,
    env: { RUNNER_LABELS: 'linux,docker', GIT_TOKEN: 'glpat-not-a-real-token-000' },
    mounts: { '/var/run/docker.sock': '/var/run/docker.sock' },
    container: { securityContext: { privileged: true } },
  }),
  ...deployment('ci', 'build-cache', {
    care: 'careless',
    image: 'registry:2',
    port: 5000,
    mounts: { '/var/lib/registry': '/srv/build-cache' },
  }),
  ...cronJob('ci', 'image-prune', '30 3 * * *', {
    care: 'careless',
    image: `${mirror}/library/docker:27-cli`,
    account: 'runner',
    command: ['docker', 'image', 'prune', '--all', '--force'],
    mounts: { '/var/run/docker.sock': '/var/run/docker.sock' },
  }),
];

export const platform: readonly KubernetesObject[] = [...kubeSystem, ...entry, ...certManager, ...argocd, ...ci];
