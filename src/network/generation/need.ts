import type { InventoryObject } from '../../inventory/index.ts';
import type { FieldPath } from '../../kubernetes/index.ts';
import type { Sureness } from '../flows/index.ts';
import type { Endpoint } from '../reachability/index.ts';
import type { Port } from '../service-targets.ts';

/** One end of a connection that must stay possible. */
export type Party =
  /** Pods of one template; where they are in their node's network, that node. */
  | { readonly kind: 'workload'; readonly endpoint: Endpoint }
  /** Any node, and pods in the network of one. */
  | { readonly kind: 'nodes' }
  /** Where the API server's connections come from, and go to. */
  | { readonly kind: 'api-server' }
  /** Address blocks, `10.1.2.3/32`. */
  | { readonly kind: 'blocks'; readonly blocks: readonly string[] }
  /** Some address outside of the cluster: which one isn't known. */
  | { readonly kind: 'outside' }
  /** Every pod of a namespace. */
  | { readonly kind: 'namespace'; readonly namespace: string }
  /** Every pod of the cluster. */
  | { readonly kind: 'pods' }
  /** Whoever asks; nobody can say from where it comes, or goes. */
  | { readonly kind: 'everyone' };

export type { Port };

/** Why a connection is needed. */
export type NeedCode =
  | 'reference'
  | 'secret-name'
  | 'ingress'
  | 'exposed'
  | 'host-port'
  | 'scrape'
  | 'webhook'
  | 'api-service'
  | 'api-server'
  | 'kubelet-api'
  | 'dns'
  | 'dns-service'
  | 'own-resolver'
  | 'peers'
  | 'policy'
  | 'service'
  | 'flow';

/** What says so, and where. */
export interface Evidence {
  readonly code: NeedCode;
  /** Undefined where no object says it: a recorded flow. */
  readonly object?: InventoryObject;
  readonly path?: FieldPath;
  /** A host as written, without credentials; an account. */
  readonly detail?: string;
  /** Of a recorded flow. */
  readonly seen?: Seen;
}

/** How often, and when, a connection was recorded. */
export interface Seen {
  readonly sureness: Sureness;
  readonly count: number;
  /** On how many days. */
  readonly days: number;
  /** Milliseconds since 1970; undefined where no time was recorded. */
  readonly first: number | undefined;
  readonly last: number | undefined;
}

/** A connection that something of the input declares, or that was seen. */
export interface Need {
  readonly from: Party;
  readonly to: Party;
  readonly ports: readonly Port[];
  readonly evidence: Evidence;
}

/** Something that may be needed, and can't be known: said, never guessed silently. */
export interface Note {
  readonly code: NoteCode;
  readonly object?: InventoryObject;
  readonly namespace?: string;
  readonly path?: FieldPath;
  readonly detail?: string;
}

export type NoteCode =
  /** A variable that looks like an address comes from a Secret, whose values are never read. */
  | 'secret-value'
  /** A recording holds a stand-in where the address had a password in it. */
  | 'masked-value'
  /** The ConfigMap that a workload reads isn't in the input. */
  | 'config-unseen'
  /** A host outside of the cluster whose port is not said: every port to the outside is open. */
  | 'outside-any-port'
  /** NetworkPolicy knows no names: an outside host opens the port to every outside address. */
  | 'outside-name'
  /** A port that the Service doesn't have. */
  | 'no-such-port'
  /** The Service's port leads to a name that no container has. */
  | 'no-target'
  /** Nothing says who connects to the Service: its own namespace may. */
  | 'client-unknown'
  /** The same, and in a recording of a week nobody was seen connecting: it is closed. */
  | 'client-unseen'
  /** A Service without pods in the input. */
  | 'no-pods'
  /** The pods of the ingress controller or gateway are not known: its backends are open at that port to everyone. */
  | 'controller-unknown'
  /** Who scrapes metrics isn't known. */
  | 'scraper-unknown'
  /** What is in its node's network can't be protected. */
  | 'host-network'
  /** Labels don't tell workloads apart: they share a policy. */
  | 'shared-labels'
  /** Pods without labels. */
  | 'no-labels'
  /** Nothing is known to reach it, and it isn't known to reach anything: it will be cut off but for DNS. */
  | 'cut-off'
  /** The DNS server isn't in the input: its usual place is assumed. */
  | 'dns-assumed'
  /** The API server's addresses are not known: its port is open to all addresses. */
  | 'api-server-unknown'
  /** Addresses of nodes stand in the policies: they are those of today. */
  | 'node-addresses'
  /** The network program can't match nodes by address: such rules are open to everyone at their port. */
  | 'nodes-unnameable'
  /** Nothing that runs today enforces NetworkPolicies: what is generated closes nothing until something does. */
  | 'not-enforced'
  /** An existing policy that keeps pods open, whatever is generated. */
  | 'kept-open'
  /** The kubelet's probes are always let through by NetworkPolicy. */
  | 'probes'
  /** Files hold what is declared in them; pods from elsewhere in the namespace will be closed, too. */
  | 'only-input'
  /** More of the text was there than is read. */
  | 'text-cut';
