import type { Generated } from 'kysely';

/**
 * Tables, the same in SQLite and PostgreSQL. Times are ISO 8601 texts in UTC with milliseconds (they sort as they are), days
 * `2027-01-31`; truths are 0 and 1; no namespace, no team and no container are the empty text; JSON is text, because only we read it.
 */
export interface Schema {
  migrations: MigrationTable;
  clusters: ClusterTable;
  findings: FindingTable;
  finding_facts: FindingFactsTable;
  history: HistoryTable;
  acceptances: AcceptanceTable;
  exception_rules: ExceptionRuleTable;
  trend: TrendTable;
  workloads: WorkloadTable;
  sessions: SessionTable;
  tokens: TokenTable;
  users: UserTable;
  audit: AuditTable;
  settings: SettingsTable;
  decisions: DecisionTable;
  decision_counts: DecisionCountTable;
}

interface MigrationTable {
  name: string;
  at: string;
}

interface ClusterTable {
  /** Short stand-in for `id` in the other tables. */
  number: Generated<number>;
  id: string;
  name: string;
  source: string;
  server: string | null;
  recorded: string | null;
  version: string | null;
  coverage: string | null;
  blind_spots: string;
  assessed_at: string | null;
}

/** What lists filter, sort and count by; narrow, because that reads all rows. What a finding says is in `finding_facts`. */
interface FindingTable {
  id: Generated<number>;
  cluster: number;
  fingerprint: string;
  object: string;
  /** The workload of an object that stands for it, otherwise the object. */
  subject: string;
  check_id: string;
  /** 5 critical to 1 info. */
  severity: number;
  status: string;
  kind: string;
  namespace: string;
  name: string;
  team: string;
  risk: number;
  /** Lower case: what a search looks through. */
  search: string;
  /** Of what is said in words (16 digits) and of all facts (16 digits): whether either changed. */
  digest: string;
  /** Last day of the exception in the facts, `untilRevoked` where it has none; empty: no exception. */
  excepted_until: string;
  /** Whether a person's acceptance holds. */
  accepted: number;
  first_seen: string;
  /** `stillSeen` while it is not resolved: it was last seen when the cluster was last assessed. */
  last_seen: string;
  resolved_at: string | null;
}

interface FindingFactsTable {
  finding: number;
  facts: string;
  /** The exception in the facts, to count findings by. */
  exception: string | null;
}

/** All but `opened`, which is the finding's `first_seen`. */
interface HistoryTable {
  id: Generated<number>;
  cluster: number;
  finding: number;
  at: string;
  type: string;
  actor: string | null;
  reason: string | null;
  expires: string | null;
}

interface AcceptanceTable {
  finding: number;
  reason: string;
  expires: string | null;
  accepted_by: string;
  accepted_at: string;
  /** Whether its last day is over and that was recorded. */
  expired: number;
}

interface ExceptionRuleTable {
  id: string;
  cluster: number;
  check_id: string;
  resources: string;
  container: string | null;
  reason: string;
  owner: string | null;
  expires: string | null;
  created_by: string;
  created_at: string;
}

/** What a day changed: the open findings of a day are the sum of all days up to it, so that days without a change need no row. */
interface TrendTable {
  cluster: number;
  day: string;
  severity: number;
  namespace: string;
  team: string;
  open_change: number;
  risk_change: number;
  opened: number;
  resolved: number;
}

interface WorkloadTable {
  cluster: number;
  key: string;
  group_name: string;
  kind: string;
  namespace: string;
  name: string;
  team: string;
  exposure: string;
  replicas: number | null;
  pods: number;
  images: string;
  service_account: string;
  search: string;
  digest: string;
}

interface SessionTable {
  hash: string;
  user_name: string;
  identity: string;
  via: string;
  csrf: string;
  created_at: string;
  expires: string;
}

interface TokenTable {
  id: string;
  name: string;
  hash: string;
  scopes: string;
  namespaces: string | null;
  created_by: string;
  created_at: string;
  expires: string;
  last_used: string | null;
}

interface UserTable {
  name: string;
  via: string;
  last_seen: string;
  permissions: string;
  namespaces: string | null;
}

interface AuditTable {
  id: Generated<number>;
  at: string;
  actor: string;
  action: string;
  target: string | null;
  detail: string | null;
  address: string | null;
}

interface SettingsTable {
  name: string;
  value: string;
}

/** A sample of what the admission webhook said. No index by check: a policy's rows are read instead. */
interface DecisionTable {
  id: Generated<number>;
  cluster: number;
  at: string;
  user_name: string;
  user_groups: string;
  operation: string;
  resource: string;
  kind: string;
  namespace: string;
  name: string;
  workload: string | null;
  policy: string;
  check_id: string;
  action: string;
  verdict: string;
  message: string;
  milliseconds: number;
}

/** All that it said, as numbers. Without a check: requests, each once. */
interface DecisionCountTable {
  cluster: number;
  /** `2027-01-31T10` */
  hour: string;
  policy: string;
  check_id: string;
  namespace: string;
  action: string;
  verdict: string;
  count: number;
}

/** Sorts behind every time. */
export const stillSeen = '9999-12-31T23:59:59.999Z';
/** Sorts behind every day. */
export const untilRevoked = '9999-12-31';
