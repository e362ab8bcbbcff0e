import type { Inventory } from '../../inventory/index.ts';
import { ignoredPolicies, type NetworkPlugins } from '../cni/index.ts';
import { networkPolicyKinds } from '../policies.ts';
import type { PolicyDeclared } from './declaration.ts';
import { calicoPolicies } from './kinds/calico.ts';
import { ciliumPolicy } from './kinds/cilium.ts';
import { clusterNetworkPolicy } from './kinds/cluster-network-policy.ts';
import { networkPolicy } from './kinds/network-policy.ts';

const clusterKinds = ['ClusterNetworkPolicy', 'AdminNetworkPolicy', 'BaselineAdminNetworkPolicy'].map(
  (kind) => `policy.networking.k8s.io/${kind}`,
);
const ciliumKinds = ['cilium.io/CiliumNetworkPolicy', 'cilium.io/CiliumClusterwideNetworkPolicy'];

const calicoKinds = ['projectcalico.org', 'crd.projectcalico.org'].flatMap((group) => [
  `${group}/NetworkPolicy`,
  `${group}/GlobalNetworkPolicy`,
]);

/** Kinds whose objects are evaluated. */
export const evaluatedKinds: ReadonlySet<string> = new Set([
  ...networkPolicyKinds,
  ...clusterKinds,
  ...ciliumKinds,
  ...calicoKinds,
]);

/** Every policy of an inventory, of every kind that is evaluated, but those that the network programs surely ignore. */
export function declaredPolicies(inventory: Inventory, network: NetworkPlugins): readonly PolicyDeclared[] {
  const ignored = new Set([...ignoredPolicies(inventory, network)].map(({ policy }) => policy));
  const all = [
    ...inventory.ofKind(...networkPolicyKinds).map(networkPolicy),
    ...inventory.ofKind(...clusterKinds).map((object) => clusterNetworkPolicy(object, nodesArePods(network))),
    ...inventory.ofKind(...ciliumKinds).flatMap(ciliumPolicy),
    ...calicoPolicies(inventory),
  ];
  return ignored.size === 0 ? all : all.filter(({ object }) => !ignored.has(object));
}

/** Whether policies of the whole cluster are enforced by kube-network-policies and nothing else. */
function nodesArePods({ plugins }: NetworkPlugins): boolean {
  const enforcing = plugins.filter(
    ({ support }) => (support.AdminNetworkPolicy ?? support.ClusterNetworkPolicy ?? 'ignored') !== 'ignored',
  );
  return enforcing.length > 0 && enforcing.every(({ id }) => id === 'kube-network-policies');
}
