import { isInt } from '../arithmetic.ts';
import { toStringValue } from '../conversion.ts';
import { mapGet, mapKeys } from '../equality.ts';
import { formatDuration, formatTimestamp } from '../time.ts';
import {
  adapt,
  CelError,
  Double,
  Duration,
  isRecord,
  MapValue,
  Opaque,
  Optional,
  Timestamp,
  TypeValue,
  typeName,
  Uint,
} from '../values.ts';

/**
 * `'%s …'.format([…])` of cel-go's strings extension, version 2. Its `%f` and `%e` go through the locale en_US: thousands are
 * grouped, infinity is ∞, and the exponent is written ×10ⁿ; the precision of `%e` is taken as a width. Measured on cel-go 0.29.
 */
export function formatString(format: string, args: readonly unknown[]): string {
  let out = '';
  let next = 0;
  for (let i = 0; i < format.length; i++) {
    const character = format.charAt(i);
    if (character !== '%') {
      out += character;
      continue;
    }
    if (format.charAt(i + 1) === '%') {
      out += '%';
      i++;
      continue;
    }
    if (next >= args.length) throw new CelError(`index ${next} out of range`);
    const clause = parseClause(format, i + 1);
    out += formatClause(clause, adapt(args[next]));
    next++;
    i = clause.end - 1;
  }
  return out;
}

type Clause = { verb: string; precision: number | undefined; end: number };

/** The verb that starts after a `%`. Throws `CelError`. */
export function parseClause(format: string, start: number): Clause {
  if (start >= format.length) throw new CelError('unexpected end of string');
  const match = /^(?:\.(\d*))?(.?)/su.exec(format.slice(start));
  const digits = match?.[1];
  const verb = match?.[2] ?? '';
  const failed = (message: string) => new CelError(`could not parse formatting clause: ${message}`);
  if (digits === '') {
    throw failed(
      'error while parsing precision: error while converting precision to integer: strconv.Atoi: parsing "": invalid syntax',
    );
  }
  if (verb === '') throw failed('error while parsing precision: could not find end of precision specifier');
  if (!'sdfebxXo'.includes(verb)) throw failed(`unrecognized formatting clause "${verb}"`);
  const precision = digits === undefined ? undefined : Number(digits);
  if (precision !== undefined && precision > 1000)
    throw failed('error while parsing precision: precision is too large');
  return { verb, precision, end: start + (match?.[0].length ?? 0) };
}

const needs: Readonly<Record<string, string>> = {
  s: 'string clause can only be used on strings, bools, bytes, ints, doubles, maps, lists, types, durations, and timestamps',
  d: 'decimal clause can only be used on integers',
  f: 'fixed-point clause can only be used on doubles',
  e: 'scientific clause can only be used on doubles',
  b: 'only integers and bools can be formatted as binary',
  x: 'only integers, byte buffers, and strings can be formatted as hex',
  X: 'only integers, byte buffers, and strings can be formatted as hex',
  o: 'octal clause can only be used on integers',
};

/** The error of a verb that doesn't go with a type. */
export function clauseMismatch(verb: string, type: string): string {
  return `error during formatting: ${needs[verb]}, was given ${type}`;
}

function formatClause({ verb, precision }: Clause, value: unknown): string {
  const integer = isInt(value) ? BigInt(value) : value instanceof Uint ? BigInt(value.value) : undefined;
  switch (verb) {
    case 's':
      if (value instanceof Optional || value instanceof Opaque) break;
      return formatValue(value);
    case 'd':
      if (integer !== undefined) return String(integer);
      break;
    case 'b':
      if (integer !== undefined) return integer.toString(2);
      if (typeof value === 'boolean') return value ? '1' : '0';
      break;
    case 'o':
      if (integer !== undefined) return integer.toString(8);
      break;
    case 'x':
    case 'X': {
      const hex = integer?.toString(16) ?? hexBytes(value);
      if (hex !== undefined) return verb === 'X' ? hex.toUpperCase() : hex;
      break;
    }
    case 'f':
    case 'e': {
      const number = formatNumber(value);
      if (number !== undefined)
        return verb === 'f' ? fixed(number, precision ?? 6) : scientific(number, precision ?? 6);
    }
  }
  throw new CelError(clauseMismatch(verb, typeName(value)));
}

function hexBytes(value: unknown): string | undefined {
  if (typeof value === 'string' || value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  return undefined;
}

/** `%f` and `%e` take doubles, and the strings that stand for those without digits. */
function formatNumber(value: unknown): number | undefined {
  if (value instanceof Double) return value.value;
  if (value === 'NaN' || value === 'Infinity' || value === '-Infinity') return Number(value);
  return undefined;
}

function fixed(value: number, precision: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value < 0 ? '-∞' : '∞';
  // The locale's printer has no negative zero.
  const [whole = '', fraction] = plainFixed(value === 0 ? 0 : value, precision).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** A double with so many decimals, exactly, half to even (as Go; JavaScript's toFixed rounds half up and ends at 1e21). */
function plainFixed(value: number, precision: number): string {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const exponentBits = Number((bits >> 52n) & 0x7ffn);
  const mantissa = (bits & 0xfffffffffffffn) | (exponentBits === 0 ? 0n : 1n << 52n);
  const exponent = Math.max(exponentBits, 1) - 1075;
  let scaled = mantissa * 10n ** BigInt(precision);
  if (exponent >= 0) scaled <<= BigInt(exponent);
  else {
    const shift = BigInt(-exponent);
    const half = 1n << (shift - 1n);
    const rest = scaled & ((1n << shift) - 1n);
    scaled >>= shift;
    if (rest > half || (rest === half && (scaled & 1n) === 1n)) scaled++;
  }
  const digits = String(scaled).padStart(precision + 1, '0');
  const sign = bits >> 63n === 1n ? '-' : '';
  if (precision === 0) return sign + digits;
  return `${sign}${digits.slice(0, -precision)}.${digits.slice(-precision)}`;
}

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

function scientific(value: number, width: number): string {
  if (!Number.isFinite(value)) return fixed(value, 0).padStart(width);
  const [mantissa = '', exponent = '0'] = value.toExponential(6).split('e');
  const digits = String(Math.abs(Number(exponent))).padStart(2, '0');
  const raised = [...digits].map((digit) => superscripts.charAt(Number(digit))).join('');
  return `${mantissa}×10${Number(exponent) < 0 ? '⁻' : ''}${raised}`.padStart(width);
}

/** `%s`. */
function formatValue(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return `[${value.map((element) => formatMember(adapt(element))).join(', ')}]`;
  if (value instanceof MapValue || isRecord(value)) return formatMap(value);
  if (value instanceof TypeValue) return value.name;
  return toStringValue(value);
}

/** A value inside a list or map: as a literal of CEL would look. */
function formatMember(value: unknown): string {
  if (typeof value === 'string') return goQuote(value);
  if (value instanceof Uint8Array) return `b${goQuote(toStringValue(value))}`;
  if (value instanceof Timestamp) return `timestamp(${goQuote(formatTimestamp(value))})`;
  if (value instanceof Duration) return `duration(${goQuote(formatDuration(value))})`;
  if (value instanceof Double) {
    if (Number.isFinite(value.value)) return plainFixed(value.value, 6);
    return goQuote(Number.isNaN(value.value) ? 'NaN' : value.value < 0 ? '-Inf' : '+Inf');
  }
  if (value instanceof Optional || value instanceof Opaque) {
    throw new CelError(`error during formatting: no formatting function for ${typeName(value)}`);
  }
  return formatValue(value);
}

function formatMap(map: MapValue | Record<string, unknown>): string {
  const entries = mapKeys(map).map((key) => {
    if (key instanceof Double)
      throw new CelError('error during formatting: no formatting function for map key of type double');
    return { key: formatMember(key), value: formatMember(mapGet(map, key)) };
  });
  entries.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return `{${entries.map(({ key, value }) => `${key}:${value}`).join(', ')}}`;
}

const goEscapes: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '"': '\\"',
  '\\': '\\\\',
};

/** A string as Go's `%q` writes it: what isn't printable is escaped. */
function goQuote(text: string): string {
  const escaped = text.replace(/["\\]|[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, (character) => {
    const simple = goEscapes[character];
    if (simple !== undefined) return simple;
    const point = character.codePointAt(0) ?? 0;
    if (point < 0x80) return `\\x${point.toString(16).padStart(2, '0')}`;
    if (point < 0x10000) return `\\u${point.toString(16).padStart(4, '0')}`;
    return `\\U${point.toString(16).padStart(8, '0')}`;
  });
  return `"${escaped}"`;
}
