import type { KubernetesObject } from '../../src/kubernetes/index.ts';
import { object } from './kinds.ts';

type Rule = Readonly<Record<'apiGroups' | 'resources' | 'verbs', readonly string[]>>;
type Subject = readonly [kind: 'Group' | 'User' | 'ServiceAccount', name: string];

const rbac = 'rbac.authorization.k8s.io/v1';
const read = ['get', 'list', 'watch'];
const core = (resources: readonly string[], verbs: readonly string[]): Rule => ({ apiGroups: [''], resources, verbs });

function clusterRole(name: string, ...rules: readonly Rule[]): KubernetesObject {
  return object(rbac, 'ClusterRole', undefined, name, { rules });
}

/** A ServiceAccount is named `NAMESPACE/NAME`. Bound in one namespace, or without one in all. */
function bind(name: string, role: string, subjects: readonly Subject[], namespaceName?: string, kind = 'ClusterRole') {
  return object(rbac, namespaceName === undefined ? 'ClusterRoleBinding' : 'RoleBinding', namespaceName, name, {
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind, name: role },
    subjects: subjects.map(([subjectKind, subject]) => {
      const [namespaceOf, account] = subject.split('/');
      return subjectKind === 'ServiceAccount'
        ? { kind: subjectKind, namespace: namespaceOf, name: account }
        : { apiGroup: 'rbac.authorization.k8s.io', kind: subjectKind, name: subject };
    }),
  });
}

/** What parts of the platform need. */
const machines: readonly KubernetesObject[] = [
  clusterRole('coredns', core(['endpoints', 'services', 'pods', 'namespaces'], ['list', 'watch']), {
    apiGroups: ['discovery.k8s.io'],
    resources: ['endpointslices'],
    verbs: ['list', 'watch'],
  }),
  bind('coredns', 'coredns', [['ServiceAccount', 'kube-system/coredns']]),
  bind('kube-proxy', 'system:node-proxier', [['ServiceAccount', 'kube-system/kube-proxy']]),
  clusterRole('cilium', core(['nodes', 'namespaces', 'services', 'pods', 'endpoints'], read), core(['nodes/status'], ['patch'])),
  bind('cilium', 'cilium', [['ServiceAccount', 'kube-system/cilium']]),
  clusterRole('ingress-nginx', core(['configmaps', 'endpoints', 'nodes', 'pods', 'secrets', 'namespaces'], ['list', 'watch']), {
    apiGroups: ['networking.k8s.io'],
    resources: ['ingresses', 'ingressclasses'],
    verbs: read,
  }),
  bind('ingress-nginx', 'ingress-nginx', [['ServiceAccount', 'ingress-nginx/ingress-nginx']]),
  clusterRole('cert-manager', core(['secrets'], [...read, 'create', 'update', 'delete']), {
    apiGroups: ['cert-manager.io'],
    resources: ['certificates', 'certificaterequests', 'issuers', 'clusterissuers'],
    verbs: [...read, 'update'],
  }),
  bind('cert-manager', 'cert-manager', [['ServiceAccount', 'cert-manager/cert-manager']]),
  clusterRole('argocd-application-controller', { apiGroups: ['*'], resources: ['*'], verbs: ['*'] }),
  bind('argocd-application-controller', 'argocd-application-controller', [
    ['ServiceAccount', 'argocd/argocd-application-controller'],
  ]),
  clusterRole('prometheus', core(['nodes', 'nodes/metrics', 'nodes/proxy', 'services', 'endpoints', 'pods'], read)),
  bind('prometheus', 'prometheus', [['ServiceAccount', 'monitoring/prometheus']]),
  clusterRole('kube-state-metrics', core(['configmaps', 'secrets', 'nodes', 'pods', 'services', 'namespaces'], ['list', 'watch'])),
  bind('kube-state-metrics', 'kube-state-metrics', [['ServiceAccount', 'monitoring/kube-state-metrics']]),
  clusterRole('fluent-bit', core(['pods', 'namespaces'], read)),
  bind('fluent-bit', 'fluent-bit', [['ServiceAccount', 'logging/fluent-bit']]),
];

/** What people made when something had to work by Friday. */
const habits: readonly KubernetesObject[] = [
  bind('ci-runner-admin', 'cluster-admin', [['ServiceAccount', 'ci/runner']]),
  bind('platform-on-call', 'cluster-admin', [['Group', 'harbor:platform-on-call']]),
  clusterRole('release-manager', { apiGroups: ['apps', 'batch', 'argoproj.io'], resources: ['*'], verbs: ['*'] }),
  bind('release-managers', 'release-manager', [['Group', 'harbor:release-managers']]),
  clusterRole('tenant-onboarding', core(['namespaces'], ['create']), {
    apiGroups: ['rbac.authorization.k8s.io'],
    resources: ['roles', 'rolebindings', 'clusterroles'],
    verbs: ['create', 'escalate', 'bind'],
  }),
  bind('tenant-onboarding', 'tenant-onboarding', [['User', 'onboarding@harbor.example']]),
  clusterRole('airflow', core(['pods'], [...read, 'create', 'delete']), core(['pods/log', 'secrets'], read)),
  bind('airflow', 'airflow', [['ServiceAccount', 'data-platform/airflow']]),
  clusterRole('production-debug', core(['pods/exec', 'pods/portforward', 'pods/ephemeralcontainers'], ['create', 'update', 'patch'])),
  ...['booking-prod', 'tracking-prod', 'terminal-prod', 'portal-prod'].map((name) =>
    bind('production-debug', 'production-debug', [['Group', 'harbor:developers']], name),
  ),
  bind('everyone-reads', 'view', [['Group', 'system:authenticated']], 'sandbox'),
  bind('sandbox-developers', 'edit', [['Group', 'harbor:developers']], 'sandbox'),
  bind('default-edit', 'edit', [['ServiceAccount', 'legacy-edi/default']], 'legacy-edi'),
  object(rbac, 'Role', 'tracking-prod', 'positions', { rules: [core(['configmaps'], ['get', 'watch'])] }),
  bind('positions', 'positions', [['ServiceAccount', 'tracking-prod/positions']], 'tracking-prod', 'Role'),
  bind('auditors', 'view', [['Group', 'harbor:auditors']]),
];

/** The policies that there are. */
const admission: readonly KubernetesObject[] = [
  object('admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicy', undefined, 'own-registries', {
    spec: {
      failurePolicy: 'Fail',
      matchConstraints: {
        resourceRules: [{ apiGroups: ['apps'], apiVersions: ['v1'], operations: ['CREATE', 'UPDATE'], resources: ['deployments'] }],
      },
      validations: [
        {
          expression:
            "object.spec.template.spec.containers.all(c, c.image.startsWith('registry.harbor.example/') || c.image.startsWith('mirror.harbor.example/'))",
          message: 'images come from our own registry or its mirror',
        },
      ],
    },
  }),
  object('admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicyBinding', undefined, 'own-registries', {
    spec: { policyName: 'own-registries', validationActions: ['Audit', 'Warn'] },
  }),
  object('admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicy', undefined, 'no-external-addresses', {
    spec: {
      failurePolicy: 'Fail',
      matchConstraints: {
        resourceRules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE', 'UPDATE'], resources: ['services'] }],
      },
      validations: [{ expression: '!has(object.spec.externalIPs)', message: 'no externalIPs' }],
    },
  }),
  object('admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicyBinding', undefined, 'no-external-addresses', {
    spec: { policyName: 'no-external-addresses', validationActions: ['Deny'] },
  }),
];

export const access: readonly KubernetesObject[] = [...machines, ...habits, ...admission];
