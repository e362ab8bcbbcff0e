import type { Examples } from './example.ts';

function binding(role: string, subject: string, kind = 'ClusterRoleBinding', metadata = 'name: example'): string {
  return `
apiVersion: rbac.authorization.k8s.io/v1
kind: ${kind}
metadata: { ${metadata} }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: ${role} }
subjects:
  - ${subject}
`;
}

/** PKCS#10 requests, made for these examples and their keys thrown away: /O=system:masters/CN=jane and /O=developers/CN=jane. */
const mastersRequest =
  'LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0KTUlIa01JR0tBZ0VBTUNneEZ6QVZCZ05WQkFvTURuTjVjM1JsYlRwdFlYTjBaWEp6TVEwd0N3WURWUVFEREFScQpZVzVsTUZrd0V3WUhLb1pJemowQ0FRWUlLb1pJemowREFRY0RRZ0FFdk1La1lsTlF3Z0VSVmN0NVg3OWpDUTBICmhQZ1NDNmpOd2JxVU9wYkpuNTFyeTNhVGRRWTUzcHdtdjJGWDlnZ2dtQ1p0QjNMdEpYTUZjVVYvL2EzQStLQUEKTUFvR0NDcUdTTTQ5QkFNQ0Ewa0FNRVlDSVFDUEt0K1NBWWpYSVdQQW1ja3NERVZZSEtac2JFU0tEY3VKTmR2RAp6TmlDdkFJaEFLdjZKQjQ5dXU1c1VCUVBvSGVtODVZVGxZeG5LRWNJQjRkODFZSXRjcmRCCi0tLS0tRU5EIENFUlRJRklDQVRFIFJFUVVFU1QtLS0tLQo=';
const developersRequest =
  'LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0KTUlIZU1JR0dBZ0VBTUNReEV6QVJCZ05WQkFvTUNtUmxkbVZzYjNCbGNuTXhEVEFMQmdOVkJBTU1CR3BoYm1VdwpXVEFUQmdjcWhrak9QUUlCQmdncWhrak9QUU1CQndOQ0FBUlphd2oyUmovMHlOQmwwRkFuZS96Q0wybCtWTnFvCnpJY0lmbFBYMzVoanZ4anNodURCbHlwMDI5aHRJMEhNQ3p0UzZHdkI1RUY1WTJFWWUxYk15aHNqb0FBd0NnWUkKS29aSXpqMEVBd0lEUndBd1JBSWdVQ2dEZ2dUc0xHTWQxKy81dmR2d3BQSUdHQXNhLzRZUU5manBlSWg5UklJQwpJQ1RkMmFyc2Z2UERYaVFyVU1IOGwvQ2ZYU2Z5Y2J2ZVByTktqRlMxS1owSwotLS0tLUVORCBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0K';

function request(pem: string): string {
  return `
apiVersion: certificates.k8s.io/v1
kind: CertificateSigningRequest
metadata: { name: jane }
spec:
  signerName: kubernetes.io/kube-apiserver-client
  usages: [client auth]
  request: ${pem}
`;
}

const account = '{ kind: ServiceAccount, name: deployer, namespace: ci }';
const group = (name: string) => `{ kind: Group, apiGroup: rbac.authorization.k8s.io, name: "${name}" }`;
const roleBinding = 'name: example, namespace: shop';

export const rbacBindings: Examples = {
  'rbac-cluster-admin': {
    pass: [
      { title: 'another role', yaml: binding('view', account) },
      {
        title: 'what every cluster has',
        yaml: binding('cluster-admin', group('system:masters'), undefined, 'name: cluster-admin'),
      },
      {
        title: 'an allowed subject',
        yaml: binding('cluster-admin', account),
        parameters: { subjects: ['ServiceAccount/ci/deployer'] },
      },
    ],
    fail: [
      { title: 'a service account', yaml: binding('cluster-admin', account) },
      { title: 'in one namespace', yaml: binding('cluster-admin', account, 'RoleBinding', roleBinding) },
    ],
  },
  'rbac-anonymous': {
    pass: [
      { title: 'a service account', yaml: binding('view', account) },
      {
        title: "Kubernetes' own",
        yaml: binding(
          'system:public-info-viewer',
          group('system:unauthenticated'),
          undefined,
          'name: "system:public-info-viewer"',
        ),
      },
    ],
    fail: [
      { title: 'the group', yaml: binding('view', group('system:unauthenticated')) },
      {
        title: 'the user',
        yaml: binding(
          'view',
          '{ kind: User, apiGroup: rbac.authorization.k8s.io, name: "system:anonymous" }',
          'RoleBinding',
          roleBinding,
        ),
      },
    ],
  },
  'rbac-authenticated-group': {
    pass: [
      { title: 'discovery', yaml: binding('system:discovery', group('system:authenticated')) },
      { title: 'a group of people', yaml: binding('edit', group('developers')) },
    ],
    fail: [
      { title: 'everybody edits', yaml: binding('edit', group('system:authenticated')) },
      { title: 'all service accounts', yaml: binding('view', group('system:serviceaccounts')) },
    ],
  },
  'rbac-system-masters': {
    pass: [
      {
        title: 'what every cluster has',
        yaml: binding('cluster-admin', group('system:masters'), undefined, 'name: cluster-admin'),
      },
      { title: 'a request for another group', yaml: request(developersRequest) },
    ],
    fail: [
      { title: 'a binding of its own', yaml: binding('edit', group('system:masters')) },
      { title: 'a request for a certificate', yaml: request(mastersRequest) },
    ],
  },
};
