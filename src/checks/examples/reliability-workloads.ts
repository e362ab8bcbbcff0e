import type { Examples } from './example.ts';

function deployment(spec: string, pod = '', container = ''): string {
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
      containers:
        - name: app
          image: registry.example.com/shop/web:1.4.2
          ${container}
`;
}

function pod(metadata: string, spec = ''): string {
  return `
apiVersion: v1
kind: Pod
metadata: { name: web, ${metadata} }
spec:
  ${spec}
  containers: [{ name: app, image: registry.example.com/shop/web:1.4.2 }]
`;
}

function cronJob(restartPolicy: string): string {
  return `
apiVersion: batch/v1
kind: CronJob
metadata: { name: report, namespace: shop }
spec:
  schedule: "0 3 * * *"
  jobTemplate:
    spec:
      template:
        spec:
          ${restartPolicy}
          containers: [{ name: report, image: registry.example.com/shop/report:1.4.2 }]
`;
}

function statefulSet(serviceName: string, label = 'db'): string {
  return `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db, namespace: shop }
spec:
  serviceName: ${serviceName}
  selector: { matchLabels: { app: ${label} } }
  template:
    metadata: { labels: { app: db } }
    spec:
      containers: [{ name: db, image: registry.example.com/shop/db:16.2 }]
`;
}

function service(fields: string): string {
  return `---
apiVersion: v1
kind: Service
metadata: { name: db, namespace: shop }
spec:
  ${fields}
  ports: [{ port: 5432 }]
`;
}

export const reliabilityWorkloads: Examples = {
  'rel-lifecycle-fields': {
    pass: [
      { title: 'nothing said', yaml: deployment('') },
      { title: 'a CronJob that retries', yaml: cronJob('restartPolicy: OnFailure') },
      {
        title: 'a short sleep before the end',
        yaml: deployment('', 'terminationGracePeriodSeconds: 30', 'lifecycle: { preStop: { sleep: { seconds: 10 } } }'),
      },
    ],
    fail: [
      { title: 'a Deployment that does not restart', yaml: deployment('', 'restartPolicy: Never') },
      { title: 'a CronJob without a restart policy', yaml: cronJob('') },
      { title: 'no time to end', yaml: deployment('', 'terminationGracePeriodSeconds: 0') },
      { title: 'a day to end', yaml: deployment('', 'terminationGracePeriodSeconds: 86400') },
      {
        title: 'a sleep longer than the default grace period',
        yaml: deployment('', '', 'lifecycle: { preStop: { sleep: { seconds: 60 } } }'),
      },
      { title: 'nothing to roll back to', yaml: deployment('revisionHistoryLimit: 0') },
      {
        title: 'a deadline below minReadySeconds',
        yaml: deployment('minReadySeconds: 60\n  progressDeadlineSeconds: 30'),
      },
    ],
  },
  'rel-priority-class': {
    pass: [
      { title: 'a class', yaml: pod('', 'priorityClassName: shop-critical') },
      { title: 'none, where none is required', yaml: pod(''), parameters: { required: false } },
    ],
    fail: [
      { title: 'no class', yaml: pod('') },
      {
        title: 'a class that is not allowed',
        yaml: pod('', 'priorityClassName: system-node-critical'),
        parameters: { allowed: ['shop-critical', 'shop-batch'] },
      },
    ],
  },
  'rel-naked-pod': {
    pass: [
      {
        title: 'owned by a ReplicaSet',
        yaml: pod(
          'ownerReferences: [{ apiVersion: apps/v1, kind: ReplicaSet, name: web-5d9c, uid: 6d1e, controller: true }]',
        ),
      },
      { title: 'a test of a chart', yaml: pod('annotations: { helm.sh/hook: test }') },
      { title: 'meant to end', yaml: pod('', 'restartPolicy: Never') },
    ],
    fail: [{ title: 'a pod alone', yaml: pod('labels: { app: web }') }],
  },
  'rel-selector-mismatch': {
    pass: [
      {
        title: 'a headless Service that selects the pods',
        yaml: statefulSet('db') + service('clusterIP: None\n  selector: { app: db }'),
      },
      { title: 'no Services in the input: it may stand elsewhere', yaml: statefulSet('db') },
    ],
    fail: [
      { title: 'another label', yaml: statefulSet('""', 'database') },
      { title: 'not headless', yaml: statefulSet('db') + service('selector: { app: db }') },
      {
        title: 'a Service of another name',
        yaml: statefulSet('database') + service('clusterIP: None\n  selector: { app: db }'),
      },
      {
        title: 'the Service of another namespace',
        yaml: statefulSet('db') + service('clusterIP: None\n  selector: { app: db }').replace('shop', 'blog'),
      },
      {
        title: 'a Service of other pods',
        yaml: statefulSet('db') + service('clusterIP: None\n  selector: { app: web }'),
      },
    ],
  },
  'rel-duplicate-env': {
    pass: [
      {
        title: 'different names',
        yaml: deployment('', '', 'env: [{ name: PORT, value: "8080" }, { name: HOST, value: shop.example.com }]'),
      },
    ],
    fail: [
      {
        title: 'one name twice',
        yaml: deployment(
          '',
          '',
          'env: [{ name: PORT, value: "8080" }, { name: HOST, value: shop }, { name: PORT, value: "80" }]',
        ),
      },
    ],
  },
};
