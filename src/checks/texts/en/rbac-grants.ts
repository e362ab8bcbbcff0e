import type { CheckTexts } from '../text.ts';

/** Who can do it, as far as the input says. */
function held(right: string) {
  return {
    cluster: `{holders} can ${right} in every namespace ({rights})`,
    namespace: `{holders} can ${right} in namespace {namespaces} ({rights})`,
    builtIn: `Everyone with the built-in role {roles} can ${right}, because {kind} {name} is aggregated into it ({rights})`,
    unbound: `{kind} {name} lets its holders ${right} ({rights}); the input binds nobody to it`,
  };
}

function prefixed(prefix: string, messages: Readonly<Record<string, string>>) {
  return Object.fromEntries(Object.entries(messages).map(([name, text]) => [`${prefix}-${name}`, text]));
}

export const rbacGrants: CheckTexts = {
  'rbac-secrets-read': {
    title: 'Secrets can be read',
    why: 'Whoever reads Secrets has every password and token in them, often those of stronger accounts. list and watch return the full contents, just as get does.',
    action: 'List the Secrets that are needed in resourceNames, or mount them and drop the right',
    message: {
      ...held('read Secrets'),
      role: 'The built-in role {role} lets {holders} read every Secret and act as every service account, in every namespace',
    },
  },
  'rbac-create-pods': {
    title: 'Pods can be started or changed',
    why: 'Whoever can start pods, or change what they run, can use every service account and every Secret of the namespace and, where Pod Security does not stop it, take over a node.',
    action: 'Limit the right to the namespaces that need it, and enforce Pod Security there',
    message: held('start pods or change what they run'),
  },
  'rbac-exec-attach': {
    title: 'Commands can be run in pods',
    why: 'A shell in a container has its service account, its Secrets and its place in the network. get is enough over a WebSocket (from Kubernetes 1.35 on, create is required as well, unless AuthorizePodWebsocketUpgradeCreatePermission is off).',
    action: 'Remove pods/exec and pods/attach, or grant them for a limited time',
    message: held('run commands in pods'),
  },
  'rbac-portforward': {
    title: 'Pods can be reached past network policies',
    why: 'Port forwarding enters the pod past NetworkPolicies and reaches even ports that listen only on localhost; proxying reaches pods and Services from the address of the API server.',
    action: 'Remove pods/portforward, pods/proxy and services/proxy',
    message: held('connect to any port of pods'),
  },
  'rbac-ephemeralcontainers': {
    title: 'Debug containers can be added to pods',
    why: 'An ephemeral container is code inside a running pod, next to its processes and files, and it can be privileged where the pod itself is not.',
    action: 'Remove update and patch on pods/ephemeralcontainers',
    message: held('add containers to running pods'),
  },
  'rbac-nodes-proxy': {
    title: 'The kubelet API is open',
    why: 'nodes/proxy gives access to the kubelet itself, which runs commands in every pod of its node, unseen by admission and audit. get is enough, because exec over a WebSocket is a get.',
    action: 'Replace nodes/proxy with nodes/metrics, nodes/stats, nodes/log, nodes/configz or nodes/pods',
    message: {
      ...held('use the kubelet API of every node'),
      cluster: '{holders} can use the kubelet API of every node ({rights})',
    },
  },
  'rbac-pv-create': {
    title: 'Volumes on the node can be created',
    why: 'A PersistentVolume can point to any directory of a node; a claim on it gives that directory to a pod, even where hostPath volumes are forbidden.',
    action: 'Let a StorageClass provision volumes, and remove create on persistentvolumes',
    message: {
      ...held('create PersistentVolumes of any type, hostPath included'),
      cluster: '{holders} can create PersistentVolumes of any type, hostPath included ({rights})',
    },
  },
  'rbac-delete': {
    title: 'Data or workloads can be deleted',
    why: 'Deleting a namespace or a volume claim destroys what is in it; deleting workloads stops the service. deletecollection deletes all of them at once.',
    action: 'Remove delete and deletecollection, or list what may be deleted in resourceNames',
    message: held('delete workloads or data'),
  },
  'rbac-delete-logs-events': {
    title: 'Events can be deleted',
    why: 'Whoever deletes events removes traces of an attack: events tell what happened in the cluster.',
    action: 'Remove delete and deletecollection on events',
    message: held('delete events'),
  },
  'rbac-escalate': {
    title: 'Roles can be given any right',
    why: 'Whoever holds escalate can become cluster-admin in one step: it lifts the rule that nobody can grant more than they have.',
    action: 'Remove the verb escalate',
    message: held('write any right into roles'),
  },
  'rbac-bind': {
    title: 'Roles can be granted',
    why: 'bind lets its holder grant a role stronger than their own to anyone, themselves included. Writing bindings without bind only passes on rights that the writer already has.',
    action: 'List the roles that may be bound in resourceNames, or remove the right',
    message: {
      ...held('bind roles stronger than their own'),
      ...prefixed('bindings', held('pass on the rights that they have')),
    },
  },
  'rbac-impersonate': {
    title: 'Others can be impersonated',
    why: 'Whoever impersonates another account has all of its rights, and the group system:masters can do everything.',
    action: 'List the users, groups or service accounts in resourceNames, or remove impersonate',
    message: { ...held('act as someone else'), cluster: '{holders} can act as someone else ({rights})' },
  },
  'rbac-token-create': {
    title: 'Service account tokens can be created',
    why: 'A requested token works from anywhere and carries all rights of its service account, even the strongest one within reach.',
    action: 'List the service accounts in resourceNames, or remove create on serviceaccounts/token',
    message: held('get tokens of service accounts'),
  },
  'rbac-csr-approve': {
    title: 'Certificate requests can be approved',
    why: 'Whoever approves a certificate request decides who may log in as whom, and Kubernetes cannot revoke the certificate before it expires.',
    action: 'Leave approval to the built-in controllers, or list only a harmless signer in resourceNames',
    message: {
      ...held('approve certificate requests'),
      cluster: '{holders} can approve certificate requests ({rights})',
    },
  },
  'rbac-webhooks': {
    title: 'Admission control can be changed',
    why: 'Whoever writes admission webhooks or policies can read every object that is written, Secrets included, change it on the way, and turn off what protects the cluster.',
    action: 'Remove write access to webhook configurations and admission policies; let the installer inject CA bundles',
    message: {
      ...held('change admission control'),
      cluster: '{holders} can change admission control ({rights})',
    },
  },
  'rbac-configmap-write': {
    title: 'Critical ConfigMaps can be changed',
    why: 'Whoever changes aws-auth or coredns in kube-system can take over the cluster or its traffic: aws-auth maps cloud identities to groups of the cluster, and coredns answers every DNS lookup.',
    action: 'Limit the right to other namespaces, or list the ConfigMaps in resourceNames',
    message: held('change critical ConfigMaps'),
  },
  'rbac-networking-write': {
    title: 'Traffic can be redirected or opened',
    why: 'Whoever writes these objects can take over connections of others or expose what was closed: Endpoints and Service status decide where traffic goes, NetworkPolicies and Ingresses what is open.',
    action: 'Limit the right to the controller that needs it, in its namespaces',
    message: held('redirect or open traffic'),
  },
};

export const rbacWildcards: CheckTexts = {
  'rbac-wildcard-all': {
    title: 'Wildcard role allows everything',
    why: 'A rule with * for groups, resources and verbs is cluster-admin by another name: it covers Secrets, exec, escalate and whatever is installed later.',
    action: 'List the groups, resources and verbs that are needed',
    message: {
      cluster: '{holders} can do everything in every namespace',
      namespace: '{holders} can do everything in namespace {namespaces}',
      builtIn: 'Everyone with the built-in role {roles} can do everything, because {kind} {name} is aggregated into it',
      unbound: '{kind} {name} allows everything; the input binds nobody to it',
      'urls-cluster': '{holders} can use every non-resource URL of the API server',
      'urls-namespace':
        '{kind} {name} allows every non-resource URL of the API server, but is bound only in {namespaces}',
      'urls-builtIn':
        'Everyone with the built-in role {roles} can use every non-resource URL of the API server, because {kind} {name} is aggregated into it',
      'urls-unbound': '{kind} {name} allows every non-resource URL of the API server; the input binds nobody to it',
    },
  },
  'rbac-wildcard-resource': {
    title: 'Wildcard role for all resources of a group',
    why: '* grants every resource and subresource of the group, even those that come with the next version: in the core group that includes Secrets, pods/exec and nodes/proxy.',
    action: 'List the resources that are needed',
    message: {
      cluster: '{holders} can use {verbs} on all resources of group {groups} in every namespace',
      namespace: '{holders} can use {verbs} on all resources of group {groups} in namespace {namespaces}',
      builtIn:
        'Everyone with the built-in role {roles} can use {verbs} on all resources of group {groups}, through {kind} {name}',
      unbound: '{kind} {name} allows {verbs} on all resources of group {groups}; the input binds nobody to it',
      'implies-cluster':
        '{holders} can use {verbs} on all resources of group {groups} in every namespace, which includes {implied}',
      'implies-namespace':
        '{holders} can use {verbs} on all resources of group {groups} in namespace {namespaces}, which includes {implied}',
      'implies-builtIn':
        'Everyone with the built-in role {roles} can use {verbs} on all resources of group {groups}, through {kind} {name}, which includes {implied}',
      'implies-unbound':
        '{kind} {name} allows {verbs} on all resources of group {groups}, which includes {implied}; the input binds nobody to it',
    },
  },
  'rbac-wildcard-verb': {
    title: 'Wildcard role for all verbs',
    why: '* grants more than reading and writing: it includes deletecollection and, on resources that have them, escalate, bind, impersonate and approve.',
    action: 'List the verbs that are needed',
    message: {
      cluster: '{holders} can use every verb on {resources} of group {groups} in every namespace',
      namespace: '{holders} can use every verb on {resources} of group {groups} in namespace {namespaces}',
      builtIn:
        'Everyone with the built-in role {roles} can use every verb on {resources} of group {groups}, through {kind} {name}',
      unbound: '{kind} {name} allows every verb on {resources} of group {groups}; the input binds nobody to it',
    },
  },
};
