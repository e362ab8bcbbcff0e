import { z } from 'zod';
import type { KubernetesObject } from '../../kubernetes/index.ts';
import { recordOf } from '../../kubernetes/index.ts';

/** Entries read of one report: some tools write thousands. */
export const mostEntries = 1_000;
/** Longest texts kept, in characters. */
const longestText = 400;
const longestName = 253;

/** One line without control characters. */
function oneLine(text: string, longest: number): string {
  const line = text
    .slice(0, longest * 2)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
  return line.length <= longest ? line : `${line.slice(0, longest - 1)}…`;
}

/** A text for people. */
export const said = z.string().transform((text) => oneLine(text, longestText));
/** A name of an object, a rule, a tool. */
export const name = z.string().transform((text) => oneLine(text, longestName));

/** A time in ISO 8601, of which the day is kept: tools look again every few minutes and mostly find the same. */
export const day = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d/)
  .transform((time) => time.slice(0, 10));
const daySeconds = 86_400;
/** A time in seconds since 1970, of which the day is kept. */
export const daySince1970 = z.number().transform((time) => Math.floor(time / daySeconds) * daySeconds);

/** Entries of a list that could be read, at most `mostEntries`, and how many there are besides. */
export function entriesOf<T>(list: unknown, read: (entry: unknown) => T | 'passed' | undefined): Entries<T> {
  const entries: T[] = [];
  let leftOut = 0;
  for (const item of Array.isArray(list) ? list : []) {
    const entry = read(item);
    if (entry === 'passed') continue;
    if (entry === undefined || entries.length >= mostEntries) leftOut++;
    else entries.push(entry);
  }
  return { entries, leftOut };
}

export interface Entries<T> {
  readonly entries: readonly T[];
  /** How many more failed that could not be read, or are over the bound. */
  readonly leftOut: number;
}

/** Where a report that was cut says what it lost: it is read again as it was kept, or recorded. */
const leftOutAnnotation = 'breakwater.dev/left-out';

/** What was left out of a report when it was cut. */
export function leftOutBefore({ metadata }: KubernetesObject): number {
  const count = Number(recordOf(metadata?.annotations)[leftOutAnnotation]);
  return Number.isSafeInteger(count) && count > 0 ? count : 0;
}

/** The object with only these of its fields, and how much it lost. */
export function cutTo(
  { apiVersion, kind, metadata }: KubernetesObject,
  leftOut: number,
  fields: object,
): KubernetesObject {
  const annotations =
    leftOut === 0 ? {} : { annotations: { ...metadata?.annotations, [leftOutAnnotation]: `${leftOut}` } };
  return { apiVersion, kind, ...(metadata !== undefined && { metadata: { ...metadata, ...annotations } }), ...fields };
}
