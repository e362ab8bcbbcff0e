export { ladder, type PolicyRung, rungAbove } from './ladder.ts';
export { type PredictedRefusal, type Prediction, type PredictionOptions, predict } from './predict.ts';
export type { Scope } from './scope.ts';
