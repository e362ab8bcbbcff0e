export { type Action, type Reason, reasons } from './declaration.ts';
export { type Change, differenceOf, type NetworkDifference, withObjects } from './difference.ts';
export type { AddressesByObject, Endpoint } from './endpoints.ts';
export {
  commonPorts,
  highestPort,
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
  type Group,
  NetworkTooLargeError,
  type Outcome,
  Reachability,
  type Row,
  type Verdict,
} from './reachability.ts';
export type { Part } from './rules.ts';
