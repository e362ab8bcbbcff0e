import { describe, expect, test } from 'vitest';
import { inventoryFromText } from '../../inventory/index.ts';
import { ignoredPolicies, networkPluginsOf } from './detect.ts';
import type { Encryption, NoteCode, PluginId, PolicyFamily, Support } from './plugin.ts';

const daemon = (name: string, containers: string) => `---
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: ${name}, namespace: kube-system }
spec:
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec: { containers: [${containers}] }
`;
const one = (image: string, more = '') => daemon('network', `{ name: main, image: "${image}"${more} }`);
const settings = (name: string, data: string) => `---
apiVersion: v1
kind: ConfigMap
metadata: { name: ${name}, namespace: kube-system }
data: { ${data} }
`;
const felix = (spec: string) => `---
apiVersion: crd.projectcalico.org/v1
kind: FelixConfiguration
metadata: { name: default }
spec: { ${spec} }
`;
const node = (version: string, args = '') => `---
apiVersion: v1
kind: Node
metadata: { name: n${args.length}, annotations: { k3s.io/node-args: '${args}' } }
status: { nodeInfo: { kubeletVersion: ${version} } }
`;
const aws = (args: string) =>
  daemon(
    'aws-node',
    `{ name: aws-node, image: "registry.example.com/amazon-k8s-cni:v1.21.1" }, { name: aws-eks-nodeagent, image: "registry.example.com/amazon/aws-network-policy-agent:v1.2.1", args: [${args}] }`,
  );

interface Case {
  readonly title: string;
  readonly yaml: string;
  readonly plugins: readonly PluginId[];
  readonly support: Partial<Record<PolicyFamily, Support>>;
  readonly encryption?: Encryption;
  readonly notes?: readonly NoteCode[];
  readonly flaws?: readonly string[];
}

const cases: readonly Case[] = [
  { title: 'nothing known', yaml: one('nginx:1.29'), plugins: [], support: { NetworkPolicy: 'unknown' } },
  {
    title: 'flannel alone, over WireGuard',
    yaml:
      one('ghcr.io/flannel-io/flannel:v0.27.0') +
      settings('kube-flannel-cfg', `net-conf.json: '{"Backend": {"Type": "wireguard"}}'`),
    plugins: ['flannel'],
    support: { NetworkPolicy: 'ignored', CalicoNetworkPolicy: 'ignored' },
    encryption: { state: 'on', by: 'WireGuard' },
    notes: ['flannel-alone'],
  },
  {
    title: 'Canal, as Rancher builds it',
    yaml: daemon(
      'rke2-canal',
      '{ name: calico-node, image: "rancher/hardened-calico:v3.30.2-build20250711" }, { name: kube-flannel, image: "rancher/hardened-flannel:v0.27.1-build20250710" }',
    ),
    plugins: ['calico', 'flannel'],
    support: { NetworkPolicy: 'enforced', CalicoNetworkPolicy: 'enforced', ClusterNetworkPolicy: 'ignored' },
  },
  {
    title: 'Calico 3.31 with WireGuard',
    yaml: one('quay.io/calico/node:v3.31.0') + felix('wireguardEnabled: true'),
    plugins: ['calico'],
    support: { AdminNetworkPolicy: 'enforced', ClusterNetworkPolicy: 'ignored', CiliumNetworkPolicy: 'ignored' },
    encryption: { state: 'on', by: 'WireGuard' },
    notes: ['calico-same-node'],
  },
  {
    title: 'Calico 3.32',
    yaml: one('registry.example.com:5000/calico/node:v3.32.1@sha256:0000'),
    plugins: ['calico'],
    support: { AdminNetworkPolicy: 'ignored', ClusterNetworkPolicy: 'enforced' },
    encryption: { state: 'unknown' },
    notes: ['calico-admin-removed'],
  },
  {
    title: 'Calico of no version, and old enough for a flaw',
    yaml: one('calico/node:v3.20.1'),
    plugins: ['calico'],
    support: { AdminNetworkPolicy: 'ignored' },
    flaws: ['CVE-2022-28224'],
  },
  {
    title: 'Cilium whose settings are out of sight',
    yaml: one('quay.io/cilium/cilium:v1.15.1'),
    plugins: ['cilium'],
    support: { NetworkPolicy: 'enforced', CiliumNetworkPolicy: 'enforced', ClusterNetworkPolicy: 'unknown' },
    encryption: { state: 'unknown' },
    notes: ['config-unseen', 'cilium-node-addresses'],
    flaws: ['CVE-2024-28248'],
  },
  {
    title: 'Cilium with WireGuard has the flaws of WireGuard',
    yaml:
      one('quay.io/cilium/cilium:v1.15.1') +
      settings('cilium-config', 'enable-wireguard: "true", policy-cidr-match-mode: nodes'),
    plugins: ['cilium'],
    support: { NetworkPolicy: 'enforced' },
    encryption: { state: 'on', by: 'WireGuard' },
    notes: ['cilium-same-node', 'cilium-first-packets'],
    flaws: ['CVE-2024-28248', 'CVE-2024-28250', 'CVE-2025-32793'],
  },
  {
    title: 'Cilium told to leave NetworkPolicies alone',
    yaml: one('quay.io/cilium/cilium:v1.19.0') + settings('cilium-config', 'enable-k8s-networkpolicy: "false"'),
    plugins: ['cilium'],
    support: { NetworkPolicy: 'ignored', CiliumNetworkPolicy: 'enforced' },
    encryption: { state: 'off' },
    notes: ['cilium-kubernetes-policies-off', 'cilium-node-addresses'],
  },
  {
    title: 'Amazon, enforcing',
    yaml: aws('--enable-network-policy=true'),
    plugins: ['aws-vpc-cni'],
    support: { NetworkPolicy: 'enforced' },
    notes: [],
  },
  {
    title: 'Amazon, as it comes',
    yaml: aws('--enable-network-policy=false'),
    plugins: ['aws-vpc-cni'],
    support: { NetworkPolicy: 'ignored' },
    notes: ['aws-flag'],
  },
  {
    title: 'Amazon whose controller is off',
    yaml:
      aws('--enable-network-policy, "true"') + settings('amazon-vpc-cni', 'enable-network-policy-controller: "false"'),
    plugins: ['aws-vpc-cni'],
    support: { NetworkPolicy: 'ignored' },
    notes: ['aws-controller'],
  },
  {
    title: 'Azure without network policy',
    yaml: daemon('azure-cns', '{ name: cns, image: "mcr.example.com/azure-cns:v1.7.1" }'),
    plugins: ['azure-cni'],
    support: { NetworkPolicy: 'ignored' },
    notes: ['azure-without-npm'],
  },
  {
    title: 'Azure with Cilium',
    yaml:
      daemon('azure-cns', '{ name: cns, image: "mcr.example.com/azure-cns:v1.7.1" }') +
      one('mcr.example.com/cilium/cilium:v1.17.4-250610'),
    plugins: ['cilium', 'azure-cni'],
    support: { NetworkPolicy: 'enforced' },
  },
  {
    title: 'Google’s Dataplane V2',
    yaml: daemon('anetd', '{ name: agent, image: "gke.example.com/cilium@sha256:0000" }').replace('/cilium@', '/anet@'),
    plugins: ['gke'],
    support: { NetworkPolicy: 'enforced' },
    notes: [],
  },
  {
    title: 'Google without policies',
    yaml: daemon('netd', '{ name: netd, image: "gke.example.com/netd:1" }'),
    plugins: ['gke'],
    support: { NetworkPolicy: 'ignored' },
    notes: ['gke-without-policy'],
  },
  {
    title: 'Terway',
    yaml: one('registry.example.com/acs/terway:v1.16.4') + settings('eni-config', 'disable_network_policy: "false"'),
    plugins: ['terway'],
    support: { NetworkPolicy: 'enforced' },
    notes: [],
  },
  {
    title: 'Terway, its settings out of sight',
    yaml: one('registry.example.com/acs/terway:v1.16.4'),
    plugins: ['terway'],
    support: { NetworkPolicy: 'unknown' },
    notes: ['config-unseen'],
  },
  {
    title: 'Weave with a password, without its policy controller',
    yaml: one('weaveworks/weave-kube:2.8.1', ', env: [{ name: WEAVE_PASSWORD, value: x }]'),
    plugins: ['weave'],
    support: { NetworkPolicy: 'ignored' },
    encryption: { state: 'on', by: 'NaCl' },
    notes: ['weave-archived', 'weave-without-npc'],
  },
  {
    title: 'Antrea with IPsec',
    yaml:
      one('antrea/antrea-agent-ubuntu:v2.3.0') +
      settings('antrea-config', 'antrea-agent.conf: "trafficEncryptionMode: ipsec\\n"'),
    plugins: ['antrea'],
    support: { NetworkPolicy: 'enforced', AdminNetworkPolicy: 'unknown' },
    encryption: { state: 'on', by: 'IPsec' },
  },
  {
    title: 'OVN-Kubernetes by its name',
    yaml: daemon('ovnkube-node', '{ name: ovnkube-controller, image: "quay.example.com/release@sha256:0000" }'),
    plugins: ['ovn-kubernetes'],
    support: { NetworkPolicy: 'enforced', AdminNetworkPolicy: 'enforced' },
  },
  {
    title: 'kindnet before and after its controller',
    yaml: one('kindest/kindnetd:v20240513-cbeb9db5'),
    plugins: ['kindnet'],
    support: { NetworkPolicy: 'ignored' },
    notes: ['kindnet-old'],
  },
  {
    title: 'k3s over WireGuard',
    yaml: node('v1.36.1+k3s1', '["server","--flannel-backend","wireguard-native"]'),
    plugins: ['k3s'],
    support: { NetworkPolicy: 'enforced' },
    encryption: { state: 'on', by: 'WireGuard' },
  },
  {
    title: 'k3s whose network another one is',
    yaml:
      node('v1.36.1+k3s1', '["server","--flannel-backend=none","--disable-network-policy"]') +
      one('quay.io/cilium/cilium:v1.19.0'),
    plugins: ['cilium'],
    support: { NetworkPolicy: 'enforced' },
  },
  {
    title: 'the reference implementation with cluster policies',
    yaml: one('registry.k8s.io/networking/kube-network-policies:v1.0.0-npa-v1alpha2'),
    plugins: ['kube-network-policies'],
    support: { NetworkPolicy: 'enforced', ClusterNetworkPolicy: 'enforced', AdminNetworkPolicy: 'unknown' },
  },
  {
    title: 'a workload that only has the name',
    yaml: one('nginx:1').replaceAll('network', 'cilium'),
    plugins: [],
    support: { NetworkPolicy: 'unknown' },
  },
];

describe('network programs', () => {
  test.each(cases)('$title', ({ yaml, plugins, support, encryption, notes, flaws }) => {
    const found = networkPluginsOf(inventoryFromText(yaml));
    expect(found.plugins.map(({ id }) => id)).toEqual(plugins);
    expect(found.support).toMatchObject(support);
    const [first] = found.plugins;
    if (encryption !== undefined) expect(first?.encryption).toEqual(encryption);
    if (notes !== undefined) expect(first?.notes).toEqual(notes);
    if (flaws !== undefined) expect(first?.flaws.map(({ id }) => id)).toEqual(flaws);
  });

  test('policies that nothing enforces, and those that may be enforced', () => {
    const policies = `---
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: a, namespace: shop }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: b, namespace: shop }
spec: { podSelector: {} }
`;
    const ignored = (yaml: string) =>
      [...ignoredPolicies(inventoryFromText(yaml + policies))].map(({ policy }) => policy.name);
    expect(ignored(one('quay.io/calico/node:v3.31.0'))).toEqual(['a']);
    expect(ignored(one('ghcr.io/flannel-io/flannel:v0.27.0'))).toEqual(['b', 'a']);
    expect(ignored(one('nginx:1'))).toEqual([]);
  });
});
