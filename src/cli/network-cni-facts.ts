import type { Language } from '../checks/index.ts';
import type { PluginId } from '../network/cni/index.ts';

/** What people compare network programs by. */
export const aspects = ['policies', 'encryption', 'datapath', 'performance', 'ease'] as const;
export type Aspect = (typeof aspects)[number];

export const aspectNames: Readonly<Record<Language, Readonly<Record<Aspect, string>>>> = {
  en: {
    policies: 'Policies',
    encryption: 'Encryption',
    datapath: 'Scope',
    performance: 'Performance',
    ease: 'Ease',
  },
  'zh-CN': { policies: '策略', encryption: '加密', datapath: '范围', performance: '性能', ease: '易用性' },
};

interface Fact {
  readonly en: string;
  readonly 'zh-CN': string;
  readonly source: string;
}

const disagree = {
  en: 'published figures disagree: 6.5, 8.5 and 9.2 Gbit/s for Flannel, Calico and Cilium in one run, 8.4, 9.2 and 9.5 in another',
  'zh-CN': '公开数据互相矛盾：一次测量中 Flannel、Calico、Cilium 为 6.5、8.5、9.2 Gbit/s，另一次为 8.4、9.2、9.5',
  source: 'klizos, 2025; AIORI hackathon report (on kind)',
};

/**
 * Facts for choosing, for those that one installs oneself (the clouds' own come with the cluster). What isn't known is not said. Read in
 * November 2026. No ranking: performance depends on machines, kernels and settings, and `network probe --measure` measures those at hand.
 */
export const comparison: readonly (readonly [PluginId, Readonly<Record<Aspect, Fact>>])[] = [
  [
    'flannel',
    {
      policies: {
        en: 'none by itself; the chart’s netpol.enabled (from v0.25.5) adds kube-network-policies, k3s its own controller',
        'zh-CN': '自身没有；chart 的 netpol.enabled（自 v0.25.5）会加上 kube-network-policies，k3s 自带控制器',
        source: 'flannel, Documentation/netpol.md; k3s#9579',
      },
      encryption: {
        en: 'WireGuard as a backend',
        'zh-CN': '可选 WireGuard 后端',
        source: 'flannel, Documentation/backends.md',
      },
      datapath: {
        en: 'VXLAN or routes between nodes of one network; replaces neither kube-proxy nor IPAM',
        'zh-CN': 'VXLAN 或同一网络内的路由；不替代 kube-proxy',
        source: 'flannel, Documentation/backends.md',
      },
      performance: disagree,
      ease: {
        en: 'one DaemonSet, one ConfigMap, no CRDs',
        'zh-CN': '一个 DaemonSet、一个 ConfigMap，没有 CRD',
        source: 'flannel, README.md',
      },
    },
  ],
  [
    'calico',
    {
      policies: {
        en: 'NetworkPolicy, its own kinds with tiers (open source since 3.29), ClusterNetworkPolicy from 3.32; AdminNetworkPolicy went with 3.32',
        'zh-CN':
          'NetworkPolicy、自有类型及分层（3.29 起开源）、3.32 起支持 ClusterNetworkPolicy；AdminNetworkPolicy 在 3.32 中移除',
        source: 'network-policy-api#376; calico#11144, #10810',
      },
      encryption: {
        en: 'WireGuard between nodes; not between pods of one node',
        'zh-CN': '节点之间 WireGuard；同一节点的 Pod 之间不加密',
        source: 'docs.tigera.io, Encrypt in-cluster pod traffic',
      },
      datapath: {
        en: 'BGP, IPIP or VXLAN; iptables, nftables or eBPF',
        'zh-CN': 'BGP、IPIP 或 VXLAN；iptables、nftables 或 eBPF',
        source: 'docs.tigera.io, Overlay networking; eBPF data plane',
      },
      performance: disagree,
      ease: {
        en: 'an operator with its CRDs, or manifests; policies may be stored by an API server of its own',
        'zh-CN': '带 CRD 的 operator 或清单；策略可由其自己的 API 服务器保存',
        source: 'docs.tigera.io, Install Calico',
      },
    },
  ],
  [
    'cilium',
    {
      policies: {
        en: 'NetworkPolicy (ipBlock against nodes and pods needs policy-cidr-match-mode; named ports can be ambiguous), its own kinds with HTTP and DNS rules, ClusterNetworkPolicy documented since July 2026',
        'zh-CN':
          'NetworkPolicy（ipBlock 匹配节点和 Pod 需要 policy-cidr-match-mode；命名端口可能有歧义）、自有类型（含 HTTP 和 DNS 规则），2026 年 7 月起文档中有 ClusterNetworkPolicy',
        source: 'cilium#47227, #9209, #30003',
      },
      encryption: {
        en: 'WireGuard or IPsec between nodes, mTLS by ztunnel (beta); not between pods of one node, first packets to new endpoints may go in clear',
        'zh-CN':
          '节点之间 WireGuard 或 IPsec，ztunnel mTLS（测试版）；同一节点的 Pod 之间不加密，发往新端点的最初数据包可能未加密',
        source: 'docs.cilium.io, Transparent Encryption',
      },
      datapath: {
        en: 'eBPF; may replace kube-proxy; flow log (Hubble), Gateway API, mesh of clusters',
        'zh-CN': 'eBPF；可替代 kube-proxy；流日志（Hubble）、Gateway API、集群互联',
        source: 'docs.cilium.io, Introduction',
      },
      performance: disagree,
      ease: {
        en: 'an operator, CRDs, an agent a node with rights on the kernel; needs kernel 5.10 or later',
        'zh-CN': '一个 operator、若干 CRD，每个节点一个对内核有权限的代理；需要内核 5.10 以上',
        source: 'docs.cilium.io, System Requirements',
      },
    },
  ],
];
