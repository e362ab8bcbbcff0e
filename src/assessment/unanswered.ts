import type { Diagnostic } from '../inventory/index.ts';
import type { Entry } from './entry.ts';

/** Questions that have no answer now, by what they are about: each is said until it was asked again. */
export class Unanswered {
  /** Of objects that are not shaped as expressions need it. */
  readonly #shapes = new Map<Entry, readonly Diagnostic[]>();
  /** By id of the check: where it failed on something that nobody thought of. */
  readonly #faults = new Map<string, Map<Entry, Diagnostic>>();

  /** Notes what expressions could not say of an object, after all of them were asked. */
  noteShape(entry: Entry, diagnostics: readonly Diagnostic[]): void {
    if (diagnostics.length === 0) this.#shapes.delete(entry);
    else this.#shapes.set(entry, diagnostics);
  }

  /** Notes which of the checks failed, after they were asked of some entries. */
  noteFaults(entries: readonly Entry[], checks: readonly string[], faults: ReadonlyMap<string, Diagnostic>): void {
    if (this.#faults.size === 0 && faults.size === 0) return;
    for (const check of checks) {
      const fault = faults.get(check);
      const failed = this.#faults.get(check) ?? new Map<Entry, Diagnostic>();
      for (const entry of entries) {
        if (fault === undefined) failed.delete(entry);
        else failed.set(entry, fault);
      }
      if (failed.size === 0) this.#faults.delete(check);
      else this.#faults.set(check, failed);
    }
  }

  /** The object is gone, or another one. */
  forget(entry: Entry): void {
    this.#shapes.delete(entry);
    for (const [check, failed] of this.#faults) {
      failed.delete(entry);
      if (failed.size === 0) this.#faults.delete(check);
    }
  }

  /** Each check that fails somewhere once, and each object of another shape. */
  all(): Diagnostic[] {
    const faults = this.#faults.values().flatMap((failed) => failed.values().take(1));
    return [...faults, ...[...this.#shapes.values()].flat()];
  }
}
