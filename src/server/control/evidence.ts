import type { Refusals } from '../../enforcement/controller/index.ts';
import type { SecurityPolicy } from '../../enforcement/index.ts';

/** What the controller is told of the cluster by others; each may not know (yet). */
export interface EvidenceSources {
  /** Workloads of today that the policy would refuse, were its action Deny. `doubtful`: some could not be judged. */
  workloads(policy: SecurityPolicy): Promise<{ readonly refused: number; readonly doubtful: boolean } | undefined>;
  /** Requests that it would have refused; undefined where nobody records them. @param since ISO 8601 */
  requests(policy: string, since: string): Promise<number | undefined>;
  /** Findings that a SecurityException covers. */
  matches(exception: string): Promise<number | undefined>;
}

/** Nobody knows anything: no policy climbs by itself. */
export const noEvidence: EvidenceSources = {
  workloads: async () => undefined,
  requests: async () => undefined,
  matches: async () => undefined,
};

/** How often it is gathered, in milliseconds. */
export const evidenceInterval = 60_000;

/** @param since from when on requests count, ISO 8601 */
export async function refusalsOf(
  sources: EvidenceSources,
  policy: SecurityPolicy,
  since: string,
): Promise<Refusals | undefined> {
  const workloads = await sources.workloads(policy);
  if (workloads === undefined) return undefined;
  const requests = await sources.requests(policy.name, since);
  return { workloads: workloads.refused, requests, since, doubtful: workloads.doubtful };
}
