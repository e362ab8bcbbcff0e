import type { Exposure } from '../findings/index.ts';
import type { SeverityCounts, WorkloadRecord } from './records.ts';
import type { FacetValue, Page, Paging, Scope, Sorting } from './scope.ts';

export interface WorkloadFilter {
  readonly namespace?: readonly string[] | undefined;
  readonly kind?: readonly string[] | undefined;
  readonly team?: readonly string[] | undefined;
  readonly exposure?: readonly Exposure[] | undefined;
  /** Words that must all occur in kind, name, namespace, team or an image. */
  readonly words?: readonly string[] | undefined;
}

export type WorkloadSort = 'risk' | 'name' | 'namespace' | 'findings' | 'pods';

export interface WorkloadRow extends WorkloadRecord {
  /** Of its riskiest open finding, 0 where there is none. */
  readonly risk: number;
  readonly open: SeverityCounts;
}

export interface WorkloadFacets {
  readonly namespace: readonly FacetValue[];
  readonly kind: readonly FacetValue[];
  readonly team: readonly FacetValue[];
  readonly exposure: readonly FacetValue[];
}

/** Workloads come with batches of assessment; here they are asked for. */
export interface WorkloadStore {
  page(scope: Scope, filter: WorkloadFilter, page: Paging & Sorting<WorkloadSort>): Promise<Page<WorkloadRow>>;
  facets(scope: Scope, filter: WorkloadFilter): Promise<WorkloadFacets>;
  one(scope: Scope, key: string): Promise<WorkloadRow | undefined>;
  /** How many there are, their pods and the namespaces they are in. */
  totals(scope: Scope): Promise<{ readonly workloads: number; readonly pods: number; readonly namespaces: number }>;
}
