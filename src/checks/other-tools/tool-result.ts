import type { ReportReference } from '../../inventory/index.ts';
import type { Severity } from '../severity.ts';

/** One thing that another tool says of an object. */
export interface ToolResult {
  /** `kyverno`, `trivy`, `gatekeeper`; of others what they call themselves. */
  readonly tool: string;
  /** What was asked, in the tool's words: `require-labels/team`, `KSV001`. */
  readonly rule: string;
  /** The tool's; empty where this program has its own. */
  readonly title: string;
  readonly severity: Severity;
  /** What of the tool's words the severity was taken from: `severity: CRITICAL`, `result: warn`. */
  readonly graded: string;
  readonly message: string;
  /** Undefined where the report does not say of what it speaks. */
  readonly about: ReportReference | undefined;
  readonly container?: string;
  /** The day on which the tool said so last, `2027-01-31`; undefined where it does not say. */
  readonly day: string | undefined;
  /** What tells it from others of the same rule and object, the same from report to report. */
  readonly key: string;
}

/** What one report holds. */
export interface ToolReport {
  readonly results: readonly ToolResult[];
  /** How many more there are that could not be read, are over the bounds, or that the report only counts. */
  readonly leftOut: number;
}

/** A part of a rule's id, of which three at most make one: no slashes, spaces or signs that mean something elsewhere. */
export function idPart(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80);
}

/** The day of a time that a tool wrote: seconds since 1970, or ISO 8601. */
export function dayOf(time: number | string | undefined): string | undefined {
  if (time === undefined) return undefined;
  const date = new Date(typeof time === 'number' ? time * 1000 : time);
  const year = date.getUTCFullYear();
  // A time of zero means that the tool set none.
  return year > 1970 && year < 10_000 ? date.toISOString().slice(0, 10) : undefined;
}
