import type { Comprehension } from './ast.ts';
import type { CompileContext, Evaluator } from './compile-context.ts';
import { isConstant, isExactType } from './constants.ts';
import { mapKeys } from './equality.ts';
import { compileExpr } from './evaluate.ts';
import { type Frame, listCost } from './frame.ts';
import { asksOnlyOf, rememberingLast } from './invariant.ts';
import { chargeSort, sortByKeys } from './library/lists.ts';
import { isAbsorbable } from './logic.ts';
import { index } from './navigation.ts';
import { adapt, CelError, isRecord, MapValue, noSuchOverload, typeName, Unknown } from './values.ts';

/** Macros over lists and maps as loops. Each step costs what cel-go's expansion of the macro into folds costs. */

/** What one round gives to its body: sets the variables; the loop ends when `round` returns true. */
type Loop = (frame: Frame, round: () => boolean) => void;

export function compileComprehension(expr: Comprehension, context: CompileContext): Evaluator {
  const evaluator = compileMacro(expr, context);
  const isOfPod = context.own && context.scope.length === 0 && asksOnlyOf(expr, podVariable);
  return isOfPod ? rememberingLast(evaluator, podVariable) : evaluator;
}

/** The variable that many questions about one pod have in common. */
const podVariable = 'podSpec';

function compileMacro(expr: Comprehension, context: CompileContext): Evaluator {
  const range = compileExpr(expr.range, context);
  const slot = context.scope.length;
  context.scope.push(...expr.variables);
  context.slots = Math.max(context.slots, context.scope.length);
  const filter = expr.filter === undefined ? undefined : compileExpr(expr.filter, context);
  const body = expr.body === undefined ? undefined : compileExpr(expr.body, context);
  context.scope.length = slot;
  const loop = compileLoop(range, slot, expr.variables.length === 2);
  switch (expr.macro) {
    case 'all':
      return quantifier(loop, body ?? never, false);
    case 'exists':
      return quantifier(loop, body ?? never, true);
    case 'existsOne':
      return existsOne(loop, body ?? never);
    case 'filter':
      return collect(loop, filter, listCost, (frame) => {
        frame.cost++;
        return frame.slots[slot];
      });
    case 'map':
      return collect(
        loop,
        filter,
        expr.body !== undefined && isConstant(expr.body, context) ? 0 : listCost,
        body ?? never,
      );
    case 'sortBy':
      return sortBy(
        range,
        compileLoop((frame) => frame.slots[slot], slot, false),
        slot,
        body ?? never,
        isExactType(expr.body, context.types),
      );
    case 'transformMap':
      return collectMap(loop, filter, slot, body ?? never);
    case 'transformMapEntry':
      return collectMap(loop, filter, undefined, body ?? never);
  }
}

/** The parser gives every macro but `filter` a body. */
const never: Evaluator = () => {
  throw noSuchOverload();
};

function compileLoop(range: Evaluator, slot: number, two: boolean): Loop {
  return (frame, round) => {
    const values = range(frame);
    const { slots } = frame;
    if (Array.isArray(values)) {
      for (let i = 0; i < values.length; i++) {
        if (two) {
          slots[slot] = i;
          slots[slot + 1] = adapt(values[i]);
        } else slots[slot] = adapt(values[i]);
        if (round()) return;
      }
      return;
    }
    if (!(values instanceof MapValue) && !isRecord(values)) {
      throw new CelError(`got '${typeName(values)}', expected iterable type`);
    }
    for (const key of mapKeys(values)) {
      slots[slot] = key;
      if (two) slots[slot + 1] = index(values, key);
      if (round()) return;
    }
  };
}

/** `all` ends at the first false, `exists` at the first true; until then failures are kept, and thrown if nothing decides. */
function quantifier(loop: Loop, body: Evaluator, decisive: boolean): Evaluator {
  const roundCost = decisive ? 4 : 3;
  return (frame) => {
    let failure: CelError | Unknown | undefined;
    let decided = false;
    loop(frame, () => {
      // The condition is looked at once more when there are elements left.
      frame.charge(decided ? roundCost - 1 : roundCost);
      if (decided) return true;
      try {
        const value = body(frame);
        if (value === decisive) {
          decided = true;
          return false;
        }
        if (value !== !decisive) failure ??= noSuchOverload();
      } catch (thrown) {
        if (!isAbsorbable(thrown)) throw thrown;
        if (failure === undefined || thrown instanceof Unknown) failure = thrown;
      }
      return false;
    });
    frame.cost++;
    if (decided) return decisive;
    if (failure !== undefined) throw failure;
    return !decisive;
  };
}

function holds(filter: Evaluator, frame: Frame): boolean {
  const value = filter(frame);
  if (typeof value !== 'boolean') throw noSuchOverload();
  return value;
}

function existsOne(loop: Loop, body: Evaluator): Evaluator {
  return (frame) => {
    let count = 0;
    loop(frame, () => {
      if (holds(body, frame)) {
        count++;
        frame.charge(2);
      } else frame.charge(0);
      return false;
    });
    frame.cost += 2;
    return count === 1;
  };
}

/** Each element is added as a list of one, which costs `elementCost`. */
function collect(loop: Loop, filter: Evaluator | undefined, elementCost: number, body: Evaluator): Evaluator {
  return (frame) => {
    const list: unknown[] = [];
    loop(frame, () => {
      if (filter === undefined || holds(filter, frame)) {
        list.push(body(frame));
        frame.charge(elementCost + 2);
      } else frame.charge(0);
      return false;
    });
    frame.cost++;
    return list;
  };
}

/** With `keySlot`, the body is the value under the first variable; without, it is a map whose entries are added. */
function collectMap(
  loop: Loop,
  filter: Evaluator | undefined,
  keySlot: number | undefined,
  body: Evaluator,
): Evaluator {
  return (frame) => {
    const map = new MapValue();
    const insert = (key: unknown, value: unknown): void => {
      if (map.has(key)) throw new CelError(`insert failed: key ${String(key)} already exists`);
      map.set(key, value);
    };
    loop(frame, () => {
      frame.charge(0);
      if (filter !== undefined && !holds(filter, frame)) return false;
      const value = body(frame);
      frame.charge(keySlot === undefined ? 2 : 3);
      if (keySlot !== undefined) insert(frame.slots[keySlot], value);
      else if (value instanceof MapValue || isRecord(value)) {
        for (const key of mapKeys(value)) insert(key, index(value, key));
      } else throw noSuchOverload();
      return false;
    });
    frame.cost++;
    return map;
  };
}

function sortBy(range: Evaluator, loop: Loop, slot: number, body: Evaluator, exact: boolean): Evaluator {
  const keysOf = collect(loop, undefined, listCost, body);
  return (frame) => {
    const values = range(frame);
    frame.slots[slot] = values;
    frame.cost += 2;
    const keys = keysOf(frame);
    if (!Array.isArray(values) || !Array.isArray(keys)) throw noSuchOverload();
    chargeSort(frame, keys, exact);
    return sortByKeys(values, keys);
  };
}
