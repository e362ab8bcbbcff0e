import type { Language } from '../checks/index.ts';
import type { NoteCode, PluginId, PolicyFamily, Support } from '../network/cni/index.ts';

interface CniTexts {
  readonly cni: string;
  readonly compare: string;
  readonly examples: string;
  readonly none: string;
  readonly runsAs: (place: string, image: string | undefined) => string;
  readonly version: (text: string) => string;
  readonly noVersion: string;
  readonly enforces: string;
  readonly support: Readonly<Record<Support, string>>;
  readonly encryption: Readonly<Record<'on' | 'off' | 'unknown', (by: string) => string>>;
  readonly flaw: (id: string, source: string) => string;
  readonly together: string;
  readonly policies: (family: PolicyFamily, count: number) => string;
  readonly ignored: (count: number) => string;
  readonly noPolicies: string;
  readonly probeHint: string;
  readonly asked: (families: readonly string[]) => string;
  readonly compareNote: string;
  readonly sources: string;
  readonly note: Readonly<Record<NoteCode, string>>;
}

/** Names as their projects write them; the same in every language. */
export const pluginNames: Readonly<Record<PluginId, string>> = {
  flannel: 'Flannel',
  calico: 'Calico',
  cilium: 'Cilium',
  'kube-router': 'kube-router',
  weave: 'Weave Net',
  antrea: 'Antrea',
  'ovn-kubernetes': 'OVN-Kubernetes',
  'aws-vpc-cni': 'Amazon VPC CNI',
  'azure-cni': 'Azure CNI',
  gke: 'GKE',
  terway: 'Alibaba Terway',
  kindnet: 'kindnet',
  k3s: 'k3s',
  'kube-network-policies': 'kube-network-policies',
};

export const cniTexts: Readonly<Record<Language, CniTexts>> = {
  en: {
    cni: 'Which network program the cluster runs, what it enforces and encrypts',
    compare: 'facts for choosing a network program, with sources',
    examples: `
  breakwater network cni --cluster
  breakwater network cni --recording shop.recording -o json
  breakwater network cni --compare --cluster       which of them would enforce the policies that are there

Exit code: 0 shown, 1 policies that nothing enforces, 3 no network program is seen, 2 wrong usage or something could not be read.`,
    none: 'No known network program is in the input: whether policies are enforced is unknown.',
    runsAs: (place, image) => (image === undefined ? place : `${place}, image ${image}`),
    version: (text) => `version ${text}`,
    noVersion: 'version unknown',
    enforces: 'Enforces',
    support: { enforced: 'enforced', ignored: 'ignored', unknown: 'unknown' },
    encryption: {
      on: (by) => `Between nodes encrypted by ${by}`,
      off: () => 'Nothing between nodes is encrypted by it',
      unknown: () => 'Whether it encrypts between nodes is unknown',
    },
    flaw: (id, source) => `Known flaw of this version: ${id} (${source})`,
    together: 'Policies in the input',
    policies: (family, count) => `${count} ${family}`,
    ignored: (count) => `${count} of them ${count === 1 ? 'is' : 'are'} enforced by nothing:`,
    noPolicies: 'none',
    probeHint: 'What objects say is not what packets do: `breakwater network probe` tries it in a cluster.',
    asked: (families) => `Your policies need: ${families.join(', ')}`,
    compareNote:
      'No ranking: published measurements disagree with each other, and none is of your machines. `breakwater network probe --measure` measures yours.',
    sources: 'Sources',
    note: {
      'antrea-admin-gate': 'AdminNetworkPolicy only with the feature gate AdminNetworkPolicy, which is off by default.',
      'aws-controller':
        'The ConfigMap amazon-vpc-cni says enable-network-policy-controller: "false": policies reach no node.',
      'aws-flag': 'The node agent runs without --enable-network-policy=true, or not at all.',
      'azure-npm-retired':
        'azure-npm goes out of support (Windows September 2026, Linux September 2028): Cilium is what Azure offers instead.',
      'azure-without-npm': 'Neither azure-npm nor Calico nor Cilium runs: the cluster was made without network policy.',
      'calico-admin-removed': 'AdminNetworkPolicy is no longer read since 3.32: ClusterNetworkPolicy took its place.',
      'calico-same-node': 'Between pods of one node nothing is encrypted.',
      'cilium-first-packets': 'The first packets to an endpoint that is not known yet may go unencrypted.',
      'cilium-kubernetes-policies-off': 'NetworkPolicies are switched off (enable-k8s-networkpolicy: "false").',
      'cilium-node-addresses':
        'ipBlock does not match addresses of nodes and pods unless policy-cidr-match-mode includes nodes.',
      'cilium-policies-off': 'Policies are switched off (enable-policy: never).',
      'cilium-same-node': 'Between pods of one node nothing is encrypted.',
      'config-unseen': 'Its ConfigMap is not in the input: what it says of the settings is taken as their defaults.',
      'flannel-alone':
        "It moves packets only, and no policy controller runs beside it. flannel's chart has netpol.enabled.",
      'gke-without-policy': 'Neither Dataplane V2 nor Calico runs: network policy is not enabled.',
      'k3s-controller-off': 'Its policy controller is switched off (--disable-network-policy).',
      'kindnet-old': 'Its policy controller came with kind v0.24.',
      'kube-router-firewall-off': 'Its firewall is switched off (--run-firewall=false).',
      'terway-policies-off': 'The ConfigMap eni-config says disable_network_policy: "true".',
      'weave-archived': 'The project is archived since June 2024: flaws stay open.',
      'weave-without-npc': 'Its policy controller weave-npc does not run.',
    },
  },
  'zh-CN': {
    cni: '集群运行的是哪种网络程序，它执行什么、加密什么',
    compare: '列出选择网络程序所需的事实及来源',
    examples: `
  breakwater network cni --cluster
  breakwater network cni --recording shop.recording -o json
  breakwater network cni --compare --cluster       其中哪些能执行现有的策略

退出码：0 已显示，1 有无人执行的策略，3 没有发现网络程序，2 用法错误或有内容无法读取。`,
    none: '输入中没有已知的网络程序：策略是否被执行未知。',
    runsAs: (place, image) => (image === undefined ? place : `${place}，镜像 ${image}`),
    version: (text) => `版本 ${text}`,
    noVersion: '版本未知',
    enforces: '执行情况',
    support: { enforced: '执行', ignored: '不执行', unknown: '未知' },
    encryption: {
      on: (by) => `节点之间由 ${by} 加密`,
      off: () => '它不加密节点之间的流量',
      unknown: () => '它是否加密节点之间的流量未知',
    },
    flaw: (id, source) => `此版本的已知缺陷：${id}（${source}）`,
    together: '输入中的策略',
    policies: (family, count) => `${family} ${count} 条`,
    ignored: (count) => `其中 ${count} 条无人执行：`,
    noPolicies: '无',
    probeHint: '对象怎么写不等于数据包怎么走：`breakwater network probe` 会在集群中实际试验。',
    asked: (families) => `现有策略需要：${families.join('、')}`,
    compareNote:
      '这里没有排名：公开的测量结果互相矛盾，而且都不是在您的机器上测的。`breakwater network probe --measure` 可以测量您自己的集群。',
    sources: '来源',
    note: {
      'antrea-admin-gate': 'AdminNetworkPolicy 需要打开特性门控 AdminNetworkPolicy，默认关闭。',
      'aws-controller':
        'ConfigMap amazon-vpc-cni 写着 enable-network-policy-controller: "false"：策略不会下发到任何节点。',
      'aws-flag': '节点代理没有以 --enable-network-policy=true 运行，或者根本没有运行。',
      'azure-npm-retired':
        'azure-npm 即将停止支持（Windows 2026 年 9 月，Linux 2028 年 9 月）：Azure 提供的替代是 Cilium。',
      'azure-without-npm': '没有运行 azure-npm、Calico 或 Cilium：集群创建时未启用网络策略。',
      'calico-admin-removed': '自 3.32 起不再读取 AdminNetworkPolicy：由 ClusterNetworkPolicy 取代。',
      'calico-same-node': '同一节点上的 Pod 之间不加密。',
      'cilium-first-packets': '发往尚未发现的端点的最初几个数据包可能未加密。',
      'cilium-kubernetes-policies-off': 'NetworkPolicy 已被关闭（enable-k8s-networkpolicy: "false"）。',
      'cilium-node-addresses': '除非 policy-cidr-match-mode 包含 nodes，ipBlock 不匹配节点和 Pod 的地址。',
      'cilium-policies-off': '策略已被关闭（enable-policy: never）。',
      'cilium-same-node': '同一节点上的 Pod 之间不加密。',
      'config-unseen': '它的 ConfigMap 不在输入中：相关设置按默认值看待。',
      'flannel-alone': '它只转发数据包，旁边也没有策略控制器。flannel 的 chart 提供 netpol.enabled。',
      'gke-without-policy': '没有运行 Dataplane V2 或 Calico：未启用网络策略。',
      'k3s-controller-off': '它的策略控制器已关闭（--disable-network-policy）。',
      'kindnet-old': '它的策略控制器从 kind v0.24 才有。',
      'kube-router-firewall-off': '它的防火墙已关闭（--run-firewall=false）。',
      'terway-policies-off': 'ConfigMap eni-config 写着 disable_network_policy: "true"。',
      'weave-archived': '该项目自 2024 年 6 月起已归档：缺陷不会再修复。',
      'weave-without-npc': '它的策略控制器 weave-npc 没有运行。',
    },
  },
};
