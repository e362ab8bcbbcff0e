import type { InventoryObject } from '../../inventory/index.ts';
import type { Release } from './release.ts';

/** Network programs that are known, by what runs them. */
export const pluginIds = [
  'flannel',
  'calico',
  'cilium',
  'kube-router',
  'weave',
  'antrea',
  'ovn-kubernetes',
  'aws-vpc-cni',
  'azure-cni',
  'gke',
  'terway',
  'kindnet',
  'k3s',
  'kube-network-policies',
] as const;
export type PluginId = (typeof pluginIds)[number];

/** Policies by what defines them; who enforces one of a family enforces all of it. */
export const policyFamilies = [
  'NetworkPolicy',
  'ClusterNetworkPolicy',
  'AdminNetworkPolicy',
  'CiliumNetworkPolicy',
  'CalicoNetworkPolicy',
] as const;
export type PolicyFamily = (typeof policyFamilies)[number];

/** `unknown`: what would decide it can't be seen, or isn't known of this version. */
export type Support = 'enforced' | 'ignored' | 'unknown';

export interface Encryption {
  readonly state: 'on' | 'off' | 'unknown';
  readonly by?: 'WireGuard' | 'IPsec' | 'mTLS' | 'NaCl';
}

/** What people should know of a network program; texts stand in the catalogues of the command line. */
export type NoteCode =
  | 'antrea-admin-gate'
  | 'aws-controller'
  | 'aws-flag'
  | 'azure-npm-retired'
  | 'azure-without-npm'
  | 'calico-admin-removed'
  | 'calico-same-node'
  | 'cilium-first-packets'
  | 'cilium-kubernetes-policies-off'
  | 'cilium-node-addresses'
  | 'cilium-policies-off'
  | 'cilium-same-node'
  | 'config-unseen'
  | 'flannel-alone'
  | 'gke-without-policy'
  | 'k3s-controller-off'
  | 'kindnet-old'
  | 'kube-router-firewall-off'
  | 'terway-policies-off'
  | 'weave-archived'
  | 'weave-without-npc';

/** A published flaw that the running version has. */
export interface Flaw {
  readonly id: string;
  readonly source: string;
}

export interface DetectedPlugin {
  readonly id: PluginId;
  /** What runs it: a workload, or (k3s, which has it built in) a node. */
  readonly object: InventoryObject;
  readonly container?: string;
  /** Path of the container in `object`, for findings. */
  readonly path?: readonly (string | number)[];
  readonly image?: string;
  /** Of the program, as its image's tag says; absent where the tag is none (`latest`, a digest). */
  readonly release?: Release;
  /** Families that it doesn't name are ignored by it. */
  readonly support: Readonly<Partial<Record<PolicyFamily, Support>>>;
  readonly encryption: Encryption;
  readonly notes: readonly NoteCode[];
  readonly flaws: readonly Flaw[];
}
