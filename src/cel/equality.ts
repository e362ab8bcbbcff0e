import {
  adapt,
  CelError,
  Double,
  Duration,
  isRecord,
  MapValue,
  noSuchOverload,
  Opaque,
  Optional,
  Timestamp,
  TypeValue,
  Uint,
} from './values.ts';

/**
 * CEL's `==`: numbers compare by value across types, lists and maps by their elements, values of different kinds are unequal.
 * Source: cel-spec "Equality". Never throws. (The API server fails on a list or map of a built-in kind beside a value of another kind,
 * where it says false in custom resources; false is what it is here.)
 */
export function equal(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  const a = adapt(left);
  const b = adapt(right);
  switch (typeof a) {
    case 'string':
    case 'boolean':
      return a === b;
    case 'number':
    case 'bigint':
      return equalNumbers(a, b);
  }
  if (a === null) return b === null;
  if (a instanceof Double) return equalNumbers(a, b);
  if (a instanceof Uint) return equalNumbers(a, b);
  if (Array.isArray(a))
    return (
      countSteps(a.length) && Array.isArray(b) && a.length === b.length && a.every((element, i) => equal(element, b[i]))
    );
  if (a instanceof MapValue || isRecord(a)) return equalMaps(a, b);
  if (a instanceof Timestamp) return b instanceof Timestamp && a.seconds === b.seconds && a.nanos === b.nanos;
  if (a instanceof Duration) return b instanceof Duration && a.nanos === b.nanos;
  if (a instanceof Uint8Array) return b instanceof Uint8Array && Buffer.compare(a, b) === 0;
  if (a instanceof Optional)
    return b instanceof Optional && a.present === b.present && (!a.present || equal(a.value, b.value));
  if (a instanceof TypeValue) return b instanceof TypeValue && a.name === b.name;
  if (a instanceof Opaque) return b instanceof Opaque && a.typeName === b.typeName && a.equals(b);
  return false;
}

let steps = 0;

function countSteps(elements: number): true {
  steps += elements;
  return true;
}

/** How many elements comparisons have walked since this was last asked. */
export function takeEqualitySteps(): number {
  const taken = steps;
  steps = 0;
  return taken;
}

function equalNumbers(a: unknown, b: unknown): boolean {
  const left = exact(a);
  const right = exact(b);
  if (left === undefined || right === undefined) return false;
  // As cel-go: an integer beside a double is compared as a double.
  if (a instanceof Double || b instanceof Double) return Number(left) === Number(right);
  return left === right;
}

function exact(value: unknown): number | bigint | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  if (value instanceof Double || value instanceof Uint) return value.value;
  return undefined;
}

function equalMaps(a: MapValue | Record<string, unknown>, b: unknown): boolean {
  if (!(b instanceof MapValue) && !isRecord(b)) return false;
  const keys = mapKeys(a);
  countSteps(keys.length);
  if (keys.length !== mapSize(b)) return false;
  return keys.every((key) => mapHas(b, key) && equal(mapGet(a, key), mapGet(b, key)));
}

/** The keys of a map, in its order. */
export function mapKeys(map: MapValue | Record<string, unknown>): unknown[] {
  return map instanceof MapValue ? map.keys() : Object.keys(map);
}

export function mapSize(map: MapValue | Record<string, unknown>): number {
  return map instanceof MapValue ? map.size : Object.keys(map).length;
}

export function mapHas(map: MapValue | Record<string, unknown>, key: unknown): boolean {
  if (map instanceof MapValue) return map.has(key);
  return typeof key === 'string' && Object.hasOwn(map, key) && map[key] !== undefined;
}

/** The value under a key that the map has. */
export function mapGet(map: MapValue | Record<string, unknown>, key: unknown): unknown {
  return map instanceof MapValue ? map.get(key) : adapt(map[key as string]);
}

/** Less than 0, 0, or more: how two values of the same kind (or two numbers) are ordered. Throws `CelError` for others. */
export function compare(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'string') {
    if (typeof b !== 'string') throw noSuchOverload();
    return compareStrings(a, b);
  }
  const left = exact(a);
  const right = exact(b);
  if (left !== undefined && right !== undefined) {
    if (a instanceof Double || b instanceof Double) return compareDoubles(Number(left), Number(right));
    return left < right ? -1 : left > right ? 1 : 0;
  }
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  if (a instanceof Timestamp && b instanceof Timestamp) return a.seconds - b.seconds || a.nanos - b.nanos;
  if (a instanceof Duration && b instanceof Duration) return a.nanos < b.nanos ? -1 : a.nanos > b.nanos ? 1 : 0;
  if (a instanceof Uint8Array && b instanceof Uint8Array) return Buffer.compare(a, b);
  throw noSuchOverload();
}

function compareDoubles(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) throw new CelError('NaN values cannot be ordered');
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Strings are ordered by code point (as UTF-8 is), where JavaScript's `<` goes by UTF-16 units. */
function compareStrings(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return codePointOrder(x) - codePointOrder(y);
  }
  return a.length - b.length;
}

/** Surrogates stand for code points above U+FFFF. */
function codePointOrder(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
