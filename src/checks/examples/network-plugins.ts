import type { Examples } from './example.ts';

const daemon = (image: string, args = '') => `
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: network, namespace: kube-system }
spec:
  selector: { matchLabels: { app: network } }
  template:
    metadata: { labels: { app: network } }
    spec: { containers: [{ name: network, image: "${image}"${args} }] }
`;

const settings = (name: string, data: string) => `---
apiVersion: v1
kind: ConfigMap
metadata: { name: ${name}, namespace: kube-system }
data: { ${data} }
`;

const k3sNode = (args: string) => `
apiVersion: v1
kind: Node
metadata: { name: edge-1, annotations: { k3s.io/node-args: '${args}' } }
status: { nodeInfo: { kubeletVersion: v1.36.1+k3s1 } }
`;

const policy = (apiVersion: string, kind: string, spec: string) => `
apiVersion: ${apiVersion}
kind: ${kind}
metadata: { name: closed${/Cluster|Global/.test(kind) ? '' : ', namespace: shop'} }
spec: ${spec}
`;

const networkPolicy = policy('networking.k8s.io/v1', 'NetworkPolicy', '{ podSelector: {}, policyTypes: [Ingress] }');
const ciliumPolicy = policy('cilium.io/v2', 'CiliumNetworkPolicy', '{ endpointSelector: {}, ingress: [{}] }');
const flannel = daemon('ghcr.io/flannel-io/flannel:v0.27.0');
const calico = daemon('quay.io/calico/node:v3.30.1');

export const networkPlugins: Examples = {
  'cni-supports-netpol': {
    pass: [
      { title: 'Cilium', yaml: daemon('quay.io/cilium/cilium:v1.19.0') },
      {
        title: 'flannel with its policy controller',
        yaml: `${flannel}---${daemon('registry.k8s.io/networking/kube-network-policies:v1.0.0').replace('name: network,', 'name: policies,')}`,
      },
      { title: 'k3s with the controller that it has built in', yaml: k3sNode('["server"]') },
      {
        title: 'kindnet since it has a policy controller',
        yaml: daemon('docker.io/kindest/kindnetd:v20250512-df8de77b'),
      },
    ],
    fail: [
      { title: 'flannel alone', yaml: flannel },
      {
        title: 'Cilium that is told never to enforce',
        yaml: daemon('quay.io/cilium/cilium:v1.19.0') + settings('cilium-config', 'enable-policy: never'),
      },
      {
        title: 'kube-router without its firewall',
        yaml: daemon('cloudnativelabs/kube-router:v2.5.0', ', args: [--run-firewall=false]'),
      },
      { title: 'k3s without its controller', yaml: k3sNode('["server","--disable-network-policy"]') },
      {
        title: 'Terway with policies off',
        yaml:
          daemon('registry.example.com/acs/terway:v1.16.4') + settings('eni-config', 'disable_network_policy: "true"'),
      },
    ],
  },
  'net-policy-ignored': {
    pass: [
      { title: 'Calico enforces it', yaml: `${calico}---${networkPolicy}` },
      { title: 'a network that is not in the input', yaml: networkPolicy },
      {
        title: 'a kind that this version may know',
        yaml: `${daemon('quay.io/cilium/cilium:v1.19.0')}---${policy('policy.networking.k8s.io/v1alpha2', 'ClusterNetworkPolicy', '{ tier: Admin, priority: 1, subject: { namespaces: {} } }')}`,
      },
    ],
    fail: [
      { title: 'a NetworkPolicy where flannel is alone', yaml: `${flannel}---${networkPolicy}` },
      { title: 'a policy of Cilium where Calico runs', yaml: `${calico}---${ciliumPolicy}` },
      {
        title: 'an AdminNetworkPolicy, which Calico no longer reads',
        yaml: `${daemon('quay.io/calico/node:v3.32.0')}---${policy('policy.networking.k8s.io/v1alpha1', 'AdminNetworkPolicy', '{ priority: 1, subject: { namespaces: {} } }').replace(', namespace: shop', '')}`,
      },
    ],
  },
};
