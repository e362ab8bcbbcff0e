export { type ExposureOptions, exposuresOf } from './exposures.ts';
export { reachReasonTexts } from './reason-texts.ts';
export {
  type Authentication,
  type Exposures,
  type PoliciesOnWay,
  type Reach,
  type ReachReason,
  type RouteReport,
  reaches,
  type WayIn,
  type WayKind,
  type WayPort,
  type WayTls,
  type WorkloadExposure,
} from './way.ts';
export { defaultCompanyRanges } from './zones.ts';
