import type { InventoryObject } from '../../inventory/index.ts';
import { isRecord, labelsMatch, listOf, recordOf, selectorMatches, stringOf } from '../../kubernetes/index.ts';
import { absenceIn } from '../absence.ts';
import { type CheckContext, inventoryCheck, objectCheck, podCheck, type Violation } from '../check.ts';
import { ask, set } from '../fix.ts';

/** The restart policies that the API server takes from each controller. Source: pkg/apis/{apps,batch}/validation of Kubernetes. */
const restartPolicies: Readonly<Record<string, readonly string[]>> = {
  'apps/Deployment': ['Always'],
  'apps/ReplicaSet': ['Always'],
  'apps/StatefulSet': ['Always'],
  'apps/DaemonSet': ['Always'],
  'extensions/Deployment': ['Always'],
  'extensions/ReplicaSet': ['Always'],
  'extensions/DaemonSet': ['Always'],
  '/ReplicationController': ['Always'],
  'apps.openshift.io/DeploymentConfig': ['Always'],
  'batch/Job': ['OnFailure', 'Never'],
  'batch/CronJob': ['OnFailure', 'Never'],
};

/**
 * A restart policy that the controller doesn't know is refused; a pod that may take hours to end blocks the drain of its node, one
 * with no time to end loses requests; a rollout that may take for ever is never called failed, one without history can't be undone.
 * Fields: pod restartPolicy; terminationGracePeriodSeconds (1 to `maxGracePeriod`, longer than a preStop sleep);
 * revisionHistoryLimit (not 0); progressDeadlineSeconds (above minReadySeconds, at most `maxProgressDeadline`).
 * Source: Kubernetes API reference and validation.
 */
export const relLifecycleFields = inventoryCheck({
  id: 'rel-lifecycle-fields',
  of: ['workloads'],
  scope: 'object',
  severity: 'low',
  profiles: ['reliability'],
  parameters: {
    maxGracePeriod: { default: 3600, description: 'Longest terminationGracePeriodSeconds allowed' },
    maxProgressDeadline: { default: 3600, description: 'Longest progressDeadlineSeconds allowed' },
  },
  source: 'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/',
  standards: {},
  *run({ inventory, parameters }: CheckContext) {
    for (const object of inventory.workloads) {
      yield* podFaults(object, Number(parameters.maxGracePeriod));
      yield* rolloutFaults(object, Number(parameters.maxProgressDeadline));
    }
  },
});

function* podFaults(object: InventoryObject, longest: number): Generator<Violation> {
  const policies = restartPolicies[object.groupKind];
  for (const { spec, path, containers } of object.podTemplates) {
    const policy = stringOf(spec.restartPolicy) ?? 'Always';
    if (policies !== undefined && !policies.includes(policy))
      yield {
        object,
        path: [...path, 'restartPolicy'],
        message: 'restartPolicy',
        values: { policy, allowed: policies.join(', ') },
        severity: 'medium',
        fix: set([...path, 'restartPolicy'].join('.'), policies[0] ?? 'Always'),
      };
    const grace = spec.terminationGracePeriodSeconds;
    if (typeof grace === 'number' && (grace < 1 || grace > longest))
      yield {
        object,
        path: [...path, 'terminationGracePeriodSeconds'],
        message: grace < 1 ? 'noGrace' : 'longGrace',
      };
    for (const { container, path: place, name } of containers) {
      const sleep = recordOf(recordOf(recordOf(container.lifecycle).preStop).sleep).seconds;
      const seconds = typeof grace === 'number' ? grace : 30;
      if (typeof sleep === 'number' && sleep >= seconds)
        yield {
          object,
          path: [...place, 'lifecycle', 'preStop', 'sleep', 'seconds'],
          container: name,
          message: 'preStop',
          values: { grace: String(seconds) },
        };
    }
  }
}

function* rolloutFaults(object: InventoryObject, longest: number): Generator<Violation> {
  if (object.kind !== 'Deployment') return;
  const spec = recordOf(object.object.spec);
  if (spec.revisionHistoryLimit === 0) yield { object, path: ['spec', 'revisionHistoryLimit'], message: 'noHistory' };
  const deadline = spec.progressDeadlineSeconds;
  const ready = typeof spec.minReadySeconds === 'number' ? spec.minReadySeconds : 0;
  if (typeof deadline === 'number' && (deadline <= ready || deadline > longest))
    yield {
      object,
      path: ['spec', 'progressDeadlineSeconds'],
      message: deadline <= ready ? 'shortDeadline' : 'longDeadline',
    };
}

/**
 * When a node or the cluster is full, pods without a class are as dear as any other: what matters is evicted with the rest.
 * Fields: priorityClassName of every pod. Allowed: set, and one of `allowed` where that is given. Only sense with a policy: in `all` alone.
 */
export const relPriorityClass = podCheck({
  id: 'rel-priority-class',
  severity: 'low',
  profiles: [],
  parameters: {
    allowed: { default: [], description: 'Names of the allowed priority classes; empty means any' },
    required: { default: true, description: 'Whether every pod must have a priority class' },
  },
  rules: [
    {
      expression: "!params.required || podSpec.?priorityClassName.orValue('') != ''",
      field: 'priorityClassName',
      message: 'missing',
      fix: set('priorityClassName', ask('priorityClassName')),
    },
    {
      expression:
        "podSpec.?priorityClassName.orValue('') == '' || size(params.allowed) == 0 || podSpec.priorityClassName in params.allowed",
      field: 'priorityClassName',
      message: 'other',
    },
  ],
  source: 'https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/',
  standards: { attack: ['T1499'] },
});

/**
 * A pod that no controller owns is gone when its node is: nothing makes another.
 * Asked of: Pods. Allowed: one with an owner, a mirror of a static pod, a hook or test of Helm or Argo CD, one that is meant to end (restartPolicy Never or OnFailure).
 */
export const relNakedPod = objectCheck({
  id: 'rel-naked-pod',
  severity: 'low',
  profiles: ['reliability'],
  kinds: ['/Pod'],
  expression:
    "size(object.?metadata.?ownerReferences.orValue([])) > 0 || object.spec.?restartPolicy.orValue('Always') != 'Always' || ['kubernetes.io/config.mirror', 'kubernetes.io/config.source', 'helm.sh/hook', 'argocd.argoproj.io/hook'].exists(a, a in object.?metadata.?annotations.orValue({})) || object.?metadata.?namespace.orValue('') == 'kube-system'",
  field: 'kind',
  source: 'https://kubernetes.io/docs/concepts/workloads/pods/#working-with-pods',
  standards: {},
});

/** Kinds with a LabelSelector in spec.selector, and with a plain map there. */
const selectorKinds = [
  'apps/Deployment',
  'apps/ReplicaSet',
  'apps/StatefulSet',
  'apps/DaemonSet',
  'extensions/Deployment',
  'extensions/ReplicaSet',
  'extensions/DaemonSet',
  'argoproj.io/Rollout',
  'apps.kruise.io/CloneSet',
  'apps.kruise.io/StatefulSet',
  'apps.kruise.io/DaemonSet',
];
const plainSelectorKinds = ['/ReplicationController', 'apps.openshift.io/DeploymentConfig'];

/**
 * A controller whose selector doesn't match its own template is refused, or makes pods for ever without finding them; the pods of a
 * StatefulSet have no names in DNS unless its serviceName is a headless Service that selects them.
 * Fields: spec.selector beside spec.template.metadata.labels; spec.serviceName of StatefulSets beside the Services of the input.
 * A Service is missed only where the input declares others in the same namespace, or one of that name in another.
 */
export const relSelectorMismatch = inventoryCheck({
  id: 'rel-selector-mismatch',
  of: [...selectorKinds, ...plainSelectorKinds],
  reads: ['/Service'],
  scope: 'namespace',
  severity: 'medium',
  profiles: ['reliability'],
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#pod-selector',
  standards: {},
  *run(context: CheckContext) {
    for (const object of context.inventory.ofKind(...selectorKinds, ...plainSelectorKinds)) yield* mismatch(object);
    const isAbsent = absenceIn(context.inventory);
    for (const object of context.inventory.ofKind('apps/StatefulSet'))
      yield* governingService(object, context, isAbsent);
  },
});

function* mismatch(object: InventoryObject): Generator<Violation> {
  const { selector } = recordOf(object.object.spec);
  const [template] = object.podTemplates;
  if (!isRecord(selector) || template === undefined) return;
  const labels = recordOf(template.metadata.labels);
  const matches = plainSelectorKinds.includes(object.groupKind)
    ? labelsMatch(selector, labels)
    : selectorMatches(selector, labels);
  if (!matches) yield { object, path: ['spec', 'selector'], message: 'selector' };
}

function* governingService(
  object: InventoryObject,
  { inventory }: CheckContext,
  isAbsent: ReturnType<typeof absenceIn>,
): Generator<Violation> {
  const name = stringOf(recordOf(object.object.spec).serviceName) ?? '';
  const [template] = object.podTemplates;
  if (name === '' || template === undefined) return;
  const found = (message: string): Violation => ({
    object,
    path: ['spec', 'serviceName'],
    message,
    values: { service: name },
  });
  const service = inventory.find('/Service', object.namespace, name);
  if (service === undefined) {
    if (isAbsent(object, '/Service', name)) yield found('noService');
    return;
  }
  const { clusterIP, selector } = recordOf(service.object.spec);
  if (clusterIP !== 'None') yield found('notHeadless');
  else if (isRecord(selector) && !labelsMatch(selector, recordOf(template.metadata.labels))) yield found('otherPods');
}

/**
 * Of two variables with one name the last wins, silently: the other is dead text or a mistake.
 * Fields: names in env of every container.
 */
export const relDuplicateEnv = inventoryCheck({
  id: 'rel-duplicate-env',
  of: ['workloads'],
  scope: 'object',
  severity: 'low',
  profiles: ['reliability'],
  source: 'https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/',
  standards: {},
  run: duplicateVariables,
});

function* duplicateVariables({ inventory }: CheckContext): Generator<Violation> {
  for (const object of inventory.workloads) {
    for (const { container, path, name } of object.podTemplates.flatMap((template) => template.containers)) {
      const seen = new Set<unknown>();
      for (const [index, variable] of listOf(container.env).entries()) {
        const variableName = stringOf(recordOf(variable).name);
        if (variableName === undefined) continue;
        if (seen.has(variableName))
          yield {
            object,
            path: [...path, 'env', index, 'name'],
            container: name,
            values: { variable: variableName },
          };
        seen.add(variableName);
      }
    }
  }
}

export const reliabilityWorkloads = [
  relLifecycleFields,
  relPriorityClass,
  relNakedPod,
  relSelectorMismatch,
  relDuplicateEnv,
];
