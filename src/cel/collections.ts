import type { Expr, ListExpr } from './ast.ts';
import type { Evaluator } from './compile-context.ts';
import { Frame, listCost, mapCost } from './frame.ts';
import { contains } from './navigation.ts';
import { CelError, Double, MapValue, Optional, Uint } from './values.ts';

/** `x in [constants]` is looked up in a set and costs nothing, as in cel-go. */
export function compileIn(element: Evaluator, container: Evaluator, containerExpr: Expr): Evaluator {
  if (containerExpr.kind === 'list' && containerExpr.elements.length === 0) return () => false;
  const constants = containerExpr.kind === 'list' ? constantSet(containerExpr) : undefined;
  if (constants !== undefined) {
    return (frame) => {
      const value = element(frame);
      if (value instanceof Double || value instanceof Uint) return constants.has(Number(value.value));
      return constants.has(value);
    };
  }
  return (frame) => {
    const value = element(frame);
    const values = container(frame);
    frame.charge(Array.isArray(values) ? values.length : 1);
    return contains(values, value);
  };
}

/** The elements of a list of strings, booleans or ints, or undefined for another list. */
function constantSet(list: ListExpr): Set<unknown> | undefined {
  const set = new Set<unknown>();
  for (const [i, element] of list.elements.entries()) {
    if (list.optional[i] || element.kind !== 'literal') return undefined;
    if (!['string', 'boolean', 'number'].includes(typeof element.value)) return undefined;
    set.add(element.value);
  }
  return set.size === 0 ? undefined : set;
}

/** A list literal; a constant one is made once. */
export function compileList(expr: ListExpr, elements: Evaluator[], constant: boolean): Evaluator {
  if (constant) {
    const list = elements.map((element) => element(new Frame({}, 0, 0)));
    return () => list;
  }
  if (!expr.optional.includes(true)) {
    return (frame) => {
      frame.charge(listCost);
      return elements.map((element) => element(frame));
    };
  }
  return (frame) => {
    frame.charge(listCost);
    const list: unknown[] = [];
    for (const [i, element] of elements.entries()) {
      const value = element(frame);
      if (!expr.optional[i]) list.push(value);
      else if (!(value instanceof Optional))
        throw new CelError('cannot initialize optional list element from non-optional value');
      else if (value.present) list.push(value.value);
    }
    return list;
  };
}

/** An entry of a map literal; an optional one has an optional as its value. */
type Entry = { readonly key: Evaluator; readonly value: Evaluator; readonly optional: boolean };

/** A map literal; a later entry of the same key wins. */
export function compileMap(entries: readonly Entry[], constant: boolean): Evaluator {
  const cost = constant ? 0 : mapCost;
  return (frame) => {
    frame.charge(cost);
    const map = new MapValue();
    for (const entry of entries) {
      const key = entry.key(frame);
      if (key instanceof Uint8Array) throw new CelError('unsupported key type: bytes');
      let value = entry.value(frame);
      if (entry.optional) {
        if (!(value instanceof Optional))
          throw new CelError('cannot initialize optional entry from non-optional value');
        if (!value.present) continue;
        value = value.value;
      }
      map.set(key, value);
    }
    return map;
  };
}
