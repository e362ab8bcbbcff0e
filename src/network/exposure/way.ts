import type { InventoryObject } from '../../inventory/index.ts';
import type { FieldPath } from '../../kubernetes/index.ts';
import type { Exposure } from '../exposure.ts';
import type { ControllerId, RouteAnswers, RouteNote } from '../ingress/index.ts';
import type { Outcome, Protocol, Reason } from '../reachability/index.ts';

/** From where something can be connected to, widest first; `unknown` says why in its reasons. */
export const reaches = ['internet', 'unknown', 'company', 'cluster', 'nowhere'] as const;
export type Reach = (typeof reaches)[number];

export type WayKind = Exposure['by'] | 'kubelet' | 'api-server';

/** Why a reach isn't known, or what it was taken from. */
export type ReachReason =
  /** A cloud makes load balancers public unless it is told otherwise, and nobody told it. */
  | 'load-balancer-default'
  /** What a load balancer of that class is reached from depends on whoever makes it. */
  | 'load-balancer-class'
  /** Outside of a cloud, and no address has been given to it yet. */
  | 'load-balancer-provider'
  /** It has a name, not an address. */
  | 'address-name'
  /** No node, or no address of one, is in the input. */
  | 'node-addresses'
  /** kube-proxy answers on node ports at some addresses only. */
  | 'node-port-addresses'
  /** Firewalls and security groups in front of nodes are not in a cluster. */
  | 'firewall'
  /** No workload in the input is known to serve the class of the Ingress or Gateway. */
  | 'controller-unseen'
  /** It is known what serves it, but not where that is reached: its Service or load balancer is not in the input. */
  | 'front-unseen'
  /** The Gateway that a route names is not in the input. */
  | 'gateway-unseen'
  /** No listener of its Gateway takes it: others' namespaces aren't allowed, or the names don't meet. */
  | 'not-attached'
  /** No listener of its Gateway serves: their certificates are in namespaces without a ReferenceGrant for it. */
  | 'certificate-not-granted'
  /** The Service is in another namespace, and no ReferenceGrant there is for the route. */
  | 'not-granted'
  /** The Service that it leads to is not in the input, or can't be seen. */
  | 'service-unseen'
  /** The Service has no selector: where it leads is said by endpoints, which are not read. */
  | 'endpoints-unseen'
  /** What the source's address is by the time policies see it (the client's, a node's) depends on the network plugin. */
  | 'source-address'
  /** A port by a name that no container has, or none at all. */
  | 'port-unknown'
  /** There are more policies and pods than can be evaluated. */
  | 'policies-too-many'
  /** It says so itself: an annotation, a class, the name of a class. */
  | 'said-internal'
  /** What its controller is told of its load balancer. */
  | 'said-class'
  /** The addresses that it has, or its nodes have. */
  | 'address'
  | Reason;

export interface WayPort {
  readonly protocol: Protocol;
  /** Where it is connected to: the Service's, the node's. Undefined where it isn't known (a node port not given yet). */
  readonly port: number | undefined;
  /** Of the pods; undefined where it isn't known. */
  readonly target: number | undefined;
}

/** `workload`: nothing on the way ends TLS; what is spoken is the workload's own affair. */
export type WayTls = 'yes' | 'no' | 'passthrough' | 'workload' | 'unknown';

export interface Authentication {
  /** `none`: nothing in front of the workload asks who it is; the workload may do so itself. */
  readonly state: 'required' | 'none' | 'unknown';
  /** Annotation, middleware or policy that says so. */
  readonly by: string | undefined;
}

/** What network policies say about the way's last step, from the widest zone that gets as far as it does. */
export interface PoliciesOnWay {
  readonly outcome: Outcome | 'not-evaluated';
  /** Those that decide, or close it: `NetworkPolicy/shop/web`. Empty where none does, and it is open for that. */
  readonly names: readonly string[];
}

/** One way by which a workload, or a part of the cluster itself, is reached. */
export interface WayIn {
  readonly by: WayKind;
  /** What opens it: Ingress, route, Service, the workload, a Node. Undefined for an API server of which only the address is known. */
  readonly via: InventoryObject | undefined;
  /** In `via`. */
  readonly path: FieldPath;
  readonly service: InventoryObject | undefined;
  /** What is behind; undefined where that can't be seen, or is the node itself. */
  readonly workload: InventoryObject | undefined;
  /** Of how many nodes it is the way, where it is one of nodes. */
  readonly nodes: number | undefined;
  /** What serves an Ingress or route: `ingress-nginx`; undefined where it isn't known, or there is none. */
  readonly controller: string | undefined;
  readonly hosts: readonly string[];
  readonly addresses: readonly string[];
  readonly urlPaths: readonly string[];
  readonly ports: readonly WayPort[];
  /** Who is let in, where that is limited; empty where it is not. */
  readonly sourceRanges: readonly string[];
  readonly tls: WayTls;
  readonly authentication: Authentication;
  readonly policies: PoliciesOnWay;
  readonly reach: Reach;
  readonly reasons: readonly ReachReason[];
}

/** One workload, from where it can be connected to by whatever way, the pod network among them. */
export interface WorkloadExposure {
  readonly workload: InventoryObject;
  readonly reach: Reach;
  readonly ways: readonly WayIn[];
}

/** An Ingress or route, with what its controller makes of it. */
export interface RouteReport {
  readonly object: InventoryObject;
  readonly controller: ControllerId | undefined;
  readonly className: string | undefined;
  /** The widest of its ways. */
  readonly reach: Reach;
  readonly answers: RouteAnswers;
  readonly notes: readonly RouteNote[];
}

export interface Exposures {
  /** Widest reach first. */
  readonly ways: readonly WayIn[];
  /** Every workload of the input, widest reach first. */
  readonly workloads: readonly WorkloadExposure[];
  /** Every Ingress and route that leads anywhere. */
  readonly routes: readonly RouteReport[];
  /** Kinds of the input that look like routes and can't be read: what they open is not known. */
  readonly unknownKinds: readonly string[];
  /** Policies that nothing in the cluster enforces: they are taken as absent. */
  readonly ignoredPolicies: readonly InventoryObject[];
  /** Policies of which it isn't known whether anything enforces them: they are taken as enforced. */
  readonly assumedPolicies: readonly InventoryObject[];
}

/** The widest of several; `nowhere` of none. */
export function widest(all: readonly Reach[]): Reach {
  return reaches.find((reach) => all.includes(reach)) ?? 'nowhere';
}
