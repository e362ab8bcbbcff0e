import type { FindingRecord, HistoryType } from './finding-types.ts';
import type { SeverityCounts } from './records.ts';
import type { Scope } from './scope.ts';

export interface TrendDay {
  /** `2027-01-31`, in UTC. */
  readonly day: string;
  /** At the end of the day; of today: now. */
  readonly open: SeverityCounts;
  /** That day, reopened ones too. */
  readonly opened: number;
  readonly resolved: number;
  /** Sum of the scores of open findings. */
  readonly risk: number;
}

export interface TrendStore {
  /** The last `days` days, today's too; days before the first assessment are left out. @param now ISO 8601 */
  days(
    scope: Scope,
    options: { days: number; now: string; namespace?: string | undefined; team?: string | undefined },
  ): Promise<readonly TrendDay[]>;
}

export interface Totals {
  readonly open: SeverityCounts;
  readonly accepted: number;
  /** Sum of the scores of open findings. */
  readonly risk: number;
}

export interface Changes {
  readonly opened: number;
  readonly resolved: number;
  readonly reopened: number;
  /** Newest first, at most 20. */
  readonly items: readonly { readonly at: string; readonly type: HistoryType; readonly finding: FindingRecord }[];
}

/** The riskiest open finding of a check, with how many open findings of that check there are besides it. */
export interface TopRisk {
  readonly finding: FindingRecord;
  readonly alike: number;
}

export interface OverviewStore {
  totals(scope: Scope): Promise<Totals>;
  /** History since a time, ISO 8601. */
  changes(scope: Scope, since: string): Promise<Changes>;
  /** The riskiest checks, but no object more than twice while others have risks, too. */
  topRisks(scope: Scope, limit: number): Promise<readonly TopRisk[]>;
  /** Namespaces with the highest sum of risk of open findings; cluster-scoped objects are left out. */
  namespaces(
    scope: Scope,
    limit: number,
  ): Promise<readonly { readonly name: string; readonly open: SeverityCounts; readonly risk: number }[]>;
}
