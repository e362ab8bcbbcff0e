import { type Said, say } from './diagnostic-texts.ts';
import type { Limits } from './limits.ts';
import { grouped } from './numbers.ts';

/** One JSON value of a text that holds one or several. */
export interface JsonRange {
  readonly start: number;
  readonly end: number;
  /** Offsets of keys that stand twice in one object: JSON.parse would take the last one without a word. */
  readonly duplicates: readonly number[];
  /** Where and how it goes over a limit: the value must not be read then, and nothing after that was looked at. */
  readonly over: { readonly offset: number; readonly said: Said } | undefined;
  /** Where the elements of its field `items` stand, so that the positions of one need no look at the others. */
  readonly items: readonly { readonly start: number; readonly end: number }[];
}

type Keys = Set<string> | undefined;

/**
 * Finds the JSON values that follow each other in `text` from `start` to `end` (`{…} {…}`, one a line, …). Undefined where it is not
 * such a text; what comes after more values than `limits.objects` is not looked at. Only brackets, strings and keys are looked at; whether each value is JSON is left to JSON.parse.
 */
export function splitJson(text: string, start: number, end: number, limits: Limits): JsonRange[] | undefined {
  const ranges: JsonRange[] = [];
  let at = skipBlanks(text, start, end);
  while (at < end) {
    const range = text.charCodeAt(at) === 0x7b /* { */ ? scanValue(text, at, end, limits) : undefined;
    if (range === undefined) return undefined;
    ranges.push(range);
    if (range.over !== undefined || ranges.length > limits.objects) break;
    at = skipBlanks(text, range.end, end);
  }
  return ranges;
}

function scanValue(text: string, start: number, end: number, limits: Limits): JsonRange | undefined {
  const duplicates: number[] = [];
  const items: { start: number; end: number }[] = [];
  const open: Keys[] = []; // keys of the open objects, undefined for lists
  let rootKey = '';
  let itemStart = -1;
  let values = 0;
  const over = (offset: number, reason: string): JsonRange => {
    return { start, end, duplicates, over: { offset, said: say('over-limit', { reason }) }, items: [] };
  };
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22 /* " */) {
      const close = closingQuote(text, at, end);
      if (close < 0) return undefined;
      const keys = open.at(-1);
      if (keys !== undefined && text.charCodeAt(skipBlanks(text, close + 1, end)) === 0x3a /* : */) {
        const key = text.slice(at + 1, close);
        if (keys.has(key)) duplicates.push(at);
        else keys.add(key);
        if (open.length === 1) rootKey = key;
      }
      at = close;
    } else if (code === 0x7b || code === 0x5b /* { [ */) {
      if (open.length >= limits.depth) return over(at, `more than ${limits.depth} levels of nesting`);
      if (open.length === 2 && open[1] === undefined && rootKey === 'items') itemStart = at;
      open.push(code === 0x7b ? new Set() : undefined);
      values++;
    } else if (code === 0x2c /* , */) {
      values++;
      if (values > limits.jsonValues) return over(at, `more than ${grouped(limits.jsonValues)} values`);
    } else if (code === 0x7d || code === 0x5d /* } ] */) {
      open.pop();
      if (open.length === 2 && itemStart >= 0) {
        items.push({ start: itemStart, end: at + 1 });
        itemStart = -1;
      }
      if (open.length === 0) return { start, end: at + 1, duplicates, over: undefined, items };
    }
  }
  return undefined;
}

function closingQuote(text: string, open: number, end: number): number {
  for (let at = text.indexOf('"', open + 1); at >= 0 && at < end; at = text.indexOf('"', at + 1)) {
    let backslashes = 0;
    while (text.charCodeAt(at - 1 - backslashes) === 0x5c) backslashes++;
    if (backslashes % 2 === 0) return at;
  }
  return -1;
}

function skipBlanks(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && isBlank(text.charCodeAt(at))) at++;
  return at;
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}
