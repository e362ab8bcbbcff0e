import type { CheckedViolation } from '../../checks/index.ts';
import { type FieldPath, valueAt } from '../../kubernetes/index.ts';

/**
 * What was so before a change: the same check fails at the same place with the same value. An UPDATE is not refused for what it does not
 * touch, or nobody could change the replicas of what ran before the policy came. Places are told apart by container and value, not by
 * number: lists change their order. One that was there twice and is now there three times is new once.
 */
export class KnownBefore {
  readonly #left = new Map<string, number>();

  constructor(before: readonly CheckedViolation[]) {
    for (const violation of before) {
      const key = placeOf(violation);
      this.#left.set(key, (this.#left.get(key) ?? 0) + 1);
    }
  }

  /** Whether a violation stood there before; each of before counts for one. */
  take(violation: CheckedViolation): boolean {
    const key = placeOf(violation);
    const left = this.#left.get(key) ?? 0;
    if (left === 0) return false;
    this.#left.set(key, left - 1);
    return true;
  }
}

function placeOf({ check, object, path, container, message, values }: CheckedViolation): string {
  const steps = path.map((step) => (typeof step === 'number' ? '*' : step));
  return JSON.stringify([check.id, container, steps, message, values, itemOf(object.object, path)]);
}

/** What stands at the place: of something in a list the item's field, which no other item's is taken for. */
function itemOf(object: unknown, path: FieldPath): unknown {
  return valueAt(object, path) ?? null;
}
