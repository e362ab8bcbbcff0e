import type { Exposure } from '../../findings/index.ts';
import type { ClusterState } from '../../inventory/cluster/index.ts';
import { stringOf, valueAt } from '../../kubernetes/index.ts';
import type { WorkloadRecord } from '../../store/index.ts';
import { imagesOf } from '../views/workload-account.ts';
import { teamOf } from './team.ts';

/** Kinds whose `spec.replicas` is 1 where it is absent. Source: the API reference of Kubernetes 1.37. */
const replicated = new Set(['apps/Deployment', 'apps/StatefulSet', 'apps/ReplicaSet', '/ReplicationController']);

/** Most images that a list shows of one workload. */
const mostImages = 50;

/** A workload as lists show it; undefined where the key is none of a workload, or of a pod that only stands for those of another. */
export function workloadRecord(
  key: string,
  state: ClusterState,
  exposure: Exposure,
  teamLabels: readonly string[],
): WorkloadRecord | undefined {
  const object = state.objects.get(key);
  if (object?.namespace === undefined || state.representatives.has(key)) return undefined;
  const [template] = object.podTemplates;
  if (template === undefined) return undefined;
  const said = valueAt(object.object, ['spec', 'replicas']);
  return {
    key,
    group: object.group,
    kind: object.kind,
    namespace: object.namespace,
    name: object.name,
    team: teamOf(object, teamLabels, state),
    exposure,
    replicas: typeof said === 'number' ? said : replicated.has(object.groupKind) ? 1 : undefined,
    pods: state.pods.get(key)?.size ?? 0,
    images: imagesOf(object).slice(0, mostImages),
    serviceAccount: stringOf(template.spec.serviceAccountName) || 'default',
  };
}
