export { type Action, actions, type NotExported, type PolicyOptions, policyObjects } from './policy.ts';
