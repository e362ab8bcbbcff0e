import type { CheckTexts } from '../text.ts';

/** Who may do it, as far as the input says. */
function held(right: string) {
  return {
    cluster: `{holders} may ${right} in every namespace ({rights})`,
    namespace: `{holders} may ${right} in namespace {namespaces} ({rights})`,
    builtIn: `Whoever has the built-in role {roles} may ${right}: {kind} {name} is added to it ({rights})`,
    unbound: `{kind} {name} allows its holders to ${right} ({rights}); nobody is bound to it in this input`,
  };
}

function prefixed(prefix: string, messages: Readonly<Record<string, string>>) {
  return Object.fromEntries(Object.entries(messages).map(([name, text]) => [`${prefix}-${name}`, text]));
}

export const rbacGrants: CheckTexts = {
  'rbac-secrets-read': {
    title: 'Secrets can be read',
    why: 'Who reads Secrets has every password and token in them, often those of stronger accounts, too. list and watch return the full contents, just as get does.',
    action: 'Name the Secrets that are needed in resourceNames, or mount them and drop the right',
    message: {
      ...held('read Secrets'),
      role: '{holders} have the built-in role {role} in every namespace: they read every Secret and act as every service account',
    },
  },
  'rbac-create-pods': {
    title: 'Pods can be started or changed',
    why: 'A pod may use any service account and any Secret of its namespace and, where Pod Security does not stop it, take over its node. Whoever may start pods, or change what they run, has all of that.',
    action: 'Limit the right to the namespaces that need it and enforce Pod Security there',
    message: held('start pods or change what they run'),
  },
  'rbac-exec-attach': {
    title: 'Commands can be run in pods',
    why: 'A shell in a container has its service account, its Secrets and its place in the network. get is enough for it over a WebSocket (from Kubernetes 1.35 create is asked for as well, unless that feature gate is off).',
    action: 'Remove pods/exec and pods/attach, or give them for a limited time',
    message: held('run commands in pods'),
  },
  'rbac-portforward': {
    title: 'Pods can be reached past network policy',
    why: 'Port forwarding and proxying reach every port of a pod, also those that listen on localhost only and those that a NetworkPolicy closes.',
    action: 'Remove pods/portforward, pods/proxy and services/proxy',
    message: held('tunnel to any port of pods'),
  },
  'rbac-ephemeralcontainers': {
    title: 'Debug containers can be put into pods',
    why: 'An ephemeral container is code inside a running pod, next to its processes and files, and may be privileged where the pod itself is not.',
    action: 'Remove update and patch on pods/ephemeralcontainers',
    message: held('put containers into running pods'),
  },
  'rbac-nodes-proxy': {
    title: 'The kubelet API is open',
    why: 'nodes/proxy is the kubelet itself: it runs commands in every pod of the node, unseen by admission and audit. Reading is enough, because a WebSocket for exec is a get.',
    action: 'Replace nodes/proxy by nodes/metrics, nodes/stats, nodes/log, nodes/configz or nodes/pods',
    message: held('use the kubelet API of every node'),
  },
  'rbac-pv-create': {
    title: 'Volumes of the node can be made',
    why: 'A PersistentVolume may point at any folder of a node; a claim on it gives a pod that folder, even where hostPath itself is forbidden.',
    action: 'Let a storage class provision volumes and remove create on persistentvolumes',
    message: held('create PersistentVolumes, hostPath included'),
  },
  'rbac-delete': {
    title: 'Data or workloads can be deleted',
    why: 'Deleting a namespace or a claim destroys what is in it; deleting workloads stops the service. deletecollection does it to all of them at once.',
    action: 'Remove delete and deletecollection, or name what may be deleted in resourceNames',
    message: held('delete workloads or data'),
  },
  'rbac-delete-logs-events': {
    title: 'Events can be deleted',
    why: 'Events tell what happened in the cluster. Who deletes them removes the traces of an attack.',
    action: 'Remove delete and deletecollection on events',
    message: held('delete events'),
  },
  'rbac-escalate': {
    title: 'Roles can be given rights that their writer lacks',
    why: 'escalate lifts the rule that nobody can grant more than they have. Its holder can become cluster-admin in one step.',
    action: 'Remove the verb escalate',
    message: held('write any right into roles'),
  },
  'rbac-bind': {
    title: 'Roles can be handed out',
    why: 'bind lets its holder give anybody, themselves included, a role stronger than their own. Writing bindings without bind spreads only rights that one has.',
    action: 'Name the roles that may be bound in resourceNames, or remove the right',
    message: {
      ...held('bind roles stronger than their own'),
      ...prefixed('bindings', held('hand on the rights that they have')),
    },
  },
  'rbac-impersonate': {
    title: 'Others can be impersonated',
    why: 'Who impersonates acts with all rights of somebody else; the group system:masters is allowed everything.',
    action: 'Name the users, groups or accounts in resourceNames, or remove impersonate',
    message: held('act as somebody else'),
  },
  'rbac-token-create': {
    title: 'Tokens of service accounts can be made',
    why: 'A token that is asked for works from anywhere and carries all rights of its service account, the strongest in reach included.',
    action: 'Name the service accounts in resourceNames, or remove create on serviceaccounts/token',
    message: held('get tokens of service accounts'),
  },
  'rbac-csr-approve': {
    title: 'Certificates can be approved',
    why: 'An approved certificate logs in under the name that it states, and Kubernetes cannot revoke it before it expires.',
    action: 'Leave approving to the built-in controllers, or name a harmless signer in resourceNames',
    message: held('approve certificate requests'),
  },
  'rbac-webhooks': {
    title: 'Admission control can be changed',
    why: 'Whoever writes admission webhooks or policies reads every object that is written, Secrets included, can change it on the way, and can switch off what protects the cluster.',
    action: 'Remove write access to webhook configurations and admission policies; let the installer inject CA bundles',
    message: held('change admission control'),
  },
  'rbac-configmap-write': {
    title: 'ConfigMaps that steer the cluster can be changed',
    why: 'In kube-system aws-auth maps cloud identities to cluster groups and coredns answers every name look-up: whoever changes them takes over the cluster or its traffic.',
    action: 'Limit the right to other namespaces, or name the ConfigMaps in resourceNames',
    message: held('change ConfigMaps that steer the cluster'),
  },
  'rbac-networking-write': {
    title: 'Traffic can be redirected or opened',
    why: 'Endpoints and service status decide where traffic goes, NetworkPolicies and Ingresses what is open. Who writes them can take over connections of others or expose what was closed.',
    action: 'Limit the right to the controller that needs it, in its namespaces',
    message: held('redirect or open traffic'),
  },
};

export const rbacWildcards: CheckTexts = {
  'rbac-wildcard-all': {
    title: 'Everything is allowed',
    why: 'A rule with * for groups, resources and verbs is cluster-admin by another name: Secrets, exec, escalate and whatever is installed later.',
    action: 'List the groups, resources and verbs that are needed',
    message: {
      cluster: '{holders} may do everything, in every namespace',
      namespace: '{holders} may do everything in namespace {namespaces}',
      builtIn: 'Whoever has the built-in role {roles} may do everything: {kind} {name} is added to it',
      unbound: '{kind} {name} allows everything; nobody is bound to it in this input',
      'urls-cluster': '{holders} may reach every endpoint of the API server itself',
      'urls-namespace':
        '{kind} {name} allows every endpoint of the API server itself; it is bound in {namespaces} only',
      'urls-builtIn':
        'Whoever has the built-in role {roles} may reach every endpoint of the API server itself, through {kind} {name}',
      'urls-unbound':
        '{kind} {name} allows every endpoint of the API server itself; nobody is bound to it in this input',
    },
  },
  'rbac-wildcard-resource': {
    title: 'All resources of an API group',
    why: '* grants every resource and subresource of the group, also those that come with the next version: in the core group that is Secrets, pods/exec and nodes/proxy.',
    action: 'List the resources that are needed',
    message: {
      cluster: '{holders} may use {verbs} on all resources of group {groups}, in every namespace',
      namespace: '{holders} may use {verbs} on all resources of group {groups} in namespace {namespaces}',
      builtIn:
        'Whoever has the built-in role {roles} has {verbs} on all resources of group {groups}, through {kind} {name}',
      unbound: '{kind} {name} gives {verbs} on all resources of group {groups}; nobody is bound to it in this input',
      'implies-cluster':
        '{holders} may use {verbs} on all resources of group {groups}, in every namespace, which includes {implied}',
      'implies-namespace':
        '{holders} may use {verbs} on all resources of group {groups} in namespace {namespaces}, which includes {implied}',
      'implies-builtIn':
        'Whoever has the built-in role {roles} has {verbs} on all resources of group {groups}, through {kind} {name}, which includes {implied}',
      'implies-unbound':
        '{kind} {name} gives {verbs} on all resources of group {groups}, which includes {implied}; nobody is bound to it in this input',
    },
  },
  'rbac-wildcard-verb': {
    title: 'All verbs',
    why: '* grants more than reading and writing: deletecollection, and, where the resource knows them, escalate, bind, impersonate and approve.',
    action: 'List the verbs that are needed',
    message: {
      cluster: '{holders} may use every verb on {resources} of group {groups}, in every namespace',
      namespace: '{holders} may use every verb on {resources} of group {groups} in namespace {namespaces}',
      builtIn:
        'Whoever has the built-in role {roles} has every verb on {resources} of group {groups}, through {kind} {name}',
      unbound: '{kind} {name} gives every verb on {resources} of group {groups}; nobody is bound to it in this input',
    },
  },
};
