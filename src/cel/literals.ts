import type { Expr } from './ast.ts';
import { toDuration, toTimestamp } from './conversion.ts';
import { SyntaxFailure } from './lexer.ts';
import { clauseMismatch, parseClause } from './library/format-string.ts';
import { regexError } from './regex.ts';
import { type CelType, dyn, typeText } from './types.ts';
import { sameType } from './unify.ts';
import { CelError } from './values.ts';

/**
 * What Kubernetes refuses in literals: lists and maps of mixed types, and durations, timestamps, patterns and format strings that
 * can't be right. Source: k8s.io/apiserver pkg/cel/environment/base.go (ASTValidators) and cel-go's validators.
 */
export function checkLiterals(expr: Expr, types: ReadonlyMap<Expr, CelType>): SyntaxFailure[] {
  const failures: SyntaxFailure[] = [];
  visit(expr, false, (node, inFormat) => {
    if (node.kind === 'call') {
      const message = literalMessage(node.name, node.args);
      if (message !== undefined) failures.push(new SyntaxFailure(message, node.args[0]?.at ?? node.at));
      if (node.name === 'format') checkFormat(node, types, failures);
    }
    if (inFormat) return;
    if (node.kind === 'list') sameTypes(node.elements, node.optional, types, failures);
    if (node.kind === 'map') {
      const optional = node.entries.map((entry) => entry.optional);
      const keys = node.entries.map((entry) => entry.key);
      const values = node.entries.map((entry) => entry.value);
      sameTypes(keys, [], types, failures);
      sameTypes(values, optional, types, failures);
    }
  });
  return failures;
}

function sameTypes(
  nodes: Expr[],
  optional: boolean[],
  types: ReadonlyMap<Expr, CelType>,
  failures: SyntaxFailure[],
): void {
  let first: CelType | undefined;
  for (const [i, node] of nodes.entries()) {
    const written = types.get(node) ?? dyn;
    const type = optional[i] && written.kind === 'optional' ? written.value : written;
    if (first === undefined) first = type;
    else if (!sameType(first, type)) {
      failures.push(new SyntaxFailure(`expected type '${typeText(first)}' but found '${typeText(type)}'`, node.at));
      return;
    }
  }
}

function literalMessage(name: string, args: Expr[]): string | undefined {
  const [first] = args;
  if (first?.kind !== 'literal') return undefined;
  const { value } = first;
  switch (name) {
    case 'matches':
      return typeof value !== 'string' || regexError(value) === undefined ? undefined : 'invalid matches argument';
    case 'find':
    case 'findAll':
      return typeof value === 'string' ? regexError(value) : undefined;
    case 'timestamp':
      return fails(() => toTimestamp(value)) ? 'invalid timestamp argument' : undefined;
    case 'duration':
      return fails(() => toDuration(value)) ? 'invalid duration argument' : undefined;
  }
  return undefined;
}

function fails(convert: () => unknown): boolean {
  try {
    convert();
    return false;
  } catch (failure) {
    if (failure instanceof CelError) return true;
    throw failure;
  }
}

const clauseKinds: Readonly<Record<string, readonly CelType['kind'][]>> = {
  s: ['list', 'map', 'int', 'uint', 'double', 'bool', 'string', 'timestamp', 'bytes', 'duration', 'type', 'null'],
  d: ['int', 'uint'],
  f: ['double', 'string'],
  e: ['double', 'string'],
  b: ['int', 'uint', 'bool'],
  x: ['int', 'uint', 'string', 'bytes'],
  X: ['int', 'uint', 'string', 'bytes'],
  o: ['int', 'uint'],
};

/** A format string and a list that are both literals are compared when the expression is compiled. */
function checkFormat(
  { target, args, at }: { target: Expr | undefined; args: Expr[]; at: number },
  types: ReadonlyMap<Expr, CelType>,
  failures: SyntaxFailure[],
): void {
  const [list] = args;
  if (target?.kind !== 'literal' || typeof target.value !== 'string' || list?.kind !== 'list') return;
  const format = target.value;
  let next = 0;
  try {
    for (let i = format.indexOf('%'); i >= 0; i = format.indexOf('%', i)) {
      if (format.charAt(i + 1) === '%') {
        i += 2;
        continue;
      }
      const element = list.elements[next];
      const clause = parseClause(format, i + 1);
      if (element === undefined) throw new CelError(`index ${next} out of range`);
      const type = types.get(element) ?? dyn;
      if (type.kind !== 'dyn' && !clauseKinds[clause.verb]?.includes(type.kind)) {
        failures.push(new SyntaxFailure(clauseMismatch(clause.verb, typeText(type)), element.at));
        return;
      }
      next++;
      i = clause.end;
    }
  } catch (failure) {
    if (!(failure instanceof CelError)) throw failure;
    failures.push(new SyntaxFailure(failure.message, at));
    return;
  }
  if (list.elements.length > next) {
    const count = `expected ${next}, got ${list.elements.length}`;
    failures.push(new SyntaxFailure(`too many arguments supplied to string.format (${count})`, at));
  }
}

/** Every node, and whether it is inside a call of `format`. */
function visit(expr: Expr, inFormat: boolean, apply: (expr: Expr, inFormat: boolean) => void): void {
  apply(expr, inFormat);
  const inner = inFormat || (expr.kind === 'call' && expr.name === 'format');
  for (const child of children(expr)) visit(child, inner, apply);
}

function children(expr: Expr): Expr[] {
  switch (expr.kind) {
    case 'literal':
    case 'ident':
      return [];
    case 'select':
      return [expr.operand];
    case 'call':
      return expr.target === undefined ? expr.args : [expr.target, ...expr.args];
    case 'list':
      return expr.elements;
    case 'map':
      return expr.entries.flatMap((entry) => [entry.key, entry.value]);
    case 'message':
      return expr.fields.map((field) => field.value);
    case 'comprehension':
      return [expr.range, expr.filter, expr.body].filter((child) => child !== undefined);
    case 'binding':
      return [expr.target, expr.body];
  }
}
