export type { ProbePlan } from './manifests.ts';
export { ProbeError, type ProbeResult, type ProbeTimes, probe, type Trial, type TrialName } from './probe.ts';
