import type { Comprehension, ComprehensionMacro, Expr } from './ast.ts';
import { SyntaxFailure } from './lexer.ts';

/**
 * CEL's macros: calls that bind a name, recognised by name and number of arguments, and turned into nodes of their own.
 * Source: cel-spec "Macros"; cel-go's two-variable comprehensions, optional types and lists extensions, as Kubernetes 1.34 has them.
 */
type Shape = { macro: ComprehensionMacro; variables: 1 | 2; filter: boolean };

const shapes: Readonly<Record<string, Shape | undefined>> = {
  'all/2': { macro: 'all', variables: 1, filter: false },
  'exists/2': { macro: 'exists', variables: 1, filter: false },
  'exists_one/2': { macro: 'existsOne', variables: 1, filter: false },
  'map/2': { macro: 'map', variables: 1, filter: false },
  'map/3': { macro: 'map', variables: 1, filter: true },
  'filter/2': { macro: 'filter', variables: 1, filter: true },
  'sortBy/2': { macro: 'sortBy', variables: 1, filter: false },
  'all/3': { macro: 'all', variables: 2, filter: false },
  'exists/3': { macro: 'exists', variables: 2, filter: false },
  'exists_one/3': { macro: 'existsOne', variables: 2, filter: false },
  'existsOne/3': { macro: 'existsOne', variables: 2, filter: false },
  'transformList/3': { macro: 'map', variables: 2, filter: false },
  'transformList/4': { macro: 'map', variables: 2, filter: true },
  'transformMap/3': { macro: 'transformMap', variables: 2, filter: false },
  'transformMap/4': { macro: 'transformMap', variables: 2, filter: true },
  'transformMapEntry/3': { macro: 'transformMapEntry', variables: 2, filter: false },
  'transformMapEntry/4': { macro: 'transformMapEntry', variables: 2, filter: true },
};

/** The macro that a method call is, or undefined. Throws `SyntaxFailure` when it is one with wrong arguments. */
export function expandMethod(name: string, target: Expr, args: Expr[], at: number): Expr | undefined {
  const shape = shapes[`${name}/${args.length}`];
  if (shape !== undefined) return comprehension(shape, target, args, at);
  if ((name === 'optMap' || name === 'optFlatMap') && args.length === 2) {
    const [variable, body] = args as [Expr, Expr];
    if (variable.kind !== 'ident') {
      throw new SyntaxFailure(`${name}() variable name must be a simple identifier`, variable.at);
    }
    return { kind: 'binding', macro: name, target, variable: variable.name, body, at };
  }
  return undefined;
}

/** `has(a.b)` as a test for presence, or undefined for another call. Throws `SyntaxFailure`. */
export function expandCall(name: string, args: Expr[], at: number): Expr | undefined {
  if (name !== 'has' || args.length !== 1) return undefined;
  const [arg] = args as [Expr];
  if (arg.kind !== 'select' || arg.optional || arg.test) {
    throw new SyntaxFailure('invalid argument to has() macro', arg.at);
  }
  return { ...arg, test: true, at };
}

function comprehension(shape: Shape, range: Expr, args: Expr[], at: number): Comprehension {
  const variables = args.slice(0, shape.variables).map(variableName);
  const [first, second] = variables;
  if (first === second) {
    throw new SyntaxFailure(`duplicate variable name: ${first}`, args[1]?.at ?? at);
  }
  const rest = args.slice(shape.variables);
  const filter = shape.filter ? rest.shift() : undefined;
  if (shape.macro === 'sortBy' && ['literal', 'map', 'message'].includes(range.kind)) {
    throw new SyntaxFailure(
      'sortBy can only be applied to a list, identifier, comprehension, call or select expression',
      range.at,
    );
  }
  return { kind: 'comprehension', macro: shape.macro, range, variables, filter, body: rest[0], at };
}

function variableName(arg: Expr): string {
  if (arg.kind !== 'ident' || arg.name.startsWith('.')) {
    throw new SyntaxFailure('argument must be a simple name', arg.at);
  }
  if (arg.name === '__result__') {
    throw new SyntaxFailure('iteration variable overwrites accumulator variable', arg.at);
  }
  return arg.name;
}
