import { isDeepStrictEqual } from 'node:util';
import { isRecord } from '../../kubernetes/index.ts';

/** An operation of a JSON Patch, RFC 6902. */
export type PatchOperation =
  | { readonly op: 'add' | 'replace' | 'test'; readonly path: string; readonly value: unknown }
  | { readonly op: 'remove'; readonly path: string };

/**
 * The changes that make `after` of `before`. List items that are gone into are first tested by their name, so that the patch fails
 * where the list has changed meanwhile rather than changing another container.
 * @returns undefined where it would have to write a list anew: that would quote what it only wants to keep
 */
export function jsonPatch(before: unknown, after: unknown): readonly PatchOperation[] | undefined {
  const tests = new Map<string, PatchOperation>();
  const operations: PatchOperation[] = [];
  if (!compare(before, after, '', { tests, operations })) return undefined;
  return [...tests.values(), ...operations];
}

interface Found {
  readonly tests: Map<string, PatchOperation>;
  readonly operations: PatchOperation[];
}

function compare(before: unknown, after: unknown, path: string, found: Found): boolean {
  if (isDeepStrictEqual(before, after)) return true;
  if (isRecord(before) && isRecord(after)) {
    for (const key of Object.keys(before))
      if (!Object.hasOwn(after, key)) found.operations.push({ op: 'remove', path: `${path}/${escaped(key)}` });
    for (const [key, value] of Object.entries(after)) {
      const below = `${path}/${escaped(key)}`;
      if (!Object.hasOwn(before, key)) found.operations.push({ op: 'add', path: below, value });
      else if (!compare(before[key], value, below, found)) return false;
    }
    return true;
  }
  if (Array.isArray(before) && Array.isArray(after)) return compareLists(before, after, path, found);
  if (path === '') return false;
  found.operations.push({ op: 'replace', path, value: after });
  return true;
}

function compareLists(before: readonly unknown[], after: readonly unknown[], path: string, found: Found): boolean {
  if (before.length === after.length) {
    for (const [index, value] of before.entries()) {
      if (isDeepStrictEqual(value, after[index])) continue;
      const below = `${path}/${index}`;
      if (isRecord(value) && typeof value.name === 'string')
        found.tests.set(below, { op: 'test', path: `${below}/name`, value: value.name });
      if (!compare(value, after[index], below, found)) return false;
    }
    return true;
  }
  if (after.length > before.length) {
    if (!isDeepStrictEqual(after.slice(0, before.length), before)) return false;
    for (const value of after.slice(before.length)) found.operations.push({ op: 'add', path: `${path}/-`, value });
    return true;
  }
  // Items went and the rest stayed as they are: from the end, so that each index still holds when it is removed.
  let kept = after.length - 1;
  const removed: PatchOperation[] = [];
  for (let index = before.length - 1; index >= 0; index--) {
    const value = before[index];
    if (kept >= 0 && isDeepStrictEqual(value, after[kept])) {
      kept--;
      continue;
    }
    const below = `${path}/${index}`;
    if (isRecord(value) && typeof value.name === 'string')
      found.tests.set(below, { op: 'test', path: `${below}/name`, value: value.name });
    removed.push({ op: 'remove', path: below });
  }
  if (kept >= 0) return false;
  found.operations.push(...removed);
  return true;
}

function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
