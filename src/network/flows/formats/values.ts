import { isIP } from 'node:net';
import { z } from 'zod';

/** Shared parts of what recorders write. Names are as long as Kubernetes' may be. */

export const name = z.string().min(1).max(253);
export const address = z
  .string()
  .max(60)
  .refine((text) => isIP(text) !== 0);
export const port = z.int().min(1).max(65_535);

/** RFC 3339, with whatever fraction of a second. */
export const time = z
  .string()
  .max(40)
  .transform((text) => Date.parse(text))
  .refine((value) => Number.isFinite(value));

/** Lines that are no JSON, or nested without end, are no lines of ours. */
export function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
