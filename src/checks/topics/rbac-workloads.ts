import { accessOf, bindingKinds, isSystemOwned, roleKinds } from '../../access/index.ts';
import type { Inventory } from '../../inventory/index.ts';
import type { Violation } from '../check.ts';
import { grantCheck, holdersOf, some } from './rbac-grant.ts';

/*
 * Rights over what runs: starting pods, getting into them, reading what they read. Each check asks effective rules (see
 * rbac-grant.ts). Facts: Kubernetes, "RBAC Good Practices", "Kubernetes RBAC - privilege escalation risks".
 */
const source = 'https://kubernetes.io/docs/concepts/security/rbac-good-practices/#privilege-escalation-risks';

/**
 * Who reads Secrets has the credentials in them, those of other service accounts included; list and watch return full contents,
 * too. Rights: get, list, watch on secrets; also the built-in admin and edit bound in all namespaces. A rule with resourceNames
 * opens only those and is the way to do it right.
 */
const secretsRead = grantCheck({
  id: 'rbac-secrets-read',
  severity: 'high',
  source: 'https://kubernetes.io/docs/concepts/security/rbac-good-practices/#listing-secrets',
  standards: { cis: ['5.1.2'], nsa: ['auth'], attack: ['T1552.007'], owasp: ['K02'] },
  grants: [{ groups: [''], resources: ['secrets'], verbs: ['get', 'list', 'watch'] }],
});

/** Kubernetes' own admin and edit read Secrets; bound by a ClusterRoleBinding, those of every namespace. */
function* readersByBuiltInRole(inventory: Inventory): Generator<Violation> {
  const access = accessOf(inventory);
  for (const role of ['admin', 'edit'])
    for (const binding of access.bindingsOf('ClusterRole', undefined, role))
      if (binding.namespace === undefined && !isSystemOwned(binding.object))
        yield {
          object: binding.object,
          path: ['roleRef', 'name'],
          message: 'role',
          values: { holders: some(holdersOf(binding)), role },
        };
}

export const rbacSecretsRead = {
  ...secretsRead,
  of: [...roleKinds, ...bindingKinds],
  reads: [],
  *run(context: Parameters<typeof secretsRead.run>[0]) {
    yield* secretsRead.run(context);
    yield* readersByBuiltInRole(context.inventory);
  },
};

/** What makes pods, and whose template can be changed to run something else. */
export const controllers = {
  groups: ['apps'],
  resources: ['deployments', 'daemonsets', 'statefulsets', 'replicasets'],
};

/**
 * Who starts pods in a namespace uses any of its service accounts, mounts any of its Secrets, and, where Pod Security doesn't
 * stop it, takes the node. Rights: create, and update or patch (another image, another account), on pods and pod controllers.
 */
export const rbacCreatePods = grantCheck({
  id: 'rbac-create-pods',
  severity: 'high',
  source: 'https://kubernetes.io/docs/concepts/security/rbac-good-practices/#workload-creation',
  standards: { cis: ['5.1.4'], nsa: ['auth'], attack: ['T1610'], owasp: ['K02'] },
  grants: [
    { groups: [''], resources: ['pods', 'replicationcontrollers'], verbs: ['create', 'update', 'patch'] },
    { ...controllers, verbs: ['create', 'update', 'patch'] },
    { groups: ['batch'], resources: ['jobs', 'cronjobs'], verbs: ['create', 'update', 'patch'] },
  ],
});

/**
 * A shell in a running container, with its service account, its Secrets and its network. Rights: create or get on pods/exec and
 * pods/attach: a WebSocket request is a get (from Kubernetes 1.35 the API server can ask for create, too: the feature gate
 * AuthorizePodWebsocketUpgradeCreatePermission, kubernetes/kubernetes#136550).
 */
export const rbacExecAttach = grantCheck({
  id: 'rbac-exec-attach',
  severity: 'high',
  source,
  standards: { nsa: ['auth'], attack: ['T1609'], owasp: ['K02'] },
  grants: [{ groups: [''], resources: ['pods/exec', 'pods/attach'], verbs: ['create', 'get'] }],
});

/**
 * A tunnel to any port of a pod, past NetworkPolicies and past ports that listen on localhost only.
 * Rights: create or get on pods/portforward; any verb on pods/proxy and services/proxy.
 */
export const rbacPortforward = grantCheck({
  id: 'rbac-portforward',
  severity: 'medium',
  source,
  standards: { nsa: ['auth'], attack: ['T1609'], owasp: ['K02'] },
  grants: [
    { groups: [''], resources: ['pods/portforward'], verbs: ['create', 'get'] },
    {
      groups: [''],
      resources: ['pods/proxy', 'services/proxy'],
      verbs: ['create', 'get', 'update', 'patch', 'delete'],
    },
  ],
});

/**
 * An ephemeral container is code inside a running pod; it may be privileged where the pod isn't.
 * Rights: update or patch on pods/ephemeralcontainers.
 */
export const rbacEphemeralContainers = grantCheck({
  id: 'rbac-ephemeralcontainers',
  severity: 'high',
  source,
  standards: { nsa: ['auth'], attack: ['T1609'], owasp: ['K02'] },
  grants: [{ groups: [''], resources: ['pods/ephemeralcontainers'], verbs: ['update', 'patch'] }],
});

/**
 * nodes/proxy is the kubelet's own API: commands in every pod of the node, past admission and audit. A get is enough, because
 * exec over WebSocket is one. Rights: any verb on nodes/proxy. Instead: nodes/metrics, nodes/stats, nodes/log, nodes/configz, nodes/pods
 * (fine-grained kubelet authorisation, KEP-2862).
 */
export const rbacNodesProxy = grantCheck({
  id: 'rbac-nodes-proxy',
  severity: 'critical',
  source: 'https://kubernetes.io/docs/concepts/security/rbac-good-practices/#access-to-proxy-subresource-of-nodes',
  standards: { cis: ['5.1.10'], nsa: ['auth'], attack: ['T1609'], owasp: ['K02'] },
  grants: [
    {
      groups: [''],
      resources: ['nodes/proxy'],
      verbs: ['create', 'get', 'update', 'patch', 'delete'],
      clusterScoped: true,
      named: 'lower',
    },
  ],
});

/**
 * A PersistentVolume may be a hostPath: with a claim on it, any folder of a node. Rights: create on persistentvolumes.
 */
export const rbacPvCreate = grantCheck({
  id: 'rbac-pv-create',
  severity: 'medium',
  source: 'https://kubernetes.io/docs/concepts/security/rbac-good-practices/#persistent-volume-creation',
  standards: { cis: ['5.1.9'], nsa: ['auth'], attack: ['T1611'], owasp: ['K02'] },
  grants: [{ groups: [''], resources: ['persistentvolumes'], verbs: ['create'], clusterScoped: true }],
});

/**
 * Deletes workloads, whole namespaces, or the claims that hold data. Rights: delete and deletecollection on pods and pod
 * controllers, persistentvolumeclaims, persistentvolumes, namespaces. Workloads come back and count less than data.
 */
export const rbacDelete = grantCheck({
  id: 'rbac-delete',
  severity: 'medium',
  source,
  standards: { nsa: ['auth'], attack: ['T1485'], owasp: ['K02'] },
  grants: [
    { groups: [''], resources: ['persistentvolumeclaims'], verbs: ['delete', 'deletecollection'] },
    {
      groups: [''],
      resources: ['namespaces', 'persistentvolumes'],
      verbs: ['delete', 'deletecollection'],
      clusterScoped: true,
    },
    {
      groups: [''],
      resources: ['pods', 'replicationcontrollers'],
      verbs: ['delete', 'deletecollection'],
      severity: 'low',
    },
    { ...controllers, verbs: ['delete', 'deletecollection'], severity: 'low' },
    { groups: ['batch'], resources: ['jobs', 'cronjobs'], verbs: ['delete', 'deletecollection'], severity: 'low' },
  ],
});

/**
 * Events are what is left to read after an incident. Rights: delete and deletecollection on events. (Container logs can't be deleted
 * through the API: pods/log has only get.)
 */
export const rbacDeleteLogsEvents = grantCheck({
  id: 'rbac-delete-logs-events',
  severity: 'medium',
  source,
  standards: { nsa: ['log'], attack: ['T1070'], owasp: ['K10'] },
  grants: [{ groups: ['', 'events.k8s.io'], resources: ['events'], verbs: ['delete', 'deletecollection'] }],
});

export const rbacWorkloads = [
  rbacSecretsRead,
  rbacCreatePods,
  rbacExecAttach,
  rbacPortforward,
  rbacEphemeralContainers,
  rbacNodesProxy,
  rbacPvCreate,
  rbacDelete,
  rbacDeleteLogsEvents,
];
