import type { StepRecord } from '../../../../src/server/contract/index.ts';
import type { Texts } from '../../texts/catalogues.ts';
import type { Format } from '../../texts/format.ts';

export interface DetailText {
  readonly text: string;
  /** More exactly. */
  readonly exact: string;
}

/** What the audit trail keeps of a step of a policy, for people: from where to where, and what was shown before. Anything else as it is. */
export function detailText(
  action: string,
  detail: string | null,
  { settings, policies }: Texts,
  format: Format,
): DetailText {
  const plain = { text: detail ?? '', exact: detail ?? '' };
  if (detail === null || (action !== 'policies.step' && action !== 'policies.create')) return plain;
  const record = recordIn(detail);
  if (record === undefined) return plain;
  const { from, to, seen } = record;
  const step = settings.step(from === undefined ? null : policies.rungs[from], policies.rungs[to]);
  if (seen === null) return { text: step, exact: step };
  const text = `${step} · ${settings.seen(format, seen)}`;
  return { text, exact: `${text} (${settings.seenAt(format, seen)})` };
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
