import { isInt } from '../arithmetic.ts';
import { toStringValue } from '../conversion.ts';
import { chargeLong, chargeTextWalk, chargeWalk, type Frame, treeCost, walkCost } from '../frame.ts';
import { CelError, noSuchOverload } from '../values.ts';
import { formatString } from './format-string.ts';
import type { Library } from './library.ts';
import { listIndexOf } from './lists.ts';

/** The strings extension of cel-go, version 2, as Kubernetes has it. Positions count code points. */

/** A string in a form that is indexed by code points: itself when it has no surrogates. */
function characters(text: string): string | string[] {
  return /[\ud800-\udfff]/.test(text) ? [...text] : text;
}

function join(part: string | string[]): string {
  return typeof part === 'string' ? part : part.join('');
}

function outOfRange(position: unknown): CelError {
  return new CelError(`index out of range: ${position}`);
}

/** The position of `part` at or after `offset`, or -1. */
function indexOf(text: string, part: string, offset: number): number {
  if (offset < 0) throw outOfRange(offset);
  const all = characters(text);
  if (part === '') return Math.min(offset, all.length);
  if (typeof all === 'string') return all.indexOf(part, offset);
  const units = all.slice(0, offset).join('').length;
  const found = offset >= all.length ? -1 : text.indexOf(part, units);
  return found < 0 ? -1 : [...text.slice(0, found)].length;
}

function lastIndexOf(text: string, part: string, offset: number | undefined): number {
  const all = characters(text);
  if (offset !== undefined && offset < 0) throw outOfRange(offset);
  if (part === '') return Math.min(offset ?? all.length, all.length);
  if (offset !== undefined && offset >= all.length) return -1;
  if (typeof all === 'string') return all.lastIndexOf(part, offset);
  const units = offset === undefined ? Number.POSITIVE_INFINITY : all.slice(0, offset).join('').length;
  const found = text.lastIndexOf(part, units);
  return found < 0 ? -1 : [...text.slice(0, found)].length;
}

function substring(text: string, start: number, end: number | undefined): string {
  const all = characters(text);
  if (end !== undefined && start > end) throw new CelError(`invalid substring range. start: ${start}, end: ${end}`);
  if (start < 0 || start > all.length) throw outOfRange(start);
  if (end !== undefined && (end < 0 || end > all.length)) throw outOfRange(end);
  return join(all.slice(start, end));
}

/** As Go's strings.Replace: all when `count` is negative; an empty `old` matches before every character and at the end. */
function replace(text: string, old: string, replacement: string, count: number): string {
  if (old === replacement || count === 0) return text;
  const parts = old === '' ? ['', ...text, ''] : text.split(old);
  const replaced = count < 0 ? parts.length - 1 : Math.min(count, parts.length - 1);
  const head = parts.slice(0, replaced + 1).join(replacement);
  const tail = parts.slice(replaced + 1);
  if (old !== '') return [head, ...tail].join(old);
  return head + tail.join('');
}

/** As Go's strings.SplitN. */
function split(text: string, separator: string, count: number): string[] {
  if (count === 0) return [];
  const parts = separator === '' ? [...text] : text.split(separator);
  if (count < 0 || parts.length <= count) return parts;
  return [...parts.slice(0, count - 1), parts.slice(count - 1).join(separator)];
}

/** What Go's strings.TrimSpace removes: Unicode's White_Space. */
const whiteSpace =
  /^[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+|[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+$/g;

const quoteEscapes: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '\\': '\\\\',
  '"': '\\"',
};

function quote(text: string): string {
  return `"${text.toWellFormed().replaceAll(/[\p{Cc}\\"]/gu, (character) => quoteEscapes[character] ?? character)}"`;
}

function optionalInt(value: unknown, absent: number): number {
  if (value === undefined) return absent;
  if (!isInt(value)) throw noSuchOverload();
  return Number(value);
}

function transform(apply: (text: string) => string): Library['functions'][string] {
  return (frame, text) => {
    if (typeof text !== 'string') throw noSuchOverload();
    frame.charge(walkCost(text.length));
    return apply(text);
  };
}

function find(last: boolean): Library['functions'][string] {
  return (frame: Frame, value, part, offset) => {
    if (Array.isArray(value) && offset === undefined) return listIndexOf(frame, value, part, last);
    if (typeof value !== 'string' || typeof part !== 'string') throw noSuchOverload();
    frame.charge(treeCost(value));
    if (!last) return indexOf(value, part, optionalInt(offset, 0));
    return lastIndexOf(value, part, offset === undefined ? undefined : optionalInt(offset, 0));
  };
}

export const strings: Library = {
  signatures: [
    'string.charAt(int) -> string',
    'string.indexOf(string) -> int',
    'string.indexOf(string, int) -> int',
    'string.lastIndexOf(string) -> int',
    'string.lastIndexOf(string, int) -> int',
    'list<string>.join() -> string',
    'list<string>.join(string) -> string',
    'string.lowerAscii() -> string',
    'string.upperAscii() -> string',
    'string.replace(string, string) -> string',
    'string.replace(string, string, int) -> string',
    'string.split(string) -> list<string>',
    'string.split(string, int) -> list<string>',
    'string.substring(int) -> string',
    'string.substring(int, int) -> string',
    'string.trim() -> string',
    'string.format(list<dyn>) -> string',
    'strings.quote(string) -> string',
  ],
  functions: {
    charAt: (frame, text, position) => {
      if (typeof text !== 'string' || !isInt(position)) throw noSuchOverload();
      frame.cost++;
      chargeTextWalk(frame, text.length);
      const all = characters(text);
      if (position < 0 || position > all.length) throw outOfRange(position);
      return all[Number(position)] ?? '';
    },
    indexOf: find(false),
    lastIndexOf: find(true),
    join: (frame, values, separator) => {
      if (!Array.isArray(values) || (separator !== undefined && typeof separator !== 'string')) throw noSuchOverload();
      const bad = values.find((value) => typeof value !== 'string');
      if (bad !== undefined) throw new CelError(`join: invalid input: ${toStringValue(bad)}`);
      chargeWalk(frame, values.length);
      const separators = (separator ?? '').length * Math.max(values.length - 1, 0);
      frame.charge(walkCost(values.reduce((sum: number, value: string) => sum + value.length, separators) * 2));
      return values.join(separator ?? '');
    },
    lowerAscii: transform((text) => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())),
    upperAscii: transform((text) => text.replace(/[a-z]+/g, (letters) => letters.toUpperCase())),
    replace: (frame, text, old, replacement, count) => {
      if (typeof text !== 'string' || typeof old !== 'string' || typeof replacement !== 'string')
        throw noSuchOverload();
      frame.charge(walkCost(text.length * 2));
      if (replacement.length > old.length) chargeLong(frame, (text.length + 1) * replacement.length);
      return replace(text, old, replacement, optionalInt(count, -1));
    },
    split: (frame, text, separator, count) => {
      if (typeof text !== 'string' || typeof separator !== 'string') throw noSuchOverload();
      frame.charge(walkCost(text.length * 2));
      return split(text, separator, optionalInt(count, -1));
    },
    substring: (frame, text, start, end) => {
      if (typeof text !== 'string' || !isInt(start)) throw noSuchOverload();
      frame.charge(walkCost(text.length));
      return substring(text, Number(start), end === undefined ? undefined : optionalInt(end, 0));
    },
    trim: transform((text) => text.replace(whiteSpace, '')),
    format: (frame, text, args) => {
      if (typeof text !== 'string' || !Array.isArray(args)) throw noSuchOverload();
      frame.charge(walkCost(text.length));
      const formatted = formatString(text, args);
      chargeLong(frame, formatted.length);
      return formatted;
    },
    'strings.quote': transform(quote),
  },
};
