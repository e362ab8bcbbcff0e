export { Bits } from './bits.ts';
export type { Class } from './classes.ts';
export type { Reason } from './declaration.ts';
export {
  type Change,
  type ChangeKind,
  changedPorts,
  differenceOf,
  type NetworkDifference,
  networkOf,
  withObjects,
} from './difference.ts';
export { type AddressesByObject, type Endpoint, endpointsOf } from './endpoints.ts';
export { evaluatedKinds } from './policies-declared.ts';
export {
  commonPorts,
  hasPort,
  highestPort,
  isEveryPort,
  isProtocol,
  joinPorts,
  otherPorts,
  type PortSet,
  type PortVerdicts,
  type Protocol,
  placeOf,
  portsText,
  protocols,
} from './ports.ts';
export {
  type Explained,
  type Outcome,
  Reachability,
  type Row,
  type Verdict,
} from './reachability.ts';
export { reasonTexts } from './reason-texts.ts';
export type { Part } from './rules.ts';
export { NetworkTooLargeError } from './too-large.ts';
