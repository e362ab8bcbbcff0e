import { z } from 'zod';
import { countsSchema, daySchema, resourceSchema, severitySchema } from './common.ts';

export const blindSpotSchema = z.object({
  code: z.enum([
    'forbidden',
    'namespace-forbidden',
    'unavailable',
    'watch-lost',
    'not-configured',
    'not-read',
    'version',
    'check-failed',
  ]),
  /** One sentence: what can't be seen, why, and what to do. */
  message: z.string(),
  /** Group and kind concerned, `apps/Deployment`. */
  kind: z.string().nullable(),
  namespace: z.string().nullable(),
});
export type BlindSpot = z.infer<typeof blindSpotSchema>;

export const trendQuery = z.object({
  days: z.coerce.number().int().min(1).max(400).default(30),
  namespace: z.string().max(253).optional(),
  team: z.string().max(253).optional(),
});
export const trendSchema = z.array(
  z.object({
    day: daySchema,
    open: countsSchema,
    opened: z.number().int(),
    resolved: z.number().int(),
    /** Sum of the risk scores of open findings. */
    risk: z.number().int(),
  }),
);
export type Trend = z.infer<typeof trendSchema>;

/** One of the ten: findings of one check on one workload, or of one check alike on many. */
export const topRiskSchema = z.object({
  check: z.string(),
  title: z.string(),
  why: z.string(),
  action: z.string(),
  severity: severitySchema,
  risk: z.number().int(),
  riskFactors: z.array(z.object({ name: z.string(), weight: z.number().int() })),
  resource: resourceSchema,
  /** The riskiest finding, to open. */
  fingerprint: z.string(),
  /** Findings of the same check on other objects. */
  alike: z.number().int(),
  hasFix: z.boolean(),
});
export type TopRisk = z.infer<typeof topRiskSchema>;

export const overviewSchema = z.object({
  open: countsSchema,
  accepted: z.number().int(),
  /** Sum of the risk scores of open findings. */
  risk: z.number().int(),
  /** The same a day ago; null where nothing is known of that day. */
  yesterday: z.object({ open: countsSchema, risk: z.number().int() }).nullable(),
  /** Within the last 24 hours. */
  changes: z.object({
    opened: z.number().int(),
    resolved: z.number().int(),
    reopened: z.number().int(),
    items: z
      .array(
        z.object({
          at: z.string(),
          type: z.enum([
            'opened',
            'resolved',
            'reopened',
            'accepted',
            'acceptance-withdrawn',
            'acceptance-expired',
            'changed',
          ]),
          fingerprint: z.string(),
          title: z.string(),
          severity: severitySchema,
          resource: resourceSchema,
        }),
      )
      .max(20),
  }),
  topRisks: z.array(topRiskSchema).max(10),
  /** Namespaces with the highest sum of risk. */
  namespaces: z.array(z.object({ name: z.string(), open: countsSchema, risk: z.number().int() })).max(10),
  coverage: z.object({
    objects: z.number().int(),
    workloads: z.number().int(),
    pods: z.number().int(),
    namespaces: z.number().int(),
    kinds: z.number().int(),
    checksAsked: z.number().int(),
    checksNotConfigured: z.number().int(),
    blindSpots: z.array(blindSpotSchema),
    /** When the last change of the cluster was assessed; null before the first assessment. */
    assessedAt: z.string().nullable(),
  }),
});
export type Overview = z.infer<typeof overviewSchema>;
