import type { Around } from '../../assessment/index.ts';
import {
  type Check,
  type CheckedViolation,
  CheckRun,
  type InventoryCheck,
  ParameterError,
} from '../../checks/index.ts';
import type { Inventory, InventoryObject } from '../../inventory/index.ts';
import type { MinorVersion } from '../../kubernetes/index.ts';
import type { PolicyQuestion } from '../objects/index.ts';
import { mayStillCome } from './reviewed-checks.ts';

export interface Asked {
  /** What was found at the object, in the order of the checks. */
  readonly violations: readonly CheckedViolation[];
  /** Ids of checks that have no answer. */
  readonly unanswered: readonly string[];
  /** Whether the time was over before all were asked. */
  readonly late: boolean;
}

/**
 * Asks checks of one object as it would be, among the objects of the cluster as they are.
 * @param deadline of `performance.now()`
 */
export function ask(
  object: InventoryObject,
  checks: readonly Check[],
  { parameters, pssVersion }: PolicyQuestion,
  { around, kubernetesVersion, deadline }: { around: Around; kubernetesVersion: MinorVersion; deadline: number },
): Asked {
  const violations: CheckedViolation[] = [];
  const unanswered: string[] = [];
  let late = false;
  for (const [group, inventory] of grouped(object, checks, around)) {
    if (late) break;
    const run = new CheckRun({ checks: group, inventory, parameters, kubernetesVersion, pssVersion });
    for (const check of group) {
      if (performance.now() > deadline) {
        late = true;
        break;
      }
      try {
        run.ask(check);
      } catch (error) {
        if (!(error instanceof ParameterError)) throw error;
        unanswered.push(check.id);
      }
    }
    unanswered.push(...run.faults.keys(), ...run.withoutAnswer(object));
    for (const violation of run.violations)
      if (violation.object === object && !mayStillCome(violation.check, violation.message)) violations.push(violation);
  }
  return { violations, unanswered, late };
}

/** The checks by how far they look, each with what they look at. */
function grouped(
  object: InventoryObject,
  checks: readonly Check[],
  around: Around,
): readonly (readonly [readonly Check[], Inventory])[] {
  const alone = checks.filter((check) => check.type === 'cel' || check.scope === 'object');
  const inNamespace = checks.filter((check): check is InventoryCheck => isOfScope(check, 'namespace'));
  const access = checks.filter((check) => isOfScope(check, 'access'));
  return [
    ...(alone.length === 0 ? [] : [[alone, around.alone(object)] as const]),
    ...(inNamespace.length === 0 ? [] : [[inNamespace, around.inNamespace(object, inNamespace)] as const]),
    ...(access.length === 0 ? [] : [[access, around.withAccess(object)] as const]),
  ];
}

function isOfScope(check: Check, scope: InventoryCheck['scope']): boolean {
  return check.type === 'inventory' && check.scope === scope;
}
