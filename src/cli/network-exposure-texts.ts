import type { Language } from '../checks/index.ts';
import { counted } from '../inventory/index.ts';
import {
  type PoliciesOnWay,
  type Reach,
  type ReachReason,
  reachReasonTexts,
  type WayIn,
  type WayKind,
  type WayTls,
} from '../network/index.ts';
import type { Reason } from '../network/reachability/index.ts';

interface ExposureTexts {
  readonly exposure: string;
  readonly examples: string;
  readonly companyRanges: string;
  readonly notARange: (text: string) => string;
  readonly reach: Readonly<Record<Reach, (count: number) => string>>;
  /** In one cell. */
  readonly from: Readonly<Record<Reach, string>>;
  readonly by: Readonly<Record<WayKind, string>>;
  readonly port: (text: string) => string;
  readonly nodes: (count: number) => string;
  readonly nobodyBehind: string;
  readonly tls: Readonly<Record<WayTls, string>>;
  readonly authentication: Readonly<Record<WayIn['authentication']['state'], (by: string | undefined) => string>>;
  readonly everybody: string;
  readonly onlyFrom: (ranges: readonly string[]) => string;
  readonly policies: Readonly<Record<PoliciesOnWay['outcome'], string>>;
  readonly because: (reasons: readonly string[]) => string;
  readonly reason: Readonly<Record<Exclude<ReachReason, Reason>, string>>;
  readonly workloads: (counts: readonly string[]) => string;
  readonly none: string;
  readonly unknownKinds: (kinds: readonly string[]) => string;
  readonly ignoredPolicies: (names: readonly string[]) => string;
  readonly note: string;
}

export const exposureTexts: Readonly<Record<Language, ExposureTexts>> = {
  en: {
    exposure: 'Every way in, what is behind it, and from where it can be used',
    examples: `
  breakwater network exposure --cluster
  breakwater network exposure --recording shop.recording -o csv
  breakwater network exposure deploy/ --company-ranges 10.0.0.0/8,198.51.100.0/24

Exit code: 0 shown, 2 wrong usage or something could not be read.`,
    companyRanges: 'addresses of the company (default: private ones), separated by commas',
    notARange: (text) => `${text}: not a block of addresses such as 10.0.0.0/8`,
    reach: {
      internet: (count) => `Reachable from the internet: ${counted(count, 'way')}`,
      unknown: (count) => `Not known from where: ${counted(count, 'way')}`,
      company: (count) => `Reachable from the company's network: ${counted(count, 'way')}`,
      cluster: (count) => `Reachable from inside the cluster only: ${counted(count, 'way')}`,
      nowhere: (count) => `Reachable from nowhere: ${counted(count, 'way')}`,
    },
    from: {
      internet: 'internet',
      unknown: 'unknown',
      company: 'company network',
      cluster: 'cluster',
      nowhere: 'nowhere',
    },
    by: {
      ingress: 'Ingress',
      gateway: 'gateway',
      loadbalancer: 'load balancer',
      nodeport: 'node port',
      externalip: 'external address',
      hostport: 'host port',
      hostnetwork: 'host network',
      kubelet: 'kubelet',
      'api-server': 'API server',
    },
    port: (text) => `port ${text}`,
    nodes: (count) => counted(count, 'node'),
    nobodyBehind: 'what is behind it is not in the input',
    tls: {
      yes: 'TLS',
      no: 'no TLS',
      passthrough: 'TLS up to the workload',
      workload: 'TLS only if the workload has it',
      unknown: 'TLS unknown',
    },
    authentication: {
      required: (by) => (by === undefined ? 'authentication' : `authentication by ${by}`),
      none: () => 'no authentication in front',
      unknown: () => 'authentication unknown',
    },
    everybody: 'any address',
    onlyFrom: (ranges) => `only ${ranges.join(', ')}`,
    policies: {
      allowed: 'policies allow it',
      denied: 'policies deny it',
      unknown: 'policies: unknown',
      'not-evaluated': 'policies not evaluated',
    },
    because: (reasons) => `because ${reasons.join('; ')}`,
    reason: reachReasonTexts.en,
    workloads: (counts) => `Workloads by their widest reach: ${counts.join(', ')}`,
    none: 'No way in is in the input.',
    unknownKinds: (kinds) => `Not understood, and perhaps ways in: ${kinds.join(', ')}`,
    ignoredPolicies: (names) =>
      `Nothing in the cluster enforces these policies; they are taken as absent: ${names.join(', ')}`,
    note: 'Firewalls, NAT and proxies outside of the cluster are not seen. TLS and authentication are what objects say, not what was tried.',
  },
  'zh-CN': {
    exposure: '所有外部入口、其后的工作负载，以及从哪里可以访问',
    examples: `
  breakwater network exposure --cluster
  breakwater network exposure --recording shop.recording -o csv
  breakwater network exposure deploy/ --company-ranges 10.0.0.0/8,198.51.100.0/24

退出码：0 已输出；2 用法有误，或有内容无法读取。`,
    companyRanges: '属于公司的地址段，以逗号分隔（默认：私有地址）',
    notARange: (text) => `${text}：不是地址段，例如 10.0.0.0/8`,
    reach: {
      internet: (count) => `可从互联网访问：${count} 个入口`,
      unknown: (count) => `无法确定从哪里可以访问：${count} 个入口`,
      company: (count) => `可从公司网络访问：${count} 个入口`,
      cluster: (count) => `仅可从集群内部访问：${count} 个入口`,
      nowhere: (count) => `从任何地方都无法访问：${count} 个入口`,
    },
    from: { internet: '互联网', unknown: '未知', company: '公司网络', cluster: '集群内', nowhere: '无' },
    by: {
      ingress: 'Ingress',
      gateway: '网关',
      loadbalancer: '负载均衡器',
      nodeport: '节点端口',
      externalip: '外部地址',
      hostport: '主机端口',
      hostnetwork: '主机网络',
      kubelet: 'kubelet',
      'api-server': 'API 服务器',
    },
    port: (text) => `端口 ${text}`,
    nodes: (count) => `${count} 个节点`,
    nobodyBehind: '其后的内容不在输入中',
    tls: {
      yes: '有 TLS',
      no: '无 TLS',
      passthrough: 'TLS 直达工作负载',
      workload: '是否有 TLS 取决于工作负载',
      unknown: 'TLS 未知',
    },
    authentication: {
      required: (by) => (by === undefined ? '需要认证' : `由 ${by} 认证`),
      none: () => '入口不做认证',
      unknown: () => '认证未知',
    },
    everybody: '任意来源地址',
    onlyFrom: (ranges) => `仅限 ${ranges.join('、')}`,
    policies: {
      allowed: '网络策略允许',
      denied: '网络策略拒绝',
      unknown: '网络策略：未知',
      'not-evaluated': '未计算网络策略',
    },
    because: (reasons) => `依据：${reasons.join('；')}`,
    reason: reachReasonTexts['zh-CN'],
    workloads: (counts) => `按最大可达范围统计工作负载：${counts.join('，')}`,
    none: '输入中没有任何入口。',
    unknownKinds: (kinds) => `无法识别、但可能是入口的类型：${kinds.join('、')}`,
    ignoredPolicies: (names) => `集群中没有程序执行以下策略，按不存在处理：${names.join('、')}`,
    note: '看不到集群外的防火墙、NAT 和代理。TLS 与认证以对象的声明为准，并未实际尝试。',
  },
};
