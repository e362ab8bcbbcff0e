import { loadTexts, type RunOptions, type Severity } from '../checks/index.ts';
import type { ExceptionRule, ExceptionSettings, Exposure } from '../findings/index.ts';
import { type ClusterState, sightOf } from '../inventory/cluster/index.ts';
import { Asking } from './asking.ts';
import { Counts } from './counts.ts';
import { Entries } from './entry.ts';
import { KnownObjects } from './objects.ts';
import { Pace } from './pace.ts';
import { Plan } from './plan.ts';
import type { AssessmentResult } from './result.ts';
import { Sayings } from './sayings.ts';
import { type ObjectChange, Stale } from './stale.ts';
import { Units } from './units.ts';

export interface AssessorOptions extends Omit<RunOptions, 'inventory'> {
  /** Severities that users set, by check id. */
  readonly severities: Readonly<Record<string, Severity>>;
  readonly exceptions: ExceptionSettings;
  /** ISO 8601 in UTC, or only the day. */
  readonly today: () => string;
}

/**
 * Assesses a cluster and keeps the assessment up to date: a change asks again only what depends on it. Calls are answered one after the
 * other, and let the event loop turn in between.
 */
export class Assessor {
  readonly #options: AssessorOptions;
  readonly #plan: Plan;
  readonly #objects: KnownObjects;
  readonly #entries = new Entries();
  readonly #units: Units;
  readonly #counts: Counts;
  readonly #asking: Asking;
  #sayings: Sayings | undefined;
  #running: Promise<unknown> = Promise.resolve();
  #failed = false;
  #seen: string | undefined;

  constructor(options: AssessorOptions) {
    this.#options = options;
    this.#plan = new Plan(options);
    this.#counts = new Counts(this.#plan);
    this.#objects = new KnownObjects(this.#plan);
    this.#units = new Units(this.#objects);
    this.#asking = new Asking(options, this.#plan, this.#objects, this.#entries, this.#units);
  }

  /**
   * Looks at what changed in the cluster.
   * @param keys of objects that were added, changed or removed; `all` to look for them
   * @throws ParameterError where a parameter of a check can't be used; whatever else is thrown, another assessor has to begin anew
   */
  update(state: ClusterState, keys: ReadonlySet<string> | 'all'): Promise<AssessmentResult> {
    return this.#serially(async (sayings) => {
      const pace = new Pace();
      const changes = await this.#take(state, keys === 'all' ? this.#differing(state) : keys, pace);
      const stale = new Stale(this.#plan, this.#objects);
      if (this.#looks(state)) stale.noteSight();
      for (const change of changes) {
        stale.note(change);
        if (pace.isDue) await pace.rest();
      }
      await this.#asking.ask(stale, pace);
      const removed = changes.filter(({ after }) => after === undefined).map(({ key }) => key);
      return this.#result(sayings, removed, pace);
    });
  }

  /** Other exceptions from now on. @returns the objects whose findings they change */
  setExceptions(rules: readonly ExceptionRule[]): Promise<AssessmentResult> {
    return this.#serially((sayings) => {
      sayings.except(rules, this.#options.today());
      return this.#result(sayings, [], new Pace());
    });
  }

  /** To be called when a day begins, or an exception ends. @returns the objects whose findings that changes */
  refresh(): Promise<AssessmentResult> {
    return this.#serially((sayings) => this.#result(sayings, [], new Pace()));
  }

  #serially(work: (sayings: Sayings) => Promise<AssessmentResult>): Promise<AssessmentResult> {
    const result = this.#running.then(async () => {
      if (this.#failed) throw new Error('an earlier assessment failed: begin anew');
      try {
        return await work(await this.#makeSayings());
      } catch (error) {
        this.#failed = true;
        throw error;
      }
    });
    this.#running = result.catch(() => undefined);
    return result;
  }

  async #makeSayings(): Promise<Sayings> {
    if (this.#sayings === undefined) {
      const { severities, exceptions, today } = this.#options;
      this.#sayings = new Sayings(this.#entries, this.#plan, severities, await loadTexts('en'), exceptions, today());
    }
    return this.#sayings;
  }

  /** Takes over what can be seen of the cluster. @returns whether that is something else than before */
  #looks(state: ClusterState): boolean {
    this.#units.sight = sightOf(state);
    // Of kinds and blind spots what sight depends on: states and texts of watches change all the time.
    const seen = JSON.stringify([
      state.blindSpots.flatMap(({ code, groupKind, namespace }) =>
        code === 'not-read' || code === 'watch-lost' ? [] : [[groupKind, namespace]],
      ),
      state.kinds.flatMap(({ groupKind, namespaces }) => (namespaces === undefined ? [] : [[groupKind, namespaces]])),
    ]);
    if (seen === this.#seen) return false;
    this.#seen = seen;
    return true;
  }

  #differing(state: ClusterState): string[] {
    const keys = [...this.#objects.all.keys()].filter((key) => !state.objects.has(key));
    for (const [key, object] of state.objects)
      if (
        this.#objects.all.get(key) !== object ||
        this.#entries.all.get(key)?.workload !== state.representatives.get(key)
      )
        keys.push(key);
    return keys;
  }

  /** Takes over what the state has of some objects. */
  async #take(state: ClusterState, keys: Iterable<string>, pace: Pace): Promise<ObjectChange[]> {
    const changes: ObjectChange[] = [];
    for (const key of keys) {
      const before = this.#objects.all.get(key);
      const after = state.objects.get(key);
      const workload = state.representatives.get(key);
      if (before === after && this.#entries.all.get(key)?.workload === workload) continue;
      this.#objects.set(key, after);
      this.#counts.change(before, after);
      if (after === undefined) this.#entries.remove(key);
      else this.#entries.set(key, after, workload);
      changes.push({ key, before, after });
      if (pace.isDue) await pace.rest();
    }
    return changes;
  }

  async #result(sayings: Sayings, removed: readonly string[], pace: Pace): Promise<AssessmentResult> {
    sayings.except(sayings.rules, this.#options.today());
    const exposures = new Map<string, Exposure>();
    for (const { key, object, exposure } of this.#entries.touched)
      if (object.podTemplates.length > 0) exposures.set(key, exposure);
    const objects = await sayings.changed(pace);
    this.#entries.touched.clear();
    return {
      objects,
      removed,
      exposures,
      diagnostics: this.#entries.unanswered.all(),
      coverage: {
        asked: this.#plan.asked.map(({ id }) => id),
        notConfigured: this.#plan.notConfigured,
        objectsByCheck: new Map(this.#counts.byCheck),
      },
    };
  }
}
