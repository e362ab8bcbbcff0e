export { type Block, contains, isWorld, parseBlock } from './addresses.ts';
export { type Exposure, exposureOf, gatewayKind } from './exposure.ts';
export { mayOperatePods, OperatedPods } from './operated.ts';
export { type PodGroup, PodIndex, podsOf } from './pods.ts';
export { directionsOf, isolationOf, networkPolicyKinds, policiesOf, policyKinds } from './policies.ts';
export { backendFields, backendsOf, gatewayRouteKinds, ingressKinds, routeKinds } from './routes.ts';
export {
  internalLoadBalancer,
  internalLoadBalancerClasses,
  internalLoadBalancerKeys,
  type Service,
  servicesOf,
} from './services.ts';
