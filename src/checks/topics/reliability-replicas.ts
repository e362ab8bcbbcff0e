import { absenceIn } from '../absence.ts';
import { type CheckContext, inventoryCheck, objectCheck, type Violation } from '../check.ts';
import { ask, set } from '../fix.ts';
import { declaredReplicas, replicatedKinds, Scaling, scalerKinds, scalersOf } from '../scaling.ts';

/** Kinds that people scale by hand; ReplicaSets and pods of other controllers are theirs. */
const scaledByHand = replicatedKinds.filter((kind) => kind !== 'apps/ReplicaSet' && kind !== '/ReplicationController');

/**
 * One replica is down whenever its node is drained, its image is updated or its process dies. Where an autoscaler decides, a
 * number in the manifest undoes its decision at every deployment.
 * Fields: spec.replicas (1 where absent) of Deployments, StatefulSets and their likes. Allowed: at least `minimum`, 0 (switched
 * off), absent where a HorizontalPodAutoscaler or ScaledObject of the input has the object as its target.
 */
export const relReplicas = inventoryCheck({
  id: 'rel-replicas',
  of: scaledByHand,
  reads: scalerKinds,
  scope: 'namespace',
  absence: [{ of: scalerKinds, messages: ['few'] }],
  severity: 'low',
  profiles: ['reliability'],
  parameters: { minimum: { default: 2, description: 'Lowest number of replicas allowed' } },
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#replicas',
  standards: {},
  run: fewReplicas,
});

function* fewReplicas({ inventory, parameters }: CheckContext): Generator<Violation> {
  const scaling = new Scaling(inventory);
  const minimum = Number(parameters.minimum);
  for (const object of inventory.ofKind(...scaledByHand)) {
    const path = ['spec', 'replicas'];
    const scaler = scaling.of(object);
    const replicas = declaredReplicas(object);
    if (scaler !== undefined) {
      if (!hasReplicas(object.object.spec)) continue;
      const fix = { edits: [{ op: 'remove' as const, path: 'spec.replicas' }], risky: true };
      yield { object, path, message: 'scaled', values: { scaler: scaler.object.name }, fix };
    } else if (replicas > 0 && replicas < minimum) {
      const fix = { ...set('spec.replicas', minimum), risky: true };
      yield { object, path, message: 'few', values: { replicas: String(replicas), minimum: String(minimum) }, fix };
    }
  }
}

function hasReplicas(spec: unknown): boolean {
  return typeof spec === 'object' && spec !== null && 'replicas' in spec && spec.replicas !== null;
}

/**
 * An autoscaler whose target doesn't exist scales nothing; two on one target undo each other's work; one that may go down to a
 * single pod gives up availability whenever it is quiet; one whose bounds are equal never scales.
 * Fields: minReplicas (1 where absent; at least `minimum`), maxReplicas, scaleTargetRef of HorizontalPodAutoscalers.
 * A target is missed only where the input declares others of its kind in the same namespace, or one of that name in another.
 */
export const relHpa = inventoryCheck({
  id: 'rel-hpa',
  of: scalerKinds,
  reads: ['*'],
  part: () => 'is there',
  scope: 'namespace',
  severity: 'low',
  profiles: ['reliability'],
  parameters: { minimum: { default: 2, description: 'Lowest minReplicas allowed' } },
  source: 'https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/',
  standards: {},
  run: autoscalers,
});

function* autoscalers({ inventory, parameters }: CheckContext): Generator<Violation> {
  const least = Number(parameters.minimum);
  const isAbsent = absenceIn(inventory);
  for (const { object, target, minimum, maximum, saysMinimum } of scalersOf(inventory)) {
    if (object.kind !== 'HorizontalPodAutoscaler') continue;
    if (
      inventory.find(target.groupKind, object.namespace, target.name) === undefined &&
      isAbsent(object, target.groupKind, target.name)
    )
      yield {
        object,
        path: ['spec', 'scaleTargetRef'],
        message: 'target',
        values: { target: `${target.groupKind.replace(/^.*\//, '')} ${target.name}` },
      };
    if (maximum !== undefined && maximum <= minimum)
      yield {
        object,
        path: ['spec', 'maxReplicas'],
        message: maximum < minimum ? 'reversed' : 'fixed',
        values: { minimum: String(minimum), maximum: String(maximum) },
      };
    if (minimum < least)
      yield {
        object,
        path: ['spec', 'minReplicas'],
        message: saysMinimum ? 'few' : 'unsaid',
        values: { minimum: String(minimum), least: String(least) },
        fix: set('spec.minReplicas', ask('minReplicas')),
      };
  }
  for (const group of new Scaling(inventory).groups) {
    const [first, ...others] = group;
    for (const { object, target } of others)
      if (first !== undefined)
        yield {
          object,
          path: ['spec', 'scaleTargetRef'],
          message: 'duplicate',
          values: { target: target.name, other: first.object.name },
        };
  }
}

/** A pod with a claim of its own can often be mounted by one node only, so that old and new cannot run side by side. */
const singleWithVolume =
  'object.spec.?replicas.orValue(1) <= 1 && object.spec.?template.?spec.?volumes.orValue([]).exists(v, v.?persistentVolumeClaim.hasValue())';

/**
 * With Recreate every update stops all pods before the first new one starts; with OnDelete pods stay old until someone deletes them.
 * Fields: spec.strategy.type of Deployments and DeploymentConfigs, spec.updateStrategy.type of StatefulSets and DaemonSets.
 * Allowed: absent, RollingUpdate (Rolling), Recreate of a single replica with a PersistentVolumeClaim.
 */
export const relRollingUpdate = objectCheck({
  id: 'rel-rolling-update',
  severity: 'low',
  profiles: ['reliability'],
  kinds: [
    'apps/Deployment',
    'extensions/Deployment',
    'apps.openshift.io/DeploymentConfig',
    'apps/StatefulSet',
    'apps/DaemonSet',
  ],
  rules: [
    {
      expression: `object.spec.?strategy.?type.orValue('RollingUpdate') in ['RollingUpdate', 'Rolling'] || (${singleWithVolume})`,
      field: 'spec.strategy.type',
      fix: { ...set('spec.strategy', { type: 'RollingUpdate' }), risky: true },
    },
    {
      expression: "object.spec.?updateStrategy.?type.orValue('RollingUpdate') == 'RollingUpdate'",
      field: 'spec.updateStrategy.type',
      fix: { ...set('spec.updateStrategy', { type: 'RollingUpdate' }), risky: true },
    },
  ],
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#strategy',
  standards: {},
});

export const reliabilityReplicas = [relReplicas, relHpa, relRollingUpdate];
