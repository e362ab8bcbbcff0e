import type { Scope } from './scope.ts';

/** A person's decision that a check does not concern some resources; the assessor applies it to findings. */
export interface ExceptionRecord {
  readonly id: string;
  readonly check: string;
  /** Globs `Kind/namespace/name`; empty: every resource. */
  readonly resources: readonly string[];
  readonly container: string | undefined;
  readonly reason: string;
  readonly owner: string | undefined;
  /** Last day on which it holds, `2027-01-31`. */
  readonly expires: string | undefined;
  readonly createdBy: string;
  readonly createdAt: string;
}

/** Acceptance of one finding by a person, until it is withdrawn; an expired one stays listed until retention. */
export interface AcceptanceRecord {
  readonly fingerprint: string;
  readonly check: string;
  readonly reason: string;
  readonly expires: string | undefined;
  readonly createdBy: string;
  readonly createdAt: string;
  /** Whether the finding it is of is there (not resolved). */
  readonly present: boolean;
  readonly expired: boolean;
}

/** How many findings that are there an exception of `FindingFacts.exception` covers, by what it says. */
export interface ExceptionUse {
  readonly check: string;
  readonly from: string;
  readonly reason: string;
  readonly owner: string | undefined;
  readonly expires: string | undefined;
  readonly findings: number;
}

export interface ExceptionStore {
  /** Rules of the cluster, oldest first; at most 1,000 are kept. */
  rules(cluster: string): Promise<readonly ExceptionRecord[]>;
  /** @returns the rule with its id. Throws `StoreError` at the 1,001st. */
  addRule(cluster: string, rule: Omit<ExceptionRecord, 'id'>): Promise<ExceptionRecord>;
  /** @returns whether it was there */
  removeRule(cluster: string, id: string): Promise<boolean>;
  /** Newest first, at most 10,000. */
  acceptances(scope: Scope): Promise<readonly AcceptanceRecord[]>;
  /** Most used first, at most 10,000. */
  uses(scope: Scope): Promise<readonly ExceptionUse[]>;
}
