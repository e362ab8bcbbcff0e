export { covers } from './exceptions.ts';
export { rungAbove } from './ladder.ts';
export {
  exceptionKind,
  exceptionRulesIn,
  exceptionsIn,
  mistakesOf,
  policiesIn,
  policyKind,
  type ReadObject,
} from './objects-in.ts';
export { predictPolicy } from './policy.ts';
export { type PredictedRefusal, type Prediction, type PredictionOptions, predict } from './predict.ts';
export type { Scope } from './scope.ts';
export { RefusalWords } from './words.ts';
