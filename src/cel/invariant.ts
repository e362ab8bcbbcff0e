import type { Expr } from './ast.ts';
import type { Evaluator } from './compile-context.ts';

/** Whether an expression reads no variable but `name`, so that its value changes only with that. */
export function asksOnlyOf(expr: Expr, name: string, bound: ReadonlySet<string> = new Set()): boolean {
  const all = (exprs: readonly (Expr | undefined)[], names = bound): boolean =>
    exprs.every((part) => part === undefined || asksOnlyOf(part, name, names));
  switch (expr.kind) {
    case 'literal':
      return true;
    case 'ident':
      return expr.name === name || bound.has(expr.name);
    case 'select':
      return all([expr.operand]);
    case 'call':
      return all([expr.target, ...expr.args]);
    case 'list':
      return all(expr.elements);
    case 'map':
      return all(expr.entries.flatMap(({ key, value }) => [key, value]));
    case 'message':
      return all(expr.fields.map(({ value }) => value));
    case 'comprehension':
      return all([expr.range]) && all([expr.filter, expr.body], new Set([...bound, ...expr.variables]));
    case 'binding':
      return all([expr.target]) && all([expr.body], new Set([...bound, expr.variable]));
  }
}

/**
 * The same, but remembers the last answer while the variable stays the same object: a question about each of thousands of containers
 * that goes through all containers of its pod would take their square. What is remembered costs nothing, so this is for expressions of
 * our own only, whose cost nobody counts. Failures are not remembered.
 */
export function rememberingLast(evaluator: Evaluator, name: string): Evaluator {
  let asked: unknown;
  let answer: unknown;
  return (frame) => {
    const value = frame.bindings[name];
    if (value === undefined || value !== asked) {
      answer = evaluator(frame);
      asked = value;
    }
    return answer;
  };
}
