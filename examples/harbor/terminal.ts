import type { KubernetesObject } from '../../src/kubernetes/index.ts';
import {
  cronJob,
  daemonSet,
  deployment,
  disruptionBudget,
  ingress,
  mirror,
  namespace,
  networkPolicy,
  object,
  own,
  secret,
  serviceAccount,
  statefulSet,
} from './kinds.ts';

const yard = {
  nodeSelector: { 'harbor.example/zone': 'crane-yard' },
  tolerations: [{ key: 'harbor.example/crane-yard', operator: 'Exists', effect: 'NoSchedule' }],
};

/** Quay, gate and cranes: three teams in one namespace, beside machines that must not stop. */
const terminal: readonly KubernetesObject[] = [
  namespace('terminal-prod', 'terminal'),
  ...deployment('terminal-prod', 'berth-planner', {
    care: 'restricted',
    image: `${own}/terminal/berth-planner:4.7.0`,
    replicas: 2,
    port: 8080,
    labels: { team: 'berth-planning' },
  }),
  disruptionBudget('terminal-prod', 'berth-planner'),
  ...deployment('terminal-prod', 'yard-map', {
    care: 'usual',
    image: `${own}/terminal/yard-map:2.5.1`,
    replicas: 2,
    port: 8080,
    labels: { team: 'berth-planning' },
  }),
  ...deployment('terminal-prod', 'gate-control', {
    care: 'usual',
    image: `${own}/terminal/gate-control:3.9.2`,
    replicas: 2,
    port: 8080,
    labels: { team: 'gate' },
    pod: { priorityClassName: 'harbor-critical' },
  }),
  ...deployment('terminal-prod', 'gate-kiosk', {
    care: 'careless',
    image: `${own}/terminal/gate-kiosk:1.8`,
    port: 8000,
    labels: { team: 'gate' },
    mounts: { '/dev': '/dev', '/host': '/' },
    container: { securityContext: { privileged: true } },
  }),
  ingress('terminal-prod', 'gate-kiosk', 'kiosk.harbor.example', 'gate-kiosk', 8000, { tls: false }),
  ...deployment('terminal-prod', 'plate-reader', {
    care: 'usual',
    image: `${own}/terminal/plate-reader:0.31.0`,
    replicas: 2,
    port: 8080,
    labels: { team: 'gate' },
    memory: '2Gi',
    pod: {
      nodeSelector: { 'harbor.example/camera-card': 'true' },
      affinity: {
        podAntiAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [
            { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { 'app.kubernetes.io/name': 'plate-reader' } } },
          ],
        },
      },
    },
  }),
  ...daemonSet('terminal-prod', 'crane-telemetry', {
    care: 'careless',
    image: `${own}/terminal/crane-telemetry:2.0.0-rc3`,
    labels: { team: 'cranes' },
    mounts: { '/dev/ttyS0': '/dev/ttyS0' },
    container: { securityContext: { privileged: true }, ports: [{ containerPort: 502, hostPort: 502 }] },
    pod: { ...yard, hostNetwork: true },
  }),
  ...statefulSet('terminal-prod', 'telemetry-broker', {
    care: 'careless',
    image: 'eclipse-mosquitto',
    port: 1883,
    serviceType: 'NodePort',
    labels: { team: 'cranes' },
    storage: '20Gi',
    mount: '/mosquitto/data',
  }),
  ...deployment('terminal-prod', 'crane-dispatch', {
    care: 'usual',
    image: `${own}/terminal/crane-dispatch:6.0.4`,
    port: 8080,
    labels: { team: 'cranes' },
    env: { BROKER: 'mqtt://dispatch:crane-not-real@telemetry-broker:1883' },
    pod: yard,
  }),
  ...cronJob('terminal-prod', 'shift-report', '5 6,14,22 * * *', {
    care: 'usual',
    image: `${own}/terminal/shift-report:1.0.0`,
    labels: { team: 'berth-planning' },
  }),
];

/** Where every container is: a stream in, a map out. */
const tracking: readonly KubernetesObject[] = [
  namespace('tracking-prod', 'tracking', 'baseline'),
  serviceAccount('tracking-prod', 'positions'),
  networkPolicy('tracking-prod', 'allow-all', { podSelector: {}, policyTypes: ['Ingress'], ingress: [{}] }),
  ...deployment('tracking-prod', 'ais-ingest', {
    care: 'usual',
    image: `${own}/tracking/ais-ingest:1.22.0`,
    replicas: 2,
    port: 4001,
    serviceType: 'LoadBalancer',
  }),
  ...deployment('tracking-prod', 'positions', {
    care: 'usual',
    image: `${own}/tracking/positions:3.3.1`,
    replicas: 4,
    port: 8080,
    account: 'positions',
    secrets: { DATABASE_URL: 'positions-db/url' },
  }),
  ...deployment('tracking-prod', 'tracking-api', { care: 'restricted', image: `${own}/tracking/api:5.1.2`, replicas: 3, port: 8080 }),
  ingress('tracking-prod', 'tracking', 'track.harbor.example', 'tracking-api', 8080),
  disruptionBudget('tracking-prod', 'tracking-api'),
  ...statefulSet('tracking-prod', 'stream', {
    care: 'usual',
    image: `${mirror}/apache/kafka:4.1.1`,
    replicas: 3,
    port: 9092,
    storage: '300Gi',
    memory: '4Gi',
  }),
  ...statefulSet('tracking-prod', 'positions-db', {
    care: 'usual',
    image: `${mirror}/timescale/timescaledb:2.23.0-pg18`,
    port: 5432,
    storage: '500Gi',
    memory: '8Gi',
    secrets: { POSTGRES_PASSWORD: 'positions-db/password' },
  }),
  secret('tracking-prod', 'positions-db', 'url', 'password'),
  ...deployment('tracking-prod', 'map-tiles', { care: 'careless', image: 'nginx:1.21', replicas: 2, port: 80 }),
  ingress('tracking-prod', 'map-tiles', '*.tiles.harbor.example', 'map-tiles', 80),
  object('policy/v1', 'PodDisruptionBudget', 'tracking-prod', 'stream', {
    spec: { minAvailable: 3, selector: { matchLabels: { 'app.kubernetes.io/name': 'stream' } } },
  }),
];

export const operations: readonly KubernetesObject[] = [...terminal, ...tracking];
