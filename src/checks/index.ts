export { catalogue } from './catalogue.ts';
export {
  type CelCheck,
  type Check,
  type InventoryCheck,
  ParameterError,
  type Profile,
  profiles,
  type Rule,
  type Standards,
} from './check.ts';
export { componentsOf, imageName, startsComponent } from './components/component.ts';
export { type CheckedViolation, withoutCovered } from './covered.ts';
export type { Edit, Fix } from './fix.ts';
export { namespacesSpokenOf } from './other-tools/reports.ts';
export { CheckRun, isConfigured, type RunOptions, type RunResult, runChecks } from './run.ts';
export { secretLines } from './secret-places.ts';
export { checksOf, nearNames, selectChecks, UnknownCheckError } from './selection.ts';
export { atLeast, type Severity, severities } from './severity.ts';
export { isStandIn } from './stand-ins.ts';
export { isAmong, type Subject } from './subjects.ts';
export { formatMessage, type Language, languages, loadTexts, parameterTextsOf, placeholdersOf } from './texts/index.ts';
export type { CheckText, CheckTexts } from './texts/text.ts';
export { toolChecks } from './topics/other-tools.ts';
export { objectsWithoutSchema } from './topics/schemas.ts';
export { vocabulary } from './vocabulary.ts';
export { withoutSecrets } from './without-secrets.ts';
