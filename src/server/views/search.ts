import { type CheckTexts, catalogue } from '../../checks/index.ts';
import type { ClusterState } from '../../inventory/cluster/index.ts';
import type { InventoryObject } from '../../inventory/index.ts';
import type { Visible } from '../../store/index.ts';
import { wordsOf } from './filters.ts';
import { isVisible } from './resource.ts';

export interface FoundObject {
  readonly key: string;
  readonly object: InventoryObject;
  readonly isWorkload: boolean;
}

/** The best few of what a search finds; better ones have more points. */
class Best<T> {
  readonly #limit: number;
  #found: { readonly points: number; readonly value: T }[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(points: number, value: T): void {
    this.#found.push({ points, value });
    if (this.#found.length >= this.#limit * 20) this.#cut();
  }

  all(): T[] {
    this.#cut();
    return this.#found.map(({ value }) => value);
  }

  #cut(): void {
    this.#found.sort((a, b) => b.points - a.points);
    this.#found.length = Math.min(this.#found.length, this.#limit);
  }
}

/** Objects that a user sees and whose kind, namespace or name have all words; those whose name is the word first. */
export function findObjects(text: string, state: ClusterState, visible: Visible, limit: number): FoundObject[] {
  const words = wordsOf(text);
  const best = new Best<FoundObject>(limit);
  if (words.length === 0) return [];
  for (const [key, object] of state.objects) {
    if (!isVisible(visible, object.namespace)) continue;
    const name = object.name.toLowerCase();
    const rest = `${object.kind.toLowerCase()}\n${object.namespace ?? ''}`;
    const isWorkload = object.podTemplates.length > 0 && !state.representatives.has(key);
    let points = isWorkload ? 1 : 0;
    for (const word of words) {
      if (name === word) points += 20;
      else if (name.startsWith(word)) points += 10;
      else if (name.includes(word)) points += 5;
      else if (rest.includes(word)) points += 2;
      else points = Number.NaN;
    }
    if (!Number.isNaN(points)) best.add(points, { key, object, isWorkload });
  }
  return best.all();
}

/** Ids of checks whose id or title has all words. */
export function findChecks(text: string, texts: CheckTexts, limit: number): string[] {
  const words = wordsOf(text);
  const best = new Best<string>(limit);
  if (words.length === 0) return [];
  for (const { id } of catalogue) {
    const title = texts[id]?.title.toLowerCase() ?? '';
    if (!words.every((word) => id.includes(word) || title.includes(word))) continue;
    best.add(words.some((word) => id === word) ? 2 : title.startsWith(words[0] ?? '') ? 1 : 0, id);
  }
  return best.all();
}
