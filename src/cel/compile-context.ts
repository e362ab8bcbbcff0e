import type { Expr } from './ast.ts';
import type { Frame } from './frame.ts';
import type { CelType } from './types.ts';

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
  /** Whether the expression is our own (`CelEnvironment`). */
  readonly own: boolean;
  /** Variables of the enclosing comprehensions, innermost last, by slot. */
  readonly scope: string[];
  /** The most slots that are in use at a time. */
  slots: number;
};
