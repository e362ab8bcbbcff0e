import { z } from 'zod';

/** Shapes that several answers share. All times are ISO 8601 in UTC, all days `2027-01-31`. */
export const severitySchema = z.enum(['critical', 'high', 'medium', 'low', 'info']);
export const daySchema = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .refine((day) => new Date(`${day}T00:00:00Z`).toJSON()?.startsWith(day));
/** A Kubernetes name, or a list filter's value; longer ones are nobody's. */
export const nameSchema = z.string().min(1).max(253);

export const countsSchema = z.object({
  critical: z.number().int(),
  high: z.number().int(),
  medium: z.number().int(),
  low: z.number().int(),
  info: z.number().int(),
});
export type Counts = z.infer<typeof countsSchema>;

export const resourceSchema = z.object({
  /** API group, empty for the core group. */
  group: z.string(),
  kind: z.string(),
  /** Null for cluster-scoped objects. */
  namespace: z.string().nullable(),
  name: z.string(),
  container: z.string().nullable(),
});
export type Resource = z.infer<typeof resourceSchema>;

/** RFC 9457, `application/problem+json`. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().optional(),
  instance: z.string().optional(),
  /** What of the request is wrong, where that is known. */
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof problemSchema>;

/** A list parameter: given once or several times, at most 100 values. */
export function manyOf<T extends z.ZodType<string>>(item: T) {
  return z
    .union([item.transform((one) => [one]), z.array(item).max(100)])
    .optional()
    .transform((values) => values ?? []);
}

/** Paging by the server; `limit` is bounded so that no answer loads everything. */
export const pageQuery = {
  offset: z.coerce.number().int().min(0).max(10_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(50),
};
