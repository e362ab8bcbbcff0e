import type { KubernetesObject } from '../../src/kubernetes/index.ts';
import { mirror, object } from './kinds.ts';

const kubelet = 'v1.37.2';

export interface NodeOptions {
  readonly name: string;
  readonly ip: string;
  readonly role?: 'control-plane';
  readonly labels?: Readonly<Record<string, string>>;
  readonly taint?: string;
  readonly kubelet?: string;
  readonly image?: string;
  readonly kernel?: string;
  readonly runtime?: string;
  readonly architecture?: 'amd64' | 'arm64';
  readonly cpu?: string;
}

/** Three for the control plane, four for services, one with a camera card, one of another age and make in the crane yard. */
export const nodes: readonly NodeOptions[] = [
  { name: 'cp-1', ip: '172.20.0.11', role: 'control-plane', cpu: '8' },
  { name: 'cp-2', ip: '172.20.0.12', role: 'control-plane', cpu: '8' },
  { name: 'cp-3', ip: '172.20.0.13', role: 'control-plane', cpu: '8' },
  { name: 'worker-1', ip: '172.20.1.21' },
  { name: 'worker-2', ip: '172.20.1.22' },
  { name: 'worker-3', ip: '172.20.1.23' },
  { name: 'worker-4', ip: '172.20.1.24', kernel: '6.8.0-79-generic', image: 'Ubuntu 24.04.3 LTS' },
  { name: 'ocr-1', ip: '172.20.1.31', labels: { 'harbor.example/camera-card': 'true' } },
  {
    name: 'yard-1',
    ip: '172.20.9.41',
    labels: { 'harbor.example/zone': 'crane-yard' },
    taint: 'harbor.example/crane-yard',
    kubelet: 'v1.35.4',
    image: 'Debian GNU/Linux 12 (bookworm)',
    kernel: '6.1.0-28-arm64',
    runtime: 'containerd://1.7.24',
    architecture: 'arm64',
    cpu: '4',
  },
];

export function nodeObject(options: NodeOptions): KubernetesObject {
  const { name, ip, role, architecture = 'amd64', cpu = '32' } = options;
  const capacity = { cpu, memory: '128Gi', pods: '110', 'ephemeral-storage': '400Gi' };
  const since = new Date().toISOString();
  const condition = (type: string, status: string, reason: string) => ({
    type,
    status,
    reason,
    lastHeartbeatTime: since,
    lastTransitionTime: since,
  });
  const taints = [
    ...(role === undefined ? [] : [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }]),
    ...(options.taint === undefined ? [] : [{ key: options.taint, effect: 'NoSchedule' }]),
  ];
  const labels = {
    'kubernetes.io/hostname': name,
    'kubernetes.io/os': 'linux',
    'kubernetes.io/arch': architecture,
    'topology.kubernetes.io/zone': `hall-${(Number(name.at(-1)) % 3) + 1}`,
    ...(role !== undefined && { 'node-role.kubernetes.io/control-plane': '' }),
    ...options.labels,
  };
  const status = {
    capacity,
    allocatable: capacity,
    addresses: [
      { type: 'InternalIP', address: ip },
      { type: 'Hostname', address: name },
    ],
    conditions: [
      condition('MemoryPressure', 'False', 'KubeletHasSufficientMemory'),
      condition('DiskPressure', 'False', 'KubeletHasNoDiskPressure'),
      condition('PIDPressure', 'False', 'KubeletHasSufficientPID'),
      condition('Ready', 'True', 'KubeletReady'),
    ],
    daemonEndpoints: { kubeletEndpoint: { Port: 10250 } },
    nodeInfo: {
      architecture,
      bootID: '',
      containerRuntimeVersion: options.runtime ?? 'containerd://2.1.4',
      kernelVersion: options.kernel ?? '6.8.0-88-generic',
      kubeletVersion: options.kubelet ?? kubelet,
      kubeProxyVersion: '',
      machineID: '',
      operatingSystem: 'linux',
      osImage: options.image ?? 'Ubuntu 24.04.4 LTS',
      systemUUID: '',
    },
  };
  return object('v1', 'Node', undefined, name, { spec: { taints }, status }, { labels });
}

interface StaticPod {
  readonly name: string;
  readonly command: readonly string[];
  readonly image?: string;
}

const pki = '/etc/kubernetes/pki';

/** As kubeadm writes them, with what its administrators added, and forgot: no encryption of secrets, a short audit log. */
const staticPods: readonly StaticPod[] = [
  {
    name: 'kube-apiserver',
    command: [
      'kube-apiserver',
      '--allow-privileged=true',
      '--anonymous-auth=true',
      '--audit-log-path=/var/log/kubernetes/audit.log',
      '--audit-log-maxage=7',
      '--audit-log-maxbackup=4',
      '--audit-log-maxsize=100',
      '--audit-policy-file=/etc/kubernetes/audit-policy.yaml',
      '--authorization-mode=Node,RBAC',
      `--client-ca-file=${pki}/ca.crt`,
      '--enable-admission-plugins=NodeRestriction',
      '--enable-bootstrap-token-auth=true',
      `--etcd-cafile=${pki}/etcd/ca.crt`,
      `--etcd-certfile=${pki}/apiserver-etcd-client.crt`,
      `--etcd-keyfile=${pki}/apiserver-etcd-client.key`,
      '--etcd-servers=https://127.0.0.1:2379',
      `--kubelet-client-certificate=${pki}/apiserver-kubelet-client.crt`,
      `--kubelet-client-key=${pki}/apiserver-kubelet-client.key`,
      '--kubelet-preferred-address-types=InternalIP,ExternalIP,Hostname',
      '--oidc-client-id=kubernetes',
      '--oidc-groups-claim=groups',
      '--oidc-issuer-url=https://id.harbor.example',
      `--proxy-client-cert-file=${pki}/front-proxy-client.crt`,
      `--proxy-client-key-file=${pki}/front-proxy-client.key`,
      '--requestheader-allowed-names=front-proxy-client',
      `--requestheader-client-ca-file=${pki}/front-proxy-ca.crt`,
      '--secure-port=6443',
      '--service-account-issuer=https://kubernetes.default.svc.cluster.local',
      `--service-account-key-file=${pki}/sa.pub`,
      `--service-account-signing-key-file=${pki}/sa.key`,
      '--service-cluster-ip-range=10.0.0.0/24',
      `--tls-cert-file=${pki}/apiserver.crt`,
      `--tls-private-key-file=${pki}/apiserver.key`,
    ],
  },
  {
    name: 'kube-controller-manager',
    command: [
      'kube-controller-manager',
      '--allocate-node-cidrs=true',
      '--authentication-kubeconfig=/etc/kubernetes/controller-manager.conf',
      '--authorization-kubeconfig=/etc/kubernetes/controller-manager.conf',
      '--bind-address=127.0.0.1',
      '--cluster-cidr=10.244.0.0/16',
      '--kubeconfig=/etc/kubernetes/controller-manager.conf',
      '--leader-elect=true',
      '--profiling=false',
      `--root-ca-file=${pki}/ca.crt`,
      `--service-account-private-key-file=${pki}/sa.key`,
      '--terminated-pod-gc-threshold=100',
      '--use-service-account-credentials=true',
    ],
  },
  {
    name: 'kube-scheduler',
    command: [
      'kube-scheduler',
      '--authentication-kubeconfig=/etc/kubernetes/scheduler.conf',
      '--authorization-kubeconfig=/etc/kubernetes/scheduler.conf',
      '--bind-address=127.0.0.1',
      '--kubeconfig=/etc/kubernetes/scheduler.conf',
      '--leader-elect=true',
      '--profiling=false',
    ],
  },
  {
    name: 'etcd',
    image: `${mirror}/etcd:3.6.5-0`,
    command: [
      'etcd',
      `--cert-file=${pki}/etcd/server.crt`,
      '--client-cert-auth=true',
      '--data-dir=/var/lib/etcd',
      '--listen-client-urls=https://127.0.0.1:2379',
      '--listen-metrics-urls=http://127.0.0.1:2381',
      `--key-file=${pki}/etcd/server.key`,
      `--peer-cert-file=${pki}/etcd/peer.crt`,
      '--peer-client-cert-auth=true',
      `--peer-key-file=${pki}/etcd/peer.key`,
      `--peer-trusted-ca-file=${pki}/etcd/ca.crt`,
      `--trusted-ca-file=${pki}/etcd/ca.crt`,
    ],
  },
];

/** What each of them mounts of its node. */
const files: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'kube-apiserver': { [pki]: 'DirectoryOrCreate', '/etc/kubernetes/audit-policy.yaml': 'File', '/var/log/kubernetes': 'DirectoryOrCreate' },
  'kube-controller-manager': { [pki]: 'DirectoryOrCreate', '/etc/kubernetes/controller-manager.conf': 'FileOrCreate' },
  'kube-scheduler': { '/etc/kubernetes/scheduler.conf': 'FileOrCreate' },
  etcd: { [`${pki}/etcd`]: 'DirectoryOrCreate', '/var/lib/etcd': 'DirectoryOrCreate' },
};

/** What a kubelet shows of the pods that it runs from files of its node. */
export function mirrorPods(node: NodeOptions, uid: string): KubernetesObject[] {
  if (node.role !== 'control-plane') return [];
  return staticPods.map(({ name, command, image = `${mirror}/${name}:${kubelet}` }) => {
    const mounts = Object.entries(files[name] ?? {});
    const volumes = mounts.map(([path, type], index) => ({ name: `files-${index}`, hostPath: { path, type } }));
    const volumeMounts = mounts.map(([mountPath], index) => ({
      name: `files-${index}`,
      mountPath,
      ...(!mountPath.startsWith('/var/') && { readOnly: true }),
    }));
    const spec = {
      nodeName: node.name,
      hostNetwork: true,
      priorityClassName: 'system-node-critical',
      priority: 2_000_001_000,
      securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
      tolerations: [{ operator: 'Exists', effect: 'NoExecute' }],
      containers: [{ name, image, command, resources: { requests: { cpu: '100m', memory: '100Mi' } }, volumeMounts }],
      volumes,
    };
    const hash = `static-${name}`;
    return object('v1', 'Pod', 'kube-system', `${name}-${node.name}`, { spec }, {
      labels: { component: name, tier: 'control-plane' },
      annotations: {
        'kubernetes.io/config.hash': hash,
        'kubernetes.io/config.mirror': hash,
        'kubernetes.io/config.source': 'file',
      },
      ownerReferences: [{ apiVersion: 'v1', kind: 'Node', name: node.name, uid, controller: true }],
    });
  });
}
