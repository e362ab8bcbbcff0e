import type { ClusterChange } from '../../inventory/cluster/index.ts';

/** What is to be assessed. */
export interface Work {
  /** Everything: at first, and after a failure that nobody knows what it left undone of. */
  readonly all: boolean;
  readonly keys: ReadonlySet<string>;
  /** Workloads whose pods changed. */
  readonly pods: ReadonlySet<string>;
  /** Whether exceptions were made or ended. */
  readonly exceptions: boolean;
  /** Whether a day began: exceptions end by the day. */
  readonly day: boolean;
  /** Whether facts, kinds or blind spots changed. */
  readonly surroundings: boolean;
  /** When the first of the cluster's changes among them arrived, as `performance.now()` counts; undefined where there is none. */
  readonly since: number | undefined;
}

/** Gathers what changes while something else is assessed, so that it is assessed at once. */
export class Pending {
  #all = false;
  #keys = new Set<string>();
  #pods = new Set<string>();
  #surroundings = false;
  #exceptions = false;
  #day = false;
  #since: number | undefined;

  everything(): void {
    this.#all = true;
  }

  exceptions(): void {
    this.#exceptions = true;
  }

  day(): void {
    this.#day = true;
  }

  change({ keys, pods, surroundings }: ClusterChange): void {
    this.#since ??= performance.now();
    for (const key of keys) this.#keys.add(key);
    for (const key of pods) this.#pods.add(key);
    this.#surroundings ||= surroundings;
  }

  /** Whether there is anything to do. */
  get isDue(): boolean {
    return this.#all || this.#keys.size + this.#pods.size > 0 || this.#exceptions || this.#day || this.#surroundings;
  }

  /** Takes all there is to do; undefined where there is nothing. */
  take(): Work | undefined {
    if (!this.isDue) return undefined;
    const work: Work = {
      all: this.#all,
      keys: this.#keys,
      pods: this.#pods,
      exceptions: this.#exceptions,
      day: this.#day,
      surroundings: this.#surroundings,
      since: this.#since,
    };
    this.#all = false;
    this.#keys = new Set();
    this.#pods = new Set();
    this.#surroundings = false;
    this.#exceptions = false;
    this.#day = false;
    this.#since = undefined;
    return work;
  }

  /** Gives back what could not be done. */
  putBack(work: Work): void {
    this.#all ||= work.all;
    for (const key of work.keys) this.#keys.add(key);
    for (const key of work.pods) this.#pods.add(key);
    this.#exceptions ||= work.exceptions;
    this.#day ||= work.day;
    this.#since = work.since ?? this.#since;
    this.#surroundings ||= work.surroundings;
  }
}
