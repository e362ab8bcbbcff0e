import { hash } from 'node:crypto';
import type { KubernetesObject } from '../../kubernetes/index.ts';

/** First and longest wait between two repairs of the same object, in milliseconds. */
const firstWait = 1_000;
const longestWait = 60_000;
/** After so long without a repair an object counts as left alone again. */
const forgotten = 300_000;
/** Repairs after which somebody is at it, not somebody's mistake. */
const contestedAfter = 5;

interface Repaired {
  /** What it was brought to: somebody who wants something else of it is not at odds with anybody. */
  readonly wanted: string;
  readonly count: number;
  readonly at: number;
}

/** Sees to it that two controllers that fight over an object don't do so hundreds of times a minute. */
export class RepairPace {
  readonly #repaired = new Map<string, Repaired>();

  /** When the object may be repaired, in milliseconds of the process: now or later. */
  dueAt(key: string, wanted: KubernetesObject, now: number): number {
    const last = this.#repaired.get(key);
    if (last?.wanted !== hashOf(wanted) || now - last.at > forgotten) return now;
    return Math.max(now, last.at + Math.min(firstWait * 2 ** (last.count - 1), longestWait));
  }

  repaired(key: string, wanted: KubernetesObject, now: number): void {
    const last = this.#repaired.get(key);
    const text = hashOf(wanted);
    const count = last?.wanted !== text || now - last.at > forgotten ? 1 : last.count + 1;
    this.#repaired.set(key, { wanted: text, count, at: now });
  }

  /** Whether somebody keeps changing it. */
  isContested(key: string, now: number): boolean {
    const last = this.#repaired.get(key);
    return last !== undefined && last.count >= contestedAfter && now - last.at <= forgotten;
  }

  /** Forgets what is there no more. */
  keep(isKnown: (key: string) => boolean): void {
    for (const key of this.#repaired.keys()) if (!isKnown(key)) this.#repaired.delete(key);
  }
}

function hashOf(object: KubernetesObject): string {
  return hash('sha256', JSON.stringify(object));
}
