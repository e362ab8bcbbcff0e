import type { Binding, Call, Expr, Select } from './ast.ts';
import { compileIn, compileList, compileMap } from './collections.ts';
import type { CompileContext, Evaluator, Implementation } from './compile-context.ts';
import { compileComprehension } from './comprehension.ts';
import { fold, isConstant, isExactType } from './constants.ts';
import { Frame } from './frame.ts';
import { SyntaxFailure } from './lexer.ts';
import { noAuthorizer } from './library/authorizer.ts';
import { compileConditional, compileLogical, compileOr } from './logic.ts';
import { nativePattern } from './native-pattern.ts';
import { index, indexOptional, isIndex, select, selectOptional, test } from './navigation.ts';
import { operators } from './operators.ts';
import { qualifiedName } from './parser.ts';
import { convertRead } from './typed-data.ts';
import type { ObjectType } from './types.ts';
import { adapt, CelError, none, noSuchOverload, Optional, optionalOf, TypeValue, type Unknown } from './values.ts';

/** Compiles an expression into a closure. Throws `SyntaxFailure` for what has no meaning (undeclared names, unknown functions). */
export function compileExpr(expr: Expr, context: CompileContext): Evaluator {
  switch (expr.kind) {
    case 'literal': {
      const { value } = expr;
      return () => value;
    }
    case 'ident':
      return compileName(expr.name, expr.at, context);
    case 'select':
      return read(expr, compileSelect(expr, context), context);
    case 'call':
      return compileCall(expr, context);
    case 'list':
      return compileList(expr, compileAll(expr.elements, context), isConstant(expr, context));
    case 'map':
      return compileMap(
        expr.entries.map(({ key, value, optional }) => ({
          key: compileExpr(key, context),
          value: compileExpr(value, context),
          optional,
        })),
        isConstant(expr, context),
      );
    case 'message':
      throw new SyntaxFailure(`undeclared reference to '${expr.name}' (in container '')`, expr.at);
    case 'comprehension':
      return compileComprehension(expr, context);
    case 'binding':
      return compileBinding(expr, context);
  }
}

function compileAll(exprs: Expr[], context: CompileContext): Evaluator[] {
  return exprs.map((expr) => compileExpr(expr, context));
}

/**
 * Wraps the selection of a field whose schema says more than JSON holds (a double written `1`, a timestamp as a string). Only what is
 * typed by a schema is converted: the API server's own variables, `namespaceObject` among them, keep their strings.
 */
function read(expr: Select, evaluator: Evaluator, context: CompileContext): Evaluator {
  if (objectTypeOf(expr.operand, context)?.property === undefined || expr.test) return evaluator;
  const convert = convertRead(context.types?.get(expr));
  return convert === undefined ? evaluator : (frame) => convert(evaluator(frame));
}

/** The object type that an expression has, or the optional that it is holds. */
function objectTypeOf(expr: Expr, context: CompileContext): ObjectType | undefined {
  const type = context.types?.get(expr);
  const object = type?.kind === 'optional' ? type.value : type;
  return object?.kind === 'object' ? object : undefined;
}

function compileName(name: string, at: number, context: CompileContext): Evaluator {
  const slot = context.scope.lastIndexOf(name);
  if (slot >= 0) {
    return (frame) => {
      frame.cost++;
      return frame.slots[slot];
    };
  }
  const global = name.startsWith('.') ? name.slice(1) : name;
  if (context.variables.has(global)) return variable(global);
  if (context.typeNames.has(global)) {
    const type = new TypeValue(global);
    return () => type;
  }
  throw new SyntaxFailure(`undeclared reference to '${name}' (in container '')`, at);
}

function variable(name: string): Evaluator {
  return (frame) => {
    frame.cost++;
    const value = frame.bindings[name];
    if (typeof value === 'object') return value;
    if (typeof value === 'function') return adapt(frame.call(name, value as () => unknown));
    if (value === undefined) throw missing(name);
    return adapt(value);
  };
}

/** Nobody can bind an authorizer here; every other variable that an expression uses must be given. */
function missing(name: string): CelError | Unknown {
  return name.startsWith('authorizer') ? noAuthorizer() : new CelError(`no such attribute(s): ${name}`);
}

/** A variable or type whose name has dots (`authorizer.requestResource`, `google.protobuf.Timestamp`) is no selection. */
function dottedName(expr: Select, context: CompileContext): Evaluator | undefined {
  if (expr.test || expr.optional) return undefined;
  const name = qualifiedName(expr);
  if (name === undefined || context.scope.includes(name.slice(0, name.indexOf('.')))) return undefined;
  if (!context.variables.has(name) && !context.typeNames.has(name)) return undefined;
  return compileName(name, expr.at, context);
}

function compileSelect(expr: Select, context: CompileContext): Evaluator {
  const dotted = dottedName(expr, context);
  if (dotted !== undefined) return dotted;
  const operand = compileExpr(expr.operand, context);
  const field = propertyName(expr, context);
  // A selection from something that isn't itself a path costs one more, as cel-go counts attributes.
  const pathCost = isPath(expr.operand) ? 0 : 1;
  if (expr.test) {
    return (frame) => {
      frame.cost += pathCost;
      return test(operand(frame), field);
    };
  }
  const read = expr.optional ? selectOptional : select;
  return (frame) => {
    const result = read(operand(frame), field);
    frame.cost += result === none ? pathCost : pathCost + 1;
    return result;
  };
}

/** The property of the data that the selection reads: its field, but for escaped names of typed objects. */
function propertyName({ operand, field }: Select, context: CompileContext): string {
  return objectTypeOf(operand, context)?.property?.(field) ?? field;
}

function isPath(expr: Expr): boolean {
  return (
    expr.kind === 'ident' ||
    expr.kind === 'select' ||
    (expr.kind === 'call' && (expr.name === '_[_]' || expr.name === '_[?_]'))
  );
}

function compileCall(expr: Call, context: CompileContext): Evaluator {
  const target = expr.target === undefined ? [] : [expr.target];
  const args = [...target, ...expr.args];
  switch (expr.name) {
    case '_&&_':
      return compileLogical(compileAll(args, context), false);
    case '_||_':
      return compileLogical(compileAll(args, context), true);
    case '_?_:_':
      return compileConditional(compileAll(args, context));
    case '_[_]':
    case '_[?_]':
      return compileIndex(expr, context);
    case '@in':
      return compileIn(...(compileAll(args, context) as [Evaluator, Evaluator]), args[1] as Expr);
    case 'or':
    case 'orValue':
      if (expr.target !== undefined && args.length === 2) {
        return compileOr(expr.name, compileAll(args, context));
      }
  }
  if (expr.name === 'sort' && args.length === 1) {
    // How a sort is charged depends on what is known of the elements.
    const exact = isExactType(args[0], context.types);
    args.push({ kind: 'literal', value: exact, at: expr.at });
  }
  const evaluators = compileAll(args, context) as [Evaluator, Evaluator, Evaluator, Evaluator];
  if (expr.name === 'matches' && context.own && args[1]?.kind === 'literal' && typeof args[1].value === 'string') {
    return compileOwnPattern(evaluators[0], args[1].value);
  }
  const simple = operators.get(expr.name);
  if (simple !== undefined) return simple(evaluators[0], evaluators[1]);
  const implementation = context.implementation(expr.name);
  if (implementation === undefined) {
    throw new SyntaxFailure(`undeclared reference to '${expr.name}' (in container '')`, expr.at);
  }
  if (args.length > implementation.length - 1) {
    throw new SyntaxFailure(`found no matching overload for '${expr.name}' with ${args.length} arguments`, expr.at);
  }
  const evaluator = compileFunction(implementation, evaluators);
  return isConstant(expr, context) ? fold(evaluator, expr.at) : evaluator;
}

function compileOwnPattern(text: Evaluator, pattern: string): Evaluator {
  const test = nativePattern(pattern);
  return (frame) => {
    const value = text(frame);
    if (typeof value !== 'string') throw noSuchOverload();
    return test(value);
  };
}

function compileFunction(implementation: Implementation, evaluators: Evaluator[]): Evaluator {
  const [a, b, c, d] = evaluators;
  if (a === undefined) return (frame) => implementation(frame, undefined, undefined, undefined, undefined);
  if (b === undefined) return (frame) => implementation(frame, a(frame), undefined, undefined, undefined);
  if (c === undefined) return (frame) => implementation(frame, a(frame), b(frame), undefined, undefined);
  if (d === undefined) return (frame) => implementation(frame, a(frame), b(frame), c(frame), undefined);
  return (frame) => implementation(frame, a(frame), b(frame), c(frame), d(frame));
}

function compileIndex(expr: Call, context: CompileContext): Evaluator {
  const [operandExpr, keyExpr] = expr.args as [Expr, Expr];
  const operand = compileExpr(operandExpr, context);
  const key = compileExpr(keyExpr, context);
  const pathCost = isPath(operandExpr) ? 0 : 1;
  const constantKey = isConstant(keyExpr, context);
  if (constantKey && !isIndex(key(new Frame({}, 0, Number.POSITIVE_INFINITY)))) {
    throw new SyntaxFailure('invalid qualifier type', expr.at);
  }
  const keyCost = constantKey ? 1 : 0;
  if (expr.name === '_[_]') {
    return (frame) => {
      const container = operand(frame);
      // What comes after an empty optional isn't looked at.
      if (container === none) return none;
      const position = key(frame);
      frame.cost += pathCost;
      const result = index(container, position);
      if (result !== none) frame.cost += keyCost;
      return result;
    };
  }
  return (frame) => {
    const container = operand(frame);
    const result = container === none ? none : indexOptional(container, key(frame));
    frame.cost += result === none ? pathCost : pathCost + keyCost;
    return result;
  };
}

/** `target.optMap(name, body)`: the target counts twice, because cel-go's expansion names it twice. */
function compileBinding(expr: Binding, context: CompileContext): Evaluator {
  const target = compileExpr(expr.target, context);
  const slot = context.scope.length;
  context.scope.push(expr.variable);
  context.slots = Math.max(context.slots, context.scope.length);
  const body = compileExpr(expr.body, context);
  context.scope.pop();
  const wrap = expr.macro === 'optMap';
  return (frame) => {
    const before = frame.cost;
    const value = target(frame);
    frame.cost++;
    if (!(value instanceof Optional)) throw noSuchOverload();
    if (!value.present) {
      frame.cost++;
      return none;
    }
    frame.charge(frame.cost - before + (wrap ? 1 : 0));
    frame.slots[slot] = value.value;
    const result = body(frame);
    return wrap ? optionalOf(result) : result;
  };
}
