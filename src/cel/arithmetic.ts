import { addDuration, checkedDuration, subtractTimestamps } from './time.ts';
import { CelError, Double, Duration, type Int, noSuchOverload, Timestamp, toInt, toUint, Uint } from './values.ts';

/** CEL's arithmetic: 64-bit integers that fail on overflow, IEEE doubles, no mixing of types. Source: cel-spec "Numeric operations". */

/** `+`, also of strings, bytes, lists, durations and timestamps. Throws `CelError`. */
export function add(a: unknown, b: unknown): unknown {
  if (typeof a === 'string' && typeof b === 'string') return a + b;
  if (isInt(a) && isInt(b)) {
    if (typeof a === 'number' && typeof b === 'number') {
      const sum = a + b;
      if (Number.isSafeInteger(sum)) return sum;
    }
    return int(BigInt(a) + BigInt(b));
  }
  if (a instanceof Double && b instanceof Double) return new Double(a.value + b.value);
  if (Array.isArray(a) && Array.isArray(b)) return a.length === 0 ? b : b.length === 0 ? a : a.concat(b);
  if (a instanceof Uint && b instanceof Uint) return uint(BigInt(a.value) + BigInt(b.value));
  if (a instanceof Duration && b instanceof Duration) return checkedDuration(a.nanos + b.nanos);
  if (a instanceof Timestamp && b instanceof Duration) return addDuration(a, b.nanos);
  if (a instanceof Duration && b instanceof Timestamp) return addDuration(b, a.nanos);
  if (a instanceof Uint8Array && b instanceof Uint8Array) return Buffer.concat([a, b]);
  throw noSuchOverload();
}

/** `-` with two operands. Throws `CelError`. */
export function subtract(a: unknown, b: unknown): unknown {
  if (isInt(a) && isInt(b)) {
    if (typeof a === 'number' && typeof b === 'number') {
      const difference = a - b;
      if (Number.isSafeInteger(difference)) return difference;
    }
    return int(BigInt(a) - BigInt(b));
  }
  if (a instanceof Double && b instanceof Double) return new Double(a.value - b.value);
  if (a instanceof Uint && b instanceof Uint) return uint(BigInt(a.value) - BigInt(b.value));
  if (a instanceof Duration && b instanceof Duration) return checkedDuration(a.nanos - b.nanos);
  if (a instanceof Timestamp && b instanceof Duration) return addDuration(a, -b.nanos);
  if (a instanceof Timestamp && b instanceof Timestamp) return subtractTimestamps(a, b);
  throw noSuchOverload();
}

export function multiply(a: unknown, b: unknown): unknown {
  if (isInt(a) && isInt(b)) {
    if (typeof a === 'number' && typeof b === 'number') {
      const product = a * b;
      if (Number.isSafeInteger(product)) return product === 0 ? 0 : product;
    }
    return int(BigInt(a) * BigInt(b));
  }
  if (a instanceof Double && b instanceof Double) return new Double(a.value * b.value);
  if (a instanceof Uint && b instanceof Uint) return uint(BigInt(a.value) * BigInt(b.value));
  throw noSuchOverload();
}

/** Integers are divided towards zero. */
export function divide(a: unknown, b: unknown): unknown {
  if (isInt(a) && isInt(b)) {
    if (BigInt(b) === 0n) throw new CelError('division by zero');
    return int(BigInt(a) / BigInt(b));
  }
  if (a instanceof Double && b instanceof Double) return new Double(a.value / b.value);
  if (a instanceof Uint && b instanceof Uint) {
    if (BigInt(b.value) === 0n) throw new CelError('division by zero');
    return uint(BigInt(a.value) / BigInt(b.value));
  }
  throw noSuchOverload();
}

/** The remainder has the sign of the dividend. */
export function modulo(a: unknown, b: unknown): unknown {
  if (isInt(a) && isInt(b)) {
    if (BigInt(b) === 0n) throw new CelError('modulus by zero');
    if (BigInt(a) === -(2n ** 63n) && BigInt(b) === -1n) throw new CelError('integer overflow');
    return int(BigInt(a) % BigInt(b));
  }
  if (a instanceof Uint && b instanceof Uint) {
    if (BigInt(b.value) === 0n) throw new CelError('modulus by zero');
    return uint(BigInt(a.value) % BigInt(b.value));
  }
  throw noSuchOverload();
}

export function negate(a: unknown): unknown {
  if (isInt(a)) return int(-BigInt(a));
  if (a instanceof Double) return new Double(-a.value);
  if (a instanceof Duration) return checkedDuration(-a.nanos);
  throw noSuchOverload();
}

export function isInt(value: unknown): value is Int {
  return typeof value === 'number' || typeof value === 'bigint';
}

function int(value: bigint): Int {
  const checked = toInt(value);
  if (checked === undefined) throw new CelError('integer overflow');
  return checked;
}

function uint(value: bigint): Uint {
  const checked = toUint(value);
  if (checked === undefined) throw new CelError('unsigned integer overflow');
  return checked;
}
