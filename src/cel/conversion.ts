import { checkedTimestamp, decimal, formatDuration, formatTimestamp, parseDuration, parseTimestamp } from './time.ts';
import {
  CelError,
  Double,
  Duration,
  type Int,
  noSuchOverload,
  Opaque,
  Timestamp,
  TypeValue,
  toInt,
  toUint,
  typeName,
  Uint,
} from './values.ts';

/** CEL's conversion functions: `int(x)`, `string(x)` and so on. Source: cel-spec "Type conversions". All throw `CelError`. */

function failed(value: unknown, target: string): CelError {
  return new CelError(`type conversion error from '${typeName(value)}' to '${target}'`);
}

export function toIntValue(value: unknown): Int {
  switch (typeof value) {
    case 'number':
    case 'bigint':
      return value;
    case 'string': {
      const parsed =
        /^[+-]?\d+$/.test(value) && value.length < 400 ? toInt(BigInt(value.replace(/^\+/, ''))) : undefined;
      if (parsed === undefined) throw failed(value, 'int');
      return parsed;
    }
  }
  if (value instanceof Double) {
    const truncated = Math.trunc(value.value);
    // As cel-go: the smallest and the largest int are out of reach of doubles.
    if (!(truncated > -(2 ** 63) && truncated < 2 ** 63)) throw new CelError('integer overflow');
    return toInt(BigInt(truncated)) ?? 0;
  }
  if (value instanceof Uint) {
    const converted = toInt(BigInt(value.value));
    if (converted === undefined) throw new CelError('integer overflow');
    return converted;
  }
  if (value instanceof Timestamp) return value.seconds;
  if (value instanceof Duration) return toInt(value.nanos) ?? 0;
  throw noSuchOverload();
}

export function toUintValue(value: unknown): Uint {
  if (value instanceof Uint) return value;
  if (typeof value === 'number' || typeof value === 'bigint') {
    const converted = toUint(BigInt(value));
    if (converted === undefined) throw new CelError('unsigned integer overflow');
    return converted;
  }
  if (typeof value === 'string') {
    const parsed = /^\d+$/.test(value) && value.length < 400 ? toUint(BigInt(value)) : undefined;
    if (parsed === undefined) throw failed(value, 'uint');
    return parsed;
  }
  if (value instanceof Double) {
    const truncated = Math.trunc(value.value);
    if (!(value.value >= 0 && truncated < 2 ** 64)) throw new CelError('unsigned integer overflow');
    return toUint(BigInt(truncated)) ?? new Uint(0);
  }
  throw noSuchOverload();
}

export function toDouble(value: unknown): Double {
  if (value instanceof Double) return value;
  if (typeof value === 'number' || typeof value === 'bigint') return new Double(Number(value));
  if (value instanceof Uint) return new Double(Number(value.value));
  if (typeof value === 'string') {
    const parsed = parseDouble(value);
    if (parsed === undefined) throw failed(value, 'double');
    return new Double(parsed);
  }
  throw noSuchOverload();
}

/** A number in any form that Go's ParseFloat reads: decimal, hexadecimal (`0x1p-2`), with `_` between digits. */
function parseDouble(text: string): number | undefined {
  const special = /^([+-]?)(inf|infinity|nan)$/i.exec(text);
  if (special !== null) {
    if (special[2]?.toLowerCase() === 'nan') return special[1] === '' ? Number.NaN : undefined;
    return special[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  }
  if (/(?<![0-9a-fA-FxX])_|_(?![0-9a-fA-F])/.test(text)) return undefined;
  const plain = text.replaceAll('_', '');
  const decimal = /^[+-]?(\d+(?:\.\d*)?|\.\d+)([eE][+-]?\d+)?$/.test(plain);
  const value = decimal ? Number(plain) : parseHexadecimal(plain);
  return value !== undefined && Number.isFinite(value) ? value : undefined;
}

function parseHexadecimal(text: string): number | undefined {
  const match = /^([+-]?)0[xX]([0-9a-fA-F]*)(?:\.([0-9a-fA-F]*))?[pP]([+-]?\d+)$/.exec(text);
  if (match === null) return undefined;
  const [, sign, whole = '', fraction = '', exponent] = match;
  if (whole === '' && fraction === '') return undefined;
  const magnitude = Number(BigInt(`0x${whole}${fraction}`)) * 2 ** (Number(exponent) - 4 * fraction.length);
  return sign === '-' ? -magnitude : magnitude;
}

const trueTexts = new Set(['1', 't', 'T', 'TRUE', 'true', 'True']);
const falseTexts = new Set(['0', 'f', 'F', 'FALSE', 'false', 'False']);

export function toBool(value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string') throw noSuchOverload();
  if (trueTexts.has(value)) return true;
  if (falseTexts.has(value)) return false;
  throw failed(value, 'bool');
}

export function toBytes(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value;
  if (typeof value === 'string') return Buffer.from(value);
  throw noSuchOverload();
}

export function toStringValue(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return value;
    case 'boolean':
    case 'number':
    case 'bigint':
      return String(value);
  }
  if (value instanceof Uint) return String(value.value);
  if (value instanceof Double) return formatGeneral(value.value);
  if (value instanceof Timestamp) return formatTimestamp(value);
  if (value instanceof Duration) return formatDuration(value);
  if (value instanceof Uint8Array) {
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(value);
    } catch {
      throw new CelError('invalid UTF-8 in bytes, cannot convert to string');
    }
  }
  const text = value instanceof Opaque ? value.text() : undefined;
  if (text !== undefined) return text;
  throw noSuchOverload();
}

export function toTimestamp(value: unknown): Timestamp {
  if (value instanceof Timestamp) return value;
  if (typeof value === 'number') return checkedTimestamp(value);
  if (typeof value === 'bigint') throw new CelError('timestamp overflow');
  if (typeof value === 'string') {
    const parsed = parseTimestamp(value);
    if (parsed === undefined) throw failed(value, 'google.protobuf.Timestamp');
    return parsed;
  }
  throw noSuchOverload();
}

export function toDuration(value: unknown): Duration {
  if (value instanceof Duration) return value;
  if (typeof value === 'string') {
    const parsed = parseDuration(value);
    if (parsed === undefined) throw failed(value, 'google.protobuf.Duration');
    return parsed;
  }
  throw noSuchOverload();
}

/** `type(x)`. */
export function typeOf(value: unknown): TypeValue {
  return new TypeValue(typeName(value));
}

/** A double as Go's `%g` writes it: with an exponent below 1e-4 and from 1e6 on (`1e+06`). */
function formatGeneral(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value < 0 ? '-Inf' : '+Inf';
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const [mantissa = '', exponentText = '0'] = value.toExponential().split('e');
  const exponent = Number(exponentText);
  if (exponent >= -4 && exponent < 6) return decimal(value);
  const digits = String(Math.abs(exponent)).padStart(2, '0');
  return `${mantissa}e${exponent < 0 ? '-' : '+'}${digits}`;
}
