import { readConstraint } from '../../inventory/index.ts';
import type { KubernetesObject } from '../../kubernetes/index.ts';
import type { Severity } from '../severity.ts';
import { dayOf, idPart, type ToolReport, type ToolResult } from './tool-result.ts';

/** Gatekeeper knows no severities: what it would refuse is medium, what it only speaks of low. */
const severities: Readonly<Record<string, Severity>> = { deny: 'medium', scoped: 'medium', warn: 'low', dryrun: 'low' };

/** What the audit of Gatekeeper wrote into a constraint. */
export function gatekeeperResults(constraint: KubernetesObject): ToolReport {
  const { violations, leftOut, auditTimestamp } = readConstraint(constraint);
  const name = constraint.metadata?.name ?? '';
  const results = violations.map((violation): ToolResult => {
    const { group = '', version = 'v1', kind, namespace, enforcementAction: action = 'deny' } = violation;
    return {
      tool: 'gatekeeper',
      rule: [constraint.kind, name].map(idPart).join('/'),
      title: `${constraint.kind}: ${name}`,
      severity: (Object.hasOwn(severities, action) ? severities[action] : undefined) ?? 'medium',
      graded: `enforcementAction: ${action}`,
      message: violation.message ?? '',
      about: {
        apiVersion: group === '' ? version : `${group}/${version}`,
        kind,
        name: violation.name,
        ...(namespace !== undefined && { namespace }),
      },
      day: dayOf(auditTimestamp),
      key: '',
    };
  });
  return { results, leftOut };
}
