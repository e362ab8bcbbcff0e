import type { Example, Examples } from './example.ts';

/** A ClusterRole with these rules, bound to a service account everywhere. */
function clusterWide(title: string, rules: string, count = 1): Example {
  return { title, count, yaml: `${role('ClusterRole', rules)}---${binding('ClusterRoleBinding', 'ClusterRole')}` };
}

/** A Role with these rules, bound in its namespace. */
function inNamespace(title: string, rules: string, count = 1): Example {
  return { title, count, yaml: `${role('Role', rules)}---${binding('RoleBinding', 'Role')}` };
}

/** A ClusterRole that a RoleBinding confines to a namespace. */
function confined(title: string, rules: string): Example {
  return { title, yaml: `${role('ClusterRole', rules)}---${binding('RoleBinding', 'ClusterRole')}` };
}

function unbound(title: string, rules: string, metadata = 'name: worker'): Example {
  return { title, yaml: role('ClusterRole', rules, metadata) };
}

function role(kind: 'Role' | 'ClusterRole', rules: string, metadata?: string): string {
  return `
apiVersion: rbac.authorization.k8s.io/v1
kind: ${kind}
metadata: { ${metadata ?? (kind === 'Role' ? 'name: worker, namespace: shop' : 'name: worker')} }
rules:
${rules
  .trim()
  .split('\n')
  .map((line) => `  - ${line.trim()}`)
  .join('\n')}
`;
}

function binding(kind: 'RoleBinding' | 'ClusterRoleBinding', roleKind: string): string {
  return `
apiVersion: rbac.authorization.k8s.io/v1
kind: ${kind}
metadata: { ${kind === 'RoleBinding' ? 'name: worker, namespace: shop' : 'name: worker'} }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ${roleKind}, name: worker }
subjects:
  - { kind: ServiceAccount, name: worker, namespace: shop }
`;
}

const harmless = '{ apiGroups: [""], resources: [pods, services], verbs: [get, list, watch] }';

export const rbacGrants: Examples = {
  'rbac-secrets-read': {
    pass: [
      clusterWide('reads pods', harmless),
      inNamespace(
        'reads Secrets that it names',
        '{ apiGroups: [""], resources: [secrets], resourceNames: [web-tls], verbs: [get] }',
      ),
      clusterWide('creates Secrets without reading them', '{ apiGroups: [""], resources: [secrets], verbs: [create] }'),
      unbound(
        "is Kubernetes' own",
        '{ apiGroups: [""], resources: [secrets], verbs: [get] }',
        'name: "system:controller:example", labels: { kubernetes.io/bootstrapping: rbac-defaults }',
      ),
      {
        title: 'the built-in edit in one namespace',
        yaml: `
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: developers, namespace: shop }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: edit }
subjects:
  - { kind: Group, apiGroup: rbac.authorization.k8s.io, name: developers }
`,
      },
    ],
    fail: [
      clusterWide('lists Secrets everywhere', '{ apiGroups: [""], resources: [secrets], verbs: [list] }'),
      clusterWide('only watches them', '{ apiGroups: [""], resources: [secrets], verbs: [watch] }'),
      inNamespace('reads them in its namespace', '{ apiGroups: [""], resources: [configmaps, secrets], verbs: [get] }'),
      unbound('nobody is bound yet', '{ apiGroups: ["*"], resources: [secrets], verbs: [get] }'),
      {
        title: 'a rule that an aggregating role collects',
        yaml: `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: monitoring }
aggregationRule: { clusterRoleSelectors: [{ matchLabels: { example.com/monitoring: "true" } }] }
rules: []
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: monitoring-secrets, labels: { example.com/monitoring: "true" } }
rules:
  - { apiGroups: [""], resources: [secrets], verbs: [get] }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: monitoring }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: monitoring }
subjects:
  - { kind: ServiceAccount, name: prometheus, namespace: monitoring }
`,
      },
      {
        title: 'the built-in edit in all namespaces',
        yaml: `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: developers }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: edit }
subjects:
  - { kind: Group, apiGroup: rbac.authorization.k8s.io, name: developers }
`,
      },
    ],
  },
  'rbac-create-pods': {
    pass: [
      clusterWide('reads pods', harmless),
      clusterWide(
        'deployments are not in the core group',
        '{ apiGroups: [""], resources: [deployments], verbs: [create] }',
      ),
      inNamespace(
        'a name restricts no create: the rule grants none',
        '{ apiGroups: [""], resources: [pods], resourceNames: [web], verbs: [create] }',
      ),
      inNamespace('scales only', '{ apiGroups: [apps], resources: [deployments/scale], verbs: [update, patch] }'),
    ],
    fail: [
      inNamespace('starts pods', '{ apiGroups: [""], resources: [pods], verbs: [create] }'),
      clusterWide('changes deployments', '{ apiGroups: [apps], resources: [deployments], verbs: [get, patch] }'),
      clusterWide('starts jobs', '{ apiGroups: [batch], resources: [cronjobs], verbs: ["*"] }'),
    ],
  },
  'rbac-exec-attach': {
    pass: [
      clusterWide('the pod is not its subresource', '{ apiGroups: [""], resources: [pods], verbs: [get, create] }'),
      clusterWide('list means nothing on exec', '{ apiGroups: [""], resources: [pods/exec], verbs: [list] }'),
      clusterWide('pods/* is no pattern of RBAC', '{ apiGroups: [""], resources: ["pods/*"], verbs: [create] }'),
    ],
    fail: [
      clusterWide('exec', '{ apiGroups: [""], resources: [pods/exec], verbs: [create] }'),
      inNamespace('attach by get', '{ apiGroups: [""], resources: [pods/attach], verbs: [get] }'),
      clusterWide('that subresource of everything', '{ apiGroups: [""], resources: ["*/exec"], verbs: [create] }'),
      clusterWide('everything', '{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }'),
    ],
  },
  'rbac-portforward': {
    pass: [clusterWide('reads pods', harmless)],
    fail: [
      inNamespace('forwards ports', '{ apiGroups: [""], resources: [pods/portforward], verbs: [create] }'),
      clusterWide('reaches services by proxy', '{ apiGroups: [""], resources: [services/proxy], verbs: [get] }'),
    ],
  },
  'rbac-ephemeralcontainers': {
    pass: [clusterWide('only looks', '{ apiGroups: [""], resources: [pods/ephemeralcontainers], verbs: [get] }')],
    fail: [clusterWide('debugs', '{ apiGroups: [""], resources: [pods/ephemeralcontainers], verbs: [patch] }')],
  },
  'rbac-nodes-proxy': {
    pass: [
      clusterWide('the fine-grained way', '{ apiGroups: [""], resources: [nodes/metrics, nodes/stats], verbs: [get] }'),
      confined(
        'a RoleBinding gives nothing outside namespaces',
        '{ apiGroups: [""], resources: [nodes/proxy], verbs: [get] }',
      ),
    ],
    fail: [
      clusterWide('get is enough', '{ apiGroups: [""], resources: [nodes/proxy], verbs: [get] }'),
      clusterWide(
        'on one node',
        '{ apiGroups: [""], resources: [nodes/proxy], resourceNames: [node-1], verbs: [get] }',
      ),
    ],
  },
  'rbac-pv-create': {
    pass: [
      clusterWide('claims', '{ apiGroups: [""], resources: [persistentvolumeclaims], verbs: [create] }'),
      inNamespace('a Role reaches no volumes', '{ apiGroups: [""], resources: [persistentvolumes], verbs: [create] }'),
    ],
    fail: [clusterWide('creates volumes', '{ apiGroups: [""], resources: [persistentvolumes], verbs: [create] }')],
  },
  'rbac-delete': {
    pass: [
      clusterWide('reads', harmless),
      inNamespace(
        'deletes what it names',
        '{ apiGroups: [""], resources: [persistentvolumeclaims], resourceNames: [scratch], verbs: [delete] }',
      ),
    ],
    fail: [
      clusterWide('namespaces', '{ apiGroups: [""], resources: [namespaces], verbs: [delete] }'),
      inNamespace('deployments', '{ apiGroups: [apps], resources: [deployments], verbs: [deletecollection] }'),
    ],
  },
  'rbac-delete-logs-events': {
    pass: [clusterWide('writes events', '{ apiGroups: [""], resources: [events], verbs: [create, patch] }')],
    fail: [clusterWide('deletes events', '{ apiGroups: [events.k8s.io], resources: [events], verbs: [delete] }')],
  },
  'rbac-escalate': {
    pass: [
      clusterWide(
        'writes roles within its own rights',
        '{ apiGroups: [rbac.authorization.k8s.io], resources: [clusterroles], verbs: [create, update] }',
      ),
      confined(
        'confined to a namespace it reaches no ClusterRole',
        '{ apiGroups: [rbac.authorization.k8s.io], resources: [clusterroles], verbs: [escalate] }',
      ),
    ],
    fail: [
      clusterWide(
        'escalate',
        '{ apiGroups: [rbac.authorization.k8s.io], resources: [clusterroles], verbs: [escalate] }',
      ),
      inNamespace(
        'a named role can still grow',
        '{ apiGroups: [rbac.authorization.k8s.io], resources: [roles], resourceNames: [worker], verbs: [escalate] }',
      ),
    ],
  },
  'rbac-bind': {
    pass: [
      clusterWide(
        'hands out roles that it names',
        '{ apiGroups: [rbac.authorization.k8s.io], resources: [clusterroles], resourceNames: [view], verbs: [bind] }',
      ),
      clusterWide(
        'bind on bindings means nothing',
        '{ apiGroups: [rbac.authorization.k8s.io], resources: [clusterrolebindings], verbs: [bind] }',
      ),
    ],
    fail: [
      clusterWide('bind', '{ apiGroups: [rbac.authorization.k8s.io], resources: [clusterroles], verbs: [bind] }'),
      clusterWide(
        'names the strongest',
        '{ apiGroups: [rbac.authorization.k8s.io], resources: [clusterroles], resourceNames: [cluster-admin], verbs: [bind] }',
      ),
      clusterWide(
        'writes bindings',
        '{ apiGroups: [rbac.authorization.k8s.io], resources: [rolebindings], verbs: [create] }',
      ),
    ],
  },
  'rbac-impersonate': {
    pass: [
      clusterWide(
        'one harmless user',
        '{ apiGroups: [""], resources: [users], resourceNames: [jane@example.com], verbs: [impersonate] }',
      ),
      inNamespace('a Role reaches no users', '{ apiGroups: [""], resources: [users, groups], verbs: [impersonate] }'),
    ],
    fail: [
      clusterWide('users', '{ apiGroups: [""], resources: [users], verbs: [impersonate] }'),
      clusterWide(
        'the strongest group by name',
        '{ apiGroups: [""], resources: [groups], resourceNames: ["system:masters"], verbs: [impersonate] }',
      ),
      inNamespace(
        'accounts of its namespace',
        '{ apiGroups: [""], resources: [serviceaccounts], verbs: [impersonate] }',
      ),
    ],
  },
  'rbac-token-create': {
    pass: [
      inNamespace(
        'of one account',
        '{ apiGroups: [""], resources: [serviceaccounts/token], resourceNames: [worker], verbs: [create] }',
      ),
      clusterWide('the account itself', '{ apiGroups: [""], resources: [serviceaccounts], verbs: [create] }'),
    ],
    fail: [clusterWide('of any account', '{ apiGroups: [""], resources: [serviceaccounts/token], verbs: [create] }')],
  },
  'rbac-csr-approve': {
    pass: [
      clusterWide(
        'asks for certificates',
        '{ apiGroups: [certificates.k8s.io], resources: [certificatesigningrequests], verbs: [create, get] }',
      ),
      clusterWide(
        'a signer of its own',
        '{ apiGroups: [certificates.k8s.io], resources: [signers], resourceNames: [example.com/web], verbs: [sign] }',
      ),
    ],
    fail: [
      clusterWide(
        'approves',
        '{ apiGroups: [certificates.k8s.io], resources: [certificatesigningrequests/approval], verbs: [update] }',
      ),
      clusterWide(
        'client certificates by name',
        '{ apiGroups: [certificates.k8s.io], resources: [signers], resourceNames: [kubernetes.io/kube-apiserver-client], verbs: [approve] }',
      ),
    ],
  },
  'rbac-webhooks': {
    pass: [
      clusterWide(
        'reads them',
        '{ apiGroups: [admissionregistration.k8s.io], resources: [validatingwebhookconfigurations], verbs: [get, list] }',
      ),
    ],
    fail: [
      clusterWide(
        'writes webhooks',
        '{ apiGroups: [admissionregistration.k8s.io], resources: [mutatingwebhookconfigurations], verbs: [patch] }',
      ),
      clusterWide(
        'deletes policies',
        '{ apiGroups: [admissionregistration.k8s.io], resources: [validatingadmissionpolicybindings], verbs: [delete] }',
      ),
    ],
  },
  'rbac-configmap-write': {
    pass: [
      inNamespace('in its own namespace', '{ apiGroups: [""], resources: [configmaps], verbs: [create, update] }'),
      clusterWide(
        'names another',
        '{ apiGroups: [""], resources: [configmaps], resourceNames: [worker-leader], verbs: [update] }',
      ),
    ],
    fail: [
      clusterWide('everywhere', '{ apiGroups: [""], resources: [configmaps], verbs: [update] }'),
      clusterWide(
        'names the one that maps identities',
        '{ apiGroups: [""], resources: [configmaps], resourceNames: [aws-auth], verbs: [patch] }',
      ),
    ],
  },
  'rbac-networking-write': {
    pass: [clusterWide('reads them', '{ apiGroups: [networking.k8s.io], resources: [ingresses], verbs: [list] }')],
    fail: [
      clusterWide('endpoints', '{ apiGroups: [""], resources: [endpoints], verbs: [patch] }'),
      inNamespace('policies', '{ apiGroups: [networking.k8s.io], resources: [networkpolicies], verbs: [delete] }'),
    ],
  },
};

export const rbacWildcards: Examples = {
  'rbac-wildcard-all': {
    pass: [
      clusterWide('of one group', '{ apiGroups: [""], resources: ["*"], verbs: ["*"] }'),
      clusterWide('reads health', '{ nonResourceURLs: [/healthz], verbs: [get] }'),
      unbound(
        "cluster-admin itself, from a cluster's dump",
        '{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }',
        'name: cluster-admin',
      ),
    ],
    fail: [
      clusterWide(
        'cluster-admin by another name is one finding',
        '{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }\n{ nonResourceURLs: ["*"], verbs: ["*"] }',
      ),
      inNamespace('in a namespace', '{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }'),
      clusterWide(
        'the verbs one by one',
        '{ apiGroups: ["*"], resources: ["*"], verbs: [create, delete, get, list, patch, update, watch] }',
      ),
      clusterWide('every endpoint', '{ nonResourceURLs: ["*"], verbs: [get] }'),
    ],
  },
  'rbac-wildcard-resource': {
    pass: [clusterWide('lists resources', harmless)],
    fail: [
      clusterWide('reads everything', '{ apiGroups: ["*"], resources: ["*"], verbs: [get, list, watch] }'),
      clusterWide('a group of its own', '{ apiGroups: [shop.example.com], resources: ["*"], verbs: [get] }'),
    ],
  },
  'rbac-wildcard-verb': {
    pass: [clusterWide('lists verbs', harmless)],
    fail: [
      inNamespace('on Secrets', '{ apiGroups: [""], resources: [secrets], verbs: ["*"] }'),
      clusterWide('on its own resources', '{ apiGroups: [shop.example.com], resources: [orders], verbs: ["*"] }'),
    ],
  },
};
