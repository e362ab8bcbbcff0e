import { z } from 'zod';
import { newExceptionSchema } from './administration.ts';
import { daySchema, manyOf, nameSchema, pageQuery, resourceSchema, severitySchema } from './common.ts';

/** The ladder, from the ground up. */
export const rungSchema = z.enum(['Off', 'Audit', 'Warn', 'Deny']);
export type Rung = z.infer<typeof rungSchema>;

/**
 * Whether our objects can be written to the cluster from here, and why not: a recording is shown; the cluster does not have the kind; the
 * user may not; the server itself may not; the API server could not be asked.
 */
export const writingSchema = z.object({
  possible: z.boolean(),
  reason: z.enum(['recording', 'not-installed', 'not-permitted', 'server-may-not', 'unanswered']).nullable(),
});
export type Writing = z.infer<typeof writingSchema>;

/** What has to be written where the cluster is not written to, or Git is where it belongs. */
export const manifestSchema = z.object({
  yaml: z.string(),
  fileName: z.string(),
  /** Does the same from a terminal. */
  command: z.string(),
});
export type Manifest = z.infer<typeof manifestSchema>;

const conditionSchema = z.object({
  type: z.string(),
  status: z.string(),
  reason: z.string(),
  message: z.string(),
  since: z.string().nullable(),
});

export const policyRowSchema = z.object({
  name: z.string(),
  /** The rung that it asks for; null where the object can't be used. */
  action: rungSchema.nullable(),
  /** The rung that its controller says is in force. */
  inForce: rungSchema.nullable(),
  profile: z.string().nullable(),
  checks: z.number().int(),
  enforcement: z.enum(['Native', 'Webhook']).nullable(),
  failurePolicy: z.enum(['Fail', 'Ignore']).nullable(),
  scope: z.object({
    /** As kubectl writes selectors; null: every namespace. */
    selector: z.string().nullable(),
    /** Those that it leaves alone, Kubernetes' own not among them. */
    excluded: z.array(z.string()),
    /** Namespaces in scope that the user sees. */
    namespaces: z.number().int(),
  }),
  /** Its written condition for a step by itself; the time in seconds. */
  rollout: z.object({ to: rungSchema, cleanFor: z.number() }).nullable(),
  /** What the next step up would do; null at the top, and where the object can't be used. */
  next: z
    .object({
      rung: rungSchema,
      /** Objects that fail now. */
      objects: z.number().int(),
      /** Requests of the last days that it was asked about, and that would have been refused; null where none are recorded. */
      requests: z.object({ asked: z.number().int(), failed: z.number().int() }).nullable(),
      /** Whether something is not known, so that the numbers are lower bounds. */
      doubtful: z.boolean(),
    })
    .nullable(),
  /** What is wrong with the object. */
  mistakes: z.array(z.string()),
  managedBy: z.string().nullable(),
});
export type PolicyRow = z.infer<typeof policyRowSchema>;

/** A policy of the API server itself that no SecurityPolicy made. */
export const foreignPolicySchema = z.object({
  name: z.string(),
  /** The strictest that its bindings say; Off where none binds it. */
  action: rungSchema,
  bindings: z.number().int(),
  failurePolicy: z.string(),
  managedBy: z.string().nullable(),
  /** The check that it was exported from, where it was. */
  check: z.string().nullable(),
});
export type ForeignPolicy = z.infer<typeof foreignPolicySchema>;

export const policiesSchema = z.object({
  items: z.array(policyRowSchema),
  foreign: z.array(foreignPolicySchema),
  /** Whether foreign policies can be seen, by the server and by the user. */
  foreignSeen: z.boolean(),
  /** Whether SecurityPolicies can be seen. */
  seen: z.boolean(),
  writing: writingSchema,
});
export type Policies = z.infer<typeof policiesSchema>;

export const policyDetailSchema = policyRowSchema.extend({
  language: z.string().nullable(),
  created: z.string().nullable(),
  /** Grows with every change of what it asks for; null where the cluster doesn't count. */
  generation: z.number().int().nullable(),
  /** By who asks it at admission: the API server, our webhook, or nobody and why. */
  checkList: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      severity: severitySchema,
      by: z.enum(['native', 'webhook', 'no-admission', 'other-version', 'not-configured', 'too-many-exceptions']),
    }),
  ),
  conditions: z.array(conditionSchema),
  /** Since when nothing would have been refused, as its controller says. */
  cleanSince: z.string().nullable(),
  /** Native objects that its controller made. */
  natives: z.array(z.object({ kind: z.string(), name: z.string(), action: rungSchema.nullable() })),
  /** SecurityExceptions about its checks. */
  exceptions: z.array(
    z.object({ name: z.string(), reason: z.string(), expires: z.string().nullable(), ended: z.boolean() }),
  ),
  /** Null for users who don't see the cluster's page. */
  yaml: z.string().nullable(),
  writing: writingSchema,
});
export type PolicyDetail = z.infer<typeof policyDetailSchema>;

export const predictionQuery = z.object({
  ...pageQuery,
  namespace: manyOf(nameSchema),
  check: manyOf(nameSchema),
  /** Words that all occur in kind, name, namespace, team or a check's id or title. */
  q: z.string().max(200).optional(),
});

const facetSchema = z.array(z.object({ value: z.string(), label: z.string(), count: z.number().int() }));

export const predictedRowSchema = z.object({
  resource: resourceSchema.omit({ container: true }),
  /** Of a pod that differs from the template it was made from. */
  workload: resourceSchema.omit({ container: true }).nullable(),
  team: z.string().nullable(),
  managedBy: z.string().nullable(),
  reasons: z.array(
    z.object({
      check: z.string(),
      title: z.string(),
      severity: severitySchema,
      message: z.string(),
      container: z.string().nullable(),
      /** What to do. */
      action: z.string(),
      /** Whether an edit of the object does it. */
      edit: z.boolean(),
      /** Whether the server asks this check, so that there is a finding with its fix. */
      finding: z.boolean(),
    }),
  ),
});
export type PredictedRow = z.infer<typeof predictedRowSchema>;

export const predictionSchema = z.object({
  /** Of the state of the cluster that it is about. */
  at: z.string(),
  /** Objects that are asked, and those that fail, of those that the user sees. */
  asked: z.number().int(),
  refused: z.number().int(),
  /** Objects that an exception lets in. */
  excepted: z.number().int(),
  /** Objects that could not be judged; where it fails closed, Deny would refuse them. */
  unanswered: z.number().int(),
  failsClosed: z.boolean(),
  unseen: z.array(z.string()),
  unplaced: z.array(z.string()),
  faults: z.array(z.string()),
  facets: z.object({ namespace: facetSchema, check: facetSchema, team: facetSchema }),
  items: z.array(predictedRowSchema),
  total: z.number().int(),
});
export type PolicyPrediction = z.infer<typeof predictionSchema>;

const count = z.number().int().min(0).max(1e12);
/** The prediction that somebody saw before a step: kept with it in the audit trail, so that it can be told later what was known. */
export const seenPredictionSchema = z.object({
  /** Of the state of the cluster that it was about. */
  at: z.iso.datetime(),
  asked: count,
  refused: count,
  excepted: count,
  /** Whether something could not be judged or seen, so that the numbers were lower bounds. */
  doubtful: z.boolean(),
  /** Null where none were recorded. */
  requests: z.object({ since: z.iso.datetime(), asked: count, failed: count }).nullable(),
});
export type SeenPrediction = z.infer<typeof seenPredictionSchema>;
/** Null: none was shown. */
const seen = seenPredictionSchema.nullable().default(null);

export const changeQuery = z.object({ action: rungSchema });
export const stepSchema = z.object({
  /** The rung that the user saw: where it is another by now, nothing is changed. */
  from: rungSchema,
  to: rungSchema,
  /** Of the policy that the user saw: where it asks for something else by now, nothing is changed. */
  generation: z.number().int().optional(),
  seen,
});
/** What the audit trail keeps of a step, and of a new policy (without `from`), as JSON. */
export const stepRecordSchema = z.object({
  from: rungSchema.optional(),
  to: rungSchema,
  seen: seenPredictionSchema.nullable(),
});
export type StepRecord = z.infer<typeof stepRecordSchema>;

export const newPolicySchema = z.object({
  name: z
    .string()
    .max(63)
    .regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/),
  profile: z.string().max(60).nullable(),
  /** Ids that are added to the profile, or are all. */
  checks: z.array(nameSchema).max(200),
  action: rungSchema,
  /** As kubectl writes selectors; null: every namespace. */
  selector: z.string().max(1000).nullable(),
  excludeNamespaces: z.array(nameSchema).max(200),
  enforcement: z.enum(['Native', 'Webhook']),
  failurePolicy: z.enum(['Fail', 'Ignore']),
  /** Days without anything that would have been refused, after which it goes one step up by itself; null: a person steps. */
  rollout: z.object({ to: rungSchema.exclude(['Off']), days: z.number().int().min(1).max(365) }).nullable(),
});
export type NewPolicy = z.infer<typeof newPolicySchema>;
export const madePolicySchema = newPolicySchema.extend({ seen });
/** The same as parameters of an address. */
export const policyDraftQuery = z.object({
  ...newPolicySchema.shape,
  profile: z.string().max(60).optional(),
  checks: manyOf(nameSchema),
  selector: z.string().max(1000).optional(),
  excludeNamespaces: manyOf(nameSchema),
  rollout: z
    .string()
    .regex(/^(Audit|Warn|Deny),([1-9]|[1-9][0-9]|[12][0-9][0-9]|3[0-5][0-9]|36[0-5])$/)
    .optional(),
});
export const policyDraftSchema = z.object({ manifest: manifestSchema, writing: writingSchema });
export type PolicyDraft = z.infer<typeof policyDraftSchema>;

/** An exception as a SecurityException, and as an entry of a settings file. */
export const exceptionDraftSchema = z.object({
  manifest: manifestSchema,
  settings: z.string(),
  writing: writingSchema,
});
export type ExceptionDraft = z.infer<typeof exceptionDraftSchema>;
export const exceptionDraftQuery = newExceptionSchema.extend({
  resources: manyOf(z.string().min(1).max(600)),
  container: z.string().min(1).max(253).optional(),
  owner: z.string().max(253).optional(),
  expires: daySchema.optional(),
});
export const madeExceptionObjectSchema = z.object({ name: z.string() });
/** How a SecurityException is ended. */
export const exceptionRemovalSchema = z.object({
  /** Does it from a terminal. */
  command: z.string(),
  managedBy: z.string().nullable(),
  /** All that it excepts from ends with it. */
  checks: z.array(z.string()),
  writing: writingSchema,
});
export type ExceptionRemoval = z.infer<typeof exceptionRemovalSchema>;

const levelSchema = z.object({
  level: z.enum(['privileged', 'baseline', 'restricted']),
  version: z.string().nullable(),
});
export const podSecurityNamespaceSchema = z.object({
  name: z.string(),
  /** Kubernetes' own: shown, never proposed for. */
  system: z.boolean(),
  workloads: z.number().int(),
  /** As its labels say today; null: nothing, or not known (`labelsSeen`). */
  now: z.object({ enforce: levelSchema.nullable(), audit: levelSchema.nullable(), warn: levelSchema.nullable() }),
  labelsSeen: z.boolean(),
  /** The strictest that all of its workloads pass; null where that isn't known. */
  passes: levelSchema.nullable(),
  next: levelSchema.nullable(),
  /** What keeps it from the next one, by check. */
  blockers: z.array(
    z.object({
      check: z.string(),
      title: z.string(),
      places: z.array(
        z.object({ resource: resourceSchema.omit({ container: true }), containers: z.array(z.string()) }),
      ),
      total: z.number().int(),
    }),
  ),
  unseen: z.array(z.string()),
  unanswered: z.array(z.string()),
  /** Labels to set; empty where there are none. */
  changes: z.record(z.string(), z.string()),
  /** Modes that ask for more today than the plan would, and stay. */
  kept: z.array(z.string()),
  /** Whether today's labels would refuse workloads that are there. */
  refusesToday: z.boolean(),
  command: z.string().nullable(),
  yaml: z.string().nullable(),
});
export type PodSecurityNamespace = z.infer<typeof podSecurityNamespaceSchema>;
export const podSecuritySchema = z.object({ items: z.array(podSecurityNamespaceSchema), version: z.string() });
export type PodSecurity = z.infer<typeof podSecuritySchema>;

/** What the webhook said of a request; of what was let in without a word only numbers are kept. */
export const verdictSchema = z.enum(['denied', 'warned', 'would-refuse', 'error']);
export type Verdict = z.infer<typeof verdictSchema>;
export const refusalsQuery = z.object({
  ...pageQuery,
  policy: nameSchema.optional(),
  check: nameSchema.optional(),
  verdict: manyOf(verdictSchema),
  /** `apps/Deployment/shop/web` */
  workload: z.string().max(800).optional(),
});
export const refusalSchema = z.object({
  id: z.number().int(),
  at: z.string(),
  user: z.string(),
  operation: z.string(),
  kind: z.string(),
  namespace: z.string().nullable(),
  name: z.string(),
  /** Key of the workload that it belongs to. */
  workload: z.string().nullable(),
  policy: z.string(),
  /** Null where it is said of the request as a whole. */
  check: z.string().nullable(),
  title: z.string(),
  /** The way out; empty where no check is named. */
  remedy: z.string(),
  /** The rung that was in force. */
  action: z.string(),
  verdict: verdictSchema,
  message: z.string(),
  milliseconds: z.number(),
});
export type Refusal = z.infer<typeof refusalSchema>;
export const refusalPageSchema = z.object({
  items: z.array(refusalSchema),
  total: z.number().int(),
  /** Since when requests are recorded; null where none ever was, so that no refusals means nothing. */
  since: z.string().nullable(),
});
export type RefusalPage = z.infer<typeof refusalPageSchema>;

/** What failed in recent requests by one check, who made them, and the way out. */
export const requestedCheckSchema = z.object({
  check: z.string(),
  title: z.string(),
  /** Null for a check that this version doesn't know. */
  severity: severitySchema.nullable(),
  requests: z.number().int(),
  /** What to do. */
  remedy: z.string(),
  /** Whether the server asks this check, so that there is a finding with its fix. */
  finding: z.boolean(),
  /** Of the samples; the most frequent ones. */
  users: facetSchema,
  /** What was to be written: key of the workload that it belongs to, where it belongs to one. */
  objects: z.array(
    z.object({
      kind: z.string(),
      namespace: z.string().nullable(),
      name: z.string(),
      workload: z.string().nullable(),
      count: z.number().int(),
    }),
  ),
});
export type RequestedCheck = z.infer<typeof requestedCheckSchema>;

/** Requests of the last days that a policy was asked about, in numbers, and by whom those were made that failed. */
export const policyRequestsSchema = z.object({
  /** Since when they are counted, not before the policy was made; null where nothing is recorded: no webhook has asked yet. */
  since: z.string().nullable(),
  asked: z.number().int(),
  /** Those that Deny would refuse, whatever was done with them. */
  failed: z.number().int(),
  errors: z.number().int(),
  byCheck: z.array(requestedCheckSchema),
  /** Of the samples. */
  byUser: facetSchema,
  /** Failed requests of which it is kept who made them; of the newest only these are looked at. */
  samples: z.number().int(),
  /** Whether the API server itself refuses what fails: it does so before it asks the webhook, and only its audit log knows by whom. */
  unrecorded: z.boolean(),
});
export type PolicyRequests = z.infer<typeof policyRequestsSchema>;

/** Something of a policy that its controller left as it is. */
export const leftAloneSchema = z.object({
  policy: z.string(),
  /**
   * `definition-gone`: the policy went with the definition of its kind, so nobody decided against it; `no-controller`: it is gone, and nobody is
   * there to remove what was made for it; `not-ready`: it is there, and its controller says what is in the way.
   */
  reason: z.enum(['definition-gone', 'no-controller', 'not-ready']),
  /** What its controller says; empty for users who don't see the cluster's page. */
  message: z.string(),
  /** Native objects that stay in force; null where the policy is there. */
  objects: z.number().int().nullable(),
});
export type LeftAlone = z.infer<typeof leftAloneSchema>;

export const policyControlSchema = z.object({
  /**
   * Who brings the cluster to what its policies say: this server, another process; somebody whose sign of life is old; nobody; a recording can't tell;
   * it could not be asked.
   */
  leader: z.enum(['here', 'elsewhere', 'silent', 'nobody', 'recording', 'unknown']),
  /** Null where it is not known, and for users who don't see the cluster's page. */
  holder: z.string().nullable(),
  /** Since when it leads, and its last sign of life. */
  since: z.string().nullable(),
  renewed: z.string().nullable(),
  /** What the leader is at; null unless it is this server. */
  work: z.enum(['no-definitions', 'waiting', 'failing', 'in-force']).nullable(),
  /** Why it is failing, or why it is not known who leads. */
  trouble: z.string().nullable(),
  left: z.array(leftAloneSchema),
  /** Whether all that could be left over is seen: the API server's policies, by the server and by the user. */
  seen: z.boolean(),
});
export type PolicyControlView = z.infer<typeof policyControlSchema>;
