export { scheduleFault } from './cron-schedule.ts';
export { type FieldPath, formatPath, parsePath, valueAt } from './field-path.ts';
export { defineLazily } from './lazy-field.ts';
export { groupOf, isRecord, type Json, type KubernetesObject, listOf, recordOf, stringOf, textOf } from './object.ts';
export {
  type ContainerReference,
  type ContainerType,
  carriesPods,
  type PodTemplate,
  podTemplatesOf,
} from './pod-template.ts';
export { re2 } from './re2.ts';
export { apiLifecycle } from './removed-apis.ts';
export { isClusterScoped } from './scope.ts';
export { type Labels, labelsMatch, selectorMatches } from './selector.ts';
export { SelectorIndex } from './selector-index.ts';
export { parseSelector } from './selector-text.ts';
export {
  compareVersions,
  formatVersion,
  latestVersion,
  type MinorVersion,
  parseVersion,
  type SupportedVersion,
  supportedVersions,
} from './version.ts';
