import type { KubernetesObject } from '../../src/kubernetes/index.ts';
import {
  allow,
  configMap,
  cronJob,
  denyAll,
  deployment,
  disruptionBudget,
  ingress,
  job,
  mirror,
  namespace,
  networkPolicy,
  object,
  own,
  pod,
  quota,
  secret,
  serviceAccount,
  statefulSet,
} from './kinds.ts';

/** Who is who: as careful as billing. */
const identity: readonly KubernetesObject[] = [
  namespace('identity', 'security', 'restricted'),
  ...quota('identity', '16', '32Gi'),
  ...denyAll('identity'),
  ...allow('identity', 'ingress-nginx/ingress-nginx-controller', 'sign-in', 8443),
  ...allow('identity', 'sign-in', 'identity-db', 5432),
  networkPolicy('identity', 'directory-sync-out', {
    podSelector: { matchLabels: { 'app.kubernetes.io/name': 'directory-sync' } },
    policyTypes: ['Egress'],
    egress: [{ to: [{ ipBlock: { cidr: '172.20.50.0/24' } }], ports: [{ port: 636 }] }],
  }),
  ...deployment('identity', 'sign-in', {
    care: 'restricted',
    image: `${mirror}/keycloak/keycloak:26.4.5`,
    replicas: 3,
    port: 8443,
    mounts: { '/run/database': 'secret identity-db', '/tmp': 'empty' },
    memory: '2Gi',
  }),
  disruptionBudget('identity', 'sign-in'),
  ingress('identity', 'sign-in', 'id.harbor.example', 'sign-in', 8443, {
    annotations: { 'nginx.ingress.kubernetes.io/backend-protocol': 'HTTPS' },
  }),
  ...statefulSet('identity', 'identity-db', {
    care: 'restricted',
    image: `${mirror}/library/postgres:18.1`,
    port: 5432,
    storage: '50Gi',
    memory: '2Gi',
    mounts: { '/run/database': 'secret identity-db' },
  }),
  secret('identity', 'identity-db', 'username', 'password'),
  ...cronJob('identity', 'directory-sync', '*/30 * * * *', { care: 'restricted', image: `${own}/identity/directory-sync:1.6.2` }),
];

/** Analysts want everything to be easy. */
const dataPlatform: readonly KubernetesObject[] = [
  namespace('data-platform', 'data'),
  serviceAccount('data-platform', 'airflow'),
  serviceAccount('data-platform', 'notebooks'),
  ...deployment('data-platform', 'airflow-scheduler', {
    care: 'usual',
    image: `${mirror}/apache/airflow:2.10.5`,
    account: 'airflow',
    args: ['scheduler'],
    secrets: { AIRFLOW__DATABASE__SQL_ALCHEMY_CONN: 'airflow/connection' },
    memory: '2Gi',
  }),
  ...deployment('data-platform', 'airflow-web', {
    care: 'usual',
    image: `${mirror}/apache/airflow:2.10.5`,
    account: 'airflow',
    port: 8080,
    args: ['webserver'],
    secrets: { AIRFLOW__DATABASE__SQL_ALCHEMY_CONN: 'airflow/connection' },
    memory: '1Gi',
  }),
  secret('data-platform', 'airflow', 'connection'),
  ingress('data-platform', 'airflow', 'airflow.harbor.example', 'airflow-web', 8080),
  ...statefulSet('data-platform', 'notebooks', {
    care: 'careless',
    image: `${mirror}/jupyter/scipy-notebook:latest`,
    account: 'notebooks',
    replicas: 2,
    port: 8888,
    storage: '100Gi',
    mount: '/home/jovyan/work',
    args: ['start-notebook.sh', '--NotebookApp.token='],
    container: { securityContext: { runAsUser: 0 } },
  }),
  ingress('data-platform', 'notebooks', 'notebooks.harbor.example', 'notebooks', 8888),
  ...statefulSet('data-platform', 'lake', {
    care: 'usual',
    image: `${mirror}/minio/minio:RELEASE.2025-09-07T16-13-09Z`,
    replicas: 4,
    port: 9000,
    storage: '4Ti',
    memory: '4Gi',
    env: { MINIO_ROOT_USER: 'lake', MINIO_ROOT_PASSWORD: 'lake-not-real' },
  }),
  ...cronJob('data-platform', 'vessel-stats', '10 0 * * *', { care: 'usual', image: `${own}/data/vessel-stats:0.8.0`, account: 'airflow' }),
  ...cronJob('data-platform', 'customer-export', '40 0 * * *', { care: 'careless', image: `${own}/data/customer-export`, account: 'airflow' }),
  configMap('data-platform', 'lake-clients', {
    kubeconfig: [
      'apiVersion: v1',
      'kind: Config',
      'clusters: [{ name: harbor, cluster: { server: "https://api.harbor.example:6443" } }]',
      'users: [{ name: analyst, user: { token: "not-a-real-token" } }]',
      '',
    ].join('\n'),
    'lake.properties': 'endpoint=http://lake:9000\nuser=lake\npassword=lake-not-real\n',
  }),
];

/** Bought in 2014, moved as it was. */
const legacy: readonly KubernetesObject[] = [
  namespace('legacy-edi', 'integration'),
  object('v1', 'ReplicationController', 'legacy-edi', 'edi-translator', {
    spec: {
      replicas: 2,
      selector: { app: 'edi-translator' },
      template: {
        metadata: { labels: { app: 'edi-translator' } },
        spec: {
          hostAliases: [{ ip: '172.20.60.7', hostnames: ['mainframe'] }],
          containers: [
            {
              name: 'translator',
              image: `${own}/legacy/edi-translator:1.9`,
              env: [
                { name: 'DB_USER', value: 'EDI' },
                { name: 'DB_PASSWORD', value: 'edi-not-real-1' },
              ],
              volumeMounts: [{ name: 'exchange', mountPath: '/exchange' }],
            },
          ],
          volumes: [{ name: 'exchange', hostPath: { path: '/srv/edi' } }],
        },
      },
    },
  }),
  ...deployment('legacy-edi', 'as2-gateway', {
    care: 'careless',
    image: `${own}/legacy/as2-gateway:3`,
    port: 10080,
    serviceType: 'NodePort',
  }),
  ...deployment('legacy-edi', 'partner-sftp', {
    care: 'careless',
    image: 'atmoz/sftp',
    port: 22,
    serviceType: 'LoadBalancer',
    args: ['partner:partner-not-real:1001'],
    container: { securityContext: { capabilities: { add: ['SYS_ADMIN', 'SYS_CHROOT'] } } },
  }),
  ...pod('legacy-edi', 'mq-bridge', {
    care: 'careless',
    image: `${own}/legacy/mq-bridge:2.2`,
    pod: { hostNetwork: true, hostIPC: true },
  }),
];

/** Where one tries things, and leaves them. */
const sandbox: readonly KubernetesObject[] = [
  namespace('sandbox', 'developer-experience'),
  ...pod('sandbox', 'node-debugger', {
    care: 'careless',
    image: 'alpine',
    command: ['sleep', 'infinity'],
    mounts: { '/host': '/' },
    container: { securityContext: { privileged: true }, stdin: true, tty: true },
    pod: { hostPID: true, hostNetwork: true, nodeName: 'worker-2', tolerations: [{ operator: 'Exists' }] },
  }),
  ...deployment('sandbox', 'chat-assistant', {
    care: 'careless',
    image: `${own}/sandbox/chat-assistant:poc`,
    port: 8501,
    env: { MODEL_API_KEY: 'sk-not-a-real-key-for-the-demo' },
  }),
  ingress('sandbox', 'assistant', 'assistant.harbor.example', 'chat-assistant', 8501),
  ...job('sandbox', 'load-test', { care: 'careless', image: `${mirror}/grafana/k6:latest`, args: ['run', '/scripts/quotes.js'] }),
  ...deployment('default', 'hello', { care: 'careless', image: 'nginx', port: 80 }),
];

export const backOffice: readonly KubernetesObject[] = [...identity, ...dataPlatform, ...legacy, ...sandbox];
