import { z } from 'zod';
import type { Severity } from '../../checks/index.ts';
import { idPart, mostResults, oneLine, reference, type ToolReport, type ToolResult } from './tool-result.ts';

const text = z.string().max(100_000);

const constraint = z.object({
  kind: text,
  metadata: z.object({ name: text }),
  status: z
    .object({
      totalViolations: z.number().int().nonnegative().optional(),
      violations: z.array(z.unknown()).max(1_000_000).optional(),
    })
    .optional(),
});

const violation = z.object({
  group: text.optional(),
  version: text.optional(),
  kind: text,
  namespace: text.optional(),
  name: text,
  message: text.optional(),
  enforcementAction: text.optional(),
});

/** Gatekeeper knows no severities: what it would refuse is medium, what it only speaks of low. */
const severities: Readonly<Record<string, Severity>> = { deny: 'medium', scoped: 'medium', warn: 'low', dryrun: 'low' };

/**
 * What Gatekeeper's audit says in the status of a constraint. It lists at most 20 (--constraint-violations-limit), and how many there are.
 * Source: open-policy-agent/gatekeeper, apis/status and pkg/audit.
 */
export function gatekeeperResults(value: unknown): ToolReport | undefined {
  const parsed = constraint.safeParse(value);
  if (!parsed.success) return undefined;
  const { kind, metadata, status } = parsed.data;
  const violations = status?.violations ?? [];
  const results: ToolResult[] = [];
  for (const item of violations) {
    const one = violation.safeParse(item);
    if (!one.success || results.length >= mostResults) continue;
    const { group = '', version = '', message = '', enforcementAction: action = 'deny' } = one.data;
    const apiVersion = [group, version].filter((part) => part !== '').join('/');
    results.push({
      tool: 'gatekeeper',
      rule: [kind, metadata.name].map(idPart).join('/'),
      title: oneLine(`${kind}: ${metadata.name}`, 200),
      severity: (Object.hasOwn(severities, action) ? severities[action] : undefined) ?? 'medium',
      message: oneLine(message),
      resource: reference(apiVersion, one.data.kind, one.data.namespace, one.data.name),
      key: oneLine(message),
    });
  }
  const all = Math.max(status?.totalViolations ?? 0, violations.length);
  return { results, leftOut: all - results.length };
}
