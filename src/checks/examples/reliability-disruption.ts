import type { Examples } from './example.ts';

function deployment(replicas: number): string {
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
      containers: [{ name: app, image: registry.example.com/shop/web:1.4.2 }]
`;
}

function budget(bounds: string, namespace = 'shop', policy = 'unhealthyPodEvictionPolicy: AlwaysAllow'): string {
  return `---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web, namespace: ${namespace} }
spec:
  ${bounds}
  ${policy}
  selector: { matchLabels: { app: web } }
`;
}

const autoscaler = `---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web, namespace: shop }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
  minReplicas: 2
  maxReplicas: 9
`;

export const reliabilityDisruption: Examples = {
  'rel-pdb': {
    pass: [
      { title: 'one may go', yaml: deployment(3) + budget('maxUnavailable: 1') },
      { title: 'half of them stay', yaml: deployment(3) + budget('minAvailable: 50%') },
      { title: 'a single replica needs none', yaml: deployment(1) },
      { title: 'fewer than the autoscaler keeps', yaml: deployment(1) + autoscaler + budget('minAvailable: 1') },
    ],
    fail: [
      { title: 'no budget', yaml: deployment(2) },
      { title: 'a budget in another namespace', yaml: deployment(2) + budget('maxUnavailable: 1', 'blog') },
      { title: 'none may go', yaml: deployment(3) + budget('maxUnavailable: 0') },
      { title: 'all must stay', yaml: deployment(3) + budget('minAvailable: 100%') },
      { title: 'as many as there are', yaml: deployment(3) + budget('minAvailable: 3') },
      { title: 'rounded up to as many as there are', yaml: deployment(2) + budget('minAvailable: 51%') },
      { title: 'more than the autoscaler keeps', yaml: deployment(9) + autoscaler + budget('minAvailable: 3') },
      { title: 'neither bound', yaml: deployment(3) + budget('') },
      { title: 'broken pods block the drain', yaml: deployment(3) + budget('maxUnavailable: 1', 'shop', '') },
    ],
  },
};
