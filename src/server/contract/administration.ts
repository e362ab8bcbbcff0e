import { z } from 'zod';
import { daySchema, manyOf, nameSchema, pageQuery } from './common.ts';
import { blindSpotSchema } from './overview.ts';

/** A decision to live with findings: of one finding, or of a check on resources. */
export const exceptionSchema = z.object({
  id: z.string(),
  check: z.string(),
  title: z.string(),
  /** Globs `Kind/namespace/name`; empty: every resource. */
  resources: z.array(z.string()),
  container: z.string().nullable(),
  /** Set where it accepts one finding only. */
  fingerprint: z.string().nullable(),
  reason: z.string(),
  owner: z.string().nullable(),
  expires: daySchema.nullable(),
  /** `user`: made here, and can be ended here; `settings`: from `.breakwater.yaml`; `annotation`: on the object itself; `object`: a SecurityException. */
  from: z.enum(['user', 'settings', 'annotation', 'object']),
  /** Of the SecurityException. */
  object: z.string().nullable(),
  createdBy: z.string().nullable(),
  createdAt: z.string().nullable(),
  status: z.enum(['active', 'expired', 'unmatched']),
  /** Findings it covers now. */
  matches: z.number().int(),
});
export type Exception = z.infer<typeof exceptionSchema>;
export const exceptionsQuery = z.object({
  ...pageQuery,
  status: manyOf(z.enum(['active', 'expired', 'unmatched'])),
  q: z.string().max(200).optional(),
});
export const exceptionPageSchema = z.object({ items: z.array(exceptionSchema), total: z.number().int() });
export const newExceptionSchema = z.object({
  check: nameSchema,
  resources: z.array(z.string().min(1).max(600)).max(100),
  container: z.string().min(1).max(253).nullable(),
  reason: z.string().trim().min(3).max(1000),
  owner: z.string().max(253).nullable(),
  expires: daySchema.nullable(),
});

export const clusterSchema = z.object({
  id: z.string(),
  name: z.string(),
  source: z.enum(['live', 'recording']),
  server: z.string().nullable(),
  recorded: z.string().nullable(),
  version: z.string().nullable(),
  /** Support window of that minor version; null where the version is not known. */
  support: z
    .object({
      minor: z.string(),
      state: z.enum(['supported', 'maintenance', 'ended', 'unknown']),
      released: daySchema.nullable(),
      maintenanceFrom: daySchema.nullable(),
      endOfLife: daySchema.nullable(),
      latest: z.string(),
    })
    .nullable(),
  /** What is watched: the state of each kind. */
  kinds: z.array(
    z.object({
      kind: z.string(),
      objects: z.number().int(),
      state: z.enum(['syncing', 'live', 'retrying', 'forbidden', 'recorded']),
      /** Of the last change. */
      changed: z.string().nullable(),
      error: z.string().nullable(),
    }),
  ),
  /** Parts of the control plane and add-ons that were recognised. */
  components: z.array(z.object({ name: z.string(), version: z.string().nullable(), namespace: z.string().nullable() })),
  nodes: z.object({
    total: z.number().int(),
    ready: z.number().int(),
    /** Nodes alike in versions, at most 200 groups. */
    groups: z.array(
      z.object({
        kubelet: z.string(),
        runtime: z.string(),
        os: z.string(),
        kernel: z.string(),
        architecture: z.string(),
        count: z.number().int(),
        roles: z.array(z.string()),
      }),
    ),
  }),
  blindSpots: z.array(blindSpotSchema),
  assessedAt: z.string().nullable(),
});
export type Cluster = z.infer<typeof clusterSchema>;

export const settingsSchema = z.object({
  retention: z.object({
    /** Days that resolved findings and their history are kept. */
    resolvedDays: z.number().int().min(1).max(3650),
    trendDays: z.number().int().min(7).max(3650),
    auditDays: z.number().int().min(7).max(3650),
  }),
  /** Labels that name an object's team, on the object or its namespace; the first that is there counts. */
  teamLabels: z.array(z.string().min(1).max(317)).min(1).max(10),
});
export type Settings = z.infer<typeof settingsSchema>;
/** What the settings file and the call decided; shown, not changed here. */
export const settingsViewSchema = settingsSchema.extend({
  profile: z.string(),
  checks: z.number().int(),
  database: z.enum(['sqlite', 'postgres']),
  settingsFile: z.string().nullable(),
});
export type SettingsView = z.infer<typeof settingsViewSchema>;

export const tokenScopeSchema = z.enum(['read', 'accept', 'admin']);
export const tokenSchema = z.object({
  id: z.string(),
  name: z.string(),
  scopes: z.array(tokenScopeSchema),
  namespaces: z.array(z.string()).nullable(),
  createdBy: z.string(),
  createdAt: z.string(),
  expires: z.string(),
  lastUsed: z.string().nullable(),
});
export type Token = z.infer<typeof tokenSchema>;
export const tokensSchema = z.object({ items: z.array(tokenSchema) });
export const newTokenSchema = z.object({
  name: z.string().trim().min(1).max(100),
  scopes: z.array(tokenScopeSchema).min(1).max(3),
  /** Null: all that its maker sees. */
  namespaces: z.array(nameSchema).max(100).nullable(),
  days: z.number().int().min(1).max(365),
});
/** The secret is shown this once; only its hash is kept. */
export const createdTokenSchema = tokenSchema.extend({ secret: z.string() });
export type CreatedToken = z.infer<typeof createdTokenSchema>;

export const usersSchema = z.object({
  items: z.array(
    z.object({
      name: z.string(),
      via: z.string(),
      lastSeen: z.string(),
      permissions: z.array(z.string()),
      namespaces: z.array(z.string()).nullable(),
    }),
  ),
  /** ClusterRoles and bindings to apply, as YAML: how a cluster admin grants access with RBAC. */
  grants: z.string(),
});
export type Users = z.infer<typeof usersSchema>;

export const auditQuery = z.object({
  ...pageQuery,
  actor: z.string().max(253).optional(),
  action: z.string().max(100).optional(),
});
export const auditPageSchema = z.object({
  items: z.array(
    z.object({
      id: z.number().int(),
      at: z.string(),
      actor: z.string(),
      action: z.string(),
      target: z.string().nullable(),
      detail: z.string().nullable(),
      address: z.string().nullable(),
    }),
  ),
  total: z.number().int(),
});
export type AuditPage = z.infer<typeof auditPageSchema>;

export const searchQuery = z.object({
  q: z.string().max(200),
  limit: z.coerce.number().int().min(1).max(50).default(20),
});
export const searchResultSchema = z.object({
  items: z.array(
    z.discriminatedUnion('type', [
      z.object({
        type: z.literal('object'),
        group: z.string(),
        kind: z.string(),
        namespace: z.string().nullable(),
        name: z.string(),
        /** Whether it has a page of its own. */
        workload: z.boolean(),
        open: z.number().int(),
      }),
      z.object({ type: z.literal('check'), id: z.string(), title: z.string(), open: z.number().int() }),
    ]),
  ),
});
export type SearchResult = z.infer<typeof searchResultSchema>;

export const checkDetailSchema = z.object({
  id: z.string(),
  title: z.string(),
  severity: z.string(),
  why: z.string(),
  action: z.string(),
  source: z.string(),
  standards: z.array(z.object({ framework: z.string(), id: z.string(), title: z.string() })),
  asked: z.boolean(),
  /** Why it is not asked; null where it is. */
  reason: z.string().nullable(),
  open: z.number().int(),
  accepted: z.number().int(),
});
export type CheckDetail = z.infer<typeof checkDetailSchema>;
export const checksSchema = z.object({
  items: z.array(checkDetailSchema.pick({ id: true, title: true, severity: true, asked: true, open: true })),
});
export type Checks = z.infer<typeof checksSchema>;

/** Data of the server-sent events, by their name. */
export const liveEventSchema = z.discriminatedUnion('event', [
  /** Findings changed: what shows them asks again. Namespaces of others are left out. */
  z.object({
    event: z.literal('findings'),
    opened: z.number().int(),
    resolved: z.number().int(),
    changed: z.number().int(),
    assessedAt: z.string(),
  }),
  /** The watch's state or the blind spots changed. */
  z.object({ event: z.literal('cluster') }),
]);
export type LiveEvent = z.infer<typeof liveEventSchema>;
