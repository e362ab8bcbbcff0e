import { type Frame, walkCost } from '../frame.ts';
import { CelError, type Int, noSuchOverload, Opaque, toInt } from '../values.ts';
import type { Library } from './library.ts';
import { compareQuantities, Quantity } from './quantity.ts';

/** Semantic versions 2.0.0, and the comparisons that versions and quantities share. */
class Semver extends Opaque {
  readonly typeName = 'kubernetes.Semver';
  readonly numbers: readonly [bigint, bigint, bigint];
  readonly prerelease: readonly string[];

  constructor(numbers: readonly [bigint, bigint, bigint], prerelease: readonly string[]) {
    super();
    this.numbers = numbers;
    this.prerelease = prerelease;
  }

  override equals(other: Opaque): boolean {
    return other instanceof Semver && compareVersions(this, other) === 0;
  }
}

const form =
  /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?$/;

/** A version from its text. Throws `CelError`. */
function parseSemver(text: string): Semver {
  const match = form.exec(text);
  if (match === null) throw new CelError(`invalid semantic version ${JSON.stringify(text)}`);
  const numbers = [BigInt(match[1] ?? 0), BigInt(match[2] ?? 0), BigInt(match[3] ?? 0)] as const;
  const prerelease = match[4]?.split('.') ?? [];
  if (numbers.some((number) => number >= 2n ** 64n) || prerelease.some((part) => /^0\d+$/.test(part))) {
    throw new CelError(`invalid semantic version ${JSON.stringify(text)}`);
  }
  return new Semver(numbers, prerelease);
}

/** With `normalize`: a leading `v` goes, leading zeros go, missing minor and patch numbers are 0. */
function normalized(text: string): string {
  const [first = '', second, ...rest] = text.replace(/^v/, '').split('.');
  const parts = [first, ...(second === undefined ? [] : [second]), ...(rest.length === 0 ? [] : [rest.join('.')])];
  const trimmed = parts.map((part) => {
    if (part.length < 2) return part;
    const bare = part.replace(/^0+/, '');
    return /^\d/.test(bare) ? bare : `0${bare}`;
  });
  if (trimmed.length < 3 && /[+-]/.test(trimmed.at(-1) ?? '')) {
    throw new CelError('short version cannot contain PreRelease/Build meta data');
  }
  while (trimmed.length < 3) trimmed.push('0');
  return trimmed.join('.');
}

function compareVersions(a: Semver, b: Semver): number {
  for (const i of [0, 1, 2] as const) {
    if (a.numbers[i] !== b.numbers[i]) return a.numbers[i] < b.numbers[i] ? -1 : 1;
  }
  if (a.prerelease.length === 0 || b.prerelease.length === 0)
    return Math.sign(b.prerelease.length - a.prerelease.length);
  for (const [i, left] of a.prerelease.entries()) {
    const right = b.prerelease[i];
    if (right === undefined) return 1;
    const order = comparePrerelease(left, right);
    if (order !== 0) return order;
  }
  return a.prerelease.length < b.prerelease.length ? -1 : 0;
}

function comparePrerelease(a: string, b: string): number {
  const numericA = /^\d+$/.test(a);
  const numericB = /^\d+$/.test(b);
  if (numericA && numericB) return BigInt(a) < BigInt(b) ? -1 : BigInt(a) > BigInt(b) ? 1 : 0;
  if (numericA !== numericB) return numericA ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}

function parse(frame: Frame, text: unknown, normalize: unknown): Semver {
  if (typeof text !== 'string' || (normalize !== undefined && typeof normalize !== 'boolean')) throw noSuchOverload();
  frame.charge(walkCost(text.length));
  return parseSemver(normalize === true ? normalized(text) : text);
}

function part(position: 0 | 1 | 2): Library['functions'][string] {
  return (frame, value): Int => {
    frame.cost++;
    if (!(value instanceof Semver)) throw noSuchOverload();
    return toInt(BigInt.asIntN(64, value.numbers[position])) ?? 0;
  };
}

function order(frame: Frame, a: unknown, b: unknown): number {
  frame.cost++;
  if (a instanceof Semver && b instanceof Semver) return compareVersions(a, b);
  if (a instanceof Quantity && b instanceof Quantity) return compareQuantities(a, b);
  throw noSuchOverload();
}

export const semver: Library = {
  signatures: [
    'semver(string) -> kubernetes.Semver',
    'semver(string, bool) -> kubernetes.Semver',
    'isSemver(string) -> bool',
    'isSemver(string, bool) -> bool',
    'kubernetes.Semver.isGreaterThan(kubernetes.Semver) -> bool',
    'kubernetes.Semver.isLessThan(kubernetes.Semver) -> bool',
    'kubernetes.Semver.compareTo(kubernetes.Semver) -> int',
    'kubernetes.Semver.major() -> int',
    'kubernetes.Semver.minor() -> int',
    'kubernetes.Semver.patch() -> int',
  ],
  functions: {
    semver: parse,
    isSemver: (frame, text, normalize) => {
      try {
        parse(frame, text, normalize);
        return true;
      } catch (failure) {
        if (failure instanceof CelError && typeof text === 'string') return false;
        throw failure;
      }
    },
    isGreaterThan: (frame, a, b) => order(frame, a, b) > 0,
    isLessThan: (frame, a, b) => order(frame, a, b) < 0,
    compareTo: order,
    major: part(0),
    minor: part(1),
    patch: part(2),
  },
};
