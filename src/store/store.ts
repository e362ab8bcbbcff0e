import type { SessionStore, SettingsStore, TokenStore, UserStore } from './account-types.ts';
import type { AuditLog } from './audit-types.ts';
import type { ClusterStore } from './cluster-types.ts';
import type { DecisionStore } from './decision-types.ts';
import type { ExceptionStore } from './exception-types.ts';
import type { FindingStore } from './finding-types.ts';
import type { OverviewStore, TrendStore } from './overview-types.ts';
import type { AssessmentBatch, BatchResult } from './records.ts';
import type { WorkloadStore } from './workload-types.ts';

/** The database. Every method throws `StoreError` where the database fails; what a resolved promise said is kept is on disk. */
export interface Store {
  readonly dialect: 'sqlite' | 'postgres';
  readonly clusters: ClusterStore;
  readonly findings: FindingStore;
  readonly workloads: WorkloadStore;
  readonly trends: TrendStore;
  readonly overview: OverviewStore;
  readonly exceptions: ExceptionStore;
  readonly sessions: SessionStore;
  readonly tokens: TokenStore;
  readonly users: UserStore;
  readonly audit: AuditLog;
  readonly settings: SettingsStore;
  readonly decisions: DecisionStore;
  /**
   * Stores one batch in one transaction. Applying a batch again changes nothing but `lastSeen`.
   * The cluster must have been put by `clusters.put`.
   */
  applyBatch(batch: AssessmentBatch): Promise<BatchResult>;
  /** Deletes what is older than the settings say, in slices. @param now ISO 8601 */
  retention(now: string): Promise<RetentionResult>;
  /** Whether the database answers: resolves, or throws `StoreError`. For `/readyz`. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** Rows deleted. */
export interface RetentionResult {
  readonly findings: number;
  /** Entries of findings that have too many. */
  readonly history: number;
  readonly trend: number;
  readonly audit: number;
  readonly sessions: number;
  readonly tokens: number;
  /** Of the admission webhook: samples, and hours of counts. */
  readonly decisions: number;
}
