import { type FieldPath, valueAt } from './field-path.ts';
import { groupOf, isRecord, type KubernetesObject } from './object.ts';

export type ContainerType = 'init' | 'regular' | 'ephemeral';

export interface ContainerReference {
  readonly container: Readonly<Record<string, unknown>>;
  readonly type: ContainerType;
  /** The container's name; `#2` (its place in the list) where it has none. */
  readonly name: string;
  readonly path: FieldPath;
}

/** A pod, or the template of pods that an object carries. */
export interface PodTemplate {
  /** Where the pod spec stands, e.g. `['spec', 'template', 'spec']`. */
  readonly path: FieldPath;
  readonly spec: Readonly<Record<string, unknown>>;
  /** Where the pod's metadata stands: `['metadata']` for a Pod. */
  readonly metadataPath: FieldPath;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly containers: readonly ContainerReference[];
}

/**
 * Where each kind keeps its pods: the path of what holds `metadata` and `spec`.
 * Sources: the API reference of Kubernetes 1.37; Argo Rollouts `Rollout`; OpenKruise `CloneSet`, `StatefulSet`, `DaemonSet`,
 * `SidecarSet` has only containers, `BroadcastJob`, `AdvancedCronJob`, `ImageListPullJob` has none; Knative `Service`,
 * `Configuration`, `Revision` (its own spec is a pod spec).
 */
const holders: Readonly<Record<string, readonly FieldPath[]>> = {
  '/Pod': [[]],
  '/PodTemplate': [['template']],
  '/ReplicationController': [['spec', 'template']],
  'apps/Deployment': [['spec', 'template']],
  'apps/ReplicaSet': [['spec', 'template']],
  'apps/StatefulSet': [['spec', 'template']],
  'apps/DaemonSet': [['spec', 'template']],
  'extensions/Deployment': [['spec', 'template']],
  'extensions/ReplicaSet': [['spec', 'template']],
  'extensions/DaemonSet': [['spec', 'template']],
  'batch/Job': [['spec', 'template']],
  'batch/CronJob': [['spec', 'jobTemplate', 'spec', 'template']],
  'batch/JobTemplate': [['template', 'spec', 'template']],
  'apps.openshift.io/DeploymentConfig': [['spec', 'template']],
  'argoproj.io/Rollout': [['spec', 'template']],
  'apps.kruise.io/CloneSet': [['spec', 'template']],
  'apps.kruise.io/StatefulSet': [['spec', 'template']],
  'apps.kruise.io/DaemonSet': [['spec', 'template']],
  'apps.kruise.io/BroadcastJob': [['spec', 'template']],
  'apps.kruise.io/AdvancedCronJob': [
    ['spec', 'template', 'jobTemplate', 'spec', 'template'],
    ['spec', 'template', 'broadcastJobTemplate', 'spec', 'template'],
  ],
  'apps.kruise.io/UnitedDeployment': [
    ['spec', 'template', 'statefulSetTemplate', 'spec', 'template'],
    ['spec', 'template', 'advancedStatefulSetTemplate', 'spec', 'template'],
    ['spec', 'template', 'cloneSetTemplate', 'spec', 'template'],
    ['spec', 'template', 'deploymentTemplate', 'spec', 'template'],
  ],
  'apps.kruise.io/SidecarSet': [[]],
  'serving.knative.dev/Service': [['spec', 'template']],
  'serving.knative.dev/Configuration': [['spec', 'template']],
  'serving.knative.dev/Revision': [[]],
};

const containerLists: readonly (readonly [string, ContainerType])[] = [
  ['initContainers', 'init'],
  ['containers', 'regular'],
  ['ephemeralContainers', 'ephemeral'],
];

/** Whether objects of this kind can carry pods. */
export function carriesPods(apiVersion: string, kind: string): boolean {
  return Object.hasOwn(holders, `${groupOf(apiVersion)}/${kind}`);
}

/**
 * The pods that an object declares, most often one or none. A template without a spec still has its labels, so that what selects them
 * isn't called dangling; one whose spec is not a mapping is left to the schema check.
 */
export function podTemplatesOf(object: KubernetesObject): readonly PodTemplate[] {
  const paths = holders[`${groupOf(object.apiVersion)}/${object.kind}`];
  if (paths === undefined) return [];
  const templates: PodTemplate[] = [];
  for (const path of paths) {
    const holder = valueAt(object, path);
    if (!isRecord(holder)) continue;
    const spec = holder.spec ?? (path.length > 0 ? {} : undefined);
    if (!isRecord(spec)) continue;
    const specPath = [...path, 'spec'];
    templates.push({
      path: specPath,
      spec,
      metadataPath: [...path, 'metadata'],
      metadata: isRecord(holder.metadata) ? holder.metadata : {},
      containers: containersOf(spec, specPath),
    });
  }
  return templates;
}

function containersOf(spec: Record<string, unknown>, specPath: FieldPath): ContainerReference[] {
  const found: ContainerReference[] = [];
  for (const [field, type] of containerLists) {
    const list = spec[field];
    if (!Array.isArray(list)) continue;
    for (const [index, container] of list.entries()) {
      if (!isRecord(container)) continue;
      const name = typeof container.name === 'string' && container.name !== '' ? container.name : `#${index + 1}`;
      found.push({ container, type, name, path: [...specPath, field, index] });
    }
  }
  return found;
}
