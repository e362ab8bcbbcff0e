import type { Inventory, InventoryObject } from '../../inventory/index.ts';
import { type KubernetesObject, listOf, recordOf } from '../../kubernetes/index.ts';
import { networkPluginsOf } from '../cni/index.ts';
import type { Port } from './need.ts';
import type { DnsServers } from './needs/dns.ts';
import { generatedLabel, generatedValue } from './needs/policies.ts';

/** Namespaces with this label are closed by the baseline: the label is how they are rolled out, and its removal the way back. */
export const closedLabel = 'breakwater.dev/network';
export const closedValue = 'closed';

/** Between 0 and 1000; others' baselines may stand before and after it. */
const priority = 500;

/**
 * The default-deny of all namespaces as one ClusterNetworkPolicy of the Baseline tier, which is asked for pods that no NetworkPolicy selects:
 * whoever owns a namespace can still open it with one. Its ingress rules can name pods alone, so probes and what comes from outside are
 * not touched by it; policies of workloads close that.
 */
export function baselinePolicy({ rules }: DnsServers, inventory: Inventory): KubernetesObject {
  const names = rules.flatMap(({ peer, ports }) => {
    const to =
      peer.kind === 'selector'
        ? {
            pods: {
              namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': peer.namespace } },
              podSelector: { matchLabels: peer.labels },
            },
          }
        : peer.kind === 'blocks'
          ? { networks: peer.blocks }
          : undefined;
    return to === undefined ? [] : [{ name: 'dns', action: 'Accept', to: [to], protocols: ports.flatMap(protocolOf) }];
  });
  return {
    apiVersion: `policy.networking.k8s.io/${servedVersion(inventory)}`,
    kind: 'ClusterNetworkPolicy',
    metadata: {
      name: 'breakwater-baseline',
      labels: { 'app.kubernetes.io/managed-by': 'breakwater', [generatedLabel]: generatedValue },
    },
    spec: {
      tier: 'Baseline',
      priority,
      subject: { namespaces: { matchLabels: { [closedLabel]: closedValue } } },
      ingress: [{ name: 'closed', action: 'Deny', from: [{ namespaces: {} }] }],
      egress: [
        ...names,
        { name: 'closed', action: 'Deny', to: [{ namespaces: {} }, { networks: ['0.0.0.0/0', '::/0'] }] },
      ],
    },
  };
}

function protocolOf({ protocol, port }: Port): readonly object[] {
  return port === undefined ? [] : [{ [protocol.toLowerCase()]: { destinationPort: { number: port } } }];
}

/** v1beta1 where the cluster is seen to serve it, else v1alpha2: in v0.3.0 of the API both have the same fields. */
function servedVersion(inventory: Inventory): string {
  const served = listOf(recordOf(definitionIn(inventory)?.object.spec).versions)
    .map(recordOf)
    .filter(({ served }) => served === true);
  return served.some(({ name }) => name === 'v1beta1') ? 'v1beta1' : 'v1alpha2';
}

function definitionIn(inventory: Inventory): InventoryObject | undefined {
  const name = 'clusternetworkpolicies.policy.networking.k8s.io';
  return inventory.find('apiextensions.k8s.io/CustomResourceDefinition', undefined, name);
}

/** Whether a cluster has ClusterNetworkPolicy and something enforces it; `unknown` for files, and where the program can't be seen. */
export function baselineSupport(inventory: Inventory): 'enforced' | 'ignored' | 'absent' | 'unknown' {
  const isSeen = inventory.isWhole && inventory.sees('apiextensions.k8s.io/CustomResourceDefinition', undefined);
  if (isSeen && definitionIn(inventory) === undefined) return 'absent';
  return networkPluginsOf(inventory).support.ClusterNetworkPolicy;
}
