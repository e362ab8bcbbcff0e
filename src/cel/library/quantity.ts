import { isInt } from '../arithmetic.ts';
import { type Frame, walkCost } from '../frame.ts';
import { CelError, Double, noSuchOverload, Opaque, toInt } from '../values.ts';
import { type Library, succeeds } from './library.ts';

/**
 * Kubernetes' quantities (`100m`, `1.5Gi`, `1e3`). Grammar and bounds: k8s.io/apimachinery pkg/api/resource. A quantity is
 * `unscaled` × 10^`scale`; `wide` ones went through arbitrary precision there, and are never "integers" for `asInteger`.
 */
export class Quantity extends Opaque {
  readonly typeName = 'kubernetes.Quantity';
  readonly unscaled: bigint;
  readonly scale: number;
  readonly wide: boolean;

  constructor(unscaled: bigint, scale: number, wide: boolean) {
    super();
    this.unscaled = unscaled;
    this.scale = scale;
    this.wide = wide;
  }

  override equals(other: Opaque): boolean {
    return other instanceof Quantity && compareQuantities(this, other) === 0;
  }
}

const binaryExponents: ReadonlyMap<string, number> = new Map(
  Object.entries({
    Ki: 10,
    Mi: 20,
    Gi: 30,
    Ti: 40,
    Pi: 50,
    Ei: 60,
  }),
);
const decimalExponents: ReadonlyMap<string, number> = new Map(
  Object.entries({
    n: -9,
    u: -6,
    m: -3,
    '': 0,
    k: 3,
    M: 6,
    G: 9,
    T: 12,
    P: 15,
    E: 18,
  }),
);
const largest = 2n ** 63n - 1n;
const nano = 9;
const maxExponent = 1_000;

const isQuantity = succeeds(parseQuantity);

/** Without the lookaheads, digits could belong to the number or to the exponent: the square of their number in time. */
const numberAndSuffix = /^([+-]?)(\d*)(?!\d)(?:\.(\d*)(?!\d))?([A-Za-z]*)([+-]?\d*)$/;

/** A quantity from its text; digits may be missing, as in Kubernetes (`m` is 0). Throws `CelError`. */
export function parseQuantity(text: string): Quantity {
  if (text === '') throw malformed();
  const match = numberAndSuffix.exec(text);
  if (match === null) throw malformed();
  const [, sign, wholeText = '', fraction = '', letters = '', power = ''] = match;
  const whole = wholeText.replace(/^0+(?=\d)/, '').replace(/^0$/, '');
  const binary = power === '' ? binaryExponents.get(letters) : undefined;
  const exponent = binary ?? decimalExponent(letters, power);
  if (exponent === undefined) throw new CelError("unable to parse quantity's suffix");
  const negative = sign === '-';
  const digits = whole + fraction;
  const scale = (binary === undefined ? exponent : 0) - fraction.length;
  const magnitude = BigInt(digits === '' ? '0' : digits) * (binary === undefined ? 1n : 1n << BigInt(binary));
  const precision =
    binary === undefined ? 18 - digits.length : fraction === '' ? 14 - whole.length - Math.trunc(binary * 0.3) : -1;
  if (precision >= 0 && scale >= -nano) return new Quantity(negative ? -magnitude : magnitude, scale, false);
  const amount = bounded(magnitude, scale, binary !== undefined);
  return new Quantity(negative ? -amount.unscaled : amount.unscaled, amount.scale, true);
}

function malformed(): CelError {
  return new CelError("quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'");
}

function decimalExponent(letters: string, power: string): number | undefined {
  if (power === '') return decimalExponents.get(letters);
  if ((letters !== 'e' && letters !== 'E') || !/\d/.test(power)) return undefined;
  const exponent = Number(power);
  // Kubernetes takes exponents of 32 bits; numbers of that size would cost more than any policy is worth.
  return Math.abs(exponent) <= maxExponent ? exponent : undefined;
}

/** Rounds away from zero to a billionth; amounts in powers of two end at the largest 64-bit integer. */
function bounded(magnitude: bigint, scale: number, binary: boolean): { unscaled: bigint; scale: number } {
  if (magnitude === 0n) return { unscaled: 0n, scale: 0 };
  const drop = -scale - nano;
  if (drop > 0) {
    if (drop > String(magnitude).length) return { unscaled: 1n, scale: -nano };
    const divisor = 10n ** BigInt(drop);
    return { unscaled: (magnitude + divisor - 1n) / divisor, scale: -nano };
  }
  if (binary && magnitude > largest * 10n ** BigInt(Math.max(-scale, 0))) return { unscaled: largest, scale: 0 };
  return { unscaled: magnitude, scale };
}

/** Both numbers at the smaller scale. */
function align(a: Quantity, b: Quantity): { a: bigint; b: bigint; scale: number } {
  const scale = Math.min(a.scale, b.scale);
  const shift = (quantity: Quantity) => quantity.unscaled * 10n ** BigInt(quantity.scale - scale);
  return { a: shift(a), b: shift(b), scale };
}

function compareQuantities(left: Quantity, right: Quantity): number {
  const { a, b } = align(left, right);
  return a < b ? -1 : a > b ? 1 : 0;
}

function addQuantities(left: Quantity, right: Quantity): Quantity {
  if (!left.wide && !right.wide) {
    if (right.unscaled === 0n) return left;
    if (left.unscaled === 0n) return right;
  }
  const { a, b, scale } = align(left, right);
  const fits = toInt(a) !== undefined && toInt(b) !== undefined && toInt(a + b) !== undefined;
  return new Quantity(a + b, scale, left.wide || right.wide || !fits);
}

function negative(quantity: Quantity): Quantity {
  return new Quantity(-quantity.unscaled, quantity.scale, quantity.wide);
}

function asInteger({ unscaled, scale, wide }: Quantity): number | bigint | undefined {
  return wide || scale < 0 ? undefined : toInt(unscaled * 10n ** BigInt(scale));
}

function asFloat({ unscaled, scale }: Quantity): number {
  return scale === 0 ? Number(unscaled) : Number(unscaled) * Number(`1e${scale}`);
}

function quantity(value: unknown): Quantity {
  if (!(value instanceof Quantity)) throw noSuchOverload();
  return value;
}

function operand(value: unknown): Quantity {
  return isInt(value) ? new Quantity(BigInt(value), 0, false) : quantity(value);
}

function method(apply: (quantity: Quantity, other: unknown) => unknown): Library['functions'][string] {
  return (frame: Frame, value, other) => {
    frame.cost++;
    return apply(quantity(value), other);
  };
}

export const quantityLibrary: Library = {
  signatures: [
    'quantity(string) -> kubernetes.Quantity',
    'isQuantity(string) -> bool',
    'sign(kubernetes.Quantity) -> int',
    'kubernetes.Quantity.isGreaterThan(kubernetes.Quantity) -> bool',
    'kubernetes.Quantity.isLessThan(kubernetes.Quantity) -> bool',
    'kubernetes.Quantity.compareTo(kubernetes.Quantity) -> int',
    'kubernetes.Quantity.asApproximateFloat() -> double',
    'kubernetes.Quantity.asInteger() -> int',
    'kubernetes.Quantity.isInteger() -> bool',
    'kubernetes.Quantity.add(kubernetes.Quantity) -> kubernetes.Quantity',
    'kubernetes.Quantity.add(int) -> kubernetes.Quantity',
    'kubernetes.Quantity.sub(kubernetes.Quantity) -> kubernetes.Quantity',
    'kubernetes.Quantity.sub(int) -> kubernetes.Quantity',
  ],
  functions: {
    quantity: (frame, text) => {
      if (typeof text !== 'string') throw noSuchOverload();
      frame.charge(walkCost(text.length));
      return parseQuantity(text);
    },
    isQuantity: (frame, text) => {
      if (typeof text !== 'string') throw noSuchOverload();
      frame.charge(walkCost(text.length));
      return isQuantity(text);
    },
    sign: method(({ unscaled }) => (unscaled > 0n ? 1 : unscaled < 0n ? -1 : 0)),
    asApproximateFloat: method((value) => new Double(asFloat(value))),
    asInteger: method((value) => {
      const integer = asInteger(value);
      if (integer === undefined) throw new CelError('cannot convert value to integer');
      return integer;
    }),
    isInteger: method((value) => asInteger(value) !== undefined),
    add: method((value, other) => addQuantities(value, operand(other))),
    sub: method((value, other) => addQuantities(value, negative(operand(other)))),
  },
};

/** `isGreaterThan`, `isLessThan` and `compareTo` are shared with versions (semver.ts). */
export { compareQuantities };
