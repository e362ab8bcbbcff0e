import { type Severity, severities } from '../checks/index.ts';
import type { HistoryType } from './finding-types.ts';
import type { FindingStatus, SeverityCounts } from './records.ts';
import { Upsert } from './rows.ts';

/** Of a stored finding, what counts and decisions need. */
export interface FindingState {
  readonly status: FindingStatus;
  readonly severity: number;
  readonly risk: number;
  readonly namespace: string;
  readonly team: string;
}

/** 5 critical to 1 info: what is worse is more. */
export function rankOf(severity: Severity): number {
  return severities.length - severities.indexOf(severity);
}

export function severityOf(rank: number): Severity {
  return severities[severities.length - rank] ?? 'info';
}

/** Counts of ranks as counts of severities. */
export function countsOf(byRank: Iterable<readonly [rank: number, count: number]>): SeverityCounts {
  const counts: Record<Severity, number> = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
  for (const [rank, count] of byRank) counts[severityOf(rank)] += count;
  return counts;
}

export interface HistoryRow {
  readonly finding: number;
  readonly at: string;
  readonly type: Exclude<HistoryType, 'opened'>;
  readonly actor?: string | undefined;
  readonly reason?: string | undefined;
  readonly expires?: string | undefined;
}

export const historyRows = new Upsert({
  table: 'history',
  columns: ['cluster', 'finding', 'at', 'type', 'actor', 'reason', 'expires'],
});

export function historyValues(cluster: number, { finding, at, type, actor, reason, expires }: HistoryRow) {
  return [cluster, finding, at, type, actor ?? null, reason ?? null, expires ?? null];
}
