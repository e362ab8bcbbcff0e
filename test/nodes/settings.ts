import type { KubeletAccess } from '../cluster/control-plane.ts';

export const pauseImage = 'localhost/breakwater-pause:1';

/** Settings of a node's programs, by path below its /etc. */
export function nodeFiles(kubelets: KubeletAccess, cgroup: string, pods: string): Readonly<Record<string, string>> {
  return {
    'breakwater/containerd.toml': containerd,
    'breakwater/kubelet.json': JSON.stringify(kubelet(kubelets.clientAuthority, cgroup)),
    'breakwater/kube-proxy.json': JSON.stringify(kubeProxy(kubelets.proxyKubeconfig)),
    'cni/net.d/10-breakwater.conflist': JSON.stringify(network(pods)),
  };
}

// Without the rights to lower it, runc fails where a score is below our own.
const containerd = `version = 2
[plugins."io.containerd.grpc.v1.cri"]
  disable_apparmor = true
  restrict_oom_score_adj = true
  sandbox_image = "${pauseImage}"
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "/usr/lib/cni"
  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"
    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
      SystemdCgroup = false
`;

const kubelet = (clientCAFile: string, cgroup: string) => ({
  apiVersion: 'kubelet.config.k8s.io/v1beta1',
  kind: 'KubeletConfiguration',
  authentication: { anonymous: { enabled: false }, webhook: { enabled: true }, x509: { clientCAFile } },
  authorization: { mode: 'Webhook' },
  cgroupDriver: 'cgroupfs',
  cgroupRoot: `/${cgroup}`,
  containerRuntimeEndpoint: 'unix:///run/containerd/containerd.sock',
  failCgroupV1: false,
  failSwapOn: false,
  oomScoreAdj: 0,
  resolvConf: '',
  // However full the machine's disk is.
  evictionHard: { 'memory.available': '1Mi', 'nodefs.available': '0%', 'imagefs.available': '0%' },
  imageGCHighThresholdPercent: 100,
  nodeStatusUpdateFrequency: '2s',
});

const kubeProxy = (kubeconfig: string) => ({
  apiVersion: 'kubeproxy.config.k8s.io/v1alpha1',
  kind: 'KubeProxyConfiguration',
  clientConnection: { kubeconfig },
  mode: 'nftables',
  detectLocalMode: 'ClusterCIDR',
  clusterCIDR: '10.244.0.0/16',
  // The whole machine's: left alone.
  conntrack: { maxPerCore: 0, min: 0, tcpEstablishedTimeout: '0s', tcpCloseWaitTimeout: '0s' },
});

/** Every pod on a cable of its own to the node, so that also what pods of one node send each other is forwarded, and can be refused. */
const network = (subnet: string) => ({
  cniVersion: '0.4.0',
  name: 'breakwater',
  plugins: [
    { type: 'ptp', ipam: { type: 'host-local', ranges: [[{ subnet }]], routes: [{ dst: '0.0.0.0/0' }] } },
    { type: 'portmap', capabilities: { portMappings: true } },
  ],
});
