import type { Examples } from './example.ts';

function deployment(spec: string, pod = ''): string {
  return `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  ${spec}
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      ${pod}
      containers: [{ name: app, image: registry.example.com/shop/web:1.4.2 }]
`;
}

function autoscaler(name: string, target: string, bounds: string): string {
  return `---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: ${name}, namespace: shop }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: ${target} }
  ${bounds}
`;
}

export const reliabilityReplicas: Examples = {
  'rel-replicas': {
    pass: [
      { title: 'two replicas', yaml: deployment('replicas: 2') },
      { title: 'switched off', yaml: deployment('replicas: 0') },
      { title: 'an autoscaler decides', yaml: deployment('') + autoscaler('web', 'web', 'maxReplicas: 5') },
    ],
    fail: [
      { title: 'no number means one', yaml: deployment('') },
      { title: 'fewer than the policy wants', yaml: deployment('replicas: 2'), parameters: { minimum: 3 } },
      {
        title: 'a number although an autoscaler decides',
        yaml: deployment('replicas: 3') + autoscaler('web', 'web', 'maxReplicas: 5'),
      },
      {
        title: 'a StatefulSet with one replica',
        yaml: `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db, namespace: shop }
spec:
  replicas: 1
  serviceName: db
  selector: { matchLabels: { app: db } }
  template:
    metadata: { labels: { app: db } }
    spec:
      containers: [{ name: db, image: registry.example.com/shop/db:16.2 }]
`,
      },
    ],
  },
  'rel-hpa': {
    pass: [
      {
        title: 'a target and sane bounds',
        yaml: deployment('') + autoscaler('web', 'web', 'minReplicas: 2\n  maxReplicas: 5'),
      },
      {
        title: 'no Deployments in the input: the target may stand elsewhere',
        yaml: autoscaler('web', 'web', 'minReplicas: 2\n  maxReplicas: 5'),
      },
    ],
    fail: [
      {
        title: 'the target has another name',
        yaml: deployment('') + autoscaler('web', 'wbe', 'minReplicas: 2\n  maxReplicas: 5'),
      },
      {
        title: 'down to one replica, as nothing else is said',
        yaml: deployment('') + autoscaler('web', 'web', 'maxReplicas: 5'),
      },
      {
        title: 'minimum and maximum are equal',
        yaml: deployment('') + autoscaler('web', 'web', 'minReplicas: 5\n  maxReplicas: 5'),
      },
      {
        title: 'two on one target',
        yaml:
          deployment('') +
          autoscaler('web', 'web', 'minReplicas: 2\n  maxReplicas: 5') +
          autoscaler('web-memory', 'web', 'minReplicas: 2\n  maxReplicas: 9'),
      },
    ],
  },
  'rel-rolling-update': {
    pass: [
      { title: 'nothing said', yaml: deployment('replicas: 2') },
      { title: 'RollingUpdate', yaml: deployment('strategy: { type: RollingUpdate }') },
      {
        title: 'Recreate of one replica with a disk of its own',
        yaml: deployment(
          'strategy: { type: Recreate }',
          'volumes: [{ name: data, persistentVolumeClaim: { claimName: web } }]',
        ),
      },
    ],
    fail: [
      { title: 'Recreate', yaml: deployment('strategy: { type: Recreate }') },
      {
        title: 'OnDelete',
        yaml: `
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: agent, namespace: shop }
spec:
  updateStrategy: { type: OnDelete }
  selector: { matchLabels: { app: agent } }
  template:
    metadata: { labels: { app: agent } }
    spec:
      containers: [{ name: agent, image: registry.example.com/shop/agent:1.4.2 }]
`,
      },
    ],
  },
};
