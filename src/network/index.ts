export { type Block, contains, isWorld, parseBlock } from './addresses.ts';
export {
  type Authentication,
  defaultCompanyRanges,
  type ExposureOptions,
  type Exposures,
  exposuresOf,
  type PoliciesOnWay,
  type Reach,
  type ReachReason,
  type RouteReport,
  reaches,
  reachReasonTexts,
  type WayIn,
  type WayKind,
  type WayPort,
  type WayTls,
  type WorkloadExposure,
} from './exposure/index.ts';
export { type Exposure, exposureOf, gatewayKind } from './exposure.ts';
export {
  type BreakCode,
  type ControllerId,
  combined,
  ingressControllersOf,
  type NoteCode,
  type NoteSeverity,
  type Proposal,
  proposalsFor,
  type RouteAnswers,
  type RouteNote,
} from './ingress/index.ts';
export { objectName } from './object-name.ts';
export { mayOperatePods, OperatedPods } from './operated.ts';
export { type PodGroup, PodIndex, podsOf } from './pods.ts';
export { directionsOf, isolationOf, networkPolicyKinds, policiesOf, policyKinds } from './policies.ts';
export { backendFields, backendsOf, gatewayRouteKinds, ingressKinds, routeKinds } from './routes.ts';
export {
  type Backup,
  type Callers,
  type ServiceReport,
  serviceReports,
  type Trick,
  type TrickCode,
} from './service-reach/index.ts';
export {
  internalLoadBalancer,
  internalLoadBalancerClasses,
  internalLoadBalancerKeys,
  type Service,
  servicesOf,
} from './services.ts';
