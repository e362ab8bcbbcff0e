import type { Inventory, InventoryObject } from '../../inventory/index.ts';
import { groupOf, listOf, recordOf, stringOf } from '../../kubernetes/index.ts';

/** How many pods of a workload there are. */
export interface Extent {
  /** As it is declared. */
  readonly usual: number;
  /** At its largest: with all that its autoscaler may add, in the middle of a rollout. */
  readonly most: number;
  /** Why more may come than is known. */
  readonly unbounded?: 'nodes-unknown' | 'jobs-overlap' | 'operator';
}

/** More replicas than this are no number of anything: the API takes 2^31. */
const mostReplicas = 1_000_000;

/** Extents of workloads; what is asked of the inventory is asked once. */
export class Extents {
  readonly #nodes: readonly InventoryObject[];
  readonly #autoscaled = new Map<string, number>();
  readonly #inventory: Inventory;

  constructor(inventory: Inventory) {
    this.#inventory = inventory;
    this.#nodes = inventory.ofKind('/Node');
    for (const object of inventory.ofKind('autoscaling/HorizontalPodAutoscaler', 'keda.sh/ScaledObject')) {
      const spec = recordOf(object.object.spec);
      const target = recordOf(spec.scaleTargetRef);
      // KEDA's own defaults. Source: KEDA, ScaledObject specification.
      const most = object.group === 'keda.sh' ? count(spec.maxReplicaCount, 100) : count(spec.maxReplicas, 1);
      const kind = stringOf(target.kind) ?? 'Deployment';
      const key = `${object.namespace}\n${kind}\n${stringOf(target.name) ?? ''}`;
      this.#autoscaled.set(key, Math.max(most, this.#autoscaled.get(key) ?? 0));
    }
  }

  /** Whether another object of the inventory makes these pods, so that they are counted there. */
  isOwned({ object, namespace }: InventoryObject): boolean {
    return listOf(object.metadata?.ownerReferences)
      .map(recordOf)
      .some(
        ({ controller, apiVersion, kind, name }) =>
          controller === true &&
          typeof apiVersion === 'string' &&
          typeof kind === 'string' &&
          typeof name === 'string' &&
          this.#inventory.find(`${groupOf(apiVersion)}/${kind}`, namespace, name) !== undefined,
      );
  }

  of(object: InventoryObject): Extent {
    const spec = recordOf(object.object.spec);
    switch (object.groupKind) {
      case '/Pod':
        return { usual: 1, most: 1 };
      case '/PodTemplate':
        return { usual: 0, most: 0 };
      case 'apps/DaemonSet':
        return this.#onNodes(object, spec);
      case 'batch/Job':
        return same(jobPods(spec));
      case 'batch/CronJob': {
        const pods = spec.suspend === true ? 0 : jobPods(recordOf(recordOf(spec.jobTemplate).spec));
        const overlaps = (spec.concurrencyPolicy ?? 'Allow') === 'Allow';
        return { ...same(pods), ...(overlaps && { unbounded: 'jobs-overlap' }) };
      }
      default:
        return this.#scaled(object, spec);
    }
  }

  #scaled(object: InventoryObject, spec: Readonly<Record<string, unknown>>): Extent {
    const usual = count(spec.replicas, 1);
    const scaled = this.#autoscaled.get(`${object.namespace}\n${object.kind}\n${object.name}`) ?? 0;
    const most = Math.max(usual, scaled);
    // Knative and others scale by themselves.
    const unbounded = object.group.endsWith('knative.dev') ? { unbounded: 'operator' as const } : {};
    return { usual, most: most + surgeOf(object, spec, most), ...unbounded };
  }

  /** By the node selector only: of nodes that a taint keeps it from it is counted, too. */
  #onNodes(object: InventoryObject, spec: Readonly<Record<string, unknown>>): Extent {
    if (this.#nodes.length === 0) return { usual: 1, most: 1, unbounded: 'nodes-unknown' };
    const selector = Object.entries(recordOf(object.podTemplates[0]?.spec.nodeSelector));
    const nodes = this.#nodes.filter((node) => {
      const labels = recordOf(node.object.metadata?.labels);
      return selector.every(([key, value]) => labels[key] === value);
    }).length;
    const { maxSurge } = recordOf(recordOf(spec.updateStrategy).rollingUpdate);
    return { usual: nodes, most: nodes + share(maxSurge, nodes, 0) };
  }
}

function same(pods: number): Extent {
  return { usual: pods, most: pods };
}

function jobPods({ parallelism, completions, suspend }: Readonly<Record<string, unknown>>): number {
  if (suspend === true) return 0;
  const pods = count(parallelism, 1);
  return completions === undefined || completions === null ? pods : Math.min(pods, count(completions, 1));
}

/** Pods that a rollout adds. Sources: Deployment's defaults (25 %), Argo Rollouts' (25 %; blue-green makes all anew). */
function surgeOf({ groupKind }: InventoryObject, spec: Readonly<Record<string, unknown>>, replicas: number): number {
  const { type, rollingUpdate, blueGreen, canary } = recordOf(spec.strategy);
  if (groupKind === 'apps/Deployment')
    return type === 'Recreate' ? 0 : share(recordOf(rollingUpdate).maxSurge, replicas, 25);
  if (groupKind === 'argoproj.io/Rollout')
    return blueGreen === undefined ? share(recordOf(canary).maxSurge, replicas, 25) : replicas;
  return 0;
}

/** A number, or a percentage of the replicas, rounded up. */
function share(value: unknown, replicas: number, usualPercent: number): number {
  if (typeof value === 'number') return count(value, 0);
  const percent = typeof value === 'string' ? /^(\d{1,3})%$/.exec(value)?.[1] : String(usualPercent);
  return percent === undefined ? 0 : Math.ceil((replicas * Number(percent)) / 100);
}

function count(value: unknown, usual: number): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) return usual;
  return Math.min(mostReplicas, Math.max(0, Math.trunc(value)));
}
