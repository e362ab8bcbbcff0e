import { type Check, isAmong } from '../../checks/index.ts';
import type { InventoryObject } from '../../inventory/index.ts';

/** How many of some objects each check is asked of: what a user sees some namespaces of is asked of what they see. */
export function askedObjects(
  checks: readonly Check[],
  objects: readonly InventoryObject[],
): ReadonlyMap<string, number> {
  const byKind = [...Map.groupBy(objects, ({ groupKind }) => groupKind).values()];
  const countOf = (check: Check): number => {
    // What a question picks, it picks one by one; all others take or leave a kind.
    if (check.type === 'inventory' && check.of.some((subject) => typeof subject === 'function'))
      return objects.filter((object) => isAmong(check.of, object)).length;
    return byKind.reduce((sum, [first, ...more]) => sum + (first && isAsked(check, first) ? more.length + 1 : 0), 0);
  };
  return new Map(checks.map((check) => [check.id, countOf(check)]));
}

function isAsked(check: Check, object: InventoryObject): boolean {
  if (check.type === 'inventory') return isAmong(check.of, object);
  if (check.scope === 'object') return check.kinds?.includes(object.groupKind) ?? true;
  return isAmong(['workloads'], object) && (check.workloads?.includes(object.groupKind) ?? true);
}
