import type { Expr } from './ast.ts';
import type { CompileContext, Evaluator } from './compile-context.ts';
import { Frame } from './frame.ts';
import { SyntaxFailure } from './lexer.ts';
import type { CelType } from './types.ts';
import { CelError } from './values.ts';

/** Conversions of constants are done when the expression is compiled; they cost nothing then, and fail then. */
const foldable = new Set(['bool', 'bytes', 'double', 'duration', 'dyn', 'int', 'string', 'timestamp', 'type', 'uint']);

/** Whether cel-go knows the value when it compiles. */
export function isConstant(expr: Expr, context: CompileContext): boolean {
  switch (expr.kind) {
    case 'literal':
      return true;
    case 'ident':
      return (
        context.typeNames.has(expr.name) && !context.scope.includes(expr.name) && !context.variables.has(expr.name)
      );
    case 'list':
      return expr.elements.every((element) => isConstant(element, context)) && !expr.optional.includes(true);
    case 'map':
      return expr.entries.every(
        ({ key, value, optional }) => isConstant(key, context) && isConstant(value, context) && !optional,
      );
    case 'call':
      return (
        expr.target === undefined &&
        foldable.has(expr.name) &&
        expr.args.length === 1 &&
        expr.args.every((arg) => isConstant(arg, context))
      );
    default:
      return false;
  }
}

/** Evaluates a constant now. */
export function fold(evaluator: Evaluator, at: number): Evaluator {
  try {
    const value = evaluator(new Frame({}, 0, Number.POSITIVE_INFINITY));
    return () => value;
  } catch (failure) {
    if (failure instanceof CelError) throw new SyntaxFailure(failure.message, at);
    throw failure;
  }
}

/** Whether the checker knows what an expression is, and not only that it is something. */
export function isExactType(expr: Expr | undefined, types: ReadonlyMap<Expr, CelType> | undefined): boolean {
  const type = expr === undefined ? undefined : types?.get(expr);
  return type !== undefined && type.kind !== 'dyn' && !(type.kind === 'list' && type.element.kind === 'dyn');
}
