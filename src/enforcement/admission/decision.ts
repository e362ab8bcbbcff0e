import type { Rung } from '../objects/index.ts';
import type { Exemption } from './exempt.ts';
import type { AdmissionAnswer } from './review.ts';

/** See `DecisionVerdict` of the store, which keeps them; from harmless to worst. */
export const verdicts = ['allowed', 'would-refuse', 'warned', 'denied', 'error'] as const;
export type AdmissionVerdict = (typeof verdicts)[number];

/** What one policy said of a request, by one check (empty: of the request as a whole). */
export interface DecisionPart {
  readonly policy: string;
  readonly check: string;
  readonly action: Rung;
  readonly verdict: AdmissionVerdict;
  /** What the user was told, or would have been. */
  readonly message: string;
}

/** What is answered to a request, and why. */
export interface Decision {
  readonly answer: AdmissionAnswer;
  /** Why it was not asked about; undefined where it was. */
  readonly exempt: Exemption | undefined;
  /** Of each policy asked the request as a whole (the worst that was said), and each check that failed. */
  readonly parts: readonly DecisionPart[];
}

/** The worst of some verdicts. */
export function worst(of: readonly AdmissionVerdict[]): AdmissionVerdict {
  return verdicts[Math.max(0, ...of.map((verdict) => verdicts.indexOf(verdict)))] ?? 'allowed';
}
