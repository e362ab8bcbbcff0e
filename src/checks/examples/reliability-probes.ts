import type { Examples } from './example.ts';

const probe = '{ httpGet: { path: /healthz, port: http } }';

/** A Deployment whose container declares port 8080 as http and has these fields. */
function withProbes(fields: string, kind = 'Deployment'): string {
  return `
apiVersion: apps/v1
kind: ${kind}
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: app
          image: registry.example.com/shop/web:1.4.2
          ports: [{ name: http, containerPort: 8080 }, { name: dns, containerPort: 5353, protocol: UDP }]
          ${fields}
`;
}

const job = `
apiVersion: batch/v1
kind: Job
metadata: { name: import, namespace: shop }
spec:
  template:
    spec:
      restartPolicy: Never
      containers: [{ name: app, image: registry.example.com/shop/import:1.4.2 }]
`;

function service(namespace: string, selector: string): string {
  return `---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: ${namespace} }
spec:
  selector: ${selector}
  ports: [{ port: 80, targetPort: http }]
`;
}

export const reliabilityProbes: Examples = {
  'rel-liveness-probe': {
    pass: [
      { title: 'a liveness probe', yaml: withProbes(`livenessProbe: ${probe}`) },
      { title: 'a Job ends by itself', yaml: job },
      {
        title: 'a pod that is meant to end',
        yaml: `
apiVersion: v1
kind: Pod
metadata: { name: import }
spec:
  restartPolicy: OnFailure
  containers: [{ name: app, image: registry.example.com/shop/import:1.4.2 }]
`,
      },
    ],
    fail: [
      { title: 'only a readiness probe', yaml: withProbes(`readinessProbe: ${probe}`) },
      { title: 'a DaemonSet without probes', yaml: withProbes('', 'DaemonSet') },
    ],
  },
  'rel-readiness-probe': {
    pass: [
      {
        title: 'a readiness probe behind a Service',
        yaml: withProbes(`readinessProbe: ${probe}`) + service('shop', '{ app: web }'),
      },
      { title: 'no Service', yaml: withProbes('') },
      {
        title: 'a Service of another namespace',
        yaml: withProbes('') + service('blog', '{ app: web }'),
      },
      {
        title: 'a Service without a selector',
        yaml: withProbes('') + service('shop', '{}'),
      },
      {
        title: 'a sidecar needs none of its own',
        yaml: `${withProbes(`readinessProbe: ${probe}`)}        - { name: proxy, image: registry.example.com/shop/proxy:1.4.2 }
${service('shop', '{ app: web }')}`,
      },
    ],
    fail: [
      {
        title: 'a Service selects the pods',
        yaml: withProbes(`livenessProbe: ${probe}`) + service('shop', '{ app: web }'),
      },
      { title: 'no Service, but asked for', yaml: withProbes(''), parameters: { withoutService: true } },
    ],
  },
  'rel-probe-quality': {
    pass: [
      {
        title: 'the same endpoint, with more patience before a restart',
        yaml: withProbes(`readinessProbe: ${probe}
          livenessProbe: { httpGet: { path: /healthz, port: http }, failureThreshold: 6 }`),
      },
      {
        title: 'a number among the declared ports',
        yaml: withProbes('readinessProbe: { tcpSocket: { port: 8080 } }'),
      },
      {
        title: 'another host',
        yaml: withProbes('readinessProbe: { httpGet: { host: db.example.com, port: 5432 } }'),
      },
      {
        title: 'a number where no ports are declared',
        yaml: `
apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  containers:
    - name: app
      image: registry.example.com/shop/web:1.4.2
      readinessProbe: { grpc: { port: 9090 } }
`,
      },
    ],
    fail: [
      { title: 'a name that no port has', yaml: withProbes('livenessProbe: { httpGet: { port: https } }') },
      { title: 'a number that is not declared', yaml: withProbes('startupProbe: { grpc: { port: 9090 } }') },
      { title: 'a UDP port', yaml: withProbes('livenessProbe: { tcpSocket: { port: dns } }') },
      {
        title: 'readiness and liveness are the same',
        yaml: withProbes(`readinessProbe: ${probe}
          livenessProbe: ${probe}`),
      },
      {
        title: 'one failure restarts',
        yaml: withProbes('livenessProbe: { httpGet: { port: http }, failureThreshold: 1 }'),
      },
    ],
  },
};
