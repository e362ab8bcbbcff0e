export { type Block, contains, isWorld, parseBlock } from './addresses.ts';
export { type Exposure, exposureOf } from './exposure.ts';
export { OperatedPods } from './operated.ts';
export { type PodGroup, PodIndex, podsOf } from './pods.ts';
export { directionsOf, isolationOf, networkPolicyKinds, policiesOf } from './policies.ts';
export { backendFields, backendsOf, gatewayRouteKinds, ingressKinds } from './routes.ts';
export {
  internalLoadBalancer,
  internalLoadBalancerClasses,
  internalLoadBalancerKeys,
  type Service,
  servicesOf,
} from './services.ts';
