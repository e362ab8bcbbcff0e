import type { Examples } from './example.ts';

function deployment(replicas: number, pod: string): string {
  return `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  replicas: ${replicas}
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      ${pod}
      containers: [{ name: app, image: registry.example.com/shop/web:1.4.2 }]
`;
}

function spread(fields: string): string {
  return `topologySpreadConstraints: [{ topologyKey: kubernetes.io/hostname, whenUnsatisfiable: ScheduleAnyway, ${fields} }]`;
}

function antiAffinity(term: string): string {
  return `affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: kubernetes.io/hostname, ${term} }] } }`;
}

export const reliabilitySpread: Examples = {
  'rel-anti-affinity': {
    pass: [
      {
        title: 'a spread constraint',
        yaml: deployment(3, spread('maxSkew: 1, labelSelector: { matchLabels: { app: web } }')),
      },
      { title: 'anti-affinity', yaml: deployment(3, antiAffinity('labelSelector: { matchLabels: { app: web } }')) },
      {
        title: 'preferred anti-affinity by an expression',
        yaml: deployment(
          3,
          'affinity: { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: { topologyKey: kubernetes.io/hostname, labelSelector: { matchExpressions: [{ key: app, operator: In, values: [web, api] }] } } }] } }',
        ),
      },
      { title: 'one replica', yaml: deployment(1, '') },
    ],
    fail: [
      { title: 'no rule', yaml: deployment(3, '') },
      {
        title: 'anti-affinity to other pods',
        yaml: deployment(3, antiAffinity('labelSelector: { matchLabels: { app: api } }')),
      },
      {
        title: 'anti-affinity to pods of another namespace',
        yaml: deployment(3, antiAffinity('namespaces: [blog], labelSelector: { matchLabels: { app: web } }')),
      },
      { title: 'a constraint without a selector', yaml: deployment(1, spread('maxSkew: 1')) },
      {
        title: 'a constraint that the API server refuses',
        yaml: deployment(3, spread('maxSkew: 0, labelSelector: { matchLabels: { app: web } }')),
      },
    ],
  },
};
