export { catalogue } from './catalogue.ts';
export {
  type CelCheck,
  type Check,
  type CheckContext,
  type InventoryCheck,
  type Parameter,
  ParameterError,
  type Profile,
  profiles,
  type Rule,
  type Standards,
  type Violation,
} from './check.ts';
export type { CheckedViolation } from './covered.ts';
export type { AskedValue, Edit, Fix } from './fix.ts';
export { type RunOptions, type RunResult, runChecks } from './run.ts';
export { secretLines } from './secret-places.ts';
export { checksOf, selectChecks, UnknownCheckError } from './selection.ts';
export { atLeast, type Severity, severities } from './severity.ts';
export { formatMessage, type Language, languages, loadTexts } from './texts/index.ts';
export type { CheckText, CheckTexts } from './texts/text.ts';
export { objectsWithoutSchema } from './topics/schemas.ts';
