export {
  type Action,
  defaultedChecks,
  mutatingObjects,
  type NotExported,
  type PolicyOptions,
  parametersNamespace,
  policyObjects,
} from './export/index.ts';
export {
  failuresAt,
  type LabelAnswer,
  type NamespacePlan,
  podSecurityPlan,
  refusesToday,
  rungText,
  type Standing,
  setLabels,
  standingOf,
} from './pod-security/index.ts';
export {
  type PredictedRefusal,
  type Prediction,
  type PredictionOptions,
  predict,
  predictPolicy,
  rungAbove,
  type Scope,
} from './prediction/index.ts';
