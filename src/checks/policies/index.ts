export { loadPolicies, type PolicySet, policiesOf } from './load.ts';
export { evaluatePolicies, type PolicyResult } from './run.ts';
