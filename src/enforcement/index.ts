export { type Action, actions, type NotExported, type PolicyOptions, policyObjects } from './export/index.ts';
