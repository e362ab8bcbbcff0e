import { type CheckedViolation, loadTexts, type RunOptions, runChecks, type Severity } from '../checks/index.ts';
import {
  type ExceptionRule,
  type ExceptionSettings,
  Exceptions,
  type Exposure,
  FactMaker,
  type FindingFacts,
} from '../findings/index.ts';
import type { ClusterState } from '../inventory/cluster/index.ts';
import { Inventory, type InventoryObject } from '../inventory/index.ts';
import type { AssessmentResult, ObjectAssessment } from './result.ts';
import { surroundingsOf } from './surroundings.ts';

export interface AssessorOptions extends Omit<RunOptions, 'inventory'> {
  /** Severities that users set, by check id. */
  readonly severities: Readonly<Record<string, Severity>>;
  readonly exceptions: ExceptionSettings;
  /** The day in UTC, `2027-01-31`. */
  readonly today: () => string;
}

/** Assesses a cluster and keeps the assessment up to date. Calls are answered one after the other. */
export class Assessor {
  readonly #options: AssessorOptions;
  #exceptions: ExceptionSettings;
  #state: ClusterState | undefined;
  #said = new Map<string, string>();
  #running: Promise<unknown> = Promise.resolve();

  constructor(options: AssessorOptions) {
    this.#options = options;
    this.#exceptions = options.exceptions;
  }

  /**
   * Looks at what changed in the cluster.
   * @param keys of objects that were added, changed or removed; everything where the state may be another one altogether
   */
  update(state: ClusterState, _keys: ReadonlySet<string> | 'all'): Promise<AssessmentResult> {
    return this.#serially(() => {
      this.#state = state;
      return this.#assess();
    });
  }

  /** Other exceptions from now on. @returns the objects whose findings they change */
  setExceptions(rules: readonly ExceptionRule[]): Promise<AssessmentResult> {
    return this.#serially(() => {
      this.#exceptions = { ...this.#exceptions, rules };
      return this.#assess();
    });
  }

  /** To be called when a day begins: exceptions end by the day. @returns the objects whose findings that changes */
  refresh(): Promise<AssessmentResult> {
    return this.#serially(() => this.#assess());
  }

  #serially<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#running.then(work);
    this.#running = result.catch(() => undefined);
    return result;
  }

  async #assess(): Promise<AssessmentResult> {
    const entries: readonly [string, InventoryObject][] = [...(this.#state?.objects ?? [])];
    const inventory = new Inventory(
      entries.map(([, object]) => object),
      [],
    );
    const texts = await loadTexts('en');
    const run = runChecks({ ...this.#options, inventory });
    const byObject = Map.groupBy(run.violations, ({ object }: CheckedViolation) => object);
    const surroundings = surroundingsOf(inventory);
    const exceptions = new Exceptions(this.#exceptions, this.#options.today());
    const maker = new FactMaker({ ...this.#options, texts, surroundings, exceptions, baseline: undefined });
    const objects: ObjectAssessment[] = [];
    const said = new Map<string, string>();
    const exposures = new Map<string, Exposure>();
    for (const [key, object] of entries) {
      if (object.podTemplates.length > 0) exposures.set(key, surroundings.exposure(object));
      const findings: FindingFacts[] = (byObject.get(object) ?? []).map((violation) => maker.make(violation));
      const digest = JSON.stringify(findings);
      said.set(key, digest);
      if (this.#said.get(key) === digest) continue;
      objects.push({ key, workload: this.#state?.representatives.get(key), findings });
    }
    const removed = [...this.#said.keys()].filter((key) => !said.has(key));
    this.#said = said;
    return {
      objects,
      removed,
      exposures,
      diagnostics: run.diagnostics,
      coverage: { asked: run.asked, notConfigured: run.notConfigured, objectsByCheck: new Map() },
    };
  }
}
