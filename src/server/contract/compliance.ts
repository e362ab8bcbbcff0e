import { z } from 'zod';
import { countsSchema, severitySchema } from './common.ts';

export const frameworkIdSchema = z.enum(['pss', 'cis', 'nsa', 'attack', 'owasp']);
export type FrameworkId = z.infer<typeof frameworkIdSchema>;

const tallySchema = z.object({ pass: z.number().int(), fail: z.number().int(), notChecked: z.number().int() });

export const frameworksSchema = z.array(
  z.object({ id: frameworkIdSchema, title: z.string(), version: z.string(), tally: tallySchema }),
);
export type Frameworks = z.infer<typeof frameworksSchema>;

/**
 * `pass`: at least one of its checks was asked of at least one object, the others had nothing to ask, and none has an open finding (accepted
 * ones are counted apart).
 * `not-checked`: with the reason why.
 */
export const controlSchema = z.object({
  id: z.string(),
  title: z.string(),
  section: z.string(),
  status: z.enum(['pass', 'fail', 'not-checked']),
  /** Why it was not checked, or what of it was not; null where all of it was. */
  reason: z.string().nullable(),
  open: z.number().int(),
  bySeverity: countsSchema,
  accepted: z.number().int(),
  /** Objects that its checks were asked of. */
  objects: z.number().int(),
  checks: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      severity: severitySchema,
      status: z.enum(['pass', 'fail', 'not-checked']),
      reason: z.string().nullable(),
      open: z.number().int(),
      accepted: z.number().int(),
    }),
  ),
});
export type Control = z.infer<typeof controlSchema>;

export const frameworkSchema = z.object({
  id: frameworkIdSchema,
  title: z.string(),
  version: z.string(),
  source: z.string(),
  tally: tallySchema,
  assessedAt: z.string().nullable(),
  controls: z.array(controlSchema),
});
export type Framework = z.infer<typeof frameworkSchema>;
export const complianceExportQuery = z.object({ format: z.enum(['html', 'csv']).default('html') });
