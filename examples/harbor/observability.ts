import type { KubernetesObject } from '../../src/kubernetes/index.ts';
import {
  configMap,
  daemonSet,
  deployment,
  ingress,
  mirror,
  namespace,
  networkPolicy,
  object,
  quota,
  secret,
  serviceAccount,
  statefulSet,
} from './kinds.ts';

const everywhere = [{ operator: 'Exists' }];

const monitoring: readonly KubernetesObject[] = [
  namespace('monitoring', 'platform', 'privileged'),
  ...quota('monitoring', '24', '64Gi'),
  ...['prometheus', 'kube-state-metrics', 'prometheus-operator'].map((name) => serviceAccount('monitoring', name)),
  ...deployment('monitoring', 'prometheus-operator', {
    care: 'restricted',
    image: `${mirror}/prometheus-operator/prometheus-operator:v0.86.1`,
    account: 'prometheus-operator',
    port: 8080,
  }),
  ...statefulSet('monitoring', 'prometheus', {
    care: 'restricted',
    image: `${mirror}/prometheus/prometheus:v3.7.3`,
    account: 'prometheus',
    replicas: 2,
    port: 9090,
    storage: '200Gi',
    mount: '/prometheus',
    memory: '8Gi',
    args: ['--config.file=/etc/prometheus/prometheus.yml', '--storage.tsdb.retention.time=15d', '--web.enable-lifecycle'],
  }),
  ...statefulSet('monitoring', 'alertmanager', {
    care: 'restricted',
    image: `${mirror}/prometheus/alertmanager:v0.29.0`,
    replicas: 3,
    port: 9093,
    storage: '10Gi',
    mount: '/alertmanager',
  }),
  ...deployment('monitoring', 'grafana', {
    care: 'usual',
    image: `${mirror}/grafana/grafana:12.2.1`,
    port: 3000,
    env: { GF_SERVER_ROOT_URL: 'https://grafana.harbor.example', GF_AUTH_ANONYMOUS_ENABLED: 'true' },
    secrets: { GF_SECURITY_ADMIN_PASSWORD: 'grafana-admin/password' },
  }),
  secret('monitoring', 'grafana-admin', 'password'),
  ingress('monitoring', 'grafana', 'grafana.harbor.example', 'grafana', 3000),
  ...deployment('monitoring', 'kube-state-metrics', {
    care: 'restricted',
    image: `${mirror}/kube-state-metrics/kube-state-metrics:v2.17.0`,
    account: 'kube-state-metrics',
    port: 8080,
  }),
  ...daemonSet('monitoring', 'node-exporter', {
    care: 'usual',
    image: `${mirror}/prometheus/node-exporter:v1.10.2`,
    args: ['--path.rootfs=/host/root', '--web.listen-address=:9100'],
    mounts: { '/host/root': '/' },
    pod: { hostNetwork: true, hostPID: true, tolerations: everywhere },
    container: { volumeMounts: [{ name: 'host-root', mountPath: '/host/root', readOnly: true, mountPropagation: 'HostToContainer' }] },
  }),
  ...['prometheus', 'grafana', 'kube-state-metrics'].map((name) =>
    object('monitoring.coreos.com/v1', 'ServiceMonitor', 'monitoring', name, {
      spec: { selector: { matchLabels: { 'app.kubernetes.io/name': name } }, endpoints: [{ port: 'main' }] },
    }),
  ),
  networkPolicy('monitoring', 'prometheus', {
    podSelector: { matchLabels: { 'app.kubernetes.io/name': 'prometheus' } },
    policyTypes: ['Ingress'],
    ingress: [{ from: [{ podSelector: { matchLabels: { 'app.kubernetes.io/name': 'grafana' } } }], ports: [{ port: 9090 }] }],
  }),
];

/** Nobody thought that the log search would be found from outside; every customer's name is in it. */
const logging: readonly KubernetesObject[] = [
  namespace('logging', 'platform'),
  serviceAccount('logging', 'fluent-bit'),
  ...daemonSet('logging', 'fluent-bit', {
    care: 'careless',
    image: `${mirror}/fluent/fluent-bit:4.1.1`,
    account: 'fluent-bit',
    mounts: { '/var/log': '/var/log', '/fluent-bit/etc': 'config fluent-bit' },
    pod: { tolerations: everywhere },
  }),
  configMap('logging', 'fluent-bit', {
    'fluent-bit.conf': '[OUTPUT]\n    Name opensearch\n    Host opensearch.logging\n    HTTP_User fluent\n    HTTP_Passwd quay-side-not-real\n',
  }),
  ...statefulSet('logging', 'opensearch', {
    care: 'usual',
    image: `${mirror}/opensearchproject/opensearch:2.19.1`,
    replicas: 3,
    port: 9200,
    storage: '500Gi',
    mount: '/usr/share/opensearch/data',
    memory: '8Gi',
    env: { 'plugins.security.disabled': 'true' },
    pod: {
      initContainers: [
        {
          name: 'sysctl',
          image: 'busybox',
          command: ['sysctl', '-w', 'vm.max_map_count=262144'],
          securityContext: { privileged: true, runAsUser: 0, runAsNonRoot: false },
        },
      ],
    },
  }),
  ...deployment('logging', 'opensearch-dashboards', {
    care: 'careless',
    image: `${mirror}/opensearchproject/opensearch-dashboards:2.19.1`,
    port: 5601,
  }),
  ingress('logging', 'logs', 'logs.harbor.example', 'opensearch-dashboards', 5601, { tls: false }),
];

export const observability: readonly KubernetesObject[] = [...monitoring, ...logging];
