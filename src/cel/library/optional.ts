import { chargeWalk, costSize, type Frame } from '../frame.ts';
import {
  adapt,
  CelError,
  Double,
  Duration,
  none,
  noSuchOverload,
  Optional,
  optionalOf,
  Timestamp,
  Uint,
} from '../values.ts';
import type { Library } from './library.ts';

/** cel-go's optional types. `or`, `orValue`, `optMap` and `optFlatMap` are evaluated lazily and are no functions (evaluate.ts). */
function optional(value: unknown): Optional {
  if (!(value instanceof Optional)) throw noSuchOverload();
  return value;
}

function list(value: unknown): unknown[] {
  if (!Array.isArray(value)) throw noSuchOverload();
  return value;
}

/** Whether a value is its type's zero: empty, 0, false, null. */
function isZero(value: unknown): boolean {
  if (value === null || value === false || value === 0 || value === '') return true;
  if (value instanceof Double || value instanceof Uint) return value.value === 0;
  if (value instanceof Duration) return value.nanos === 0n;
  // cel-go asks Go's time.IsZero: the year 1.
  if (value instanceof Timestamp) return value.seconds === -62_135_596_800 && value.nanos === 0;
  return !(value instanceof Optional) && typeof value === 'object' && costSize(value) === 0;
}

function unwrap(frame: Frame, value: unknown): unknown[] {
  const values = list(value);
  chargeWalk(frame, values.length);
  return values
    .map(optional)
    .filter((element) => element.present)
    .map((element) => element.value);
}

export const optionalLibrary: Library = {
  signatures: [
    'optional.of(V) -> optional<V>',
    'optional.ofNonZeroValue(V) -> optional<V>',
    'optional.none() -> optional<V>',
    'optional<V>.value() -> V',
    'optional<V>.hasValue() -> bool',
    'optional<V>.or(optional<V>) -> optional<V>',
    'optional<V>.orValue(V) -> V',
    'list<V>.first() -> optional<V>',
    'list<V>.last() -> optional<V>',
    'optional.unwrap(list<optional<V>>) -> list<V>',
    'list<optional<V>>.unwrapOpt() -> list<V>',
  ],
  functions: {
    'optional.of': (frame, value) => {
      frame.cost++;
      return optionalOf(value);
    },
    'optional.ofNonZeroValue': (frame, value) => {
      frame.cost++;
      return isZero(value) ? none : optionalOf(value);
    },
    'optional.none': (frame) => {
      frame.cost++;
      return none;
    },
    value: (frame, value) => {
      frame.cost++;
      const { present, value: inner } = optional(value);
      if (!present) throw new CelError('optional.none() dereference');
      return inner;
    },
    hasValue: (frame, value) => {
      frame.cost++;
      return optional(value).present;
    },
    first: (frame, value) => {
      frame.cost++;
      const values = list(value);
      return values.length === 0 ? none : optionalOf(adapt(values[0]));
    },
    last: (frame, value) => {
      frame.cost++;
      const values = list(value);
      return values.length === 0 ? none : optionalOf(adapt(values.at(-1)));
    },
    'optional.unwrap': (frame, value) => {
      frame.cost++;
      return unwrap(frame, value);
    },
    unwrapOpt: (frame, value) => {
      frame.cost++;
      return unwrap(frame, value);
    },
  },
};
