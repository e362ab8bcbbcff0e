import {
  type Check,
  CheckRun,
  catalogue,
  checksOf,
  type InventoryCheck,
  type RunOptions,
  runChecks,
} from '../checks/index.ts';
import { surroundingsOf } from '../findings/index.ts';
import { Inventory, type InventoryObject } from '../inventory/index.ts';
import type { Entries, Entry } from './entry.ts';
import { definitionKind, type KnownObjects } from './objects.ts';
import type { Pace } from './pace.ts';
import { type Plan, scopeOf } from './plan.ts';
import { RoleJoins } from './role-joins.ts';
import type { Stale } from './stale.ts';
import type { Unit, Units } from './units.ts';

/** Objects of one kind that are asked together: enough that what is the same for all weighs little. */
const chunk = 32;

/** Asks checks of what is out of date, and puts what they find into the entries. */
export class Asking {
  readonly #options: Omit<RunOptions, 'inventory'>;
  readonly #plan: Plan;
  readonly #objects: KnownObjects;
  readonly #entries: Entries;
  readonly #roles: RoleJoins;
  readonly #units: Units;
  readonly #baseline = new WeakMap<InventoryObject, boolean>();

  constructor(
    options: Omit<RunOptions, 'inventory'>,
    plan: Plan,
    objects: KnownObjects,
    entries: Entries,
    units: Units,
  ) {
    this.#options = options;
    this.#plan = plan;
    this.#objects = objects;
    this.#entries = entries;
    this.#units = units;
    this.#roles = new RoleJoins(objects);
  }

  async ask(stale: Stale, pace: Pace): Promise<void> {
    await this.#askOwn(stale.own, pace);
    await this.#askDefined(stale.definitions, pace);
    const shared = this.#units.shared(this.#plan.inventoryChecks('namespace'));
    for (const [namespace, checks] of stale.namespaces) {
      const unit = this.#units.namespace(namespace, shared);
      await this.#askUnit(unit, checks, pace);
      if (stale.surroundings.has(namespace)) this.#lookAround(unit);
      if (pace.isDue) await pace.rest();
    }
    if (stale.outside.size > 0) await this.#askUnit(this.#units.outside(), stale.outside, pace);
    for (const crossing of this.#objects.crossings()) {
      const name = crossing.namespaces.join('\n');
      const checks = stale.crossings.get(name);
      if (checks !== undefined) await this.#askUnit(this.#units.crossing(crossing, shared), checks, pace);
    }
    if (stale.access.length > 0) {
      const { asked, objects } = this.#roles.partOf(stale.access);
      const unit = { asked: [...asked], inventory: this.#units.of(objects) };
      await this.#askUnit(unit, this.#plan.inventoryChecks('access'), pace);
    }
    for (const check of stale.cluster) await this.#askUnit(this.#units.cluster(check), [check], pace);
  }

  /** Asks everything of some objects that is about each of them alone. */
  async #askOwn(keys: ReadonlySet<string>, pace: Pace): Promise<void> {
    const byKind = Map.groupBy(this.#entriesOf(keys), ({ object }) => object.groupKind);
    for (const entries of byKind.values())
      for (let from = 0; from < entries.length; from += chunk) {
        const some = entries.slice(from, from + chunk);
        const asked = new Set(some.flatMap(({ object }) => this.#plan.askedOf(object)));
        const checks = [...asked].filter((check) => scopeOf(check) === 'own');
        await this.#askAlone(some, checks, pace);
      }
  }

  /** Asks again, of objects whose kind is defined otherwise now, what depends on the definition. */
  async #askDefined(groups: ReadonlySet<string>, pace: Pace): Promise<void> {
    const checks = this.#plan.asked.filter(
      (check) => check.type === 'inventory' && check.scope === 'object' && check.reads?.includes(definitionKind),
    );
    if (checks.length === 0) return;
    for (const kind of [...this.#objects.kinds]) {
      if (!groups.has(kind.slice(0, kind.indexOf('/')))) continue;
      const entries = this.#entriesOf(this.#objects.ofKind(kind).keys());
      for (let from = 0; from < entries.length; from += chunk)
        await this.#askAlone(entries.slice(from, from + chunk), checks, pace);
    }
  }

  async #askAlone(entries: readonly Entry[], checks: readonly Check[], pace: Pace): Promise<void> {
    const run = this.#run(this.#units.alone(entries.map(({ object }) => object)));
    await this.#askAll(run, checks, pace);
    this.#note(entries, checks, run);
    if (checks.some(({ type }) => type === 'cel')) {
      const unanswered = run.unanswered();
      for (const entry of entries) this.#entries.unanswered.noteShape(entry, unanswered.get(entry.object) ?? []);
    }
    // A check that failed on one of them has an answer about the others.
    const failed = checks.filter(({ id }) => run.faults.has(id));
    if (failed.length > 0 && entries.length > 1)
      for (const entry of entries) await this.#askAlone([entry], failed, pace);
  }

  async #askUnit(unit: Unit, checks: Iterable<InventoryCheck>, pace: Pace): Promise<void> {
    const run = this.#run(unit.inventory);
    const all = [...checks];
    await this.#askAll(run, all, pace);
    this.#note(this.#entriesOf(unit.asked), all, run);
  }

  #note(entries: readonly Entry[], checks: readonly Check[], { violations, faults }: CheckRun): void {
    const ids = checks.map(({ id }) => id);
    this.#entries.replace(entries, ids, violations);
    this.#entries.unanswered.noteFaults(entries, ids, faults);
  }

  async #askAll(run: CheckRun, checks: readonly Check[], pace: Pace): Promise<void> {
    for (const check of checks) {
      run.ask(check);
      if (pace.isDue) await pace.rest();
    }
  }

  #run(inventory: Inventory): CheckRun {
    return new CheckRun({ ...this.#options, inventory }, (workload) => this.#failsBaseline(workload));
  }

  #failsBaseline(workload: InventoryObject): boolean {
    let fails = this.#baseline.get(workload);
    if (fails === undefined) {
      const checks = checksOf('pss-baseline', catalogue);
      const inventory = new Inventory([workload], []);
      fails = runChecks({ ...this.#options, checks, inventory, parameters: {} }).violations.length > 0;
      this.#baseline.set(workload, fails);
    }
    return fails;
  }

  /** How exposed and isolated the workloads of a namespace are. */
  #lookAround({ asked, inventory }: Unit): void {
    const surroundings = surroundingsOf(inventory);
    for (const entry of this.#entriesOf(asked)) {
      if (entry.object.podTemplates.length === 0) continue;
      const exposure = surroundings.exposure(entry.object);
      const isolated = surroundings.isolated(entry.object);
      if (exposure === entry.exposure && isolated === entry.isolated) continue;
      entry.exposure = exposure;
      entry.isolated = isolated;
      this.#entries.touched.add(entry);
    }
  }

  #entriesOf(keys: Iterable<string>): Entry[] {
    return [...keys].flatMap((key) => this.#entries.all.get(key) ?? []);
  }
}
