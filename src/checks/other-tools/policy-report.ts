import { type ReportReference, readPolicyReport } from '../../inventory/index.ts';
import type { KubernetesObject } from '../../kubernetes/index.ts';
import { severities } from '../severity.ts';
import { dayOf, idPart, type ToolReport, type ToolResult } from './tool-result.ts';

/**
 * Results that failed, warned or could not be asked, of any tool but this one. Severity: as the report says. Where it says none `fail` is
 * medium, as Kyverno's reporter takes it, `warn` and `error` (the policy could not be asked) are low.
 */
export function policyReportResults(object: KubernetesObject): ToolReport {
  const report = readPolicyReport(object);
  const results = report.results.flatMap((result): ToolResult[] => {
    const tool = toolOf(result.source ?? report.source ?? '');
    if (tool === 'breakwater') return [];
    const own = severities.find((known) => known === result.severity);
    const { policy = '', rule = '', message = result.description ?? '' } = result;
    const parts = [policy, tool === 'kyverno' ? asWritten(rule) : rule];
    const about: readonly (ReportReference | undefined)[] =
      result.resources.length > 0 ? result.resources : [report.scope];
    return about.map((one) => ({
      tool,
      rule: parts.map(idPart).filter(isSaid).join('/') || 'unnamed',
      title: parts.filter(isSaid).join(': '),
      severity: own ?? (result.result === 'fail' ? 'medium' : 'low'),
      graded: own === undefined ? `result: ${result.result}` : `severity: ${own}`,
      message,
      about: one,
      day: dayOf(result.timestamp?.seconds),
      key: '',
    }));
  });
  return { results, leftOut: report.leftOut };
}

function isSaid(text: string): boolean {
  return text !== '';
}

/** Kyverno writes its rules on pods anew for workloads, under names of their own. Source: kyverno, pkg/autogen. */
function asWritten(rule: string): string {
  return rule.replace(/^autogen-(?:cronjob-)?/, '');
}

/** Kyverno 1.15 names its kinds of policies: KyvernoValidatingPolicy and others. */
function toolOf(source: string): string {
  const name = idPart(source.toLowerCase());
  if (name.startsWith('kyverno')) return 'kyverno';
  // `policy/…` are users' own.
  return name === '' || name === 'policy' ? 'policy-report' : name;
}
