import type { InventoryObject } from '../inventory/index.ts';
import type { FieldPath } from '../kubernetes/index.ts';
import type { Check, Standards, Violation } from './check.ts';

/** A violation, and the check that found it. */
export interface CheckedViolation extends Violation {
  readonly check: Check;
  /** Those of the check, and of the checks whose finding this one stands for. */
  readonly standards: Standards;
}

/**
 * Drops what a check only repeats (`Check.coveredBy`). What stays takes over the standards of what it stands for, so that a
 * section of a standard never looks kept because another section's finding was at the same place.
 */
export function withoutCovered(violations: readonly CheckedViolation[]): readonly CheckedViolation[] {
  const found = coveringFindings(violations);
  const inherited = new Map<CheckedViolation, Standards>();
  const kept = violations.filter(({ check, object, path, standards }) => {
    if (check.coveredBy === undefined) return true;
    const covering = (found.get(object) ?? []).filter(
      (other) => check.coveredBy?.includes(other.check.id) && isWithin(other.path, path),
    );
    for (const other of covering) inherited.set(other, merged(inherited.get(other) ?? other.standards, standards));
    return covering.length === 0;
  });
  return kept.map((violation) => {
    const standards = inherited.get(violation);
    return standards === undefined ? violation : { ...violation, standards };
  });
}

/** By object: the findings of checks that cover another. */
function coveringFindings(violations: readonly CheckedViolation[]): Map<InventoryObject, CheckedViolation[]> {
  const covering = new Set(violations.flatMap(({ check }) => check.coveredBy ?? []));
  const found = new Map<InventoryObject, CheckedViolation[]>();
  for (const violation of violations) {
    if (!covering.has(violation.check.id)) continue;
    const same = found.get(violation.object);
    if (same === undefined) found.set(violation.object, [violation]);
    else same.push(violation);
  }
  return found;
}

/** Whether a path is at or below another. */
function isWithin(path: FieldPath, parent: FieldPath): boolean {
  return parent.every((step, index) => path[index] === step);
}

function merged(a: Standards, b: Standards): Standards {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]) as Set<keyof Standards>;
  return Object.fromEntries([...names].map((name) => [name, [...new Set([...(a[name] ?? []), ...(b[name] ?? [])])]]));
}
