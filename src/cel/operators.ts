import { add, divide, modulo, multiply, negate, subtract } from './arithmetic.ts';
import type { Evaluator } from './compile-context.ts';
import { compare, equal, takeEqualitySteps } from './equality.ts';
import { chargeWalk, costSize, walkCost } from './frame.ts';
import { noSuchOverload, Opaque, typeName } from './values.ts';

/** Makes the evaluator of an operator from those of its operands; the second one is absent for `!` and `-`. */
type Operator = (a: Evaluator, b: Evaluator) => Evaluator;

function binary(apply: (a: unknown, b: unknown) => unknown): Operator {
  return (a, b) => (frame) => {
    const left = a(frame);
    const right = b(frame);
    frame.cost++;
    return apply(left, right);
  };
}

/** Comparing texts costs by the shorter one. */
function comparison(apply: (a: unknown, b: unknown) => boolean): Operator {
  return (a, b) => (frame) => {
    const left = a(frame);
    const right = b(frame);
    frame.cost +=
      typeof left === 'number' || typeof left === 'boolean' ? 1 : walkCost(Math.min(costSize(left), costSize(right)));
    return apply(left, right);
  };
}

/** Kubernetes' own types can't be compared with others on their right, but with null. */
function equalOperands(a: unknown, b: unknown): boolean {
  if (a instanceof Opaque && b !== null && typeName(b) !== a.typeName) throw noSuchOverload();
  return equal(a, b);
}

/** `==` and `!=`: comparing deep values costs by what was walked. */
function equality(expected: boolean): Operator {
  return (a, b) => (frame) => {
    const left = a(frame);
    const right = b(frame);
    if (typeof left !== 'object' || typeof right !== 'object') {
      frame.cost += typeof left === 'string' ? walkCost(Math.min(left.length, costSize(right))) : 1;
      return equalOperands(left, right) === expected;
    }
    frame.cost += walkCost(Math.min(costSize(left), costSize(right)));
    const result = equalOperands(left, right) === expected;
    chargeWalk(frame, takeEqualitySteps());
    return result;
  };
}

/** The operators that always evaluate their operands, by their internal names. */
export const operators: ReadonlyMap<string, Operator> = new Map(
  Object.entries<Operator>({
    '_==_': equality(true),
    '_!=_': equality(false),
    '_<_': comparison((a, b) => compare(a, b) < 0),
    '_<=_': comparison((a, b) => compare(a, b) <= 0),
    '_>_': comparison((a, b) => compare(a, b) > 0),
    '_>=_': comparison((a, b) => compare(a, b) >= 0),
    '_+_': (a, b) => (frame) => {
      const left = a(frame);
      const right = b(frame);
      const text = typeof left === 'string' || left instanceof Uint8Array;
      frame.charge(text ? walkCost(left.length + costSize(right)) : 1);
      if (Array.isArray(left) && Array.isArray(right)) chargeWalk(frame, left.length + right.length);
      return add(left, right);
    },
    '_-_': binary(subtract),
    '_*_': binary(multiply),
    '_/_': binary(divide),
    '_%_': binary(modulo),
    '-_': (a) => (frame) => {
      const value = a(frame);
      frame.cost++;
      return negate(value);
    },
    '!_': (a) => (frame) => {
      const value = a(frame);
      frame.cost++;
      if (typeof value !== 'boolean') throw noSuchOverload();
      return !value;
    },
  }),
);
