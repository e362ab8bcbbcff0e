import type { CheckedViolation } from '../checks/index.ts';
import type { Exposure } from '../findings/index.ts';
import type { InventoryObject } from '../inventory/index.ts';
import { Unanswered } from './unanswered.ts';

/** What is known of one object. */
export interface Entry {
  readonly key: string;
  readonly object: InventoryObject;
  /** What each check found at it, by the check's id; nothing where it found nothing. */
  readonly found: Map<string, readonly CheckedViolation[]>;
  /** Of a workload. */
  exposure: Exposure;
  isolated: boolean | undefined;
  /** Of a pod that stands for those of a workload: that workload's key. */
  workload: string | undefined;
  /** Digest of the findings as they were said last; undefined where none were. */
  said: string | undefined;
}

/** The entries of a cluster, and what was found at them. */
export class Entries {
  readonly all = new Map<string, Entry>();
  /** Entries whose findings may not be what was said last. */
  readonly touched = new Set<Entry>();
  readonly unanswered = new Unanswered();
  /** Keys of pods by the workload that they stand for. */
  readonly #standingFor = new Map<string, Set<string>>();
  readonly #ofObject = new WeakMap<InventoryObject, Entry>();

  /** Takes an object in place of what had its key, with nothing found at it yet. */
  set(key: string, object: InventoryObject, workload: string | undefined): void {
    const before = this.all.get(key);
    this.remove(key);
    const entry: Entry = {
      key,
      object,
      found: new Map(),
      exposure: before?.exposure ?? 'none',
      isolated: before?.isolated,
      workload,
      said: before?.said,
    };
    this.all.set(key, entry);
    this.#ofObject.set(object, entry);
    this.touched.add(entry);
    if (workload === undefined) return;
    valueIn(this.#standingFor, workload, () => new Set()).add(key);
  }

  remove(key: string): void {
    const entry = this.all.get(key);
    if (entry === undefined) return;
    this.all.delete(key);
    this.touched.delete(entry);
    this.unanswered.forget(entry);
    for (const pod of this.standingFor(key)) this.touched.add(pod);
    if (entry.workload === undefined) return;
    const others = this.#standingFor.get(entry.workload);
    others?.delete(key);
    if (others?.size === 0) this.#standingFor.delete(entry.workload);
  }

  /** Pods that stand for those of a workload. */
  standingFor(key: string): Entry[] {
    return [...(this.#standingFor.get(key) ?? [])].flatMap((pod) => this.all.get(pod) ?? []);
  }

  /** Puts what checks found at some entries in place of what they found there before; what they found elsewhere is left out. */
  replace(entries: Iterable<Entry>, checks: readonly string[], violations: readonly CheckedViolation[]): void {
    const news = new Map<Entry, Map<string, CheckedViolation[]>>();
    for (const violation of violations) {
      const entry = this.#ofObject.get(violation.object);
      if (entry === undefined) continue;
      const found = valueIn(news, entry, () => new Map<string, CheckedViolation[]>());
      valueIn(found, violation.check.id, () => []).push(violation);
    }
    for (const entry of entries) {
      const found = news.get(entry);
      if (found === undefined && entry.found.size === 0) continue;
      for (const check of checks) {
        const now = found?.get(check) ?? [];
        const before = entry.found.get(check) ?? [];
        if (isSame(before, now)) continue;
        if (now.length === 0) entry.found.delete(check);
        else entry.found.set(check, now);
        this.touched.add(entry);
      }
    }
  }
}

/** Whether checks found the same at an object that is still the same. */
function isSame(before: readonly CheckedViolation[], now: readonly CheckedViolation[]): boolean {
  return (
    before.length === now.length &&
    before.every((one, index) => {
      const other = now[index];
      return other !== undefined && one.object === other.object && whatOf(one) === whatOf(other);
    })
  );
}

function whatOf({ path, container, message, values, severity, key, fix }: CheckedViolation): string {
  return JSON.stringify([path, container, message, values, severity, key, fix]);
}

export function valueIn<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}
