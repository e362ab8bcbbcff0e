export { rungAbove } from './ladder.ts';
export { predictPolicy } from './policy.ts';
export { type PredictedRefusal, type Prediction, type PredictionOptions, predict } from './predict.ts';
export type { Scope } from './scope.ts';
