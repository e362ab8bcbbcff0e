export { clusterEvidence } from './cluster-evidence.ts';
export { type ControlLook, ControlLooker } from './control-look.ts';
export { type EvidenceSources, noEvidence } from './evidence.ts';
export { type ControlState, leaseName, PolicyControl, type PolicyControlOptions } from './policy-control.ts';
