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

/** A policy that nothing enforces, though network programs are known. */
export interface IgnoredPolicy {
  readonly policy: InventoryObject;
  readonly family: PolicyFamily;
  readonly plugins: readonly PluginId[];
}

/**
 * Policies that nothing enforces. The network programs may be out of sight: those of `unknown` support are not among them.
 * @param network what enforces, where the inventory's own objects don't say it
 */
export function* ignoredPolicies(
  inventory: Inventory,
  { plugins, support }: NetworkPlugins = networkPluginsOf(inventory),
): Generator<IgnoredPolicy> {
  const ids = plugins.map(({ id }) => id);
  for (const family of policyFamilies) {
    if (support[family] !== 'ignored') continue;
    for (const policy of inventory.ofKind(...kindsOfFamily[family])) yield { policy, family, plugins: ids };
  }
}

/** Policies of which it isn't known whether anything enforces them: what is said of connections takes them as enforced. */
export function assumedPolicies(
  inventory: Inventory,
  { support }: NetworkPlugins = networkPluginsOf(inventory),
): readonly InventoryObject[] {
  return policyFamilies.flatMap((family) =>
    support[family] === 'unknown' ? inventory.ofKind(...kindsOfFamily[family]) : [],
  );
}

/** The same network, were it to enforce policies of these families that it ignores: of what is planned, and what was meant. */
export function onceEnforced(
  { plugins, support }: NetworkPlugins,
  families: readonly PolicyFamily[] = policyFamilies,
): NetworkPlugins {
  const changed = families.filter((family) => support[family] === 'ignored');
  return { plugins, support: { ...support, ...Object.fromEntries(changed.map((family) => [family, 'enforced'])) } };
}
