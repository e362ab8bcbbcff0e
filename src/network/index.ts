export { type Block, contains, isWorld, parseBlock } from './addresses.ts';
export { type Exposure, exposureOf } from './exposure.ts';
export { OperatedPods } from './operated.ts';
export { type PodGroup, PodIndex, podsOf } from './pods.ts';
export {
  directionsOf,
  type Isolated,
  type Isolation,
  isolationOf,
  networkPolicyKinds,
  type Policy,
  policiesOf,
} from './policies.ts';
export { type Backend, backendFields, backendsOf, gatewayRouteKinds, ingressKinds } from './routes.ts';
export {
  internalLoadBalancer,
  internalLoadBalancerClasses,
  internalLoadBalancerKeys,
  isInternalLoadBalancer,
  type Service,
  ServiceIndex,
  servicesOf,
} from './services.ts';
