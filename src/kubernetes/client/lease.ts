import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { recordOf, stringOf } from '../object.ts';
import type { KubernetesClient } from './client.ts';
import { KubernetesError } from './error.ts';

/** How long a leader may be silent, in milliseconds; those of Kubernetes' own controllers (k8s.io/component-base, leader election). */
export interface LeaseTimes {
  /** Whoever wants to follow waits for so long after the last sign of life. */
  readonly duration: number;
  /** Without having been able to renew for so long, the leader stops: by as much as is left before the lease can be taken. */
  readonly deadline: number;
  /** Between attempts; each a little longer, by chance. */
  readonly retry: number;
}

export const usualLeaseTimes: LeaseTimes = { duration: 15_000, deadline: 10_000, retry: 2_000 };

export interface LeaseOptions {
  readonly namespace: string;
  readonly name: string;
  /** Who wants to lead, for people; made unique, so that nobody takes the lease of a namesake for their own. */
  readonly identity: string;
  readonly times?: LeaseTimes;
  readonly log: (message: string, fields: Readonly<Record<string, unknown>>) => void;
}

/** A time as the leader. */
export interface Term {
  /** Aborted when it is over: what is under way must end. */
  readonly signal: AbortSignal;
  /**
   * Whether it still goes on, by the clocks: to be asked before every write. A process that was stopped for a while (a pause, a machine that
   * slept) hears of nothing until its timers run again.
   */
  holds(): boolean;
}

/** Longest duration of somebody else's lease that is waited for, in milliseconds: a mistake in it must not end all control. */
const longestDuration = 600_000;

/**
 * Leads where nobody else does, by a Lease (coordination.k8s.io/v1). A leader that can't renew stops before anybody may follow; one that
 * ends on its own gives the lease back. Nobody's clock is compared with another's: a follower waits until it has itself seen no change for
 * as long as the lease lasts.
 */
export class LeaderElection {
  readonly identity: string;
  readonly #client: KubernetesClient;
  readonly #options: LeaseOptions;
  readonly #times: LeaseTimes;
  readonly #lead: (term: Term) => Promise<void>;
  readonly #stop = new AbortController();
  /** The lease as it was seen last, and when. */
  #seen: { readonly version: string; readonly at: Instant } | undefined;
  /** When we made a lease where there was none. */
  #made: Instant | undefined;
  #holder: string | undefined;
  #running: Promise<void> | undefined;
  #said: string | undefined;

  /** @param lead what the leader does; it has to end soon after its term's signal */
  constructor(client: KubernetesClient, options: LeaseOptions, lead: (term: Term) => Promise<void>) {
    this.#client = client;
    this.#options = options;
    this.#times = options.times ?? usualLeaseTimes;
    this.#lead = lead;
    this.identity = `${options.identity.slice(0, 200)}_${randomBytes(6).toString('hex')}`;
  }

  /** Who leads, as far as is known. */
  get holder(): string | undefined {
    return this.#holder;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** Ends a term, gives the lease back, and wants to lead no more. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      const from = await this.#attempt(() => this.#acquire());
      if (from !== undefined) await this.#term(from);
      if (!signal.aborted) await this.#pause();
    }
  }

  /** One term, from the moment before the lease was asked for. */
  async #term(from: Instant): Promise<void> {
    const { deadline } = this.#times;
    const over = new AbortController();
    let renewed = from;
    let timer: NodeJS.Timeout | undefined;
    const holds = () => !over.signal.aborted && !this.#stop.signal.aborted && sinceAtMost(renewed) < deadline;
    const arm = () => {
      clearTimeout(timer);
      timer = setTimeout(
        () => over.abort(new Error('the lease could not be renewed')),
        deadline - sinceAtMost(renewed),
      );
    };
    arm();
    const ended = AbortSignal.any([over.signal, this.#stop.signal]);
    this.#options.log('leader election: leading', { identity: this.identity });
    const work = this.#lead({ signal: ended, holds }).then(
      () => over.abort(new Error('the work ended')),
      (error: unknown) => {
        if (!ended.aborted) this.#options.log('leader election: the work failed', { error: String(error) });
        over.abort(error);
      },
    );
    while (holds()) {
      await this.#pause(ended);
      if (!holds()) break;
      const asked = now();
      const left = AbortSignal.timeout(Math.max(1, Math.ceil(deadline - sinceAtMost(renewed))));
      const answer = await this.#attempt(() => this.#renew(AbortSignal.any([ended, left])));
      if (answer === 'lost') break;
      if (answer === 'renewed') {
        renewed = asked;
        arm();
      }
    }
    clearTimeout(timer);
    over.abort(new Error('the term is over'));
    await work;
    this.#options.log('leader election: no longer leading', { identity: this.identity });
    // Only once nothing is written any more.
    await this.#attempt(() => this.#release());
  }

  /** @returns the moment from which we lead; undefined where somebody else does */
  async #acquire(): Promise<Instant | undefined> {
    const { deadline } = this.#times;
    const signal = AbortSignal.any([this.#stop.signal, AbortSignal.timeout(deadline)]);
    const asked = now();
    const lease = await this.#read(signal);
    if (lease === undefined) {
      await this.#create(signal);
      this.#made = now();
      return undefined;
    }
    const { holder, version, duration, wasHeld } = lease;
    if (this.#seen?.version !== version) this.#seen = { version, at: now() };
    // What was given back can be had at once, and so can what is ours; what nobody ever held may stand in place of one that was deleted.
    const wait = holder !== undefined ? duration : wasHeld ? 0 : deadline;
    if (holder !== this.identity && sinceAtLeast(this.#seen.at) < wait) return undefined;
    await this.#write(lease, holder !== this.identity, signal);
    // Where a lease was deleted, its leader may not have noticed yet: it may even be stalled, believe in its term when it goes on, and write
    // until its deadline. That there never was a lease can't be told from that, so that the very first leader waits, too.
    return this.#made !== undefined && sinceAtLeast(this.#made) < deadline ? undefined : asked;
  }

  async #renew(signal: AbortSignal): Promise<'renewed' | 'lost'> {
    const lease = await this.#read(signal);
    if (lease === undefined) {
      // Deleted under us: whoever makes it anew first leads.
      await this.#create(signal);
      return 'renewed';
    }
    if (lease.holder !== this.identity) return 'lost';
    await this.#write(lease, false, signal);
    return 'renewed';
  }

  async #release(): Promise<void> {
    const signal = AbortSignal.timeout(this.#times.retry);
    const lease = await this.#read(signal);
    if (lease?.holder !== this.identity) return;
    const { body } = lease;
    const spec = { ...recordOf(body.spec), holderIdentity: '', leaseDurationSeconds: 1, renewTime: micro() };
    await this.#client.request('PUT', this.#path, { body: { ...body, spec }, signal });
  }

  async #read(signal: AbortSignal) {
    let body: Readonly<Record<string, unknown>>;
    try {
      body = recordOf(await this.#client.get(this.#path, { signal }));
    } catch (error) {
      if (error instanceof KubernetesError && error.status === 404) return undefined;
      throw error;
    }
    const { holderIdentity, leaseDurationSeconds, renewTime } = recordOf(body.spec);
    const seconds = typeof leaseDurationSeconds === 'number' ? leaseDurationSeconds : this.#times.duration / 1000;
    const holder = stringOf(holderIdentity) || undefined;
    this.#holder = holder;
    return {
      body,
      holder,
      wasHeld: renewTime !== undefined,
      version: stringOf(recordOf(body.metadata).resourceVersion) ?? '',
      duration: Math.min(Math.max(seconds * 1000, 0), longestDuration),
    };
  }

  async #create(signal: AbortSignal): Promise<void> {
    const { namespace, name } = this.#options;
    const body = {
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      metadata: { name, namespace, labels: { 'app.kubernetes.io/managed-by': 'breakwater' } },
      spec: { ...this.#spec(), acquireTime: micro(), leaseTransitions: 0 },
    };
    const create = () => this.#client.request('POST', collectionOf(namespace), { body, signal });
    try {
      await create();
    } catch (error) {
      if (!(error instanceof KubernetesError) || error.status !== 404) throw error;
      // There is no such namespace yet.
      const made = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } };
      await this.#client.request('POST', '/api/v1/namespaces', { body: made, signal });
      await create();
    }
    this.#holder = this.identity;
  }

  /** Takes or renews it as it was read: where somebody wrote in between, the API server refuses. */
  async #write(lease: { readonly body: Readonly<Record<string, unknown>> }, isNew: boolean, signal: AbortSignal) {
    const spec = recordOf(lease.body.spec);
    const transitions = typeof spec.leaseTransitions === 'number' ? spec.leaseTransitions : 0;
    const taken = isNew ? { acquireTime: micro(), leaseTransitions: transitions + 1 } : {};
    await this.#client.request('PUT', this.#path, {
      body: { ...lease.body, spec: { ...spec, ...taken, ...this.#spec() } },
      signal,
    });
    this.#holder = this.identity;
  }

  #spec() {
    // Whole seconds is all that a Lease knows: never shorter than what we hold to.
    const leaseDurationSeconds = Math.ceil(this.#times.duration / 1000);
    return { holderIdentity: this.identity, leaseDurationSeconds, renewTime: micro() };
  }

  get #path(): string {
    const { namespace, name } = this.#options;
    return `${collectionOf(namespace)}/${encodeURIComponent(name)}`;
  }

  /** What fails is said once and tried again. */
  async #attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      const result = await work();
      this.#said = undefined;
      return result;
    } catch (error) {
      if (this.#stop.signal.aborted) return undefined;
      // Two wanted it at the same time, and the other one was first.
      if (error instanceof KubernetesError && error.status === 409) return undefined;
      const text = error instanceof Error ? error.message : String(error);
      if (text !== this.#said) this.#options.log('leader election: an attempt failed', { error: text });
      this.#said = text;
      return undefined;
    }
  }

  async #pause(signal: AbortSignal = this.#stop.signal): Promise<void> {
    const wait = this.#times.retry * (1 + Math.random() / 5);
    await sleep(wait, undefined, { signal }).catch(() => {});
  }
}

function collectionOf(namespace: string): string {
  return `/apis/coordination.k8s.io/v1/namespaces/${encodeURIComponent(namespace)}/leases`;
}

/** A moment by both clocks: one that nobody sets, and one that goes on while a machine sleeps. */
interface Instant {
  readonly steady: number;
  readonly wall: number;
}

function now(): Instant {
  return { steady: performance.now(), wall: Date.now() };
}

/** Milliseconds since then by the clock that says more: a leader must not believe in too short a time. */
function sinceAtMost({ steady, wall }: Instant): number {
  return Math.max(performance.now() - steady, Date.now() - wall);
}

/** Milliseconds since then by the clock that says less: whoever wants to follow must not believe in too long a time. */
function sinceAtLeast({ steady, wall }: Instant): number {
  return Math.min(performance.now() - steady, Date.now() - wall);
}

/** MicroTime, as a Lease has it. */
function micro(): string {
  return new Date().toISOString().replace('Z', '000Z');
}
