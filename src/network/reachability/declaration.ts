import type { InventoryObject } from '../../inventory/index.ts';
import type { Labels } from '../../kubernetes/index.ts';
import type { Block } from '../addresses.ts';
import type { PortSet, Protocol } from './ports.ts';

/** Why something is not known. */
export type Reason =
  | 'application-layer'
  | 'domain-name'
  | 'pod-addresses'
  | 'node'
  | 'own-node'
  | 'namespace-labels'
  | 'selector'
  | 'source-port'
  | 'service'
  | 'group'
  | 'api-server'
  | 'host-endpoint'
  | 'tier'
  | 'field'
  | 'too-much';

/** A pod as far as policies can ask about it. */
export interface PodFacts {
  readonly namespace: string;
  readonly labels: Labels;
  readonly namespaceLabels: Labels;
  /** False where the namespace's object isn't in the input, so that only its name is known. */
  readonly namespaceKnown: boolean;
  readonly serviceAccount: string;
}

/** Namespaces by name, by a label selector, or all of them. */
export type Namespaces = { readonly name: string } | { readonly selector: unknown } | undefined;

/** A set of peers, as policies of all kinds say it; what it holds in a cluster is worked out later. Hosts are no pods. */
export type Who =
  | { readonly kind: 'everyone' | 'nobody' | 'outside' | 'hosts' }
  | { readonly kind: 'pods'; readonly namespaces: Namespaces; readonly selector?: unknown }
  | {
      readonly kind: 'matching';
      readonly namespaces: Namespaces;
      /** undefined: not known. */
      readonly test: (pod: PodFacts) => boolean | undefined;
      /** Pod labels that it may ask for. */
      readonly asks: readonly string[];
    }
  | {
      readonly kind: 'block';
      readonly block: Block;
      readonly except: readonly Block[];
      /** Whether pods and nodes with such an address are meant, too, or only what is outside of the cluster. */
      readonly reaches: 'all' | 'outside';
    }
  | { readonly kind: 'nodes'; readonly selector: unknown }
  | { readonly kind: 'any' | 'every'; readonly of: readonly Who[] }
  | { readonly kind: 'others'; readonly of: Who }
  /** Some of these, or none, or all. */
  | { readonly kind: 'perhaps'; readonly of: Who; readonly reason: Reason };

export const everyone: Who = { kind: 'everyone' };
export const nobody: Who = { kind: 'nobody' };

export function perhaps(of: Who, reason: Reason): Who {
  return { kind: 'perhaps', of, reason };
}

export function anyOf(of: readonly Who[]): Who {
  return of.length === 1 && of[0] !== undefined ? of[0] : { kind: 'any', of };
}

export interface PortsDeclared {
  readonly ports: PortSet;
  /** Ports by the name that containers of the destination give them; any protocol where none is named. */
  readonly named: readonly { readonly protocol?: Protocol; readonly name: string }[];
  /** Why it may match fewer connections. */
  readonly perhaps?: Reason;
}

export type Action = 'allow' | 'deny' | 'pass';

export interface RuleDeclared {
  /** Where it stands in the object: `spec.ingress[0]`. */
  readonly path: string;
  readonly action: Action;
  readonly peers: Who;
  readonly ports: PortsDeclared;
}

export interface DirectionDeclared {
  readonly rules: readonly RuleDeclared[];
  /** Whether what no rule of the tier decides is denied for the pods that the policy selects. */
  readonly closes: boolean;
}

/** One policy of any kind. Tiers are asked by their order, policies of a tier by their rank, then name; the first match decides. */
export interface PolicyDeclared {
  readonly object: InventoryObject;
  readonly tier: number;
  readonly rank: number;
  readonly subject: Who;
  readonly ingress?: DirectionDeclared;
  readonly egress?: DirectionDeclared;
}

/**
 * Orders of the tiers that are always there. Source: Calico documentation, "Tier" (kube-admin, default, kube-baseline); where Calico
 * isn't used only their sequence counts.
 */
export const tiers = { admin: 1000, networkPolicy: 1_000_000, baseline: 10_000_000 } as const;

/** The rank of NetworkPolicies among Calico's in the default tier. Source: Calico documentation, "Kubernetes network policy". */
export const networkPolicyRank = 1000;
