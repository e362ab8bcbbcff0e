import type { Examples } from './example.ts';

const namespace = `
apiVersion: v1
kind: Namespace
metadata: { name: shop }
`;

export const namespaceLimits: Examples = {
  'ns-limit-range': {
    pass: [
      {
        title: 'a LimitRange in the namespace',
        yaml: `${namespace}---
apiVersion: v1
kind: LimitRange
metadata: { name: defaults, namespace: shop }
spec:
  limits: [{ type: Container, default: { memory: 512Mi }, defaultRequest: { cpu: 100m, memory: 256Mi } }]
`,
      },
      {
        title: 'a workload in a namespace that the input does not declare',
        yaml: `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  containers: [{ name: app, image: registry.example.com/shop/web:1.4.2 }]
`,
      },
      {
        title: "one of Kubernetes' own namespaces",
        yaml: `
apiVersion: v1
kind: Namespace
metadata: { name: kube-system }
`,
      },
    ],
    fail: [{ title: 'a namespace alone', yaml: namespace }],
  },
  'ns-resource-quota': {
    pass: [
      {
        title: 'a ResourceQuota in the namespace',
        yaml: `${namespace}---
apiVersion: v1
kind: ResourceQuota
metadata: { name: bounds, namespace: shop }
spec:
  hard: { requests.cpu: "20", requests.memory: 64Gi, pods: "100" }
`,
      },
    ],
    fail: [
      {
        title: 'the quota of another namespace',
        yaml: `${namespace}---
apiVersion: v1
kind: ResourceQuota
metadata: { name: bounds, namespace: blog }
spec:
  hard: { pods: "100" }
`,
      },
    ],
  },
};
