import { checksOf, type SecurityPolicy } from '../objects/index.ts';
import { type Prediction, type PredictionOptions, predict } from './predict.ts';

/** What a SecurityPolicy would refuse of what is there, were its action Deny. @throws ParameterError where a parameter can't be used */
export function predictPolicy(
  policy: SecurityPolicy,
  around: Omit<PredictionOptions, 'checks' | 'parameters' | 'pssVersion' | 'scope'>,
): Promise<Prediction> {
  const { checks, parameters, pssVersion } = checksOf(policy);
  return predict({ ...around, checks, parameters, pssVersion, scope: policy.scope });
}
