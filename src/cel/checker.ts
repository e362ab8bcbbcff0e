import type { Binding, Call, Comprehension, Expr, ListExpr, MapExpr, Select } from './ast.ts';
import { type CelEnvironment, namedTypes } from './environment.ts';
import { SyntaxFailure } from './lexer.ts';
import { qualifiedName } from './parser.ts';
import { overloads } from './signatures.ts';
import {
  bool,
  bytes,
  type CelType,
  double,
  dyn,
  errorType,
  int,
  listOf,
  mapOf,
  nullType,
  optionalType,
  string,
  typeText,
  uint,
} from './types.ts';
import { isDyn, isLessSpecific, Substitution } from './unify.ts';
import { Double, Uint } from './values.ts';

/** What the checker found: the type of every node, and the type of the whole. */
export type Checked = { types: Map<Expr, CelType>; result: CelType; failures: SyntaxFailure[] };

/**
 * CEL's static type checker. Source: cel-spec "Gradual Type Checking"; messages as cel-go's, because they are what people search for.
 * Literals of mixed types are the business of literals.ts.
 */
export function check(expr: Expr, environment: CelEnvironment): Checked {
  const checker = new Checker(environment);
  checker.check(expr);
  return checker.finish(expr);
}

class Checker {
  readonly #environment: CelEnvironment;
  readonly #types = new Map<Expr, CelType>();
  readonly #failures: SyntaxFailure[] = [];
  readonly #substitution = new Substitution();
  readonly #scope: { name: string; type: CelType }[] = [];

  constructor(environment: CelEnvironment) {
    this.#environment = environment;
  }

  finish(expr: Expr): Checked {
    for (const [node, type] of this.#types) this.#types.set(node, this.#substitution.resolve(type, dyn));
    return { types: this.#types, result: this.#types.get(expr) ?? errorType, failures: this.#failures };
  }

  #fail(at: number, message: string): CelType {
    this.#failures.push(new SyntaxFailure(message, at));
    return errorType;
  }

  #mismatch(at: number, expected: CelType, actual: CelType): void {
    const text = (type: CelType) => typeText(this.#substitution.resolve(type, dyn));
    this.#fail(at, `expected type '${text(expected)}' but found '${text(actual)}'`);
  }

  check(expr: Expr): CelType {
    const type = this.#infer(expr);
    this.#types.set(expr, type);
    return type;
  }

  #infer(expr: Expr): CelType {
    switch (expr.kind) {
      case 'literal':
        return literalType(expr.value);
      case 'ident':
        return this.#name(expr.name) ?? this.#undeclared(expr.name, expr.at);
      case 'select':
        return this.#select(expr);
      case 'call':
        return this.#call(expr);
      case 'list':
        return this.#list(expr);
      case 'map':
        return this.#map(expr);
      case 'message':
        for (const field of expr.fields) this.check(field.value);
        return this.#undeclared(expr.name, expr.at);
      case 'comprehension':
        return this.#comprehension(expr);
      case 'binding':
        return this.#binding(expr);
    }
  }

  #undeclared(name: string, at: number): CelType {
    return this.#fail(at, `undeclared reference to '${name}' (in container '')`);
  }

  #name(name: string): CelType | undefined {
    const local = this.#scope.findLast((variable) => variable.name === name);
    if (local !== undefined) return local.type;
    const global = name.startsWith('.') ? name.slice(1) : name;
    if (Object.hasOwn(this.#environment.variables, global)) return this.#environment.variables[global];
    const named = namedTypes.get(global);
    return named === undefined ? undefined : { kind: 'type', of: named };
  }

  #select(expr: Select): CelType {
    const name = expr.test || expr.optional ? undefined : qualifiedName(expr);
    const root = name?.slice(0, name.indexOf('.'));
    if (name !== undefined && !this.#scope.some((variable) => variable.name === root)) {
      const whole = this.#name(name);
      if (whole !== undefined) return whole;
    }
    const operand = this.#substitution.resolve(this.check(expr.operand));
    const target = operand.kind === 'optional' ? this.#substitution.resolve(operand.value) : operand;
    const field = this.#field(expr, target);
    if (expr.test) return bool;
    return operand.kind === 'optional' || expr.optional ? optionalType(field) : field;
  }

  #field({ field, at }: Select, target: CelType): CelType {
    switch (target.kind) {
      case 'map':
        return target.value;
      case 'object':
        return target.field(field) ?? this.#fail(at, `undefined field '${field}'`);
      case 'param':
        this.#substitution.assignable([dyn], [target]);
        return dyn;
      default:
        if (!isDyn(target))
          this.#fail(
            at,
            `type '${typeText(this.#substitution.resolve(target, dyn))}' does not support field selection`,
          );
        return dyn;
    }
  }

  #call(expr: Call): CelType {
    const types = expr.args.map((arg) => this.check(arg));
    if (expr.name === '_&&_' || expr.name === '_||_') {
      for (const [i, arg] of expr.args.entries()) this.#expectBool(arg, types[i] ?? errorType);
      return bool;
    }
    const target = expr.target === undefined ? [] : [this.check(expr.target)];
    return this.#resolve(expr.name, expr.at, [...target, ...types], expr.target !== undefined);
  }

  #expectBool(expr: Expr, type: CelType): void {
    if (!this.#substitution.assignable([type], [bool])) this.#mismatch(expr.at, bool, type);
  }

  /** The result of a call: that of the overloads that fit, or dyn where they differ. */
  #resolve(name: string, at: number, args: CelType[], method: boolean): CelType {
    const known = overloads(name);
    if (known === undefined) return this.#undeclared(name, at);
    let result: CelType | undefined;
    for (const overload of known) {
      if (overload.method !== method) continue;
      const [declared = errorType, ...parameters] = this.#substitution.instantiate([
        overload.result,
        ...overload.parameters,
      ]);
      if (!this.#substitution.assignable(args, parameters)) continue;
      const type = this.#substitution.resolve(declared);
      if (result === undefined) result = type;
      else if (result.kind !== 'dyn' && typeText(result) !== typeText(type)) result = dyn;
    }
    if (result !== undefined) return result;
    const shown = args.map((arg) => typeText(this.#substitution.resolve(arg, dyn)));
    const list = method ? `${shown[0]}.(${shown.slice(1).join(', ')})` : `(${shown.join(', ')})`;
    return this.#fail(at, `found no matching overload for '${name}' applied to '${list}'`);
  }

  #list(expr: ListExpr): CelType {
    let joined: CelType | undefined;
    for (const [i, element] of expr.elements.entries()) {
      const type = this.check(element);
      joined = this.#join(joined, expr.optional[i] ? this.#unwrap(element, type) : type);
    }
    return listOf(joined ?? this.#substitution.fresh());
  }

  #map(expr: MapExpr): CelType {
    let keys: CelType | undefined;
    let values: CelType | undefined;
    for (const entry of expr.entries) {
      const key = this.#substitution.resolve(this.check(entry.key));
      // Types that nest in keys could double with each level; nobody needs maps in maps' keys.
      keys = this.#join(keys, nesting(key) > maxKeyNesting ? dyn : key);
      const type = this.check(entry.value);
      values = this.#join(values, entry.optional ? this.#unwrap(entry.value, type) : type);
    }
    return mapOf(keys ?? this.#substitution.fresh(), values ?? this.#substitution.fresh());
  }

  /** The type in an optional element's optional. */
  #unwrap(expr: Expr, type: CelType): CelType {
    const resolved = this.#substitution.resolve(type);
    if (resolved.kind === 'optional') return resolved.value;
    if (!isDyn(resolved)) this.#mismatch(expr.at, optionalType(resolved), resolved);
    return resolved;
  }

  #join(previous: CelType | undefined, current: CelType): CelType {
    if (previous === undefined) return current;
    if (!this.#substitution.assignable([previous], [current])) return dyn;
    return isLessSpecific(previous, current) ? previous : current;
  }

  #comprehension(expr: Comprehension): CelType {
    const range = this.#substitution.resolve(this.check(expr.range));
    const types = this.#elementTypes(expr, range);
    const variables = expr.variables.length === 2 ? types : [range.kind === 'list' ? types[1] : types[0]];
    for (const [i, name] of expr.variables.entries()) this.#scope.push({ name, type: variables[i] ?? dyn });
    const filter = expr.filter === undefined ? undefined : this.check(expr.filter);
    const body = expr.body === undefined ? undefined : this.check(expr.body);
    this.#scope.length -= expr.variables.length;
    const element = variables[0] ?? dyn;
    const result = this.#comprehensionResult(expr, range, element, body ?? element);
    if (expr.filter !== undefined && filter !== undefined) this.#condition(expr.filter, filter, result);
    return result;
  }

  /** What the two variables stand for: index or key, and value. */
  #elementTypes(expr: Comprehension, range: CelType): [CelType, CelType] {
    switch (range.kind) {
      case 'list':
        return [int, range.element];
      case 'map':
        return [range.key, range.value];
      case 'param':
      case 'dyn':
      case 'error':
        this.#substitution.assignable([dyn], [range]);
        return [dyn, dyn];
      default:
        this.#fail(
          expr.range.at,
          `expression of type '${typeText(range)}' cannot be range of a comprehension (must be list, map, or dynamic)`,
        );
        return [errorType, errorType];
    }
  }

  /** A filter is the condition of a conditional in cel-go's expansion, and complained about as such. */
  #condition(filter: Expr, type: CelType, result: CelType): void {
    if (this.#substitution.assignable([type], [bool])) return;
    const shown = [type, result, result].map((part) => typeText(this.#substitution.resolve(part, dyn)));
    this.#fail(filter.at, `found no matching overload for '_?_:_' applied to '(${shown.join(', ')})'`);
  }

  #comprehensionResult(expr: Comprehension, range: CelType, element: CelType, body: CelType): CelType {
    const at = expr.body ?? expr;
    switch (expr.macro) {
      case 'all':
      case 'exists':
        this.#expectBool(at, body);
        return bool;
      case 'existsOne':
        this.#condition(at, body, int);
        return bool;
      case 'filter':
      case 'map':
        return listOf(body);
      case 'transformMap':
        return mapOf(element, body);
      case 'transformMapEntry': {
        const map = mapOf(this.#substitution.fresh(), this.#substitution.fresh());
        if (this.#substitution.assignable([body], [map])) return map;
        this.#mismatch(at.at, map, body);
        return errorType;
      }
      case 'sortBy':
        return this.#resolve('@sortByAssociatedKeys', expr.at, [range, listOf(body)], true);
    }
  }

  #binding(expr: Binding): CelType {
    const value = this.#substitution.fresh();
    const target = this.check(expr.target);
    if (!this.#substitution.assignable([target], [optionalType(value)])) {
      const shown = typeText(this.#substitution.resolve(target, dyn));
      this.#fail(expr.at, `found no matching overload for 'hasValue' applied to '${shown}.()'`);
    }
    this.#scope.push({ name: expr.variable, type: this.#substitution.resolve(value, dyn) });
    const body = this.check(expr.body);
    this.#scope.pop();
    if (expr.macro === 'optMap') return optionalType(body);
    // Its expansion is a conditional whose other branch is `optional.none()`.
    return this.#resolve('_?_:_', expr.at, [bool, body, optionalType(this.#substitution.fresh())], false);
  }
}

const maxKeyNesting = 4;

/** How deep a type nests. */
function nesting(type: CelType): number {
  switch (type.kind) {
    case 'list':
      return 1 + nesting(type.element);
    case 'map':
      return 1 + Math.max(nesting(type.key), nesting(type.value));
    case 'optional':
      return 1 + nesting(type.value);
    default:
      return 0;
  }
}

function literalType(value: unknown): CelType {
  switch (typeof value) {
    case 'string':
      return string;
    case 'boolean':
      return bool;
    case 'number':
    case 'bigint':
      return int;
  }
  if (value === null) return nullType;
  if (value instanceof Double) return double;
  return value instanceof Uint ? uint : bytes;
}
