import {
  concernsNetwork,
  type DetectedPlugin,
  ignoredPolicies,
  kindsOfFamily,
  networkPluginsOf,
} from '../../network/cni/index.ts';
import { inventoryCheck } from '../check.ts';

const programs = ['apps/DaemonSet', '/Pod'];

/**
 * A network program that moves packets and ignores NetworkPolicies: the API server accepts them, nothing enforces them.
 * flannel without a controller beside it, Amazon's, Azure's, Google's and Alibaba's networks with enforcement switched off, Cilium with
 * `enable-policy: never`, kube-router without its firewall, k3s without its controller, old kindnet. A cluster whose network isn't in the
 * input is not asked about. Sources: those of src/network/cni/plugins.
 */
export const cniSupportsNetpol = inventoryCheck({
  id: 'cni-supports-netpol',
  of: [concernsNetwork],
  absence: [{ of: programs, everywhere: true }],
  severity: 'medium',
  source: 'CIS Kubernetes Benchmark v1.10, 5.3.1',
  standards: { cis: ['5.3.1'], nsa: ['net'], attack: ['T1046'], owasp: ['K05'] },
  *run({ inventory }) {
    const { plugins, support } = networkPluginsOf(inventory);
    if (support.NetworkPolicy !== 'ignored') return;
    for (const plugin of plugins) yield violationAt(plugin);
  },
});

function violationAt({ id, object, container, path, image }: DetectedPlugin) {
  if (container === undefined || path === undefined)
    return { object, path: ['status', 'nodeInfo', 'kubeletVersion'], message: 'node', values: { plugin: id } };
  return {
    object,
    path: [...path, 'image'],
    container,
    message: 'container',
    values: { plugin: id, value: image ?? '' },
  };
}

/**
 * A policy of a kind that the cluster's network program doesn't know or doesn't enforce: it is written, listed and counted upon, and does
 * nothing. NetworkPolicy, ClusterNetworkPolicy, AdminNetworkPolicy, Cilium's and Calico's own kinds. Allowed: any that one of the network
 * programs in the input enforces, or may. Sources: those of src/network/cni/plugins.
 */
export const netPolicyIgnored = inventoryCheck({
  id: 'net-policy-ignored',
  of: Object.values(kindsOfFamily).flat(),
  reads: [concernsNetwork],
  absence: [{ of: programs, everywhere: true }],
  severity: 'high',
  source: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#prerequisites',
  standards: { cis: ['5.3.1', '5.3.2'], nsa: ['net'], attack: ['T1046'], owasp: ['K05'] },
  *run({ inventory }) {
    for (const { policy, plugins } of ignoredPolicies(inventory))
      yield { object: policy, path: ['kind'], values: { plugin: plugins.join(', ') } };
  },
});

export const networkPlugins = [cniSupportsNetpol, netPolicyIgnored];
