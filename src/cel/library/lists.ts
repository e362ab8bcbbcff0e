import { add, isInt } from '../arithmetic.ts';
import { compare, equal } from '../equality.ts';
import { chargeWalk, costSize, type Frame, listCost, treeCost } from '../frame.ts';
import { adapt, CelError, Double, Duration, type Int, noSuchOverload, typeName, Uint } from '../values.ts';
import type { Library } from './library.ts';

/**
 * Lists: Kubernetes' own functions (isSorted, sum, min, max, indexOf, lastIndexOf) and the lists extension of cel-go, version 3
 * (slice, flatten, sort, reverse, distinct, lists.range). `indexOf` and `lastIndexOf` of strings are in strings.ts, which calls
 * those here. `includes` is new in 1.37, whose API server takes only what 1.36 knows into new policies.
 */
const comparable = ['int', 'uint', 'double', 'bool', 'duration', 'timestamp', 'string', 'bytes'];
const summable = ['int', 'uint', 'double', 'duration'];

function isSummable(value: unknown): boolean {
  return isInt(value) || value instanceof Uint || value instanceof Double || value instanceof Duration;
}

function list(value: unknown): unknown[] {
  if (!Array.isArray(value)) throw noSuchOverload();
  return value;
}

/** What walking a list costs: a tenth a character, one another leaf; and something, even if all are short. */
function chargeTree(frame: Frame, values: unknown[]): void {
  frame.charge(treeCost(values));
  chargeWalk(frame, values.length);
}

/** The position of an element from the front or the back, or -1. */
export function listIndexOf(frame: Frame, values: unknown[], element: unknown, last: boolean): number {
  chargeTree(frame, values);
  const matches = (value: unknown) => equal(value, element);
  return last ? values.findLastIndex(matches) : values.findIndex(matches);
}

/**
 * What sorting by these keys costs: as if each was compared with each, but only where the checker knows the keys' type
 * (`exact`); cel-go counts one call of an unknown overload as 1.
 */
export function chargeSort(frame: Frame, keys: unknown[], exact: boolean): void {
  if (exact) chargeSquare(frame, keys);
  else frame.charge(1);
}

/** What a comparison of all elements with all costs. Source: cel-go's ext/lists.go. */
function chargeSquare(frame: Frame, values: unknown[]): void {
  const perPair = typeof values[0] === 'string' || values[0] instanceof Uint8Array ? 2.1 : 2;
  frame.charge(Math.floor(values.length ** 2 * perPair) + 1 + listCost);
}

function extreme(name: string, sign: number): Library['functions'][string] {
  return (frame, value) => {
    const values = list(value);
    chargeTree(frame, values);
    if (values.length === 0) throw new CelError(`${name} called on empty list`);
    let result = adapt(values[0]);
    for (const element of values) if (order(adapt(element), result) * sign > 0) result = adapt(element);
    return result;
  };
}

/** The values in the order of their keys; equal keys keep their order. Throws `CelError`. */
export function sortByKeys(values: unknown[], keys: unknown[]): unknown[] {
  if (keys.length !== values.length) throw noSuchOverload();
  const adapted = keys.map(adapt);
  const type = typeName(adapted[0]);
  if (adapted.length > 0 && !isComparable(adapted[0])) throw new CelError('list elements must be comparable');
  if (adapted.some((key) => typeName(key) !== type)) throw new CelError('list elements must have the same type');
  const order = adapted.map((_key, i) => i).sort((a, b) => compare(adapted[a], adapted[b]) || a - b);
  return order.map((i) => values[i]);
}

/** As Kubernetes: elements of other kinds count as equal, elements of no order at all are an error. */
function order(a: unknown, b: unknown): number {
  try {
    return compare(a, b);
  } catch (failure) {
    if (isComparable(a) && isComparable(b)) return 0;
    throw failure;
  }
}

function isComparable(value: unknown): boolean {
  try {
    compare(value, value);
    return true;
  } catch {
    return false;
  }
}

/** How long a list will be when it is flattened. */
function flatLength(values: unknown[], depth: Int): number {
  const lengths = values.map((value) =>
    Array.isArray(value) && depth > 0 ? (depth > 1 ? flatLength(value, Number(depth) - 1) : value.length) : 1,
  );
  return lengths.reduce((sum, length) => sum + length, 0);
}

function flatten(values: unknown[], depth: Int): unknown[] {
  return values.flatMap((value) => (Array.isArray(value) && depth > 0 ? flatten(value, Number(depth) - 1) : [value]));
}

/** cel-go's bound. */
const maxRange = 1_000_000;

export const lists: Library = {
  signatures: [
    ...comparable.map((type) => `list<${type}>.isSorted() -> bool`),
    ...summable.map((type) => `list<${type}>.sum() -> ${type}`),
    ...comparable.map((type) => `list<${type}>.min() -> ${type}`),
    ...comparable.map((type) => `list<${type}>.max() -> ${type}`),
    'list<A>.indexOf(A) -> int',
    'list<A>.lastIndexOf(A) -> int',
    'list<T>.slice(int, int) -> list<T>',
    'list<list<T>>.flatten() -> list<T>',
    'list<dyn>.flatten(int) -> list<dyn>',
    ...comparable.map((type) => `list<${type}>.sort() -> list<${type}>`),
    // What `sortBy` expands to.
    ...comparable.map((type) => `list<T>.@sortByAssociatedKeys(list<${type}>) -> list<T>`),
    'lists.range(int) -> list<int>',
    'list<T>.reverse() -> list<T>',
    'list<T>.distinct() -> list<T>',
  ],
  functions: {
    isSorted: (frame, value) => {
      const values = list(value);
      chargeTree(frame, values);
      return values.every((element, i) => i === 0 || order(adapt(values[i - 1]), adapt(element)) <= 0);
    },
    sum: (frame, value) => {
      const values = list(value);
      chargeTree(frame, values);
      if (values.length === 0) return 0;
      const adapted = values.map(adapt);
      if (!isSummable(adapted[0])) throw noSuchOverload();
      return adapted.reduce(add);
    },
    min: extreme('min', -1),
    max: extreme('max', 1),
    slice: (frame, value, start, end) => {
      const values = list(value);
      if (!isInt(start) || !isInt(end)) throw noSuchOverload();
      const what = `cannot slice(${start}, ${end})`;
      if (start < 0 || end < 0) throw new CelError(`${what}, negative indexes not supported`);
      if (start > end) throw new CelError(`${what}, start index must be less than or equal to end index`);
      if (values.length < end) throw new CelError(`${what}, list is length ${values.length}`);
      frame.charge(Number(end) - Number(start) + 1 + listCost);
      return values.slice(Number(start), Number(end));
    },
    flatten: (frame, value, depth) => {
      const values = list(value);
      if (depth !== undefined && !isInt(depth)) throw noSuchOverload();
      const levels = depth ?? 1;
      if (levels < 0) throw new CelError('level must be non-negative');
      frame.charge(costSize(values) * Number(levels) + 1 + listCost);
      chargeWalk(frame, flatLength(values, levels));
      return flatten(values, levels);
    },
    sort: (frame, value, exact) => {
      const values = list(value);
      chargeSort(frame, values, exact === true);
      return sortByKeys(values, values);
    },
    'lists.range': (frame, size) => {
      if (!isInt(size)) throw noSuchOverload();
      if (size < 0) throw new CelError(`lists.range: size must be non-negative, got ${size}`);
      if (size > maxRange) throw new CelError(`lists.range: size ${size} exceeds maximum allowed (${maxRange})`);
      frame.charge(Number(size) + 1 + listCost);
      return Array.from({ length: Number(size) }, (_value, i) => i);
    },
    reverse: (frame, value) => {
      const values = list(value);
      frame.charge(values.length + 1 + listCost);
      return values.toReversed();
    },
    distinct: (frame, value) => {
      const values = list(value);
      chargeSquare(frame, values);
      const unique: unknown[] = [];
      for (const element of values) if (!unique.some((other) => equal(other, element))) unique.push(element);
      return unique;
    },
  },
};
