import type { InventoryObject } from '../../inventory/index.ts';
import {
  formatPath,
  isRecord,
  type Json,
  type Labels,
  listOf,
  type PodTemplate,
  recordOf,
  selectorMatches,
} from '../../kubernetes/index.ts';
import { type CheckContext, inventoryCheck, type Violation } from '../check.ts';
import type { Fix } from '../fix.ts';
import { isReplicated, Scaling, scalerKinds } from '../scaling.ts';

/**
 * Replicas that share a node fail together. Only a rule that names the pods' own labels spreads them.
 * Asked of: Deployments, StatefulSets and their likes with at least `minReplicas` pods (autoscalers counted). Allowed: a required
 * or preferred podAntiAffinity term, or a topology spread constraint, that selects the pods themselves.
 * A constraint that selects other pods, no pods, or has values that the API server refuses is said wherever it stands.
 * Source: Kubernetes documentation, "Pod Topology Spread Constraints", "Assigning Pods to Nodes".
 */
export const relAntiAffinity = inventoryCheck({
  id: 'rel-anti-affinity',
  of: ['workloads'],
  reads: scalerKinds,
  scope: 'namespace',
  severity: 'low',
  profiles: ['reliability'],
  parameters: { minReplicas: { default: 2, description: 'Number of replicas from which a workload must be spread' } },
  source: 'https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/',
  standards: {},
  run: unspread,
});

function* unspread({ inventory, parameters }: CheckContext): Generator<Violation> {
  const scaling = new Scaling(inventory);
  for (const object of inventory.workloads) {
    for (const template of object.podTemplates) {
      const labels = recordOf(template.metadata.labels);
      const constraints = listOf(template.spec.topologySpreadConstraints);
      for (const [index, constraint] of constraints.entries()) {
        const message = faultOf(recordOf(constraint), labels);
        if (message === undefined) continue;
        yield { object, path: [...template.path, 'topologySpreadConstraints', index], message };
      }
      const spread = constraints.length > 0 || hasAntiAffinity(object, template, labels);
      if (spread || !isReplicated(object)) continue;
      const replicas = scaling.fewest(object);
      if (replicas >= Number(parameters.minReplicas))
        yield {
          object,
          path: [...template.path, 'topologySpreadConstraints'],
          message: 'missing',
          values: { replicas: String(replicas) },
          ...(Object.keys(labels).length > 0 && { fix: spreadOverNodes(template) }),
        };
    }
  }
}

/** A constraint that prefers, and never demands, another node for each of the pods. */
function spreadOverNodes({ path, metadata }: PodTemplate): Fix {
  const value: Json = {
    maxSkew: 1,
    topologyKey: 'kubernetes.io/hostname',
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector: { matchLabels: metadata.labels as Json },
  };
  return { edits: [{ op: 'append', path: formatPath([...path, 'topologySpreadConstraints']), value }] };
}

/** Why a topology spread constraint does nothing for pods with these labels; undefined where it works. */
function faultOf(constraint: Readonly<Record<string, unknown>>, labels: Labels): 'invalid' | 'others' | undefined {
  const { maxSkew, minDomains, topologyKey, whenUnsatisfiable } = constraint;
  if (
    typeof maxSkew !== 'number' ||
    maxSkew < 1 ||
    (typeof minDomains === 'number' && minDomains < 1) ||
    typeof topologyKey !== 'string' ||
    topologyKey === '' ||
    (whenUnsatisfiable !== 'DoNotSchedule' && whenUnsatisfiable !== 'ScheduleAnyway')
  )
    return 'invalid';
  return selectorMatches(constraint.labelSelector, labels) ? undefined : 'others';
}

function hasAntiAffinity(object: InventoryObject, { spec }: PodTemplate, labels: Labels): boolean {
  const affinity = recordOf(recordOf(spec.affinity).podAntiAffinity);
  const terms = [
    ...listOf(affinity.requiredDuringSchedulingIgnoredDuringExecution),
    ...listOf(affinity.preferredDuringSchedulingIgnoredDuringExecution).map((term) => recordOf(term).podAffinityTerm),
  ];
  return terms.map(recordOf).some((term) => {
    const namespaces = listOf(term.namespaces);
    const here =
      isRecord(term.namespaceSelector) || namespaces.length === 0 || namespaces.includes(object.namespace ?? '');
    return here && selectorMatches(term.labelSelector, labels);
  });
}

export const reliabilitySpread = [relAntiAffinity];
