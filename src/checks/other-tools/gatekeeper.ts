import type { InventoryObject } from '../../inventory/index.ts';
import { isRecord, listOf, recordOf, stringOf } from '../../kubernetes/index.ts';
import type { Severity } from '../severity.ts';
import { aboutOf, type Claim, longestText, mostClaims } from './claim.ts';

/** The group of Gatekeeper's constraints: each template makes a kind of its own. */
export const constraintGroup = 'constraints.gatekeeper.sh';

/** A constraint has no severity: what it does at admission says how much it is meant. */
const severities: Readonly<Record<string, Severity>> = { deny: 'high', warn: 'medium', dryrun: 'low' };

/**
 * What Gatekeeper's audit wrote into a constraint: `status.violations`, 20 by default, `status.totalViolations` of how many.
 * Source: open-policy-agent.github.io/gatekeeper, "Audit".
 */
export function* gatekeeperClaims(constraint: InventoryObject): Generator<Claim> {
  const status = recordOf(constraint.object.status);
  for (const violation of listOf(status.violations).slice(0, mostClaims)) {
    if (!isRecord(violation)) continue;
    yield {
      tool: 'Gatekeeper',
      rule: `${constraint.kind}/${constraint.name}`,
      text: (stringOf(violation.message) ?? '').slice(0, longestText),
      severity: severities[stringOf(violation.enforcementAction) ?? 'deny'] ?? 'medium',
      about: aboutOf(violation),
    };
  }
}
