import type { Inventory, InventoryObject } from '../inventory/index.ts';
import { groupOf, recordOf, stringOf, valueAt } from '../kubernetes/index.ts';

/** Kinds whose number of pods is declared in `spec.replicas`, 1 where absent. */
export const replicatedKinds = [
  'apps/Deployment',
  'apps/StatefulSet',
  'apps/ReplicaSet',
  '/ReplicationController',
  'extensions/Deployment',
  'apps.openshift.io/DeploymentConfig',
  'argoproj.io/Rollout',
  'apps.kruise.io/CloneSet',
  'apps.kruise.io/StatefulSet',
] as const;

const replicated: ReadonlySet<string> = new Set(replicatedKinds);

/** Whether an object declares how many pods of one kind run. */
export function isReplicated(object: InventoryObject): boolean {
  return replicated.has(object.groupKind);
}

/** The number that an object declares; Kubernetes takes 1 where there is none. */
export function declaredReplicas(object: InventoryObject): number {
  const replicas = valueAt(object.object, ['spec', 'replicas']);
  return typeof replicas === 'number' ? replicas : 1;
}

/** A HorizontalPodAutoscaler or a KEDA ScaledObject. */
export interface Scaler {
  readonly object: InventoryObject;
  readonly target: { readonly groupKind: string; readonly name: string };
  /** The least number of pods: 1 where an autoscaler says nothing, 0 where a ScaledObject doesn't. */
  readonly minimum: number;
  /** Whether the minimum is written, not a default. */
  readonly saysMinimum: boolean;
  readonly maximum: number | undefined;
}

export const scalerKinds: readonly string[] = ['autoscaling/HorizontalPodAutoscaler', 'keda.sh/ScaledObject'];

/** Every autoscaler that names a target. */
export function scalersOf(inventory: Inventory): readonly Scaler[] {
  const scalers: Scaler[] = [];
  for (const object of inventory.ofKind(...scalerKinds)) {
    const spec = recordOf(object.object.spec);
    const target = recordOf(spec.scaleTargetRef);
    const name = stringOf(target.name);
    if (name === undefined) continue;
    const keda = object.kind === 'ScaledObject';
    const kind = stringOf(target.kind) ?? 'Deployment';
    const group = groupOf(stringOf(target.apiVersion) ?? (keda ? 'apps/v1' : 'v1'));
    const minimum = numberOr(keda ? spec.minReplicaCount : spec.minReplicas, undefined);
    scalers.push({
      object,
      target: { groupKind: `${group}/${kind}`, name },
      minimum: minimum ?? (keda ? 0 : 1),
      saysMinimum: minimum !== undefined,
      maximum: keda ? numberOr(spec.maxReplicaCount, 100) : numberOr(spec.maxReplicas, undefined),
    });
  }
  return scalers;
}

function numberOr<T>(value: unknown, otherwise: T): number | T {
  return typeof value === 'number' ? value : otherwise;
}

/** Autoscalers by what they scale. */
export class Scaling {
  readonly #byTarget = new Map<string, Scaler[]>();

  constructor(inventory: Inventory) {
    for (const scaler of scalersOf(inventory)) {
      const key = targetKey(scaler.object.namespace, scaler.target.groupKind, scaler.target.name);
      const same = this.#byTarget.get(key);
      if (same === undefined) this.#byTarget.set(key, [scaler]);
      else same.push(scaler);
    }
  }

  /** Lists of autoscalers that share a target. */
  get groups(): Iterable<readonly Scaler[]> {
    return this.#byTarget.values();
  }

  of(object: InventoryObject): Scaler | undefined {
    return this.#byTarget.get(targetKey(object.namespace, object.groupKind, object.name))?.[0];
  }

  /** The least number of pods that an object keeps: its autoscaler's minimum, else what it declares. */
  fewest(object: InventoryObject): number {
    return this.of(object)?.minimum ?? declaredReplicas(object);
  }
}

function targetKey(namespace: string | undefined, groupKind: string, name: string): string {
  return JSON.stringify([namespace ?? '', groupKind, name]);
}
