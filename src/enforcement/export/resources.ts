/** What admission calls a kind: its resource, and the versions in which API servers 1.30 to 1.37 take it. */
interface Resource {
  readonly resource: string;
  readonly versions: readonly string[];
}

/**
 * Kinds that checks ask about, as `group/Kind`. Kinds that no supported API server serves any more (extensions/*) are not among them.
 * `*`: kinds of others, whose versions come with their CRDs.
 * Sources: the API reference of Kubernetes 1.37; the CRDs of Argo Rollouts, OpenKruise, Knative, OpenShift and Gatekeeper.
 */
const resources: Readonly<Record<string, Resource>> = {
  '/Pod': { resource: 'pods', versions: ['v1'] },
  '/PodTemplate': { resource: 'podtemplates', versions: ['v1'] },
  '/ReplicationController': { resource: 'replicationcontrollers', versions: ['v1'] },
  '/Service': { resource: 'services', versions: ['v1'] },
  '/Secret': { resource: 'secrets', versions: ['v1'] },
  '/ConfigMap': { resource: 'configmaps', versions: ['v1'] },
  'apps/Deployment': { resource: 'deployments', versions: ['v1'] },
  'apps/ReplicaSet': { resource: 'replicasets', versions: ['v1'] },
  'apps/StatefulSet': { resource: 'statefulsets', versions: ['v1'] },
  'apps/DaemonSet': { resource: 'daemonsets', versions: ['v1'] },
  'batch/Job': { resource: 'jobs', versions: ['v1'] },
  'batch/CronJob': { resource: 'cronjobs', versions: ['v1'] },
  'networking.k8s.io/Ingress': { resource: 'ingresses', versions: ['v1'] },
  'route.openshift.io/Route': { resource: 'routes', versions: ['*'] },
  'apps.openshift.io/DeploymentConfig': { resource: 'deploymentconfigs', versions: ['*'] },
  'argoproj.io/Rollout': { resource: 'rollouts', versions: ['*'] },
  'apps.kruise.io/CloneSet': { resource: 'clonesets', versions: ['*'] },
  'apps.kruise.io/StatefulSet': { resource: 'statefulsets', versions: ['*'] },
  'apps.kruise.io/DaemonSet': { resource: 'daemonsets', versions: ['*'] },
  'apps.kruise.io/BroadcastJob': { resource: 'broadcastjobs', versions: ['*'] },
  'serving.knative.dev/Service': { resource: 'services', versions: ['*'] },
  'serving.knative.dev/Configuration': { resource: 'configurations', versions: ['*'] },
  'constraints.gatekeeper.sh/K8sAllowedRepos': { resource: 'k8sallowedrepos', versions: ['*'] },
};

/**
 * Workloads whose pod template stands at `spec.template`, at `spec.jobTemplate.spec.template`, and so on: those that a policy about
 * pods is asked of where the check names none. Knative's Revision and OpenKruise's kinds with several templates are made by
 * controllers from the others, or become pods, which are asked about themselves.
 */
export const podCarriers: readonly string[] = Object.keys(resources).filter(
  (groupKind) =>
    !['/Service', '/Secret', '/ConfigMap', 'networking.k8s.io/Ingress', 'route.openshift.io/Route'].includes(
      groupKind,
    ) && !groupKind.startsWith('constraints.gatekeeper.sh/'),
);

/** Whether an API server asks admission policies about objects of a kind, as `group/Kind`, where checks do. */
export function isAdmitted(groupKind: string): boolean {
  return Object.hasOwn(resources, groupKind);
}

/** One entry of `matchConstraints.resourceRules`. */
export interface ResourceRule {
  readonly apiGroups: readonly string[];
  readonly apiVersions: readonly string[];
  readonly operations: readonly string[];
  readonly resources: readonly string[];
}

/**
 * Rules that match the kinds, one for each group and version, in a stable order; kinds that no policy can be asked about are left out.
 * With pods come their ephemeral containers, which are added through a subresource.
 */
export function rulesFor(groupKinds: readonly string[]): readonly ResourceRule[] {
  const grouped = new Map<string, { group: string; versions: readonly string[]; names: string[] }>();
  for (const groupKind of groupKinds) {
    const known = Object.hasOwn(resources, groupKind) ? resources[groupKind] : undefined;
    if (known === undefined) continue;
    const group = groupKind.slice(0, groupKind.indexOf('/'));
    const key = `${group} ${known.versions.join()}`;
    const entry = grouped.get(key) ?? { group, versions: known.versions, names: [] };
    grouped.set(key, entry);
    entry.names.push(known.resource);
    if (groupKind === '/Pod') entry.names.push('pods/ephemeralcontainers');
  }
  return [...grouped.values()].map(({ group, versions, names }) => ({
    apiGroups: [group],
    apiVersions: versions,
    operations: ['CREATE', 'UPDATE'],
    resources: names,
  }));
}
