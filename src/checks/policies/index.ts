export { policiesOf } from './load.ts';
export { evaluatePolicies, type PolicyVerdict, policyVerdicts } from './run.ts';
