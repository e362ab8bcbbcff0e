export { type AdmissionRules, decide, type Moment, unknownNamespace, withoutAnswer } from './decide.ts';
export { type AdmissionVerdict, type Decision, type DecisionPart, verdicts } from './decision.ts';
export { AdmissionExceptions } from './exceptions.ts';
export { exemptNamespaces, matchConditions } from './exempt.ts';
export { reviewRules } from './kinds.ts';
export { type FailMode, kindsFor, type ReviewedPolicy, reviewedPolicy } from './policy.ts';
export { type AdmissionAnswer, type AdmissionRequest, requestOf, reviewOf } from './review.ts';
export type { NotReviewed } from './reviewed-checks.ts';
