import type { CheckedViolation } from '../checks/index.ts';
import type { InventoryObject } from '../inventory/index.ts';
import { type FieldPath, formatPath, valueAt } from '../kubernetes/index.ts';

/**
 * What of pods that stand for those of a workload is found at the workload as well, and so would be said twice.
 * @param workloads by the pod that stands for theirs
 */
export function repetitions(
  violations: readonly CheckedViolation[],
  workloads: ReadonlyMap<InventoryObject, InventoryObject>,
): ReadonlySet<CheckedViolation> {
  const owners = new Set(workloads.values());
  const known = new Map<InventoryObject, Set<string>>();
  for (const violation of violations) {
    if (!owners.has(violation.object)) continue;
    const keys = known.get(violation.object);
    if (keys === undefined) known.set(violation.object, new Set([questionOf(violation)]));
    else keys.add(questionOf(violation));
  }
  return new Set(
    violations.filter((violation) => {
      const workload = workloads.get(violation.object);
      return workload !== undefined && known.get(workload)?.has(questionOf(violation)) === true;
    }),
  );
}

/** The check and the place, told as from the pod's own root: the same in a workload's template and in a pod made from it. */
export function questionOf({ check, object, path, container, message, key }: CheckedViolation): string {
  return JSON.stringify([check.id, container, message, placeInPod(object, path), key]);
}

function placeInPod(object: InventoryObject, path: FieldPath): string {
  for (const template of object.podTemplates) {
    for (const root of [template.path, template.metadataPath]) {
      if (root.length > path.length || root.some((step, index) => step !== path[index])) continue;
      return formatPath([root.at(-1) ?? '', ...named(object, path, root.length)]);
    }
  }
  return formatPath(path);
}

/** Items of lists by their name: an injected container moves the others. */
function named(object: InventoryObject, path: FieldPath, from: number): FieldPath {
  return path.slice(from).map((step, index) => {
    if (typeof step !== 'number') return step;
    const name = valueAt(object.object, [...path.slice(0, from + index + 1), 'name']);
    return typeof name === 'string' ? name : step;
  });
}
