export type { ProbePlan } from './manifests.ts';
export {
  type Measured,
  ProbeError,
  type ProbeResult,
  type ProbeTimes,
  probe,
  type Trial,
  type TrialName,
} from './probe.ts';
