import { listOf, recordOf, stringOf } from '../../kubernetes/index.ts';

/** Something that holds of an object, or not, as Kubernetes' objects say it. */
export interface Condition {
  readonly type: string;
  readonly status: 'True' | 'False' | 'Unknown';
  /** One word, for programs. */
  readonly reason: string;
  readonly message: string;
}

/** Longest message, in characters: what an API server says may stand in it. */
const longestMessage = 2000;

/**
 * Conditions for a status: each keeps the time of its last change.
 * @param before the status as it is
 * @param now ISO 8601 in UTC
 */
export function conditionsOf(
  conditions: readonly Condition[],
  before: unknown,
  generation: number,
  now: string,
): readonly Readonly<Record<string, unknown>>[] {
  const known = new Map(listOf(recordOf(before).conditions).map((one) => [recordOf(one).type, recordOf(one)]));
  return conditions.map(({ type, status, reason, message }) => {
    const last = known.get(type);
    const since = last?.status === status ? stringOf(last.lastTransitionTime) : undefined;
    return {
      type,
      status,
      reason,
      message: message.length > longestMessage ? `${message.slice(0, longestMessage - 1)}…` : message,
      lastTransitionTime: since ?? now,
      observedGeneration: generation,
    };
  });
}
