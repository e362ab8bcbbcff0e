import { add, divide, modulo, multiply, negate, subtract } from './arithmetic.ts';
import type { Binding, Call, Expr, ListExpr, MapExpr, Select } from './ast.ts';
import { compileComprehension } from './comprehension.ts';
import { compare, equal } from './equality.ts';
import { costSize, Frame, listCost, mapCost, walkCost } from './frame.ts';
import { SyntaxFailure } from './lexer.ts';
import { contains, index, indexOptional, select, selectOptional, test } from './navigation.ts';
import { qualifiedName } from './parser.ts';
import { convertRead } from './typed-data.ts';
import type { CelType } from './types.ts';
import {
  adapt,
  CelError,
  Double,
  MapValue,
  none,
  noSuchOverload,
  Optional,
  optionalOf,
  TypeValue,
  Uint,
  Unknown,
} from './values.ts';

/** A compiled expression: a closure over its compiled parts. Throws `CelError`, `Unknown`, `CostExceeded`. */
export type Evaluator = (frame: Frame) => unknown;

/** A library function at run time: the target of a method is its first argument. It checks the types of its arguments itself. */
export type Implementation = (frame: Frame, a: unknown, b: unknown, c: unknown, d: unknown) => unknown;

/** What compiling needs to know. */
export type CompileContext = {
  /** Names that the environment declares. */
  readonly variables: ReadonlySet<string>;
  readonly implementation: (name: string) => Implementation | undefined;
  /** Names of types that stand for themselves (`int`, `net.IP` …). */
  readonly typeNames: ReadonlySet<string>;
  /** What the checker found, when it ran; decides how input data is read. */
  readonly types: ReadonlyMap<Expr, CelType> | undefined;
  /** Variables of the enclosing comprehensions, innermost last, by slot. */
  readonly scope: string[];
  /** The most slots that are in use at a time. */
  slots: number;
};

/** Compiles an expression into a closure. Throws `SyntaxFailure` for what has no meaning (undeclared names, unknown functions). */
export function compileExpr(expr: Expr, context: CompileContext): Evaluator {
  switch (expr.kind) {
    case 'literal': {
      const { value } = expr;
      return () => value;
    }
    case 'ident':
      return read(expr, compileName(expr.name, expr.at, context), context);
    case 'select':
      return read(expr, compileSelect(expr, context), context);
    case 'call':
      return compileCall(expr, context);
    case 'list':
      return compileList(expr, context);
    case 'map':
      return compileMap(expr, context);
    case 'message':
      throw new SyntaxFailure(`undeclared reference to '${expr.name}' (in container '')`, expr.at);
    case 'comprehension':
      return compileComprehension(expr, context);
    case 'binding':
      return compileBinding(expr, context);
  }
}

/** Wraps a read of input data whose declared type isn't what JSON holds (a double written `1`, a timestamp as a string). */
function read(expr: Expr, evaluator: Evaluator, context: CompileContext): Evaluator {
  const convert = convertRead(context.types?.get(expr));
  return convert === undefined ? evaluator : (frame) => convert(evaluator(frame));
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
    if (value === undefined) throw new CelError(`no such attribute(s): ${name}`);
    return adapt(value);
  };
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
  if (expr.test) return (frame) => test(operand(frame), field);
  // A selection from something that isn't itself a path costs one more, as cel-go counts attributes.
  const cost = isPath(expr.operand) ? 1 : 2;
  if (expr.optional) {
    return (frame) => {
      const result = selectOptional(operand(frame), field);
      if (result !== none) frame.cost += cost;
      return result;
    };
  }
  return (frame) => {
    frame.cost += cost;
    return select(operand(frame), field);
  };
}

/** The property of the data that the selection reads: its field, but for escaped names of typed objects. */
function propertyName({ operand, field }: Select, context: CompileContext): string {
  const type = context.types?.get(operand);
  const object = type?.kind === 'optional' ? type.value : type;
  return object?.kind === 'object' ? (object.property?.(field) ?? field) : field;
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
      return compileLogical(args, context, false);
    case '_||_':
      return compileLogical(args, context, true);
    case '_?_:_':
      return compileConditional(args, context);
    case '_[_]':
    case '_[?_]':
      return read(expr, compileIndex(expr, context), context);
    case '@in':
      return compileIn(args, context);
    case 'or':
    case 'orValue':
      if (expr.target !== undefined && args.length === 2) return compileOr(expr.name, args, context);
  }
  if (expr.name === 'sort' && args.length === 1) {
    // How a sort is charged depends on what is known of the elements.
    const exact = isExactType(args[0], context.types);
    args.push({ kind: 'literal', value: exact, at: expr.at });
  }
  const evaluators = args.map((arg) => compileExpr(arg, context)) as [Evaluator, Evaluator, Evaluator, Evaluator];
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

function fold(evaluator: Evaluator, at: number): Evaluator {
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

function compileFunction(implementation: Implementation, evaluators: Evaluator[]): Evaluator {
  const [a, b, c, d] = evaluators;
  if (a === undefined) return (frame) => implementation(frame, undefined, undefined, undefined, undefined);
  if (b === undefined) return (frame) => implementation(frame, a(frame), undefined, undefined, undefined);
  if (c === undefined) return (frame) => implementation(frame, a(frame), b(frame), undefined, undefined);
  if (d === undefined) return (frame) => implementation(frame, a(frame), b(frame), c(frame), undefined);
  return (frame) => implementation(frame, a(frame), b(frame), c(frame), d(frame));
}

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

const operators: ReadonlyMap<string, Operator> = new Map(
  Object.entries<Operator>({
    '_==_': comparison(equal),
    '_!=_': comparison((a, b) => !equal(a, b)),
    '_<_': comparison((a, b) => compare(a, b) < 0),
    '_<=_': comparison((a, b) => compare(a, b) <= 0),
    '_>_': comparison((a, b) => compare(a, b) > 0),
    '_>=_': comparison((a, b) => compare(a, b) >= 0),
    '_+_': (a, b) => (frame) => {
      const left = a(frame);
      const right = b(frame);
      const text = typeof left === 'string' || left instanceof Uint8Array;
      frame.charge(text ? walkCost(left.length + costSize(right)) : 1);
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

/**
 * `&&` (`decisive` false) and `||` (true): one operand with the decisive value decides, whatever the others do; else what is
 * unknown, else the first error, else the neutral value.
 */
function compileLogical(args: Expr[], context: CompileContext, decisive: boolean): Evaluator {
  const [first, second, ...rest] = args.map((arg) => compileExpr(arg, context)) as [Evaluator, Evaluator];
  const slow = [first, second, ...rest];
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
    for (let i = 0; i < slow.length; i++) {
      let value: unknown;
      try {
        value = (slow[i] as Evaluator)(frame);
      } catch (failure) {
        return absorb(frame, slow.slice(i + 1), decisive, failure);
      }
      if (value === decisive) return value;
      if (value !== !decisive) return absorb(frame, slow.slice(i + 1), decisive, noSuchOverload());
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

function compileConditional(args: Expr[], context: CompileContext): Evaluator {
  const [condition, yes, no] = args.map((arg) => compileExpr(arg, context)) as [Evaluator, Evaluator, Evaluator];
  return (frame) => {
    const value = condition(frame);
    if (value === true) return yes(frame);
    if (value === false) return no(frame);
    throw noSuchOverload();
  };
}

function compileIndex(expr: Call, context: CompileContext): Evaluator {
  const [operandExpr, keyExpr] = expr.args as [Expr, Expr];
  const operand = compileExpr(operandExpr, context);
  const key = compileExpr(keyExpr, context);
  const pathCost = isPath(operandExpr) ? 0 : 1;
  const keyCost = isConstant(keyExpr, context) ? 1 : 0;
  if (expr.name === '_[_]') {
    return (frame) => {
      const container = operand(frame);
      const position = key(frame);
      frame.cost += pathCost;
      const result = index(container, position);
      if (result !== none) frame.cost += keyCost;
      return result;
    };
  }
  return (frame) => {
    const result = indexOptional(operand(frame), key(frame));
    frame.cost += result === none ? pathCost : pathCost + keyCost;
    return result;
  };
}

/** `x in [constants]` is looked up in a set and costs nothing, as in cel-go. */
function compileIn(args: Expr[], context: CompileContext): Evaluator {
  const [elementExpr, containerExpr] = args as [Expr, Expr];
  const element = compileExpr(elementExpr, context);
  const constants = containerExpr.kind === 'list' ? constantSet(containerExpr) : undefined;
  if (constants !== undefined) {
    return (frame) => {
      const value = element(frame);
      if (value instanceof Double || value instanceof Uint) return constants.has(Number(value.value));
      return constants.has(value);
    };
  }
  const container = compileExpr(containerExpr, context);
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

/** `a.or(b)` and `a.orValue(b)` evaluate b only when a is empty. */
function compileOr(name: string, args: Expr[], context: CompileContext): Evaluator {
  const [target, alternative] = args.map((arg) => compileExpr(arg, context)) as [Evaluator, Evaluator];
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

function compileList(expr: ListExpr, context: CompileContext): Evaluator {
  const elements = expr.elements.map((element) => compileExpr(element, context));
  if (isConstant(expr, context)) {
    const constant = elements.map((element) => element(new Frame({}, 0, 0)));
    return () => constant;
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

function compileMap(expr: MapExpr, context: CompileContext): Evaluator {
  const entries = expr.entries.map((entry) => ({
    key: compileExpr(entry.key, context),
    value: compileExpr(entry.value, context),
    optional: entry.optional,
  }));
  const cost = isConstant(expr, context) ? 0 : mapCost;
  return (frame) => {
    frame.charge(cost);
    const map = new MapValue();
    for (const entry of entries) {
      const key = entry.key(frame);
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
