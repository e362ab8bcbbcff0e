import type { Trend } from '../../../../src/server/contract/index.ts';
import type { Severity } from '../../parts/severity.tsx';

/** From the bottom of a column up: the worst stand on the base line, where their heights compare. */
export const stacked: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info'];

/** Even steps from 0 to at least `max`, three to five of them, each 1, 2 or 5 times a power of ten. */
export function ticksUpTo(max: number): readonly number[] {
  const rough = Math.max(1, max) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power);
  const count = Math.max(1, Math.ceil(max / step));
  return Array.from({ length: count + 1 }, (_, index) => index * step);
}

export interface Slice {
  readonly severity: Severity;
  readonly from: number;
  readonly to: number;
}

/** A day's column: where each severity begins and ends. */
export function slicesOf(open: Trend[number]['open']): readonly Slice[] {
  let from = 0;
  return stacked.flatMap((severity) => {
    const slice = { severity, from, to: from + open[severity] };
    from = slice.to;
    return slice.to > slice.from ? [slice] : [];
  });
}

/** Days that get a label: first, last, and evenly between as many as have room. */
export function labelled(days: number, room: number): readonly number[] {
  const count = Math.max(2, Math.min(days, room));
  if (days <= 1) return days === 1 ? [0] : [];
  return [...new Set(Array.from({ length: count }, (_, index) => Math.round((index * (days - 1)) / (count - 1))))];
}
