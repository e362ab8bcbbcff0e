export {
  assumedPolicies,
  type IgnoredPolicy,
  ignoredPolicies,
  kindsOfFamily,
  type NetworkPlugins,
  networkPluginsOf,
  onceEnforced,
} from './detect.ts';
export {
  type DetectedPlugin,
  type Encryption,
  type NoteCode,
  type PluginId,
  type PolicyFamily,
  policyFamilies,
  type Support,
} from './plugin.ts';
export { releaseText } from './release.ts';
export { concernsNetwork } from './subjects.ts';
