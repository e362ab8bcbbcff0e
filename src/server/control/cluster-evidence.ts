import { objectOrigin, type Prediction, type SecurityPolicy } from '../../enforcement/index.ts';
import type { DecisionVerdict, Store } from '../../store/index.ts';
import type { Predictions } from '../predictions.ts';
import type { ClusterWatch } from '../watch/index.ts';
import type { EvidenceSources } from './evidence.ts';

interface Known {
  readonly store: Pick<Store, 'decisions' | 'exceptions'>;
  readonly watch: Pick<ClusterWatch, 'assessedAt' | 'state'>;
  readonly predictions: Pick<Predictions, 'of'>;
  /** Whether a webhook of ours asks what admission policies can't. */
  readonly webhook: () => boolean;
}

/** What becomes of requests that the top rung lets through. */
const harmless: readonly DecisionVerdict[] = ['allowed'];

/** What a server knows of its cluster, for the controller. */
export function clusterEvidence({ store, watch, predictions, webhook }: Known): EvidenceSources {
  const scope = () => ({ cluster: watch.state.facts.id, visible: undefined });
  return {
    workloads: async (policy) => {
      // Before the first assessment nobody knows whether the cluster is seen whole.
      if (watch.assessedAt === undefined) return undefined;
      const { prediction } = await predictions.of(policy);
      return { refused: refusedBy(policy, prediction, webhook()), doubtful: isDoubtful(prediction) };
    },
    requests: async (policy, since) => {
      if ((await store.decisions.since(watch.state.facts.id)) === undefined) return undefined;
      const counts = await store.decisions.counts(scope(), { policy, since });
      // Those of single checks are of the same requests again.
      const whole = counts.filter(({ check, verdict }) => check === '' && !harmless.includes(verdict));
      return whole.reduce((sum, { count }) => sum + count, 0);
    },
    matches: async (exception) => {
      if (watch.assessedAt === undefined) return undefined;
      const uses = await store.exceptions.uses(scope());
      const own = uses.filter(({ from }) => from === objectOrigin + exception);
      return own.reduce((sum, { findings }) => sum + findings, 0);
    },
  };
}

/** What only checks of many objects are against is refused by the webhook, or by nobody. */
function refusedBy(policy: SecurityPolicy, { refused }: Prediction, webhook: boolean): number {
  if (policy.enforcement === 'Webhook' || webhook) return refused.length;
  return refused.filter(({ violations }) => violations.some(({ check }) => check.type === 'cel')).length;
}

function isDoubtful({ unanswered, faults, unseen, unplaced }: Prediction): boolean {
  return unanswered.size + faults.length + unseen.length + unplaced.length > 0;
}
