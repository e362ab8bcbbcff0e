import type { Check } from '../../checks/index.ts';
import { checksOf, type PolicyQuestion, type Rung, type SecurityPolicy } from '../objects/index.ts';
import { reviewedKinds } from './kinds.ts';
import { type NotReviewed, notReviewed } from './reviewed-checks.ts';

/** What becomes of a request when there is no answer in time: two addresses, so that an API server knows it before it asks. */
export type FailMode = 'Fail' | 'Ignore';

/** A policy as the webhook asks it. */
export interface ReviewedPolicy {
  readonly policy: SecurityPolicy;
  /** The rung in force. */
  readonly action: Rung;
  readonly question: PolicyQuestion;
  /** Checks by the kind of object that they are asked of. */
  readonly byKind: ReadonlyMap<string, readonly Check[]>;
  /** Kinds about which the policy fails closed: a check that it leaves to the webhook alone may refuse them. */
  readonly closed: ReadonlySet<string>;
  /** Checks that the webhook does not ask. */
  readonly notReviewed: ReadonlyMap<NotReviewed, readonly string[]>;
}

/** Makes a policy ready to be asked. @param action the rung in force */
export function reviewedPolicy(policy: SecurityPolicy, action: Rung): ReviewedPolicy {
  const question = checksOf(policy);
  const byKind = new Map<string, Check[]>();
  const left = new Map<NotReviewed, string[]>();
  const closed = new Set<string>();
  const failsClosed = action === 'Deny' && policy.failurePolicy === 'Fail';
  for (const check of question.checks) {
    const reason = notReviewed(check, question.parameters);
    if (reason !== undefined) {
      left.set(reason, [...(left.get(reason) ?? []), check.id]);
      continue;
    }
    for (const kind of reviewedKinds(check)) {
      const known = byKind.get(kind);
      if (known === undefined) byKind.set(kind, [check]);
      else known.push(check);
      if (failsClosed && isEnforcedHere(policy, check)) closed.add(kind);
    }
  }
  return { policy, action, question, byKind, closed, notReviewed: left };
}

/** Whether it is the webhook that acts on what a check finds; otherwise it only counts, and a ValidatingAdmissionPolicy acts. */
export function isEnforcedHere({ enforcement }: SecurityPolicy, check: Check): boolean {
  return enforcement === 'Webhook' || check.type === 'inventory';
}

/** Kinds that a webhook of one fail mode is asked about, for all policies; each policy and kind belongs to one of the two. */
export function kindsFor(mode: FailMode, policies: readonly ReviewedPolicy[]): readonly string[] {
  const kinds = policies.flatMap(({ byKind, closed }) =>
    [...byKind.keys()].filter((kind) => closed.has(kind) === (mode === 'Fail')),
  );
  return [...new Set(kinds)].sort();
}
