import type { FastifyBaseLogger } from 'fastify';
import type { AssessmentResult, Assessor, Coverage } from '../../assessment/index.ts';
import { exceptionKind, exceptionRulesIn } from '../../enforcement/index.ts';
import { type ExceptionRule, hasExpired } from '../../findings/index.ts';
import { type ClusterSource, type ClusterState, inventoryOf } from '../../inventory/cluster/index.ts';
import type { Diagnostic, Inventory } from '../../inventory/index.ts';
import type { AssessmentBatch, BatchResult, Store, StoredSettings } from '../../store/index.ts';
import type { Metrics } from '../metrics.ts';
import { BatchMaker } from './batch-maker.ts';
import { Pending, type Work } from './pending.ts';

export interface ClusterWatchOptions {
  readonly source: ClusterSource;
  /** A new one: at first, and where the results of the last one were lost. It says only what differs from what it said before. */
  readonly makeAssessor: () => Assessor;
  readonly store: Store;
  /** Exceptions of the settings file; those made here are read from the store, and SecurityExceptions from the cluster. */
  readonly fileRules: readonly ExceptionRule[];
  readonly log: FastifyBaseLogger;
  readonly metrics: Pick<Metrics, 'assessed' | 'assessmentFailed' | 'reflected'>;
  readonly now: () => Date;
}

/** Something of the cluster, or of what is known of it, changed. */
export type Change =
  | { readonly type: 'findings'; readonly at: string; readonly result: BatchResult }
  | { readonly type: 'cluster' };

/** What was assessed and waits to be stored. */
interface Unstored {
  readonly batch: AssessmentBatch;
  readonly coverage: Coverage;
  /** Whether something else than findings and workloads is to be shown anew. */
  readonly surroundings: boolean;
}

/** Of objects that decide what is let in: whoever looks at policies is to see them change. */
const policyGroups = /^(?:breakwater\.dev|admissionregistration\.k8s\.io)\//;

/** First and longest wait before what failed is tried again, in milliseconds. */
const firstWait = 1_000;
const longestWait = 60_000;

/**
 * Keeps the database at what the cluster is: what changes is assessed and stored, one batch after the other. A batch that could not be
 * stored is kept and stored before the next one, so that none is lost; what could not be assessed is assessed again as a whole.
 */
export class ClusterWatch {
  readonly #options: ClusterWatchOptions;
  readonly #pending = new Pending();
  readonly #listeners = new Set<(change: Change) => void>();
  #assessor: Assessor;
  #batches: BatchMaker;
  /** Whether the next batch has to be of everything. */
  #isNew = true;
  #teamLabels: readonly string[] = [];
  #unstored: Unstored | undefined;
  #inventory: Inventory | undefined;
  #namespaces: string[] | undefined;
  #running: Promise<void> | undefined;
  #wake: (() => void) | undefined;
  #stopped = false;
  #unsubscribe: (() => void) | undefined;
  #coverage: Coverage | undefined;
  #diagnostics: readonly Diagnostic[] = [];
  #assessedAt: string | undefined;
  #failure: string | undefined;
  /** When exceptions of the cluster end, ISO 8601 in UTC. */
  #ends: readonly string[] = [];

  constructor(options: ClusterWatchOptions) {
    this.#options = options;
    this.#assessor = options.makeAssessor();
    this.#batches = new BatchMaker(options.store);
  }

  get state(): ClusterState {
    return this.#options.source.state;
  }

  /** Everything of the cluster as it is now; the same one until something changes, since analyses hang on it. */
  get inventory(): Inventory {
    this.#inventory ??= inventoryOf(this.state);
    return this.#inventory;
  }

  /** What is asked of how many objects; undefined before the first assessment. */
  get coverage(): Coverage | undefined {
    return this.#coverage;
  }

  /** Questions without an answer. */
  get diagnostics(): readonly Diagnostic[] {
    return this.#diagnostics;
  }

  /** When the last change was assessed, ISO 8601; undefined before the first assessment. */
  get assessedAt(): string | undefined {
    return this.#assessedAt;
  }

  /** Whether the last attempt to assess or to store failed: what is shown is then not up to date. */
  get failure(): string | undefined {
    return this.#failure;
  }

  /** Names of the namespaces that are known: where they can't be listed, those that something is in. */
  namespaces(): string[] {
    this.#namespaces ??= [
      ...new Set(
        this.inventory.objects.flatMap(({ groupKind, name, namespace }) =>
          groupKind === '/Namespace' ? name : (namespace ?? []),
        ),
      ),
    ];
    return this.#namespaces;
  }

  /** Begins to watch. The first assessment runs on after this resolves. @throws StoreError where the database can't be read */
  async start(): Promise<void> {
    const { source, store } = this.#options;
    this.#teamLabels = (await store.settings.get()).teamLabels;
    await this.#putCluster(undefined);
    this.#unsubscribe = source.onChange((change) => {
      this.#inventory = undefined;
      this.#namespaces = undefined;
      this.#pending.change(change);
      const keys = [...change.keys];
      if (keys.some((key) => key.startsWith(`${exceptionKind}/`))) this.#pending.exceptions();
      if (keys.some((key) => policyGroups.test(key))) this.#emit({ type: 'cluster' });
      this.#go();
    });
    this.#pending.everything();
    this.#go();
  }

  /** Finishes what is under way and ends. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#unsubscribe?.();
    this.#wake?.();
    await this.#running;
  }

  /** Resolves when nothing is left to assess. */
  async settled(): Promise<void> {
    while (this.#running !== undefined) await this.#running;
  }

  /** @returns how to hear no more */
  onChange(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** To be called when exceptions were made or ended. */
  exceptionsChanged(): void {
    this.#pending.exceptions();
    this.#go();
  }

  /** To be called now and then: exceptions of the cluster end at their time. @param now ISO 8601 in UTC */
  timePassed(now: string): void {
    const ended = this.#ends.some((end) => end <= now);
    this.#ends = this.#ends.filter((end) => end > now);
    if (ended) this.dayBegan();
  }

  /** To be called when a day (in UTC) begins. */
  dayBegan(): void {
    this.#pending.day();
    this.#go();
  }

  /** To be called when the settings changed. */
  settingsChanged({ teamLabels }: StoredSettings): void {
    if (teamLabels.join('\n') === this.#teamLabels.join('\n')) return;
    this.#teamLabels = teamLabels;
    this.#pending.everything();
    this.#go();
  }

  /** Tells everybody who listens that findings changed by other means than a batch. */
  announce(at: string, result: BatchResult): void {
    this.#emit({ type: 'findings', at, result });
  }

  #go(): void {
    if (this.#stopped || this.#running !== undefined) return;
    this.#running = this.#run().finally(() => {
      this.#running = undefined;
      // What came between the last look and now.
      if (this.#pending.isDue) this.#go();
    });
  }

  async #run(): Promise<void> {
    let wait = firstWait;
    while (!this.#stopped) {
      // What arrived since is taken in one go with what failed.
      const work = this.#pending.take();
      if (work === undefined && this.#unstored === undefined) return;
      try {
        await (work === undefined ? this.#store() : this.#step(work));
        wait = firstWait;
        if (this.#failure !== undefined) {
          this.#failure = undefined;
          this.#emit({ type: 'cluster' });
        }
      } catch (error) {
        this.#options.metrics.assessmentFailed();
        this.#options.log.error({ err: error, retryMs: wait }, 'assessment failed');
        this.#failure = error instanceof Error ? error.name : 'Error';
        this.#emit({ type: 'cluster' });
        await this.#pause(wait * (0.75 + Math.random() / 2));
        wait = Math.min(wait * 2, longestWait);
      }
    }
  }

  async #pause(milliseconds: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, milliseconds);
    this.#wake = resolve;
    if (!this.#stopped) await promise;
    clearTimeout(timer);
    this.#wake = undefined;
  }

  async #step(work: Work): Promise<void> {
    try {
      await this.#store();
    } catch (error) {
      this.#pending.putBack(work);
      throw error;
    }
    const started = performance.now();
    const complete = this.#isNew;
    try {
      const results = await this.#assess(work);
      const coverage = results.at(-1)?.coverage ?? this.#coverage;
      const unanswered = this.#diagnostics.length;
      this.#diagnostics = results.at(-1)?.diagnostics ?? this.#diagnostics;
      const at = this.#options.now().toISOString();
      const batch = await this.#batches.make(results, work, this.state, this.#teamLabels, at);
      const surroundings = complete || work.surroundings || this.#diagnostics.length !== unanswered;
      if (coverage !== undefined) this.#unstored = { batch, coverage, surroundings };
      this.#isNew = false;
    } catch (error) {
      this.#assessor = this.#options.makeAssessor();
      this.#batches = new BatchMaker(this.#options.store);
      this.#isNew = true;
      this.#pending.putBack({ ...work, all: true });
      throw error;
    }
    await this.#store();
    const ended = performance.now();
    this.#options.metrics.assessed((ended - started) / 1000, complete);
    if (work.since !== undefined && !complete) this.#options.metrics.reflected((ended - work.since) / 1000);
  }

  async #assess(work: Work): Promise<AssessmentResult[]> {
    const results: AssessmentResult[] = [];
    // Before there is anything to assess, this only says what holds.
    if (work.exceptions || this.#isNew) results.push(await this.#assessor.setExceptions(await this.#rules()));
    if (work.all || this.#isNew) results.push(await this.#assessor.update(this.state, 'all'));
    else if (work.keys.size > 0) results.push(await this.#assessor.update(this.state, work.keys));
    if (work.day) results.push(await this.#assessor.refresh());
    return results;
  }

  async #rules(): Promise<readonly ExceptionRule[]> {
    const rules = await this.#options.store.exceptions.rules(this.state.facts.id);
    const made = rules.map(
      ({ check, resources, container, reason, owner, expires }): ExceptionRule => ({
        check,
        reason,
        owner,
        expires,
        container,
        resources: resources.length === 0 ? undefined : resources,
        origin: 'user',
      }),
    );
    const ofCluster = exceptionRulesIn(this.inventory);
    const now = this.#options.now().toISOString();
    this.#ends = ofCluster.flatMap((rule) =>
      rule.expiresAt === undefined || hasExpired(rule, now) ? [] : rule.expiresAt,
    );
    return [...made, ...ofCluster, ...this.#options.fileRules];
  }

  /** Stores the batch that waits for it, and what is known of the cluster. */
  async #store(): Promise<void> {
    if (this.#unstored === undefined) return;
    const { batch, coverage, surroundings } = this.#unstored;
    const result = await this.#options.store.applyBatch(batch);
    if (surroundings) await this.#putCluster(coverage);
    this.#unstored = undefined;
    this.#coverage = coverage;
    this.#assessedAt = batch.at;
    this.#emit({ type: 'findings', at: batch.at, result });
    if (surroundings) this.#emit({ type: 'cluster' });
  }

  async #putCluster(coverage: Coverage | undefined): Promise<void> {
    const { facts, blindSpots } = this.state;
    await this.#options.store.clusters.put({
      id: facts.id,
      name: facts.name,
      source: facts.source,
      server: facts.server,
      recorded: facts.recorded,
      version: facts.version,
      coverage: coverage && {
        asked: coverage.asked,
        notConfigured: coverage.notConfigured,
        objectsByCheck: Object.fromEntries(coverage.objectsByCheck),
      },
      blindSpots,
    });
  }

  #emit(change: Change): void {
    for (const listener of this.#listeners) listener(change);
  }
}
