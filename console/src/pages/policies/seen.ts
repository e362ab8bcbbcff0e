import type { PolicyPrediction, PolicyRequests, SeenPrediction } from '../../../../src/server/contract/index.ts';

/** What was shown before a step, as the audit trail keeps it. @param requests undefined for a policy that is not there yet */
export function seenPrediction(
  { at, asked, refused, excepted, unanswered, unseen, unplaced, faults }: PolicyPrediction,
  requests: PolicyRequests | undefined,
): SeenPrediction {
  return {
    ...{ at, asked, refused, excepted },
    doubtful: unanswered + unseen.length + unplaced.length + faults.length > 0,
    requests:
      requests === undefined || requests.since === null
        ? null
        : { since: requests.since, asked: requests.asked, failed: requests.failed },
  };
}
