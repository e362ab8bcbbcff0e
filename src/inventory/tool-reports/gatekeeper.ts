import { z } from 'zod';
import { type KubernetesObject, recordOf } from '../../kubernetes/index.ts';
import { day, entriesOf, name, said } from './bounds.ts';

/** The group of Gatekeeper's constraints: each template makes a kind of its own. */
export const constraintGroup = 'constraints.gatekeeper.sh';

const violation = z.object({
  group: name.optional(),
  version: name.optional(),
  kind: name,
  namespace: name.optional(),
  name,
  message: said.optional(),
  enforcementAction: name.optional(),
});

export interface ConstraintStatus {
  /** The day of the audit. */
  readonly auditTimestamp?: string;
  readonly totalViolations?: number;
  readonly violations: readonly z.output<typeof violation>[];
  readonly leftOut: number;
}

/**
 * Reads what Gatekeeper's audit wrote into a constraint: it lists 20 by default, and says of how many. Source:
 * open-policy-agent.github.io/gatekeeper, "Audit".
 */
export function readConstraint({ status }: KubernetesObject): ConstraintStatus {
  const { violations, totalViolations, auditTimestamp } = recordOf(status);
  const { entries, leftOut } = entriesOf(violations, (item) => violation.safeParse(item).data);
  const total = z.number().int().nonnegative().safeParse(totalViolations).data;
  const at = day.safeParse(auditTimestamp).data;
  return {
    ...(at !== undefined && { auditTimestamp: at }),
    ...(total !== undefined && { totalViolations: Math.max(total, entries.length + leftOut) }),
    violations: entries,
    leftOut: Math.max(leftOut, (total ?? 0) - entries.length),
  };
}

export function cutConstraint(object: KubernetesObject): KubernetesObject {
  const { leftOut, ...status } = readConstraint(object);
  const totalViolations = status.violations.length + leftOut;
  return { ...object, status: { ...status, totalViolations } };
}
