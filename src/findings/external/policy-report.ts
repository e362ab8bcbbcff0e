import { z } from 'zod';
import type { Severity } from '../../checks/index.ts';
import { idPart, mostResults, oneLine, reference, type ToolReport, type ToolResult } from './tool-result.ts';

const text = z.string().max(100_000);
const object = z.object({
  apiVersion: text.optional(),
  kind: text.optional(),
  namespace: text.optional(),
  name: text.optional(),
});

const result = z.object({
  source: text.optional(),
  policy: text.optional(),
  rule: text.optional(),
  result: text.optional(),
  severity: text.optional(),
  message: text.optional(),
  resources: z.array(object).max(10_000).optional(),
});

const report = z.object({
  metadata: z.object({ namespace: text.optional() }).optional(),
  source: text.optional(),
  scope: object.optional(),
  results: z.array(z.unknown()).max(1_000_000).optional(),
});

/**
 * What a PolicyReport (wgpolicyk8s.io) or Report (openreports.io) says failed. Severities are the report's own. Where it gives none:
 * `fail` is medium, as Kyverno's reporter takes it, `warn` and `error` (the policy could not be asked) are low. What passed or was skipped
 * is no finding, and neither are reports that this program wrote.
 */
export function policyReportResults(value: unknown): ToolReport | undefined {
  const parsed = report.safeParse(value);
  if (!parsed.success) return undefined;
  const { metadata, scope, source, results = [] } = parsed.data;
  const found: ToolResult[] = [];
  let leftOut = 0;
  for (const item of results) {
    const one = result.safeParse(item);
    if (!one.success) {
      leftOut++;
      continue;
    }
    const { result: verdict, policy = '', rule = '', severity, message = '', resources } = one.data;
    const own = severityOf(verdict, severity);
    const tool = toolOf(one.data.source ?? source ?? '');
    if (own === undefined || tool === 'breakwater') continue;
    const concerned = resources !== undefined && resources.length > 0 ? resources : scope === undefined ? [] : [scope];
    if (concerned.length === 0) leftOut++;
    for (const { apiVersion, kind = '', namespace = metadata?.namespace, name = '' } of concerned) {
      if (kind === '' || name === '' || found.length >= mostResults) {
        leftOut++;
        continue;
      }
      const named = [policy, rule].map(idPart).filter((part) => part !== '');
      found.push({
        tool,
        rule: named.join('/') || 'unnamed',
        severity: own,
        title: oneLine([policy, rule].filter((part) => part !== '').join(': '), 200),
        message: oneLine(message),
        resource: reference(apiVersion, kind, kind === 'Namespace' ? undefined : namespace, name),
        // Kyverno's messages name the field that failed.
        key: oneLine(message),
      });
    }
  }
  return { results: found, leftOut };
}

const known: Readonly<Record<string, Severity>> = {
  critical: 'critical',
  high: 'high',
  medium: 'medium',
  low: 'low',
  info: 'info',
};

function severityOf(result: string | undefined, severity = ''): Severity | undefined {
  if (result !== 'fail' && result !== 'warn' && result !== 'error') return undefined;
  const own = Object.hasOwn(known, severity) ? known[severity] : undefined;
  return own ?? (result === 'fail' ? 'medium' : 'low');
}

/** Kyverno 1.15 names its kinds of policies: KyvernoValidatingPolicy and others. */
function toolOf(source: string): string {
  const name = idPart(source.toLowerCase());
  if (name.startsWith('kyverno')) return 'kyverno';
  // `policy/…` are users' own.
  return name === '' || name === 'policy' ? 'policy-report' : name;
}
