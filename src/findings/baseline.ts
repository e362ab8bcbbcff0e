import type { Finding } from './finding.ts';

/** What was known when the baseline was written: fingerprints, with enough beside them for a person to read a diff of the file. */
export interface Baseline {
  readonly version: 1;
  readonly findings: Readonly<Record<string, { readonly check: string; readonly resource: string }>>;
}

/** The baseline of these findings, without those that an exception covers; sorted, so that it is stable in Git. */
export function baselineOf(findings: readonly Finding[]): Baseline {
  const entries = findings
    .filter((finding) => finding.exception === null || finding.exception.from === baselineOrigin)
    .map(({ fingerprint, check, resource: { kind, namespace, name } }) => {
      const resource = [kind, namespace, name].filter((part) => part !== undefined).join('/');
      return [fingerprint, { check, resource }] as const;
    });
  entries.sort(([a, x], [b, y]) => compare(x.resource, y.resource) || compare(x.check, y.check) || compare(a, b));
  return { version: 1, findings: Object.fromEntries(entries) };
}

/** `exception.from` of a finding that the baseline knows. */
export const baselineOrigin = 'baseline';

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
