import { z } from 'zod';
import { countsSchema, manyOf, nameSchema, pageQuery, resourceSchema } from './common.ts';
import { findingRowSchema } from './findings.ts';

export const exposureSchema = z.enum(['internet', 'node-port', 'host-network', 'none']);

export const workloadFilters = {
  namespace: manyOf(nameSchema),
  kind: manyOf(nameSchema),
  team: manyOf(nameSchema),
  exposure: manyOf(exposureSchema),
  /** Words that all occur in its kind, name, namespace, team, or an image. */
  q: z.string().max(200).optional(),
};
export const workloadsQuery = z.object({
  ...workloadFilters,
  ...pageQuery,
  sort: z.enum(['risk', 'name', 'namespace', 'findings', 'pods']).default('risk'),
  order: z.enum(['asc', 'desc']).default('desc'),
});

export const workloadRowSchema = z.object({
  group: z.string(),
  kind: z.string(),
  namespace: z.string(),
  name: z.string(),
  team: z.string().nullable(),
  exposure: exposureSchema,
  /** Score of its riskiest open finding. */
  risk: z.number().int(),
  open: countsSchema,
  /** Wanted; null where its kind says no number (DaemonSet, Job). */
  replicas: z.number().int().nullable(),
  pods: z.number().int(),
  images: z.array(z.string()),
  serviceAccount: z.string(),
});
export type WorkloadRow = z.infer<typeof workloadRowSchema>;
export const workloadPageSchema = z.object({ items: z.array(workloadRowSchema), total: z.number().int() });
const facetSchema = z.array(z.object({ value: z.string(), label: z.string(), count: z.number().int() }));
export const workloadFacetsSchema = z.object({
  namespace: facetSchema,
  kind: facetSchema,
  team: facetSchema,
  exposure: facetSchema,
});
export type WorkloadFacets = z.infer<typeof workloadFacetsSchema>;

/** Path of a workload; the core group is written `core`. */
export const workloadParams = z.object({
  group: nameSchema,
  kind: nameSchema,
  namespace: nameSchema,
  name: nameSchema,
});

export const workloadDetailSchema = workloadRowSchema.extend({
  labels: z.record(z.string(), z.string()),
  created: z.string().nullable(),
  containers: z.array(
    z.object({
      name: z.string(),
      type: z.enum(['init', 'regular', 'ephemeral']),
      image: z.string(),
      /** Digests that its pods run, as the kubelets report them. */
      runs: z.array(z.string()),
      ports: z.array(z.string()),
    }),
  ),
  /** At most 500, by name. */
  podList: z
    .array(
      z.object({
        name: z.string(),
        phase: z.string(),
        node: z.string().nullable(),
        ip: z.string().nullable(),
        started: z.string().nullable(),
        restarts: z.number().int(),
      }),
    )
    .max(500),
  serviceAccountDetail: z.object({
    name: z.string(),
    /** Whether its token is mounted. */
    mounted: z.boolean(),
    /** `ClusterRole/view through RoleBinding/shop/web` and the like. */
    bindings: z.array(z.object({ role: z.string(), binding: z.string(), scope: z.enum(['cluster', 'namespace']) })),
  }),
  /** Each way by which it is reached from outside. */
  exposures: z.array(
    z.object({ by: z.string(), via: resourceSchema, internal: z.boolean(), hosts: z.array(z.string()) }),
  ),
  /** NetworkPolicies that select its pods; null where that can't be known. */
  isolation: z.object({
    ingress: z.enum(['yes', 'no', 'unknown']),
    egress: z.enum(['yes', 'no', 'unknown']),
    policies: z.array(z.string()),
  }),
  /** Objects that it refers to or that refer to it. */
  neighbours: z.array(resourceSchema.omit({ container: true }).extend({ relation: z.string(), missing: z.boolean() })),
  findings: z.array(findingRowSchema).max(200),
  yaml: z.string(),
});
export type WorkloadDetail = z.infer<typeof workloadDetailSchema>;
