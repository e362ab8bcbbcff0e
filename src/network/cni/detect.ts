import type { Inventory, InventoryObject } from '../../inventory/index.ts';
import { type DetectedPlugin, type PluginId, type PolicyFamily, policyFamilies, type Support } from './plugin.ts';
import { calico } from './plugins/calico.ts';
import { cilium } from './plugins/cilium.ts';
import { awsVpcCni, azureCni, gke, terway } from './plugins/clouds.ts';
import {
  antrea,
  flannel,
  k3s,
  kindnet,
  kubeNetworkPolicies,
  kubeRouter,
  ovnKubernetes,
  weave,
} from './plugins/others.ts';
import { NetworkFacts } from './running.ts';

export interface NetworkPlugins {
  readonly plugins: readonly DetectedPlugin[];
  /** Whether somebody enforces each family; `unknown` for all where no network program is in the input. */
  readonly support: Readonly<Record<PolicyFamily, Support>>;
}

const detectors = [
  calico,
  cilium,
  antrea,
  ovnKubernetes,
  kubeRouter,
  weave,
  flannel,
  kubeNetworkPolicies,
  awsVpcCni,
  azureCni,
  gke,
  terway,
  kindnet,
  k3s,
];

const found = new WeakMap<Inventory, NetworkPlugins>();

/** The network programs that an input shows, and what they enforce together. */
export function networkPluginsOf(inventory: Inventory): NetworkPlugins {
  let answer = found.get(inventory);
  if (answer === undefined) {
    answer = detect(inventory);
    found.set(inventory, answer);
  }
  return answer;
}

function detect(inventory: Inventory): NetworkPlugins {
  const facts = new NetworkFacts(inventory);
  const plugins = detectors.flatMap((detector) => detector(facts) ?? []);
  const isFlannelAlone = plugins.length === 1 && plugins[0]?.id === 'flannel';
  const said = plugins.map((plugin) =>
    isFlannelAlone && plugin.id === 'flannel'
      ? { ...plugin, notes: [...plugin.notes, 'flannel-alone' as const] }
      : plugin,
  );
  return {
    plugins: said,
    support: Object.fromEntries(
      policyFamilies.map((family) => [family, together(inventory, plugins, family)]),
    ) as Record<PolicyFamily, Support>,
  };
}

/** One that enforces is enough; that none does is known only where all could be seen. */
function together(inventory: Inventory, plugins: readonly DetectedPlugin[], family: PolicyFamily): Support {
  const each = plugins.map(({ support }) => support[family] ?? 'ignored');
  if (each.includes('enforced')) return 'enforced';
  const isSeen = ['apps/DaemonSet', '/Pod'].every((kind) => inventory.sees(kind, undefined));
  return each.length === 0 || each.includes('unknown') || !isSeen ? 'unknown' : 'ignored';
}

/** Kinds of each family of policies, as `group/Kind`. */
export const kindsOfFamily: Readonly<Record<PolicyFamily, readonly string[]>> = {
  NetworkPolicy: ['networking.k8s.io/NetworkPolicy', 'extensions/NetworkPolicy'],
  ClusterNetworkPolicy: ['policy.networking.k8s.io/ClusterNetworkPolicy'],
  AdminNetworkPolicy: [
    'policy.networking.k8s.io/AdminNetworkPolicy',
    'policy.networking.k8s.io/BaselineAdminNetworkPolicy',
  ],
  CiliumNetworkPolicy: ['cilium.io/CiliumNetworkPolicy', 'cilium.io/CiliumClusterwideNetworkPolicy'],
  CalicoNetworkPolicy: ['projectcalico.org', 'crd.projectcalico.org'].flatMap((group) => [
    `${group}/NetworkPolicy`,
    `${group}/GlobalNetworkPolicy`,
  ]),
};

/** Policies that nothing enforces. The network programs may be out of sight: those of `unknown` support are not among them. */
export function* ignoredPolicies(inventory: Inventory): Generator<{
  readonly policy: InventoryObject;
  readonly family: PolicyFamily;
  readonly plugins: readonly PluginId[];
}> {
  const { plugins, support } = networkPluginsOf(inventory);
  const ids = plugins.map(({ id }) => id);
  for (const family of policyFamilies) {
    if (support[family] !== 'ignored') continue;
    for (const policy of inventory.ofKind(...kindsOfFamily[family])) yield { policy, family, plugins: ids };
  }
}
