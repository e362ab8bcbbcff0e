export { climb, type Refusals, type Standing, standingIn, stepDue } from './climb.ts';
export { type Difference, differenceOf, isAsWanted, nativeKey } from './difference.ts';
export {
  controllerName,
  definitionAnnotation,
  type NativeWants,
  nativeObjects,
  ownerOf,
} from './native-objects.ts';
export { exceptionStatus, type PolicyOutcome, policyStatus, unreadableStatus } from './status.ts';
