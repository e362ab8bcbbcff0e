import type { Examples } from './example.ts';

function pod(spec: string, metadata = ''): string {
  return `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop${metadata} }
spec:
  containers:
    - { name: app, image: registry.example.com/web:1.2.3 }
${spec}
`;
}

/** What the kubelet writes into the pod that shows a static one. */
const mirror = ", annotations: { kubernetes.io/config.mirror: '5f2c' }";

function account(rest = '', metadata = ''): string {
  return `
apiVersion: v1
kind: ServiceAccount
metadata: { name: web, namespace: shop${metadata} }
${rest}
`;
}

function binding(subject: string): string {
  return `
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: web, namespace: shop }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: web }
subjects:
  - ${subject}
`;
}

export const serviceAccounts: Examples = {
  'sa-automount': {
    pass: [
      { title: 'the pod says no', yaml: pod('  automountServiceAccountToken: false') },
      { title: 'a static pod, which has no account', yaml: pod('', mirror) },
      {
        title: 'the account says no',
        yaml: `${pod('  serviceAccountName: web')}---${account('automountServiceAccountToken: false')}`,
      },
      {
        title: 'the pod says no, the account yes',
        yaml: `${pod('  serviceAccountName: web\n  automountServiceAccountToken: false')}---${account('automountServiceAccountToken: true')}`,
      },
      {
        title: 'the account has rights, so the pod is meant to use the API',
        yaml: `${pod('  serviceAccountName: web')}---${account()}---${binding('{ kind: ServiceAccount, name: web }')}`,
      },
    ],
    fail: [
      { title: 'nobody says anything', yaml: pod('') },
      {
        title: 'the pod says yes, the account no',
        yaml: `${pod('  serviceAccountName: web\n  automountServiceAccountToken: true')}---${account('automountServiceAccountToken: false')}`,
      },
    ],
  },
  'sa-default-used': {
    pass: [
      { title: 'an account of its own', yaml: pod('  serviceAccountName: web') },
      { title: 'without a token', yaml: pod('  automountServiceAccountToken: false') },
      { title: 'a static pod, which has no account', yaml: pod('', mirror) },
    ],
    fail: [
      { title: 'none named', yaml: pod('') },
      { title: 'named', yaml: pod('  serviceAccountName: default') },
      { title: 'by the old field', yaml: pod('  serviceAccount: default') },
    ],
  },
  'sa-default-bound': {
    pass: [{ title: 'another account', yaml: binding('{ kind: ServiceAccount, name: web }') }],
    fail: [{ title: 'the default one', yaml: binding('{ kind: ServiceAccount, name: default, namespace: shop }') }],
  },
  'sa-missing': {
    pass: [
      { title: 'declared', yaml: `${pod('  serviceAccountName: web')}---${account()}` },
      { title: 'an input without any account can not know', yaml: pod('  serviceAccountName: other') },
      {
        title: 'both fields, as the API server writes them',
        yaml: `${pod('  serviceAccountName: web\n  serviceAccount: web')}---${account()}`,
      },
    ],
    fail: [
      { title: 'another one is declared', yaml: `${pod('  serviceAccountName: other')}---${account()}` },
      { title: 'the old field', yaml: `${pod('  serviceAccount: web')}---${account()}` },
    ],
  },
  'sa-cloud-identity': {
    pass: [
      {
        title: 'a role of AWS',
        yaml: account('', ', annotations: { eks.amazonaws.com/role-arn: "arn:aws:iam::123456789012:role/web" }'),
      },
      {
        title: 'Azure, with the label',
        yaml: `${pod('  serviceAccountName: web', ', labels: { azure.workload.identity/use: "true" }')}---${account('', ', annotations: { azure.workload.identity/client-id: 00000000-0000-0000-0000-000000000001 }')}`,
      },
    ],
    fail: [
      {
        title: 'an account number is missing',
        yaml: account('', ', annotations: { eks.amazonaws.com/role-arn: "arn:aws:iam::role/web" }'),
      },
      {
        title: 'Azure, without the label',
        yaml: `${pod('  serviceAccountName: web')}---${account('', ', annotations: { azure.workload.identity/client-id: 00000000-0000-0000-0000-000000000001 }')}`,
      },
      { title: 'a proxy on the node', yaml: pod('', ', annotations: { iam.amazonaws.com/role: web }') },
    ],
  },
};
