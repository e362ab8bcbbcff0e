/** The syntax tree. `at` is the offset (UTF-16 units) in the source where messages about the node point. */
export type Expr = Literal | Ident | Select | Call | ListExpr | MapExpr | MessageExpr | Comprehension | Binding;

type Literal = { kind: 'literal'; value: unknown; at: number };
type Ident = { kind: 'ident'; name: string; at: number };
/** `operand.field`, `operand.?field` (optional), or `has(operand.field)` (test). */
export type Select = {
  kind: 'select';
  operand: Expr;
  field: string;
  optional: boolean;
  test: boolean;
  at: number;
};
/** A function, method or operator; operators have CEL's internal names (`_+_`, `_[_]`, `_?_:_` …). `_&&_` and `_||_` take any number of arguments. */
export type Call = { kind: 'call'; name: string; target: Expr | undefined; args: Expr[]; at: number };
/** `optional[i]` says that element i was written `?x`. */
export type ListExpr = { kind: 'list'; elements: Expr[]; optional: boolean[]; at: number };
export type MapEntry = { key: Expr; value: Expr; optional: boolean; at: number };
export type MapExpr = { kind: 'map'; entries: MapEntry[]; at: number };
export type MessageExpr = {
  kind: 'message';
  name: string;
  fields: { name: string; value: Expr; optional: boolean; at: number }[];
  at: number;
};

export type ComprehensionMacro =
  | 'all'
  | 'exists'
  | 'existsOne'
  | 'map'
  | 'filter'
  | 'transformMap'
  | 'transformMapEntry'
  | 'sortBy';

/**
 * A macro over a list or map. `variables` are one name (element, or key of a map) or two (index or key, and value).
 * `filter` is the condition of the four-argument forms (and of `filter` itself, which has no `body`).
 */
export type Comprehension = {
  kind: 'comprehension';
  macro: ComprehensionMacro;
  range: Expr;
  variables: string[];
  filter: Expr | undefined;
  body: Expr | undefined;
  at: number;
};

/** `optMap` and `optFlatMap`: the body is evaluated with the optional's value under a name. */
export type Binding = {
  kind: 'binding';
  macro: 'optMap' | 'optFlatMap';
  target: Expr;
  variable: string;
  body: Expr;
  at: number;
};

/** What is wrong with an expression, and where: line and column count from 1. */
export type CelIssue = { message: string; line: number; column: number };
