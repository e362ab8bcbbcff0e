import type { StepRecord } from '../../../../src/server/contract/index.ts';
import type { Texts } from '../../texts/catalogues.ts';
import type { Format } from '../../texts/format.ts';

/** What the audit trail keeps of a step of a policy, for people: from where to where, and what was shown before. Anything else as it is. */
export function detailText(
  action: string,
  detail: string | null,
  { settings, policies }: Texts,
  format: Format,
): string {
  if (detail === null || (action !== 'policies.step' && action !== 'policies.create')) return detail ?? '';
  const record = recordIn(detail);
  if (record === undefined) return detail;
  const { from, to, seen } = record;
  const step = settings.step(from === undefined ? null : policies.rungs[from], policies.rungs[to]);
  return seen === null ? step : `${step} · ${settings.seen(format, seen)}`;
}

function recordIn(detail: string): StepRecord | undefined {
  try {
    // Written by the server, which checked its shape.
    const record = JSON.parse(detail) as StepRecord;
    return typeof record === 'object' && record !== null && record.to !== undefined ? record : undefined;
  } catch {
    // Of before steps were kept so.
    return undefined;
  }
}
