import type { KubernetesObject } from '../../../kubernetes/index.ts';
import { groupOf, isClusterScoped } from '../../../kubernetes/index.ts';
import { ClusterObjects } from '../objects.ts';
import type { BlindSpot, ClusterState, KindState } from '../state.ts';

/** The state of a cluster that has these objects, as it is after they were read. Where they name no namespace, they are in `default`. */
export function stateOf(
  objects: readonly KubernetesObject[],
  unseen: { readonly kinds?: readonly KindState[]; readonly blindSpots?: readonly BlindSpot[] } = {},
): ClusterState {
  const known = new ClusterObjects({
    isNamespaced: (groupKind) => groupKind !== '/Node',
    isComplete: () => true,
  });
  for (const [index, object] of objects.entries()) {
    const { apiVersion, kind, metadata } = object;
    const namespace = isClusterScoped(apiVersion, kind) ? {} : { namespace: metadata?.namespace ?? 'default' };
    const name = metadata?.name ?? `unnamed-${index}`;
    known.apply(`${groupOf(apiVersion)}/${kind}`, {
      ...object,
      metadata: { uid: `uid-${index}`, creationTimestamp: '2026-11-25T10:00:00Z', ...metadata, name, ...namespace },
    });
  }
  return {
    facts: { id: '4166db9d-f0e0-4389-bc9d-9b9ba998741f', name: 'zephyr-live', source: 'live', version: 'v1.37.2' },
    objects: known.objects,
    pods: known.pods,
    representatives: known.representatives,
    kinds: unseen.kinds ?? [],
    blindSpots: unseen.blindSpots ?? [],
  };
}
