export { controllers } from './exceptions.ts';
export { defaultedChecks, mutatingObjects } from './mutations.ts';
export { parametersNamespace } from './parameters.ts';
export { type Action, type NotExported, type PolicyOptions, policyLabel, policyObjects } from './policy.ts';
export { isAdmitted, podCarriers, type ResourceRule, rulesFor } from './resources.ts';
export { celString } from './rewrite.ts';
export { type MutatingApi, mutatingApi, takesPolicies } from './versions.ts';
