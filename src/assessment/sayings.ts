import { hash } from 'node:crypto';
import { type CheckedViolation, type CheckTexts, type Severity, withoutCovered } from '../checks/index.ts';
import {
  type ExceptionRule,
  type ExceptionSettings,
  Exceptions,
  FactMaker,
  type FindingFacts,
  hasExpired,
  questionOf,
} from '../findings/index.ts';
import type { Entries, Entry } from './entry.ts';
import type { Pace } from './pace.ts';
import type { Plan } from './plan.ts';
import type { ObjectAssessment } from './result.ts';

/** Makes findings of what checks found, and tells those that were not said yet. */
export class Sayings {
  readonly #entries: Entries;
  readonly #plan: Plan;
  readonly #severities: Readonly<Record<string, Severity>>;
  readonly #texts: CheckTexts;
  #settings: ExceptionSettings;
  #exceptions: Exceptions;
  #now: string;

  constructor(
    entries: Entries,
    plan: Plan,
    severities: Readonly<Record<string, Severity>>,
    texts: CheckTexts,
    settings: ExceptionSettings,
    now: string,
  ) {
    this.#entries = entries;
    this.#plan = plan;
    this.#severities = severities;
    this.#texts = texts;
    this.#settings = settings;
    this.#now = now;
    this.#exceptions = new Exceptions(settings, now);
  }

  /** Other exceptions, or another time, from now on: what they concern is to be said again. */
  except(rules: readonly ExceptionRule[], now: string): void {
    const texts = (list: readonly ExceptionRule[], time: string) =>
      list.map((rule) => JSON.stringify([rule, hasExpired(rule, time)]));
    const [before, after] = [texts(this.#settings.rules, this.#now), texts(rules, now)];
    // Of several rules that hold the first one counts: where their order changes, all may mean something else.
    if (before.join('\n') === after.join('\n')) {
      this.#now = now;
      return;
    }
    const concerned = new Set([...this.#settings.rules, ...rules].map(({ check }) => check));
    this.#settings = { ...this.#settings, rules };
    this.#now = now;
    this.#exceptions = new Exceptions(this.#settings, now);
    for (const entry of this.#entries.all.values())
      if (entry.found.values().some((found) => found.some(({ check, rule }) => concerned.has(rule ?? check.id))))
        this.#entries.touched.add(entry);
  }

  get rules(): readonly ExceptionRule[] {
    return this.#settings.rules;
  }

  /** Objects whose findings are others than were said last. */
  async changed(pace: Pace): Promise<ObjectAssessment[]> {
    const { touched } = this.#entries;
    for (const { key } of [...touched]) for (const pod of this.#entries.standingFor(key)) touched.add(pod);
    const changed: ObjectAssessment[] = [];
    for (const entry of touched) {
      const findings = this.#findingsOf(entry);
      const said = findings.length === 0 ? undefined : hash('sha256', JSON.stringify(findings), 'base64');
      if (said !== entry.said) {
        entry.said = said;
        changed.push({ key: entry.key, workload: entry.workload, findings });
      }
      if (pace.isDue) await pace.rest();
    }
    return changed;
  }

  #findingsOf(entry: Entry): FindingFacts[] {
    const { exposure, isolated } = entry;
    const maker = new FactMaker({
      texts: this.#texts,
      severities: this.#severities,
      surroundings: { exposure: () => exposure, isolated: () => isolated },
      exceptions: this.#exceptions,
      baseline: undefined,
    });
    return this.#special(entry).map((violation) => maker.make(violation));
  }

  /** Of a pod that stands for those of a workload only what is not found at the workload as well. */
  #special(entry: Entry): CheckedViolation[] {
    const violations = this.#violationsOf(entry);
    const workload = entry.workload === undefined ? undefined : this.#entries.all.get(entry.workload);
    if (workload === undefined || violations.length === 0) return violations;
    const known = new Set(this.#violationsOf(workload).map(questionOf));
    return violations.filter((violation) => !known.has(questionOf(violation)));
  }

  #violationsOf({ found }: Entry): CheckedViolation[] {
    const byCheck = [...found].sort(([a], [b]) => this.#plan.compare(a, b));
    return withoutCovered(byCheck.flatMap(([, violations]) => violations));
  }
}
