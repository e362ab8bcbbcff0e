import type { Evaluator } from './compile-context.ts';
import type { Frame } from './frame.ts';
import { CelError, noSuchOverload, Optional, Unknown } from './values.ts';

/**
 * `&&` (`decisive` false) and `||` (true): one operand with the decisive value decides, whatever the others do; else what is
 * unknown, else the first error, else the neutral value.
 */
export function compileLogical(operands: Evaluator[], decisive: boolean): Evaluator {
  const [first, second, ...rest] = operands as [Evaluator, Evaluator];
  // The fast way, for two operands that are booleans; anything else is decided by `absorb`.
  if (rest.length === 0) {
    return (frame) => {
      let left: unknown;
      try {
        left = first(frame);
        if (left === decisive) return left;
      } catch (failure) {
        return absorb(frame, [second], decisive, failure);
      }
      if (left !== !decisive) return absorb(frame, [second], decisive, noSuchOverload());
      const right = second(frame);
      if (typeof right !== 'boolean') throw noSuchOverload();
      return right;
    };
  }
  return (frame) => {
    for (let i = 0; i < operands.length; i++) {
      let value: unknown;
      try {
        value = (operands[i] as Evaluator)(frame);
      } catch (failure) {
        return absorb(frame, operands.slice(i + 1), decisive, failure);
      }
      if (value === decisive) return value;
      if (value !== !decisive) return absorb(frame, operands.slice(i + 1), decisive, noSuchOverload());
    }
    return !decisive;
  };
}

/** After a failed operand: a later one may still decide. */
function absorb(frame: Frame, rest: Evaluator[], decisive: boolean, failure: unknown): unknown {
  if (!isAbsorbable(failure)) throw failure;
  let worst = failure;
  for (const evaluator of rest) {
    try {
      const value = evaluator(frame);
      if (value === decisive) return value;
    } catch (next) {
      if (!isAbsorbable(next)) throw next;
      if (next instanceof Unknown && !(worst instanceof Unknown)) worst = next;
    }
  }
  throw worst;
}

export function isAbsorbable(failure: unknown): failure is CelError | Unknown {
  return failure instanceof CelError || failure instanceof Unknown;
}

export function compileConditional(operands: Evaluator[]): Evaluator {
  const [condition, yes, no] = operands as [Evaluator, Evaluator, Evaluator];
  return (frame) => {
    const value = condition(frame);
    if (value === true) return yes(frame);
    if (value === false) return no(frame);
    throw noSuchOverload();
  };
}

/** `a.or(b)` and `a.orValue(b)` evaluate b only when a is empty. */
export function compileOr(name: string, operands: Evaluator[]): Evaluator {
  const [target, alternative] = operands as [Evaluator, Evaluator];
  if (name === 'or') {
    return (frame) => {
      const value = target(frame);
      if (!(value instanceof Optional)) throw noSuchOverload();
      return value.present ? value : alternative(frame);
    };
  }
  return (frame) => {
    const value = target(frame);
    if (!(value instanceof Optional)) throw noSuchOverload();
    return value.present ? value.value : alternative(frame);
  };
}
