export type {
  Identity,
  SessionRecord,
  SessionStore,
  SettingsStore,
  SignInWay,
  StoredSettings,
  TokenRecord,
  TokenScope,
  TokenStore,
  UserRecord,
  UserStore,
} from './account-types.ts';
export type { AuditEntry, AuditLog, AuditRecord } from './audit-types.ts';
export type { ClusterRecord, ClusterStore, CoverageRecord } from './cluster-types.ts';
export {
  type DecisionCount,
  type DecisionEntry,
  type DecisionFilter,
  type DecisionRecord,
  type DecisionStore,
  type DecisionTally,
  type DecisionVerdict,
  decisionVerdicts,
} from './decision-types.ts';
export type { AcceptanceRecord, ExceptionRecord, ExceptionStore, ExceptionUse } from './exception-types.ts';
export type {
  Acceptance,
  FindingDetail,
  FindingFacets,
  FindingFilter,
  FindingGroup,
  FindingRecord,
  FindingSort,
  FindingStore,
  Grouping,
  HistoryEntry,
  HistoryType,
  SearchWord,
} from './finding-types.ts';
export { openStore, type StoreLocation } from './open.ts';
export type { Changes, OverviewStore, Totals, TrendDay, TrendStore } from './overview-types.ts';
export type {
  AssessmentBatch,
  BatchResult,
  FindingStatus,
  ObjectFindings,
  SeverityCounts,
  Visible,
  WorkloadRecord,
} from './records.ts';
export type { FacetValue, Page, Paging, Scope, Sorting } from './scope.ts';
export { usualTeamLabels } from './settings.ts';
export type { RetentionResult, Store } from './store.ts';
export { StoreError } from './store-error.ts';
export type {
  WorkloadFacets,
  WorkloadFilter,
  WorkloadRow,
  WorkloadSort,
  WorkloadStore,
} from './workload-types.ts';
