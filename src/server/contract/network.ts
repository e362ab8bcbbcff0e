import { z } from 'zod';
import { manyOf, nameSchema, pageQuery, resourceSchema } from './common.ts';

/**
 * Who may talk to whom, under all policies. A node is a namespace, a workload of a namespace that was opened, or what lies outside of
 * them. Its id stays the same as long as it is there: `shop/` for a namespace, `Deployment/shop/web` for a workload, `nodes`, `internet`,
 * `10.0.0.0/8` for addresses that policies tell apart, `outside` for all of those together, `others` for namespaces that the user may not see.
 */
export const networkNodeKind = z.enum(['namespace', 'workload', 'nodes', 'internet', 'addresses', 'others']);
const nodeId = z.string().min(1).max(800);

/** Of how many workloads policies limit a direction; of how many that isn't known. */
const limitedSchema = z.object({ yes: z.number().int(), unknown: z.number().int() });

export const networkNodeSchema = z.object({
  id: nodeId,
  kind: networkNodeKind,
  name: z.string(),
  /** Of workloads. */
  namespace: z.string().nullable(),
  workload: resourceSchema.omit({ container: true }).nullable(),
  /** Workloads (or nodes) in it. */
  members: z.number().int(),
  /** Of these, pods in the network of their node: no policy holds for them. */
  onHosts: z.number().int(),
  ingress: limitedSchema,
  egress: limitedSchema,
  /** Of these, reached from outside of the cluster in some way. */
  exposed: z.number().int(),
  /** A namespace that was opened: its workloads are nodes, too. */
  open: z.boolean(),
  /** Workloads of an opened namespace that were left out, since there are too many, or since they don't fit the search. */
  leftOut: z.number().int(),
});
export type NetworkNode = z.infer<typeof networkNodeSchema>;

/**
 * `seen-denied`: recorded, though policies deny it. `seen`: recorded, and not denied. `allowed`: some may connect. `unknown`: that isn't
 * known of any, and none may for certain. `denied`: none may.
 */
export const networkStates = ['seen-denied', 'seen', 'allowed', 'unknown', 'denied'] as const;
export const networkStateSchema = z.enum(networkStates);
export type NetworkState = z.infer<typeof networkStateSchema>;

/** What was recorded between two. */
const seenSchema = z.object({
  flows: z.number().int(),
  /** Of these, denied by policies now, or refused when they were recorded. */
  denied: z.number().int(),
  /** Of these, refused when they were recorded. */
  refused: z.number().int(),
  /** When it was recorded last, ISO 8601. */
  last: z.string().nullable(),
  /** The ports used most, `TCP 5432`: at most 40. */
  ports: z.array(z.string()),
});

export const networkEdgeSchema = z.object({
  /** A node's id, or one of `everyone`. */
  from: nodeId,
  to: nodeId,
  state: networkStateSchema,
  /** Pairs of workloads (nodes, ranges of addresses), and of how many at least one port is allowed; at least one unknown and none allowed. */
  pairs: z.number().int(),
  allowed: z.number().int(),
  unknown: z.number().int(),
  /** `TCP 80`, `UDP 53-60`, `TCP` for all of its ports: allowed, or unknown, for at least one pair. Empty, with `everyPort`, for all. */
  ports: z.array(z.string()),
  unknownPorts: z.array(z.string()),
  everyPort: z.boolean(),
  /** What was recorded of it; null where nothing was. */
  seen: seenSchema.nullable(),
});
export type NetworkEdge = z.infer<typeof networkEdgeSchema>;

export const networkFilters = {
  /** Namespaces whose workloads are shown one by one. */
  open: manyOf(nameSchema),
  /** Connections of these namespaces only. */
  namespace: manyOf(nameSchema),
  /** `5432`, `53/UDP`: connections that may use it. */
  port: z
    .string()
    .regex(/^\d{1,5}(\/(TCP|UDP|SCTP))?$/i)
    .optional(),
  /** All but denied ones, where none is named. */
  state: manyOf(networkStateSchema),
  /** Words of a workload's or namespace's name: its connections only. */
  q: z.string().max(200).optional(),
};
export const networkMapQuery = z.object(networkFilters);

export const networkMapSchema = z.object({
  nodes: z.array(networkNodeSchema),
  /**
   * Sources of edges that stand for most nodes at once: everything but those in `except`, which have edges of their own where they may
   * connect. Where a node has an edge of its own to the same destination, that one counts.
   */
  everyone: z.array(z.object({ id: nodeId, except: z.array(nodeId) })),
  edges: z.array(networkEdgeSchema),
  /** Connections that fit, drawn or not: at most 2,000 are in `edges`, those seen first. */
  total: z.number().int(),
  /** All of the cluster that the user sees, whatever is filtered. */
  counts: z.object({
    namespaces: z.number().int(),
    workloads: z.number().int(),
    policies: z.number().int(),
    /** Policies among these that nothing in the cluster enforces: the map is what is possible without them. */
    ignored: z.number().int(),
  }),
  namespaces: z.array(z.object({ name: z.string(), workloads: z.number().int() })),
  /** What was recorded of the cluster's connections; null where the server was given none. */
  flows: z
    .object({
      state: z.enum(['reading', 'read', 'failed']),
      total: z.number().int(),
      from: z.string().nullable(),
      until: z.string().nullable(),
    })
    .nullable(),
});
export type NetworkMap = z.infer<typeof networkMapSchema>;

export const networkConnectionsQuery = z.object({ ...networkFilters, ...pageQuery });
export const networkConnectionSchema = networkEdgeSchema.extend({
  /** Of those that stand for most nodes: for which it doesn't hold. */
  except: z.array(nodeId).nullable(),
});
export type NetworkConnection = z.infer<typeof networkConnectionSchema>;
export const networkConnectionPageSchema = z.object({
  items: z.array(networkConnectionSchema),
  total: z.number().int(),
});

export const networkExplainQuery = z.object({
  /** A node's id (no namespace's), `shop/web`, or an address. */
  from: nodeId,
  to: nodeId,
  /** `8080`, `53/UDP`; absent: the first that a container of the destination declares, else TCP 443. */
  port: networkFilters.port,
});
const policyRefSchema = resourceSchema.omit({ container: true });
const ruleSchema = z.object({
  /** Null where it is of a namespace, or cluster-wide, and the user may not see it. */
  policy: policyRefSchema.nullable(),
  /** `spec.ingress[0]`; null for the policy as a whole. */
  rule: z.string().nullable(),
  action: z.enum(['allow', 'deny', 'pass']),
});
const outcomeSchema = z.enum(['allowed', 'denied', 'unknown']);
export const networkExplanationSchema = z.object({
  from: z.string(),
  to: z.string(),
  protocol: z.enum(['TCP', 'UDP', 'SCTP']),
  port: z.number().int(),
  outcome: outcomeSchema,
  /** Why it is unknown, in words. */
  reasons: z.array(z.string()),
  directions: z.array(
    z.object({
      direction: z.enum(['egress', 'ingress']),
      outcome: outcomeSchema,
      /** The rule that decides; null where none does, and it is allowed for that. */
      decides: ruleSchema.nullable(),
      /** Where policies close the direction and none of their rules allows it. */
      closedBy: z.array(ruleSchema),
      mayMatch: z.array(ruleSchema.extend({ reasons: z.array(z.string()) })),
    }),
  ),
  /** On every port between these two. */
  ports: z.array(z.string()),
  unknownPorts: z.array(z.string()),
  everyPort: z.boolean(),
  /** What was recorded between them, on any port; null where nothing was, or none is loaded. */
  seen: seenSchema.nullable(),
  /** Ports that containers of the destination declare. */
  declared: z.array(
    z.object({ port: z.number().int(), protocol: z.enum(['TCP', 'UDP', 'SCTP']), name: z.string().nullable() }),
  ),
});
export type NetworkExplanation = z.infer<typeof networkExplanationSchema>;

export const networkPoliciesSchema = z.object({
  /** Policies of every kind that is evaluated, by namespace and name. */
  items: z.array(policyRefSchema).max(5000),
  total: z.number().int(),
});
export type NetworkPolicies = z.infer<typeof networkPoliciesSchema>;

export const networkPolicyQuery = z.object({
  group: z.string().max(253),
  kind: nameSchema,
  namespace: nameSchema.optional(),
  name: nameSchema,
});
export const networkPolicySchema = z.object({ yaml: z.string() });
export type NetworkPolicyText = z.infer<typeof networkPolicySchema>;

/** Longest text of policies that is taken, in UTF-16 units. */
export const longestPolicies = 262_144;
export const networkSimulationBody = z.object({ yaml: z.string().min(1).max(longestPolicies) });
const endsSchema = z.object({
  /** The first of them, by name. */
  names: z.array(z.string()).max(50),
  total: z.number().int(),
});
export const networkChangeKind = z.enum(['closed', 'opened', 'uncertain']);
export const networkSimulationSchema = z.object({
  /** `ignored`: nothing in this cluster enforces it, so it closes and opens nothing. */
  policies: z.array(policyRefSchema.extend({ replaces: z.boolean(), ignored: z.boolean() })),
  /** Pairs of workloads (nodes, ranges of addresses) for which something is closed, opened, or becomes or was unknown. */
  pairs: z.object({ closed: z.number().int(), opened: z.number().int(), uncertain: z.number().int() }),
  changes: z
    .array(
      z.object({
        change: networkChangeKind,
        from: endsSchema,
        to: endsSchema,
        ports: z.array(z.string()),
        everyPort: z.boolean(),
      }),
    )
    .max(500),
  /** Changes, listed or not. */
  total: z.number().int(),
  /** Recorded flows that it would refuse; null where none are loaded. */
  broken: z
    .object({
      total: z.number().int(),
      flows: z.array(
        z.object({
          from: z.string(),
          to: z.string(),
          port: z.string(),
          flows: z.number().int(),
          last: z.string().nullable(),
          /** False: whether it would work is then not known. */
          certain: z.boolean(),
        }),
      ),
    })
    .nullable(),
});
export type NetworkSimulation = z.infer<typeof networkSimulationSchema>;

export const networkReachSchema = z.enum(['internet', 'unknown', 'company', 'cluster', 'nowhere']);
export const networkExposureQuery = z.object({ reach: manyOf(networkReachSchema), ...pageQuery });
export const networkWaySchema = z.object({
  by: z.enum([
    'ingress',
    'gateway',
    'loadbalancer',
    'nodeport',
    'externalip',
    'hostport',
    'hostnetwork',
    'kubelet',
    'api-server',
  ]),
  /** What opens it; null for an API server of which only the address is known, and for what the user may not see. */
  via: resourceSchema.omit({ container: true }).nullable(),
  /** What is behind; null where that can't be seen, or is the node itself. */
  workload: resourceSchema.omit({ container: true }).nullable(),
  /** Of how many nodes it is the way, where it is one of nodes. */
  nodes: z.number().int().nullable(),
  controller: z.string().nullable(),
  /** Hosts and addresses, as a client would use them. */
  hosts: z.array(z.string()),
  /** `443 → 8443`, `53/UDP`. */
  ports: z.array(z.string()),
  /** Who is let in, where that is limited. */
  sourceRanges: z.array(z.string()),
  tls: z.enum(['yes', 'no', 'passthrough', 'workload', 'unknown']),
  authentication: z.enum(['required', 'none', 'unknown']),
  /** What network policies say about the way's last step. */
  policies: z.enum(['allowed', 'denied', 'unknown', 'not-evaluated']),
  policyNames: z.array(z.string()),
  reach: networkReachSchema,
  /** Why the reach isn't known, or what it was taken from, in words. */
  reasons: z.array(z.string()),
});
export type NetworkWay = z.infer<typeof networkWaySchema>;
export const networkExposureSchema = z.object({
  /** Widest reach first. */
  items: z.array(networkWaySchema),
  total: z.number().int(),
  /** Kinds that look like routes and can't be read: what they open is not known. */
  unknownKinds: z.array(z.string()),
});
export type NetworkExposure = z.infer<typeof networkExposureSchema>;
