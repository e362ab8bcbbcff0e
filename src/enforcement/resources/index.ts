export { amountsOf, amountTexts } from './amounts.ts';
export { type LimitRange, limitRangeOf } from './limit-range.ts';
export { predictResources, type RefusedPods, type ResourcePrediction } from './predict.ts';
export { proposeResources, type ResourceProposal } from './propose.ts';
export { type Quota, quotaOf } from './quota.ts';
export type { Refusal } from './refusal.ts';
export { measuredUse, readUse, type Use } from './use.ts';
