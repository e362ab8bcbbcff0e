/** Kubernetes' CEL: compile once, evaluate many. */

export { namespaceType, requestType } from './admission.ts';
export { environment } from './environment.ts';
export { LazyRecord } from './lazy-record.ts';
export { tokenize } from './lexer.ts';
export { parseQuantity } from './library/quantity.ts';
export {
  type CelProgram,
  compile,
  type Evaluation,
  matchConditionsBudget,
  perCallLimit,
  policyBudget,
} from './program.ts';
export { escapeProperty, type OpenApiSchema, schemaType, unescapeProperty } from './schema-types.ts';
export type { CelType } from './types.ts';
export * as types from './types.ts';
export { CelError, Unknown } from './values.ts';
