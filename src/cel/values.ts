/**
 * How CEL's values are held in JavaScript. What comes out of YAML or JSON is used as it is:
 *
 * - int: a number when it is a safe integer, else a bigint (always within 64 bits); uint: `Uint`; double: `Double`
 * - string, bool, null: themselves; bytes: `Uint8Array`; list: array
 * - map: a plain object (own properties only: `__proto__` is data) or a `MapValue` (map literals, keys of any kind)
 * - a number with a fraction in input data is a double: `adapt` wraps it where it is read
 */
export class Double {
  readonly value: number;
  constructor(value: number) {
    this.value = value;
  }
}

/** A 64-bit unsigned integer; `value` is a number when it is safe, else a bigint, so that equal values are `===`. */
export class Uint {
  readonly value: Int;
  constructor(value: Int) {
    this.value = value;
  }
}

/** A point in time, to the nanosecond; `offset` (seconds east of UTC) is only how it was written. */
export class Timestamp {
  readonly seconds: number;
  readonly nanos: number;
  readonly offset: number;
  constructor(seconds: number, nanos: number, offset = 0) {
    this.seconds = seconds;
    this.nanos = nanos;
    this.offset = offset;
  }
}

/** A span of time in nanoseconds, within 64 bits. */
export class Duration {
  readonly nanos: bigint;
  constructor(nanos: bigint) {
    this.nanos = nanos;
  }
}

export class Optional {
  readonly present: boolean;
  readonly value: unknown;
  constructor(present: boolean, value: unknown) {
    this.present = present;
    this.value = value;
  }
}
export const none = new Optional(false, undefined);

/** A type as a value: what `type(x)` gives and what `int`, `string`, … name. */
export class TypeValue {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/**
 * A value of a library (quantity, URL, IP address …). `equals` compares with another value of the same type.
 */
export abstract class Opaque {
  abstract readonly typeName: string;
  abstract equals(other: Opaque): boolean;
  /** What `string(x)` gives, for types that have it. */
  text(): string | undefined {
    return undefined;
  }
}

/** A map whose keys may be int, uint, bool or string. Numeric keys that are equal are the same key, whatever their type. */
export class MapValue {
  /** By canonical key (see `canonicalKey`). */
  readonly values: Map<unknown, unknown> = new Map();
  /** The keys that look different from their canonical form. */
  #written: Map<unknown, unknown> | undefined;

  get size(): number {
    return this.values.size;
  }

  has(key: unknown): boolean {
    return this.values.has(canonicalKey(key));
  }

  get(key: unknown): unknown {
    return this.values.get(canonicalKey(key));
  }

  set(key: unknown, value: unknown): void {
    const canonical = canonicalKey(key);
    if (canonical !== key) {
      this.#written ??= new Map();
      this.#written.set(canonical, key);
    }
    this.values.set(canonical, value);
  }

  keys(): unknown[] {
    const keys = [...this.values.keys()];
    const written = this.#written;
    return written === undefined ? keys : keys.map((key) => (written.has(key) ? written.get(key) : key));
  }
}

/** An int: a number when safe, else a bigint. */
export type Int = number | bigint;

/** The evaluation's failure; thrown inside the engine (no stack: it is a value, and `&&` and `||` catch it), never out of it. */
export class CelError {
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }
}

/** Thrown where the answer can't be known (the authorizer without RBAC); like an error, but `unknown` in the result. */
export class Unknown {
  readonly reason: string;
  constructor(reason: string) {
    this.reason = reason;
  }
}

/** Thrown when the cost limit is reached; no operator absorbs it. */
export class CostExceeded {
  readonly message = 'operation cancelled: actual cost limit exceeded';
}

const maxInt = 2n ** 63n - 1n;
const minInt = -(2n ** 63n);
const maxUint = 2n ** 64n - 1n;

/** A bigint within 64 bits as an int, else undefined. */
export function toInt(value: bigint): Int | undefined {
  if (value > maxInt || value < minInt) return undefined;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

/** A bigint within unsigned 64 bits as a uint, else undefined. */
export function toUint(value: bigint): Uint | undefined {
  if (value < 0n || value > maxUint) return undefined;
  const number = Number(value);
  return new Uint(Number.isSafeInteger(number) ? number : value);
}

/** A number of input data as a CEL value: an int if it is integral and fits, as the API server reads untyped JSON, else a double. */
export function fromNumber(value: number): Int | Double {
  if (Number.isSafeInteger(value)) return value === 0 ? 0 : value;
  if (Number.isInteger(value) && Math.abs(value) < 2 ** 63) return BigInt(value);
  return new Double(value);
}

/** Anything read out of input data as a CEL value. */
export function adapt(value: unknown): unknown {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : fromNumber(value);
  return value === undefined ? null : value;
}

/** The form under which a map key is stored: numbers of any type that are equal share it. */
function canonicalKey(key: unknown): unknown {
  if (key instanceof Uint) return key.value;
  if (key instanceof Double) {
    const value = key.value;
    if (Number.isSafeInteger(value)) return value === 0 ? 0 : value;
    return Number.isInteger(value) ? BigInt(value) : key;
  }
  return key;
}

/** Whether a value is a map held as a plain object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** An optional is none exactly when it isn't `present`. */
export function optionalOf(value: unknown): Optional {
  return new Optional(true, value);
}

/** The name of a value's type, as `type(x)` shows it and as messages name it. */
export function typeName(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return 'string';
    case 'boolean':
      return 'bool';
    case 'number':
    case 'bigint':
      return 'int';
  }
  if (value === null || value === undefined) return 'null_type';
  if (Array.isArray(value)) return 'list';
  if (value instanceof Double) return 'double';
  if (value instanceof Uint) return 'uint';
  if (value instanceof MapValue) return 'map';
  if (value instanceof Timestamp) return 'google.protobuf.Timestamp';
  if (value instanceof Duration) return 'google.protobuf.Duration';
  if (value instanceof Uint8Array) return 'bytes';
  if (value instanceof Optional) return 'optional_type';
  if (value instanceof TypeValue) return 'type';
  if (value instanceof Opaque) return value.typeName;
  return 'map';
}

/** The error of a function that has no overload for its arguments. */
export function noSuchOverload(): CelError {
  return new CelError('no such overload');
}
