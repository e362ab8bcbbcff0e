import type { CelIssue } from './ast.ts';
import { check } from './checker.ts';
import type { CompileContext, Evaluator } from './compile-context.ts';
import { type CelEnvironment, typeNames } from './environment.ts';
import { compileExpr } from './evaluate.ts';
import { Frame } from './frame.ts';
import { SyntaxFailure } from './lexer.ts';
import { implementation, qualifiedFunctions } from './library/index.ts';
import { checkLiterals } from './literals.ts';
import { parse } from './parser.ts';
import { type CelType, dyn, typeText } from './types.ts';
import { sameType } from './unify.ts';
import { adapt, CelError, CostExceeded, Unknown } from './values.ts';

/** Kubernetes' limit of one evaluation. Source: k8s.io/apiserver pkg/apis/cel/config.go, PerCallLimit. */
export const perCallLimit = 1_000_000;
/** The limit of all evaluations of one policy on one object: RuntimeCELCostBudget in the same file. */
export const policyBudget = 10_000_000;
/** The limit of the match conditions of one policy on one object: RuntimeCELCostBudgetMatchConditions. */
export const matchConditionsBudget = 2_500_000;

/**
 * What an evaluation gives: a value; or a message about why there is none; or why the answer can't be known here (never true, never
 * false). `cost` is in the units of Kubernetes' budgets.
 */
export type Evaluation =
  | { value: unknown; cost: number }
  | { error: string; cost: number }
  | { unknown: string; cost: number };

/** A compiled expression. */
export type CelProgram = {
  readonly source: string;
  /**
   * Evaluates with these variables. A binding that is a function is called at the first use. Throws nothing that the expression or
   * its data cause.
   */
  evaluate(bindings: Readonly<Record<string, unknown>>, options?: { costLimit?: number }): Evaluation;
};

/** `type` is the expression's static type; dyn where the environment doesn't check. */
export type Compilation =
  | { program: CelProgram; type: CelType; errors?: undefined }
  | { program?: undefined; errors: CelIssue[] };

/** Compiles an expression. Throws nothing: mistakes in the expression are the result's `errors`. */
export function compile(source: string, environment: CelEnvironment): Compilation {
  try {
    const expr = parse(source, qualifiedFunctions);
    const checked = environment.check ? check(expr, environment) : undefined;
    const failures = checked === undefined ? [] : [...checked.failures];
    if (checked !== undefined && failures.length === 0) {
      failures.push(...checkLiterals(expr, checked.types), ...wrongResult(checked.result, environment));
    }
    if (failures.length > 0) return { errors: failures.map(({ at, message }) => issue(source, at, message)) };
    const context: CompileContext = {
      variables: environment.names,
      implementation,
      typeNames,
      types: checked?.types,
      own: environment.own,
      scope: [],
      slots: 0,
    };
    const evaluator = compileExpr(expr, context);
    return { program: program(source, evaluator, context.slots), type: checked?.result ?? dyn };
  } catch (failure) {
    if (failure instanceof SyntaxFailure) return { errors: [issue(source, failure.at, failure.message)] };
    throw failure;
  }
}

function wrongResult(result: CelType, { resultType }: CelEnvironment): SyntaxFailure[] {
  if (resultType === undefined || sameType(result, resultType)) return [];
  return [new SyntaxFailure(`must evaluate to ${typeText(resultType)} but got ${typeText(result)}`, 0)];
}

/** A message with its line and column (from 1, in code points). */
function issue(source: string, at: number, message: string): CelIssue {
  const before = source.slice(0, at);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { message, line: before.split('\n').length, column: [...before.slice(lineStart)].length + 1 };
}

function program(source: string, evaluator: Evaluator, slots: number): CelProgram {
  return {
    source,
    evaluate(bindings, options) {
      const frame = new Frame(bindings, slots, options?.costLimit ?? perCallLimit);
      try {
        const value = adapt(evaluator(frame));
        frame.charge(0);
        return { value, cost: frame.cost };
      } catch (failure) {
        return failed(failure, frame.cost);
      }
    },
  };
}

function failed(failure: unknown, cost: number): Evaluation {
  if (failure instanceof CelError || failure instanceof CostExceeded) return { error: failure.message, cost };
  if (failure instanceof Unknown) return { unknown: failure.reason, cost };
  // Data may nest deeper than the stack allows when it is compared, and texts may grow longer than strings can.
  if (failure instanceof RangeError) return { error: 'operation cancelled: data too large', cost };
  throw failure;
}
