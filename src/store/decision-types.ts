import type { Page, Paging, Scope } from './scope.ts';

/**
 * What became of a request: it passed; it would have been refused, but the rung or the policy's way of enforcement lets it in; it was let in
 * with a warning; it was refused; there was no answer.
 */
export const decisionVerdicts = ['allowed', 'would-refuse', 'warned', 'denied', 'error'] as const;
export type DecisionVerdict = (typeof decisionVerdicts)[number];

/** One thing that the webhook said of one request: by one policy, as a whole or by one check. Never a part of the object. */
export interface DecisionEntry {
  /** ISO 8601. */
  readonly at: string;
  readonly user: string;
  /** Bounded in number. */
  readonly groups: readonly string[];
  /** `CREATE`, `UPDATE` */
  readonly operation: string;
  /** `apps/deployments`, `/pods/ephemeralcontainers` */
  readonly resource: string;
  readonly kind: string;
  /** Empty: none. */
  readonly namespace: string;
  readonly name: string;
  /** Key of the workload that the object belongs to (`apps/Deployment/shop/web`), where it belongs to one; itself for a workload. */
  readonly workload: string | undefined;
  readonly policy: string;
  /** Empty: of the request as a whole, where nothing failed, or no check was to blame. */
  readonly check: string;
  /** The rung in force: `Deny`. */
  readonly action: string;
  readonly verdict: DecisionVerdict;
  /** What the user was told, or would have been. */
  readonly message: string;
  readonly milliseconds: number;
}

export interface DecisionRecord extends DecisionEntry {
  readonly id: number;
}

/** How often something was said within one hour. */
export interface DecisionTally {
  /** Any time in the hour, ISO 8601. */
  readonly at: string;
  readonly policy: string;
  /** Empty: requests as a whole, each counted once with the worst that was said of it. */
  readonly check: string;
  /** Empty: none. */
  readonly namespace: string;
  readonly action: string;
  readonly verdict: DecisionVerdict;
  readonly count: number;
}

export interface DecisionFilter {
  readonly policy?: string | undefined;
  /** Empty: requests as a whole. */
  readonly check?: string | undefined;
  readonly verdicts?: readonly DecisionVerdict[] | undefined;
  /** Only what a check is to blame for, and what had no answer: not what is said of the same requests as a whole. */
  readonly blamed?: boolean | undefined;
  readonly workload?: string | undefined;
  /** ISO 8601. */
  readonly since?: string | undefined;
}

/** Requests of some hours together. */
export interface DecisionCount {
  readonly policy: string;
  /** Empty: requests as a whole. */
  readonly check: string;
  readonly action: string;
  readonly verdict: DecisionVerdict;
  readonly count: number;
}

/** What the admission webhook decided: a sample in full, all of it as numbers. */
export interface DecisionStore {
  /** In one transaction. A cluster that was never put: nothing is kept. */
  add(cluster: string, entries: readonly DecisionEntry[], tallies: readonly DecisionTally[]): Promise<void>;
  /** Newest first. */
  list(scope: Scope, filter: DecisionFilter, page: Paging): Promise<Page<DecisionRecord>>;
  /** Of whole hours, that of `since` among them. */
  counts(scope: Scope, filter: Pick<DecisionFilter, 'policy' | 'check' | 'since'>): Promise<readonly DecisionCount[]>;
  /** The first hour that is counted, ISO 8601; undefined where nothing is. */
  since(cluster: string): Promise<string | undefined>;
}
