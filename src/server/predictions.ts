import {
  exceptionRulesIn,
  type Prediction,
  type PredictionOptions,
  predictPolicy,
  type SecurityPolicy,
} from '../enforcement/index.ts';
import { hasExpired } from '../findings/index.ts';
import { representedWorkloads } from '../inventory/cluster/index.ts';
import type { Inventory } from '../inventory/index.ts';
import type { ClusterWatch } from './watch/index.ts';

/** A prediction, and the state of the cluster that it is about. */
export interface TimedPrediction {
  readonly prediction: Prediction;
  readonly inventory: Inventory;
  /** ISO 8601. */
  readonly at: string;
}

interface Kept {
  readonly inventory: Inventory;
  readonly answer: Promise<TimedPrediction>;
  /** When it was begun, and how long it took, in milliseconds of the process. */
  readonly begun: number;
  took: number;
}

/** Policies whose predictions are kept; the one that was asked for longest ago goes. */
const most = 100;
/** In a cluster that never stands still, a prediction may be this many times as old as it took to make, so that asking can't eat the processor. */
const restFactor = 10;

/** What policies would refuse, made once for each state of the cluster; one at a time. */
export class Predictions {
  readonly #watch: ClusterWatch;
  readonly #kubernetesVersion: PredictionOptions['kubernetesVersion'];
  readonly #kept = new Map<string, Kept>();
  #queue: Promise<unknown> = Promise.resolve();

  constructor(watch: ClusterWatch, kubernetesVersion: PredictionOptions['kubernetesVersion']) {
    this.#watch = watch;
    this.#kubernetesVersion = kubernetesVersion;
  }

  /** @throws ParameterError where a parameter of the policy can't be used */
  of(policy: SecurityPolicy): Promise<TimedPrediction> {
    const { inventory } = this.#watch;
    const now = new Date().toISOString();
    const exceptions = exceptionRulesIn(inventory).filter((rule) => !hasExpired(rule, now));
    const { action: _action, rollout: _rollout, language: _language, ...asks } = policy;
    const key = JSON.stringify([asks, exceptions]);
    const known = this.#kept.get(key);
    const age = performance.now() - (known?.begun ?? 0);
    if (known !== undefined && (known.inventory === inventory || age < known.took * restFactor)) return known.answer;
    const begun = performance.now();
    const answer = this.#queue.then(async () => {
      const prediction = await predictPolicy(policy, {
        inventory,
        exceptions,
        workloads: representedWorkloads(this.#watch.state),
        kubernetesVersion: this.#kubernetesVersion,
        now,
      });
      return { prediction, inventory, at: now };
    });
    const kept: Kept = { inventory, answer, begun, took: Number.POSITIVE_INFINITY };
    this.#queue = answer.then(
      () => {
        kept.took = performance.now() - begun;
      },
      () => {
        if (this.#kept.get(key) === kept) this.#kept.delete(key);
      },
    );
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= most) break;
      this.#kept.delete(oldest);
    }
    return answer;
  }
}
