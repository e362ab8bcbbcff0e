export { type PolicySet, loadPolicies, policiesOf } from './load.ts';
export { evaluatePolicies, type PolicyResult } from './run.ts';
