import { isRecord, recordOf } from './object.ts';
import { type Labels, labelsMatch, selectorMatches } from './selector.ts';

/** What an entry asks of labels: a LabelSelector, or the plain map of a Service. */
export interface Selecting<T> {
  readonly namespace: string | undefined;
  readonly selector: unknown;
  /** True where `selector` is a plain map (a Service's); an empty one selects nothing there. */
  readonly plain?: boolean;
  readonly entry: T;
}

/**
 * Finds the entries whose selector matches given labels without asking each of them: entries are kept under the first
 * pair of labels that they want, those that want none (only expressions, or empty) under their namespace.
 */
export class SelectorIndex<T> {
  readonly #buckets = new Map<string, Selecting<T>[]>();

  constructor(selecting: Iterable<Selecting<T>>) {
    for (const item of selecting) {
      const labels = item.plain === true ? item.selector : recordOf(item.selector).matchLabels;
      const [first] = isRecord(labels) ? Object.entries(labels) : [];
      const key = bucketKey(item.namespace, first);
      const bucket = this.#buckets.get(key);
      if (bucket === undefined) this.#buckets.set(key, [item]);
      else bucket.push(item);
    }
  }

  /** The entries of that namespace which select these labels. */
  matching(namespace: string | undefined, labels: Labels): readonly T[] {
    const keys = [bucketKey(namespace, undefined), ...Object.entries(labels).map((pair) => bucketKey(namespace, pair))];
    return keys
      .flatMap((key) => this.#buckets.get(key) ?? [])
      .filter((item) => matches(item, labels))
      .map((item) => item.entry);
  }
}

function matches({ selector, plain }: Selecting<unknown>, labels: Labels): boolean {
  if (plain !== true) return selectorMatches(selector, labels);
  return isRecord(selector) && Object.keys(selector).length > 0 && labelsMatch(selector, labels);
}

function bucketKey(namespace: string | undefined, pair: readonly [string, unknown] | undefined): string {
  return JSON.stringify([namespace ?? '', ...(pair ?? [])]);
}
