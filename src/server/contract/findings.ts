import { z } from 'zod';
import { countsSchema, daySchema, manyOf, nameSchema, pageQuery, resourceSchema, severitySchema } from './common.ts';

export const findingStatusSchema = z.enum(['open', 'accepted', 'resolved']);

/** Filters of findings: the console's URL carries the same names. Values of one filter are alternatives, filters add up. */
export const findingFilters = {
  status: manyOf(findingStatusSchema),
  severity: manyOf(severitySchema),
  check: manyOf(nameSchema),
  /** Whose check it is: `kyverno`, `trivy`; `breakwater` for our own. */
  tool: manyOf(nameSchema),
  namespace: manyOf(nameSchema),
  kind: manyOf(nameSchema),
  team: manyOf(nameSchema),
  /** `pss:baseline/privileged`, `cis:5.2.2`, `nsa:pod`, `attack:T1611`, `owasp:K01`. */
  standard: manyOf(nameSchema),
  /** One object: `apps/Deployment/shop/web`, `/Namespace//shop`; a workload's pods count as the workload. */
  object: z.string().max(800).optional(),
  /** Words that all occur in the check's id or title, the object's kind, name or namespace, the container or team. */
  q: z.string().max(200).optional(),
  /** Findings first seen at or after this day. */
  since: daySchema.optional(),
  /** Findings resolved at or after this day. */
  resolvedSince: daySchema.optional(),
};
export const findingFilterQuery = z.object(findingFilters);
export type FindingFilter = z.infer<typeof findingFilterQuery>;

export const findingSortSchema = z.enum(['risk', 'severity', 'check', 'namespace', 'name', 'firstSeen', 'lastSeen']);
export const findingsQuery = z.object({
  ...findingFilters,
  ...pageQuery,
  sort: findingSortSchema.default('risk'),
  order: z.enum(['asc', 'desc']).default('desc'),
});

export const findingRowSchema = z.object({
  fingerprint: z.string(),
  /** Of another tool's rule: the tool and the rule, `kyverno/require-labels/team`. */
  check: z.string(),
  /** The tool that found it; null where it was a check of our own. */
  tool: z.string().nullable(),
  title: z.string(),
  severity: severitySchema,
  status: findingStatusSchema,
  resource: resourceSchema,
  team: z.string().nullable(),
  message: z.string(),
  risk: z.number().int(),
  hasFix: z.boolean(),
  firstSeen: z.string(),
  lastSeen: z.string(),
  resolvedAt: z.string().nullable(),
});
export type FindingRow = z.infer<typeof findingRowSchema>;
export const findingPageSchema = z.object({ items: z.array(findingRowSchema), total: z.number().int() });
export type FindingPage = z.infer<typeof findingPageSchema>;

/** How many findings each value of each filter would show, the other filters held. */
const facetSchema = z.array(z.object({ value: z.string(), label: z.string(), count: z.number().int() }));
export const findingFacetsSchema = z.object({
  status: facetSchema,
  severity: facetSchema,
  check: facetSchema,
  tool: facetSchema,
  namespace: facetSchema,
  kind: facetSchema,
  team: facetSchema,
});
export type FindingFacets = z.infer<typeof findingFacetsSchema>;

export const groupingSchema = z.enum(['check', 'workload', 'namespace', 'team']);
export const findingGroupsQuery = z.object({ ...findingFilters, ...pageQuery, by: groupingSchema });
export const findingGroupSchema = z.object({
  /** Check id, object (`apps/Deployment/shop/web`), namespace or team; empty where there is none. */
  key: z.string(),
  label: z.string(),
  count: z.number().int(),
  bySeverity: countsSchema,
  /** Of its riskiest finding. */
  risk: z.number().int(),
  /** Different objects concerned. */
  objects: z.number().int(),
});
export type FindingGroup = z.infer<typeof findingGroupSchema>;
export const findingGroupPageSchema = z.object({ items: z.array(findingGroupSchema), total: z.number().int() });

export const historyEntrySchema = z.object({
  at: z.string(),
  type: z.enum(['opened', 'resolved', 'reopened', 'accepted', 'acceptance-withdrawn', 'acceptance-expired', 'changed']),
  /** Who did it; null where the cluster changed. */
  actor: z.string().nullable(),
  reason: z.string().nullable(),
  expires: daySchema.nullable(),
});
export type HistoryEntry = z.infer<typeof historyEntrySchema>;

export const findingDetailSchema = findingRowSchema.extend({
  why: z.string(),
  action: z.string(),
  path: z.string(),
  standards: z.array(z.object({ framework: z.string(), id: z.string(), title: z.string() })),
  riskFactors: z.array(z.object({ name: z.string(), weight: z.number().int() })),
  /** The object as YAML with secrets masked; null where it is gone. */
  object: z
    .object({
      yaml: z.string(),
      /** Line that the finding is about, from 1. */
      line: z.number().int(),
      /** Where the fix is a change of the object: its unified diff. */
    })
    .nullable(),
  fix: z
    .object({
      title: z.string(),
      /** Unified diff of the object; null where the way out is an object to add, or advice. */
      diff: z.string().nullable(),
      /** A `kubectl patch` that does the same; null where there is no edit. */
      command: z.string().nullable(),
      /** Objects to add, as YAML. */
      objects: z.string().nullable(),
      risky: z.boolean(),
      /** Why there is no diff, or what has to be filled in. */
      note: z.string().nullable(),
      /** What controls the object, where a change has to be made there: `Helm release shop`, `Argo CD application shop`. */
      managedBy: z.string().nullable(),
    })
    .nullable(),
  exception: z
    .object({
      reason: z.string(),
      owner: z.string().nullable(),
      expires: daySchema.nullable(),
      /** `user` (accepted in the console or by API), `settings`, `annotation`, `object` (a SecurityException), `baseline`, or `built-in` (a part of Kubernetes that can't do without). */
      from: z.string(),
      by: z.string().nullable(),
    })
    .nullable(),
  history: z.array(historyEntrySchema),
  /** Other findings on the same object. */
  siblings: z.array(findingRowSchema.pick({ fingerprint: true, title: true, severity: true, status: true })).max(50),
});
export type FindingDetail = z.infer<typeof findingDetailSchema>;

/** Accepts what is selected: by fingerprint, or all that a filter shows. */
export const acceptSchema = z.object({
  fingerprints: z
    .array(z.string().regex(/^[0-9a-f]{32}$/))
    .min(1)
    .max(1000),
  reason: z.string().trim().min(3).max(1000),
  /** Last day on which it holds. Null: until withdrawn. */
  expires: daySchema.nullable(),
});
export const withdrawSchema = z.object({
  fingerprints: z
    .array(z.string().regex(/^[0-9a-f]{32}$/))
    .min(1)
    .max(1000),
});
export const changedCountSchema = z.object({ changed: z.number().int() });

export const exportQuery = z.object({
  ...findingFilters,
  sort: findingSortSchema.default('risk'),
  order: z.enum(['asc', 'desc']).default('desc'),
  format: z.enum(['csv', 'json']).default('csv'),
});
