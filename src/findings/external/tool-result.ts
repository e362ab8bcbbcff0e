import type { Severity } from '../../checks/index.ts';
import type { ResourceReference } from '../finding.ts';

/** One thing that another tool says of an object. */
export interface ToolResult {
  /** `kyverno`, `trivy`, `gatekeeper`; of others what they call themselves. */
  readonly tool: string;
  /** What was asked, in the tool's words: `require-labels/team`, `KSV001`, `vulnerability`. */
  readonly rule: string;
  readonly severity: Severity;
  /** The tool's; empty where this program has its own. */
  readonly title: string;
  readonly message: string;
  readonly resource: ResourceReference;
  /** What tells it from others of the same rule and object, the same from report to report. */
  readonly key: string;
}

/** What one object of another tool holds. */
export interface ToolReport {
  readonly results: readonly ToolResult[];
  /** How many more there are that could not be read, or are over the bounds. */
  readonly leftOut: number;
}

/** Results taken of one report. */
export const mostResults = 2_000;

/** Longest texts, in characters. */
const longestMessage = 1_000;
const longestName = 253;

/** One line without control characters. */
export function oneLine(text: string, longest = longestMessage): string {
  const line = text
    .slice(0, longest * 2)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
  return line.length <= longest ? line : `${line.slice(0, longest - 1)}…`;
}

/** A part of a check's id: no slashes, spaces or signs that mean something elsewhere. */
export function idPart(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 120);
}

export function reference(
  apiVersion: string | undefined,
  kind: string,
  namespace: string | undefined,
  name: string,
  container?: string,
): ResourceReference {
  const short = (text: string) => oneLine(text, longestName);
  return {
    apiVersion: short(apiVersion ?? ''),
    kind: short(kind),
    ...(namespace !== undefined && namespace !== '' && { namespace: short(namespace) }),
    name: short(name),
    ...(container !== undefined && container !== '' && { container: short(container) }),
  };
}
