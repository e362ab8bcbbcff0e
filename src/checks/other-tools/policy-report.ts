import type { InventoryObject } from '../../inventory/index.ts';
import { isRecord, listOf, recordOf, stringOf } from '../../kubernetes/index.ts';
import { type Severity, severities } from '../severity.ts';
import { aboutOf, type Claim, longestText, mostClaims } from './claim.ts';

/** Reports of the Policy Working Group and of OpenReports: the same shape under two groups. */
export const policyReportKinds = [
  'wgpolicyk8s.io/PolicyReport',
  'wgpolicyk8s.io/ClusterPolicyReport',
  'openreports.io/Report',
  'openreports.io/ClusterReport',
];

/**
 * Results that failed, warned or broke, of any tool but this one. Severity: as the report says; where it says none, medium for `fail`
 * and `error`, low for `warn`. Sources: wg-policy-prototypes, PolicyReport v1alpha2; OpenReports, Report v1alpha1.
 */
export function* policyReportClaims(report: InventoryObject): Generator<Claim> {
  const { object } = report;
  const labels = recordOf(object.metadata?.labels);
  if (labels['app.kubernetes.io/managed-by'] === 'breakwater') return;
  const scope = aboutOf(object.scope, report.namespace);
  for (const result of listOf(object.results).slice(0, mostClaims)) {
    if (!isRecord(result)) continue;
    const severity = severityOf(result);
    const tool = stringOf(result.source) ?? stringOf(object.source) ?? '';
    if (severity === undefined || tool.toLowerCase() === 'breakwater') continue;
    const rule = [result.policy, result.rule].filter((part) => typeof part === 'string' && part !== '').join('/');
    const text = (stringOf(result.message) ?? stringOf(result.description) ?? '').slice(0, longestText);
    const about = listOf(result.resources).flatMap((one) => aboutOf(one, report.namespace) ?? []);
    for (const one of about.length > 0 ? about : [scope])
      yield { tool: tool === '' ? 'PolicyReport' : tool, rule, text, severity, about: one };
  }
}

function severityOf({ result, severity }: Readonly<Record<string, unknown>>): Severity | undefined {
  if (result !== 'fail' && result !== 'warn' && result !== 'error') return undefined;
  return severities.find((known) => known === severity) ?? (result === 'warn' ? 'low' : 'medium');
}
