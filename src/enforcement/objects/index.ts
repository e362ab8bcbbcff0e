export { checksOf, type PolicyQuestion } from './checks-of.ts';
export { definitions } from './definitions.ts';
export { type Mistake, mistakeText, type Parsed } from './mistake.ts';
export {
  exceptionRulesOf,
  hasEnded,
  objectOrigin,
  type SecurityException,
  securityExceptionOf,
} from './security-exception.ts';
export {
  type CheckSetting,
  isPolicyObject,
  objectsGroup,
  objectsVersion,
  protectedNamespaces,
  type Rung,
  rungs,
  type SecurityPolicy,
  securityPolicyOf,
} from './security-policy.ts';
