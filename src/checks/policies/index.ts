export { loadPolicies, policiesOf } from './load.ts';
export { evaluatePolicies } from './run.ts';
