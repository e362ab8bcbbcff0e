import type { Severity } from '../checks/index.ts';
import type { FindingFacts } from '../findings/index.ts';
import type { FindingStatus, SeverityCounts } from './records.ts';
import type { FacetValue, Page, Paging, Scope, Sorting } from './scope.ts';

/** Values of one filter are alternatives (none: all), filters add up. The empty text asks for rows without a namespace or team. */
export interface FindingFilter {
  readonly status?: readonly FindingStatus[] | undefined;
  readonly severity?: readonly Severity[] | undefined;
  readonly check?: readonly string[] | undefined;
  /** Tools whose checks they are of: `kyverno`; `breakwater` for our own. */
  readonly tool?: readonly string[] | undefined;
  readonly namespace?: readonly string[] | undefined;
  readonly kind?: readonly string[] | undefined;
  readonly team?: readonly string[] | undefined;
  /** Checks that answer the standards asked for; unlike the other lists an empty one matches nothing. */
  readonly standardChecks?: readonly string[] | undefined;
  /** Key of an object; a workload's pods count as the workload. */
  readonly object?: string | undefined;
  /** Words that must all occur. */
  readonly words?: readonly SearchWord[] | undefined;
  /** Day (`2027-01-31`) or time from which on they were first seen. */
  readonly since?: string | undefined;
  readonly resolvedSince?: string | undefined;
}

/** A word of a search: it occurs in the row itself, or the row's check is one whose title has it in the language of the user. */
export interface SearchWord {
  readonly text: string;
  readonly checks: readonly string[];
}

export type FindingSort = 'risk' | 'severity' | 'check' | 'namespace' | 'name' | 'firstSeen' | 'lastSeen';

/** A finding as it is remembered. */
export interface FindingRecord {
  /** As it was last said. */
  readonly facts: FindingFacts;
  /** `apps/Deployment/shop/web` */
  readonly object: string;
  /** Of a pod that stands for a workload's: that workload's key. */
  readonly workload: string | undefined;
  readonly team: string | undefined;
  readonly status: FindingStatus;
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly resolvedAt: string | undefined;
}

export type HistoryType =
  | 'opened'
  | 'resolved'
  | 'reopened'
  | 'accepted'
  | 'acceptance-withdrawn'
  | 'acceptance-expired'
  | 'changed';

export interface HistoryEntry {
  readonly at: string;
  readonly type: HistoryType;
  /** Who did it; undefined where the cluster or its settings changed. */
  readonly actor: string | undefined;
  readonly reason: string | undefined;
  /** `2027-01-31` */
  readonly expires: string | undefined;
}

export interface FindingDetail extends FindingRecord {
  /** Acceptance by a person that holds now; an exception by settings or annotation stands in `facts.exception`. */
  readonly acceptance: Acceptance | undefined;
  /** From the oldest: how it was opened, and the newest 500 of what came after. */
  readonly history: readonly HistoryEntry[];
  /** Other findings on the same object (or its workload) that are not resolved, riskiest first, at most 50. */
  readonly siblings: readonly FindingRecord[];
}

export interface Acceptance {
  readonly reason: string;
  readonly expires: string | undefined;
  readonly by: string;
  readonly at: string;
}

export interface FindingFacets {
  readonly status: readonly FacetValue[];
  readonly severity: readonly FacetValue[];
  readonly check: readonly FacetValue[];
  readonly tool: readonly FacetValue[];
  readonly namespace: readonly FacetValue[];
  readonly kind: readonly FacetValue[];
  readonly team: readonly FacetValue[];
}

export type Grouping = 'check' | 'workload' | 'namespace' | 'team';

export interface FindingGroup {
  /** Check id, object key, namespace or team; empty where there is none. */
  readonly key: string;
  readonly count: number;
  readonly bySeverity: SeverityCounts;
  /** Of its riskiest finding. */
  readonly risk: number;
  /** Different objects concerned. */
  readonly objects: number;
}

export interface FindingStore {
  page(scope: Scope, filter: FindingFilter, page: Paging & Sorting<FindingSort>): Promise<Page<FindingRecord>>;
  /** Each filter's values with their counts, the other filters held; most frequent first, at most 500 a filter. */
  facets(scope: Scope, filter: FindingFilter): Promise<FindingFacets>;
  /** Riskiest group first. */
  groups(scope: Scope, filter: FindingFilter, by: Grouping, page: Paging): Promise<Page<FindingGroup>>;
  detail(scope: Scope, fingerprint: string): Promise<FindingDetail | undefined>;
  /** All that a filter shows, in slices of some hundred. Rows that change meanwhile may be missed or come twice. */
  export(scope: Scope, filter: FindingFilter, sorting: Sorting<FindingSort>): AsyncIterable<readonly FindingRecord[]>;
  /**
   * Accepts findings by a person's decision, in place of one that may already be there. It outlives resolving and reopening.
   * @returns how many were there, visible and not resolved
   */
  accept(scope: Scope, fingerprints: readonly string[], decision: Acceptance): Promise<number>;
  /** Ends acceptances by people. @returns how many ended */
  withdraw(scope: Scope, fingerprints: readonly string[], by: string, at: string): Promise<number>;
  /**
   * Ends the acceptances whose last day is over, and says so in the findings' history.
   * @param now ISO 8601
   * @returns how many ended
   */
  expireAcceptances(now: string): Promise<number>;
  /** Open and accepted findings of each check. */
  countsByCheck(
    scope: Scope,
  ): Promise<ReadonlyMap<string, { readonly open: SeverityCounts; readonly accepted: number }>>;
  /** Open findings of each object among these, by key; a workload's pods count as the workload. */
  openByObject(scope: Scope, keys: readonly string[]): Promise<ReadonlyMap<string, number>>;
}
