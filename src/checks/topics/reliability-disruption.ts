import type { Inventory, InventoryObject } from '../../inventory/index.ts';
import { type KubernetesObject, recordOf, SelectorIndex, selectorMatches, textOf } from '../../kubernetes/index.ts';
import { type CheckContext, inventoryCheck, type Violation } from '../check.ts';
import { set } from '../fix.ts';
import { declaredReplicas, isReplicated, type Scaler, Scaling, scalerKinds } from '../scaling.ts';

const budgetKind = 'policy/PodDisruptionBudget';

/**
 * A drain may take all replicas of a workload at once unless a PodDisruptionBudget forbids it; a budget that can never be met
 * stops the drain, and with it the upgrade of the cluster.
 * Asked of: Deployments, StatefulSets and their likes that keep at least `minReplicas` pods (autoscalers counted) and that no
 * PodDisruptionBudget of the input selects; budgets that allow no eviction (maxUnavailable 0, minAvailable 100 %, minAvailable
 * as high as the pods that are kept), that say both or neither, or that leave unhealthyPodEvictionPolicy at IfHealthyBudget,
 * with which a broken pod can't be evicted.
 * Source: Kubernetes documentation, "Specifying a Disruption Budget for your Application".
 */
export const relPdb = inventoryCheck({
  id: 'rel-pdb',
  of: ['workloads', budgetKind],
  reads: scalerKinds,
  scope: 'namespace',
  absence: [{ of: [budgetKind, ...scalerKinds], messages: ['missing'] }],
  severity: 'low',
  profiles: ['reliability'],
  parameters: { minReplicas: { default: 2, description: 'Number of replicas from which a workload needs a budget' } },
  source: 'https://kubernetes.io/docs/tasks/run-application/configure-pdb/',
  standards: {},
  *run(context) {
    const selected = new Selection(context.inventory);
    yield* withoutBudget(context, selected);
    for (const budget of context.inventory.ofKind(budgetKind)) yield* budgetFaults(budget, selected);
  },
});

/** A workload, and what keeps its number of pods; told once, because thousands of budgets may select it. */
interface Kept {
  readonly workload: InventoryObject;
  readonly scaler: Scaler | undefined;
  /** The least number of pods. */
  readonly pods: number;
}

/** Which workloads each budget selects. */
class Selection {
  readonly scaling: Scaling;
  readonly #workloads = new Map<InventoryObject, Kept[]>();
  readonly #covered = new Set<InventoryObject>();

  constructor(inventory: Inventory) {
    this.scaling = new Scaling(inventory);
    const budgets = new SelectorIndex(
      inventory.ofKind(budgetKind).map((budget) => ({
        namespace: budget.namespace,
        selector: recordOf(budget.object.spec).selector,
        entry: budget,
      })),
    );
    for (const workload of inventory.workloads) {
      if (!isReplicated(workload)) continue;
      const scaler = this.scaling.of(workload);
      const kept = { workload, scaler, pods: scaler?.minimum ?? declaredReplicas(workload) };
      for (const { metadata } of workload.podTemplates) {
        for (const budget of budgets.matching(workload.namespace, recordOf(metadata.labels))) {
          this.#covered.add(workload);
          const others = this.#workloads.get(budget);
          if (others === undefined) this.#workloads.set(budget, [kept]);
          else others.push(kept);
        }
      }
    }
  }

  covers(workload: InventoryObject): boolean {
    return this.#covered.has(workload);
  }

  of(budget: InventoryObject): readonly Kept[] {
    return this.#workloads.get(budget) ?? [];
  }
}

function* withoutBudget({ inventory, parameters }: CheckContext, selection: Selection): Generator<Violation> {
  const least = Number(parameters.minReplicas);
  for (const workload of inventory.workloads) {
    if (!isReplicated(workload) || selection.covers(workload)) continue;
    const replicas = selection.scaling.fewest(workload);
    if (replicas < least) continue;
    const fix = { edits: [], objects: [budgetFor(workload)] };
    yield {
      object: workload,
      path: ['spec', 'replicas'],
      message: 'missing',
      values: { replicas: String(replicas) },
      ...(replicas > 1 && { fix }),
    };
  }
}

/** A budget that lets one pod of the workload go at a time, and broken ones always. */
function budgetFor(workload: InventoryObject): KubernetesObject {
  const { declaredNamespace, name } = workload;
  const labels = recordOf(workload.podTemplates[0]?.metadata.labels);
  const { selector } = recordOf(workload.object.spec);
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name, ...(declaredNamespace !== undefined && { namespace: declaredNamespace }) },
    spec: {
      maxUnavailable: 1,
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
      selector: selectorMatches(selector, labels) ? selector : { matchLabels: labels },
    },
  };
}

function* budgetFaults(budget: InventoryObject, selection: Selection): Generator<Violation> {
  const spec = recordOf(budget.object.spec);
  const { minAvailable = null, maxUnavailable = null } = spec;
  if ((minAvailable === null) === (maxUnavailable === null))
    yield { object: budget, path: ['spec'], message: minAvailable === null ? 'neither' : 'both' };
  if (maxUnavailable === 0 || maxUnavailable === '0' || percentOf(maxUnavailable) === 0)
    yield { object: budget, path: ['spec', 'maxUnavailable'], message: 'blocked' };
  else if (percentOf(minAvailable) === 100)
    yield { object: budget, path: ['spec', 'minAvailable'], message: 'blocked' };
  else if (minAvailable !== null) yield* unmet(budget, minAvailable, selection);
  if (spec.unhealthyPodEvictionPolicy === undefined || spec.unhealthyPodEvictionPolicy === null)
    yield {
      object: budget,
      path: ['spec', 'unhealthyPodEvictionPolicy'],
      message: 'unhealthy',
      severity: 'info',
      fix: set('spec.unhealthyPodEvictionPolicy', 'AlwaysAllow'),
    };
}

/** Workloads that never have more pods than the budget wants to keep: all that one message fits are one finding, which names the first. */
function* unmet(budget: InventoryObject, minAvailable: unknown, selection: Selection): Generator<Violation> {
  const percent = percentOf(minAvailable);
  const found = new Map<string, Kept & { readonly wanted: number; others: number }>();
  for (const kept of selection.of(budget)) {
    const { pods, scaler } = kept;
    const wanted = percent === undefined ? Number(textOf(minAvailable)) : Math.ceil((pods * percent) / 100);
    if (pods === 0 || !(wanted >= pods)) continue;
    const message = messageFor(scaler, wanted);
    const first = found.get(message);
    if (first === undefined) found.set(message, { ...kept, wanted, others: 0 });
    else first.others++;
  }
  for (const [message, { workload, scaler, pods, wanted, others }] of found)
    yield {
      object: budget,
      path: ['spec', 'minAvailable'],
      message,
      values: {
        workload: `${workload.kind} ${workload.name}${others === 0 ? '' : ` (+${others})`}`,
        pods: String(pods),
        wanted: String(wanted),
        scaler: scaler?.object.name ?? '',
      },
    };
}

function messageFor(scaler: Scaler | undefined, wanted: number): string {
  if (scaler === undefined) return 'replicas';
  if (!scaler.saysMinimum) return 'scalerDefault';
  return wanted > scaler.minimum ? 'scaler' : 'scalerMinimum';
}

/** `50%` → 50; undefined for numbers and anything else. */
function percentOf(value: unknown): number | undefined {
  const match = typeof value === 'string' ? /^(\d{1,9})%$/.exec(value) : null;
  return match === null ? undefined : Number(match[1]);
}

export const reliabilityDisruption = [relPdb];
