import { type Assessment, type ToolResult, toolReportOf } from '../findings/index.ts';
import { grouped } from '../inventory/index.ts';
import type { Reading } from './assessment.ts';

/** Checks that say the same: what they are asked is not said twice. */
function saidBy(tool: string): string {
  return tool === 'trivy' || tool === 'gatekeeper' ? `tool-${tool}` : 'tool-policy-report';
}

/** What other tools reported, wherever it was read from, and what of it can't be shown. `asked`: ids of the checks. */
export function toolResults(
  { inventory, reports }: Reading,
  asked: ReadonlySet<string>,
): {
  readonly results: readonly ToolResult[];
  readonly notices: Assessment['notices'];
} {
  const found = reports?.reports ?? inventory.objects.flatMap(({ object }) => toolReportOf(object) ?? []);
  const leftOut = found.reduce((sum, one) => sum + one.leftOut, 0);
  const count = `${grouped(leftOut)}${reports?.isCut === true ? '+' : ''}`;
  return {
    results: found.flatMap(({ results }) => results).filter(({ tool }) => !asked.has(saidBy(tool))),
    notices: [
      ...(found.length === 0 ? [{ code: 'reports-none' as const, values: {} }] : []),
      ...(leftOut > 0 || reports?.isCut === true ? [{ code: 'reports-left-out' as const, values: { count } }] : []),
      ...(reports?.failures ?? []).map(({ groupKind, message }) => ({
        code: 'reports-unlisted' as const,
        values: { kind: groupKind, reason: message },
      })),
    ],
  };
}
