import type { Examples } from './example.ts';

const workload = (metadata: string, spec = '') => `
apiVersion: apps/v1
kind: Deployment
metadata: { ${metadata} }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers: [{ name: app, image: registry.example.com/web:1.2.3 }]
${spec}`;

const namespace = (name: string, labels: string) => `
apiVersion: v1
kind: Namespace
metadata: { name: ${name}, labels: { ${labels} } }
`;

const podSecurity = (rest: string) => `
apiVersion: apiserver.config.k8s.io/v1
kind: AdmissionConfiguration
plugins:
  - name: PodSecurity
    configuration:
      apiVersion: pod-security.admission.config.k8s.io/v1
      kind: PodSecurityConfiguration
${rest}`;

export const namespaces: Examples = {
  'ns-default': {
    pass: [
      { title: 'a namespace of its own', yaml: workload('name: web, namespace: shop') },
      { title: 'no namespace: who applies it decides', yaml: workload('name: web') },
    ],
    fail: [{ title: 'the default namespace', yaml: workload('name: web, namespace: default') }],
  },
  'ns-kube-system': {
    pass: [
      { title: 'another namespace', yaml: workload('name: web, namespace: shop') },
      {
        title: 'runs at a system priority',
        yaml: workload('name: dns, namespace: kube-system', '      priorityClassName: system-cluster-critical\n'),
      },
      {
        title: 'an add-on',
        yaml: workload('name: dns, namespace: kube-system, labels: { kubernetes.io/cluster-service: "true" }'),
      },
      {
        title: 'a static pod of the control plane',
        yaml: `
apiVersion: v1
kind: Pod
metadata: { name: kube-scheduler, namespace: kube-system }
spec:
  containers: [{ name: kube-scheduler, image: "registry.k8s.io/kube-scheduler:v1.37.2", command: [kube-scheduler] }]
`,
      },
      {
        title: 'named by the parameter',
        yaml: workload('name: sealed-secrets, namespace: kube-system'),
        parameters: { allow: ['sealed-secrets'] },
      },
    ],
    fail: [{ title: 'an application in kube-system', yaml: workload('name: miner, namespace: kube-system') }],
  },
  'ns-psa-labels': {
    pass: [
      {
        title: 'a level at a pinned version',
        yaml: namespace(
          'shop',
          'pod-security.kubernetes.io/enforce: restricted, pod-security.kubernetes.io/enforce-version: v1.37',
        ),
      },
      { title: 'a namespace of Kubernetes', yaml: namespace('kube-system', '') },
      {
        title: 'an AdmissionConfiguration enforces baseline by default',
        yaml: `${namespace('shop', '')}---${podSecurity('      defaults: { enforce: baseline, enforce-version: latest }\n')}`,
      },
    ],
    fail: [
      { title: 'no label', yaml: namespace('shop', 'team: web') },
      { title: 'only warnings', yaml: namespace('shop', 'pod-security.kubernetes.io/warn: restricted') },
      { title: 'a level that does not exist', yaml: namespace('shop', 'pod-security.kubernetes.io/enforce: strict') },
      {
        title: 'the version is not pinned',
        yaml: namespace(
          'shop',
          'pod-security.kubernetes.io/enforce: baseline, pod-security.kubernetes.io/enforce-version: latest',
        ),
      },
    ],
  },
  'ns-psa-exempt': {
    pass: [
      { title: 'level baseline', yaml: namespace('shop', 'pod-security.kubernetes.io/enforce: baseline') },
      {
        title: 'allowed by the parameter',
        yaml: namespace('storage', 'pod-security.kubernetes.io/enforce: privileged'),
        parameters: { allow: ['storage'] },
      },
    ],
    fail: [
      { title: 'level privileged', yaml: namespace('shop', 'pod-security.kubernetes.io/enforce: privileged') },
      {
        title: 'exempted by the API server, one of two',
        yaml: podSecurity('      exemptions: { namespaces: [kube-system, shop] }\n'),
      },
    ],
  },
};
