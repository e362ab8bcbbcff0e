import type { FastifyBaseLogger } from 'fastify';
import type { AdmissionRequest, Decision, DecisionPart, FailMode } from '../../enforcement/index.ts';
import { groupOf, listOf, recordOf, textOf } from '../../kubernetes/index.ts';
import type { DecisionEntry, DecisionTally, Store } from '../../store/index.ts';
import type { Metrics } from '../metrics.ts';

export interface RecorderOptions {
  readonly store: Pick<Store, 'decisions'>;
  readonly cluster: string;
  readonly metrics: Pick<Metrics, 'reviewed' | 'decided' | 'decisionsLost'>;
  readonly log: FastifyBaseLogger;
  /** How often what was gathered is stored, in milliseconds. */
  readonly interval?: number;
}

/** Kept in full a minute, of what the same policy and check said alike: refusals are what people ask about. */
const mostPerMinute = { allowed: 1, other: 20 } as const;
/** What waits to be stored at most: beyond it samples are lost, which is counted; numbers of distinct places are put together. */
const mostEntries = 2000;
const mostTallies = 10_000;
const usualInterval = 5000;

/**
 * Counts every decision and keeps a sample of them. Nothing of an object but its name goes further. Requests that are only tried (dry run)
 * are counted, not kept: they change nothing, and that holds for us, too.
 */
export class DecisionRecorder {
  readonly #options: RecorderOptions;
  #entries: DecisionEntry[] = [];
  #tallies = new Map<string, DecisionTally>();
  /** By policy, check and verdict: samples of this minute. */
  readonly #sampled = new Map<string, number>();
  #minute = 0;
  #timer: NodeJS.Timeout | undefined;
  #storing: Promise<void> = Promise.resolve();

  constructor(options: RecorderOptions) {
    this.#options = options;
  }

  start(): void {
    this.#timer = setInterval(() => void this.flush(), this.#options.interval ?? usualInterval).unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.flush();
  }

  record(request: AdmissionRequest, decision: Decision, milliseconds: number, mode: FailMode, at: Date): void {
    const { metrics } = this.#options;
    metrics.reviewed(mode, outcomeOf(decision), milliseconds / 1000);
    for (const part of decision.parts) {
      metrics.decided(part.policy, part.check, part.verdict);
      if (!request.dryRun) this.#keep(request, part, milliseconds, at);
    }
  }

  /** Stores what was gathered; what can't be stored is tried again with what comes next. */
  flush(): Promise<void> {
    this.#storing = this.#storing.then(() => this.#flush());
    return this.#storing;
  }

  async #flush(): Promise<void> {
    const [entries, tallies] = [this.#entries, this.#tallies];
    if (entries.length === 0 && tallies.size === 0) return;
    this.#entries = [];
    this.#tallies = new Map();
    const { store, cluster, log } = this.#options;
    try {
      await store.decisions.add(cluster, entries, [...tallies.values()]);
    } catch (error) {
      log.error({ err: error }, 'decisions of the webhook could not be stored');
      for (const tally of tallies.values()) this.#count(tally);
      for (const entry of entries) this.#push(entry);
    }
  }

  #keep(request: AdmissionRequest, part: DecisionPart, milliseconds: number, at: Date): void {
    const { policy, check, action, verdict } = part;
    const time = at.toISOString();
    const namespace = request.namespace ?? '';
    this.#count({ at: `${time.slice(0, 13)}:00:00.000Z`, policy, check, namespace, action, verdict, count: 1 });
    if (!this.#isSampled(part, at)) return;
    this.#push({
      at: time,
      user: request.user,
      groups: request.groups.slice(0, 20),
      operation: request.operation,
      resource: request.resource,
      kind: request.groupKind.slice(request.groupKind.indexOf('/') + 1),
      namespace,
      name: request.name,
      workload: workloadOf(request),
      policy,
      check,
      action,
      verdict,
      message: part.message,
      milliseconds: Math.round(milliseconds * 1000) / 1000,
    });
  }

  #isSampled({ policy, check, verdict }: DecisionPart, at: Date): boolean {
    const minute = Math.floor(at.getTime() / 60_000);
    if (minute !== this.#minute) {
      this.#minute = minute;
      this.#sampled.clear();
    }
    const key = `${policy}\n${check}\n${verdict}`;
    const count = this.#sampled.get(key) ?? 0;
    if (count >= mostPerMinute[verdict === 'allowed' ? 'allowed' : 'other']) return false;
    this.#sampled.set(key, count + 1);
    return true;
  }

  #push(entry: DecisionEntry): void {
    if (this.#entries.length < mostEntries) this.#entries.push(entry);
    else this.#options.metrics.decisionsLost();
  }

  #count(tally: DecisionTally): void {
    const key = keyOf(tally);
    const known = this.#tallies.get(key);
    if (known !== undefined) this.#tallies.set(key, { ...known, count: known.count + tally.count });
    else if (this.#tallies.size < mostTallies || tally.namespace === '') this.#tallies.set(key, tally);
    else this.#count({ ...tally, namespace: '' });
  }
}

function keyOf({ at, policy, check, namespace, action, verdict }: DecisionTally): string {
  return [at, policy, check, namespace, action, verdict].join('\n');
}

/** What the request as a whole came to. */
function outcomeOf({ answer, exempt, parts }: Decision): 'exempt' | 'allowed' | 'warned' | 'denied' | 'error' {
  if (exempt !== undefined) return 'exempt';
  if (parts.some(({ check, verdict }) => check === '' && verdict === 'error')) return 'error';
  if (!answer.allowed) return 'denied';
  return answer.warnings.length > 0 ? 'warned' : 'allowed';
}

/** What ReplicaSets of Deployments and Jobs of CronJobs are called. */
const above: Readonly<Record<string, readonly [maker: string, suffix: RegExp]>> = {
  'apps/ReplicaSet': ['apps/Deployment', /-[a-z0-9]{1,10}$/],
  'batch/Job': ['batch/CronJob', /-[0-9]{1,10}$/],
};

/** The key of the workload that an object belongs to, by what it says of its owner; an object without one is its own. */
export function workloadOf({ groupKind, namespace, name, object }: AdmissionRequest): string | undefined {
  const owner = listOf(object?.metadata?.ownerReferences)
    .map(recordOf)
    .find(({ controller }) => controller === true);
  if (owner === undefined) return `${groupKind}/${namespace ?? ''}/${name}`;
  const kind = `${groupOf(textOf(owner.apiVersion))}/${textOf(owner.kind)}`;
  const ownerName = textOf(owner.name);
  const made = Object.hasOwn(above, kind) ? above[kind] : undefined;
  // A ReplicaSet that a person made is called as they like: then it is taken for what it looks like.
  const [workload, workloadName] =
    made?.[1].test(ownerName) === true ? [made[0], ownerName.replace(made[1], '')] : [kind, ownerName];
  return `${workload}/${namespace ?? ''}/${workloadName}`;
}
