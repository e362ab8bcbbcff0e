import type { Language } from '../checks/index.ts';
import { counted } from '../inventory/index.ts';
import { type Outcome, type Part, type Reason, reasonTexts } from '../network/reachability/index.ts';

interface NetworkTexts {
  readonly network: string;
  readonly map: string;
  readonly mapExamples: string;
  readonly can: string;
  readonly explain: string;
  readonly canExamples: (name: 'can' | 'explain') => string;
  readonly diff: string;
  readonly diffExamples: string;
  readonly simulate: string;
  readonly simulateExamples: string;
  readonly paths: string;
  readonly output: string;
  readonly from: string;
  readonly to: string;
  readonly port: string;
  readonly before: string;
  readonly after: string;
  readonly file: string;
  readonly twoSides: string;
  readonly tooLarge: string;
  readonly bothOutside: string;
  readonly noIpv6: (address: string) => string;
  readonly noSuchEndpoint: (name: string, near: readonly string[]) => string;
  readonly severalEndpoints: (name: string, all: readonly string[]) => string;
  readonly notAPort: (text: string) => string;
  readonly noSuchPort: (name: string, endpoint: string) => string;
  readonly comma: string;
  readonly andMore: (count: number) => string;
  readonly everyone: string;
  readonly allPods: string;
  readonly allPodsBut: (names: string) => string;
  readonly allOutside: string;
  readonly allHosts: string;
  readonly allOfNamespace: (namespace: string) => string;
  readonly toLine: (names: string) => string;
  readonly fromLine: (names: string) => string;
  readonly fromNobody: string;
  readonly everyPort: string;
  readonly unknownPorts: (ports: string) => string;
  readonly mapNote: string;
  readonly joinedByNamespace: string;
  readonly outcome: Readonly<Record<Outcome, string>>;
  readonly direction: Readonly<Record<'ingress' | 'egress', (name: string) => string>>;
  readonly decidedBy: Readonly<Record<Part['action'], (rule: string) => string>>;
  readonly closedBy: (policies: readonly string[]) => string;
  readonly mayMatch: (rule: string) => string;
  readonly noPolicy: string;
  /** Of `programs`, which enforce nothing of that sort. */
  readonly notEnforced: (programs: string, policies: string) => string;
  readonly takenAsEnforced: (policies: string) => string;
  /** What a connection would be if what `programs` ignore were enforced. */
  readonly asWritten: (outcome: Outcome, programs: string, policies: string) => string;
  readonly noDifference: string;
  readonly added: (names: string) => string;
  readonly removed: (names: string) => string;
  readonly change: (from: string, to: string) => string;
  readonly changeKind: Readonly<Record<'opened' | 'closed' | 'uncertain', string>>;
  readonly reason: Readonly<Record<Reason, string>>;
}

export const networkTexts: Readonly<Record<Language, NetworkTexts>> = {
  en: {
    network: 'Who can talk to whom, under all network policies',
    map: 'Every connection that policies allow, by workload, with ports',
    mapExamples: `
  breakwater network map deploy/
  breakwater network map --cluster -o dot | dot -Tsvg > map.svg
  breakwater network map --recording shop.recording -o json
  breakwater network map --cluster --flows hubble.json    what is allowed, what of it was seen, and what was seen though denied

Policies that the network program surely ignores (Flannel: all of them) don't count, and are named; where it isn't known what enforces
policies, they are taken as enforced.
Exit code: 0 shown, 2 wrong usage or something could not be read.`,
    can: 'Whether one may connect to a port of another',
    explain: 'Which rule of which policy decides about a connection, for each direction',
    canExamples: (name) => `
  breakwater network ${name} shop/web shop/api 8080 deploy/
  breakwater network ${name} Deployment/shop/web StatefulSet/shop/db postgres --cluster
  breakwater network ${name} internet shop/web https --recording shop.recording
  breakwater network ${name} shop/web 10.1.2.3 53/UDP deploy/

Exit code: 0 allowed, 1 denied, 3 unknown, 2 wrong usage or something could not be read.`,
    diff: 'What may connect in one version and not in the other',
    diffExamples: `
  breakwater network diff old/ new/
  breakwater network diff deploy/ --cluster       the cluster, and what the manifests would make of it

Exit code: 0 no difference, 1 some, 2 wrong usage or something could not be read.`,
    simulate: 'What policies would newly block and allow if they were applied',
    simulateExamples: `
  breakwater network simulate -f default-deny.yaml --cluster
  breakwater network simulate -f policies/ deploy/
  breakwater network simulate -f policies/ --cluster --flows hubble.json

With --flows it says first which recorded flows would be blocked. Exit code: 0 nothing changes, 1 something does, 2 wrong usage or something could not be read.`,
    paths: 'files and folders; - for standard input (default: the current folder)',
    output: 'output format',
    from: 'NAMESPACE/WORKLOAD, KIND/NAMESPACE/NAME, an address, "nodes" or "internet"',
    to: 'as FROM',
    port: 'number, 53/UDP, or the name that a container of TO gives it',
    before: 'file or folder; with --cluster or --recording: what the cluster is compared with',
    after: 'file or folder',
    file: 'file or folder with policies (repeatable)',
    twoSides: 'a comparison has two sides: two paths, or one path and --cluster or --recording',
    tooLarge: 'there are more policies and pods than can be evaluated: read fewer namespaces',
    bothOutside: 'both ends are outside of the cluster: no policy of it is about that',
    noIpv6: (address) => `${address}: no policy and no pod here has an IPv6 address`,
    noSuchEndpoint: (name, near) =>
      `${name}: no workload or node of that name${near.length === 0 ? '' : `; did you mean ${near.join(', ')}?`}`,
    severalEndpoints: (name, all) => `${name} may be one of ${all.join(', ')}: name one by its kind`,
    notAPort: (text) => `${text}: not a port such as 8080, 53/UDP or http`,
    noSuchPort: (name, endpoint) =>
      endpoint === '' ? `${name}: only a workload's containers name ports` : `${endpoint} has no port called ${name}`,
    comma: ', ',
    andMore: (count) => ` and ${count} more`,
    everyone: 'everyone',
    allPods: 'all pods',
    allPodsBut: (names) => `all pods but (${names})`,
    allOutside: 'everything outside of the cluster',
    allHosts: 'all nodes and pods in their network',
    allOfNamespace: (namespace) => `all pods of ${namespace}`,
    toLine: (names) => `To ${names}`,
    fromLine: (names) => `from ${names}`,
    fromNobody: 'from nobody',
    everyPort: 'every port',
    unknownPorts: (ports) => `unknown: ${ports}`,
    mapNote:
      'Who is not named may not connect. A node always reaches the pods that run on it, and they reach it. Policies don’t hold for pods in the network of their node.',
    joinedByNamespace: 'Joined by namespace: pairs of workloads that may connect',
    outcome: { allowed: 'allowed', denied: 'denied', unknown: 'unknown' },
    direction: { egress: (name) => `out of ${name}`, ingress: (name) => `into ${name}` },
    decidedBy: {
      allow: (rule) => `allowed by ${rule}`,
      deny: (rule) => `denied by ${rule}`,
      pass: (rule) => `passed on by ${rule}`,
    },
    closedBy: (policies) =>
      `closed by ${policies.join(', ')}, and no rule of ${counted(policies.length, 'policy', 'policies')} allows it`,
    mayMatch: (rule) => `may match: ${rule}`,
    noPolicy: 'no policy decides: allowed by default',
    notEnforced: (programs, policies) => `Not enforced by ${programs}, so they count for nothing: ${policies}`,
    takenAsEnforced: (policies) => `Taken as enforced, though no program is seen that does: ${policies}`,
    asWritten: (outcome, programs, policies) =>
      ({ allowed: 'allowed', denied: 'denied', unknown: 'unknown' })[outcome] +
      ` as the policies are written, but ${programs} does not enforce ${policies}`,
    noDifference: 'No difference.',
    added: (names) => `Only after: ${names}`,
    removed: (names) => `Only before: ${names}`,
    change: (from, to) => `From ${from} to ${to}`,
    changeKind: { opened: 'newly allowed', closed: 'newly blocked', uncertain: 'unknown before or after' },
    reason: reasonTexts.en,
  },
  'zh-CN': {
    network: '在所有网络策略之下，谁能访问谁',
    map: '按工作负载列出策略允许的全部连接及端口',
    mapExamples: `
  breakwater network map deploy/
  breakwater network map --cluster -o dot | dot -Tsvg > map.svg
  breakwater network map --recording shop.recording -o json
  breakwater network map --cluster --flows hubble.json    what is allowed, what of it was seen, and what was seen though denied

网络程序确定不执行的策略（例如 Flannel 不执行任何策略）不计入，并会列出；不知道由什么执行时，按已执行处理。
退出码：0 已输出；2 用法有误，或有内容无法读取。`,
    can: '一方能否连接另一方的某个端口',
    explain: '一个连接在出、入两个方向上分别由哪个策略的哪条规则决定',
    canExamples: (name) => `
  breakwater network ${name} shop/web shop/api 8080 deploy/
  breakwater network ${name} Deployment/shop/web StatefulSet/shop/db postgres --cluster
  breakwater network ${name} internet shop/web https --recording shop.recording
  breakwater network ${name} shop/web 10.1.2.3 53/UDP deploy/

退出码：0 允许；1 拒绝；3 未知；2 用法有误，或有内容无法读取。`,
    diff: '两个版本之间，哪些连接的结果不同',
    diffExamples: `
  breakwater network diff old/ new/
  breakwater network diff deploy/ --cluster       集群现状与应用清单之后对比

退出码：0 没有差异；1 有差异；2 用法有误，或有内容无法读取。`,
    simulate: '应用这些策略之后，会新阻断、新放行哪些连接',
    simulateExamples: `
  breakwater network simulate -f default-deny.yaml --cluster
  breakwater network simulate -f policies/ deploy/
  breakwater network simulate -f policies/ --cluster --flows hubble.json

使用 --flows 时，先列出会被阻断的已记录流量。退出码：0 没有变化；1 有变化；2 用法有误，或有内容无法读取。`,
    paths: '文件和目录；- 表示标准输入（默认：当前目录）',
    output: '输出格式',
    from: '命名空间/工作负载、类型/命名空间/名称、地址、“nodes” 或 “internet”',
    to: '写法同 FROM',
    port: '端口号、53/UDP，或目标容器给端口起的名字',
    before: '文件或目录；与 --cluster 或 --recording 一起使用时，是与集群对比的清单',
    after: '文件或目录',
    file: '策略文件或目录（可重复）',
    twoSides: '对比需要两方：两个路径，或者一个路径加上 --cluster 或 --recording',
    tooLarge: '策略和 Pod 太多，无法计算：请减少读取的命名空间',
    bothOutside: '两端都在集群之外：集群的策略与此无关',
    noIpv6: (address) => `${address}：这里没有任何策略或 Pod 使用 IPv6 地址`,
    noSuchEndpoint: (name, near) =>
      `${name}：没有这个名字的工作负载或节点${near.length === 0 ? '' : `；是否指 ${near.join('、')}？`}`,
    severalEndpoints: (name, all) => `${name} 可能是 ${all.join('、')} 中的任何一个：请写明类型`,
    notAPort: (text) => `${text}：不是端口，例如 8080、53/UDP 或 http`,
    noSuchPort: (name, endpoint) =>
      endpoint === '' ? `${name}：只有工作负载的容器才会给端口起名` : `${endpoint} 没有名为 ${name} 的端口`,
    comma: '、',
    andMore: (count) => `，另有 ${count} 个`,
    everyone: '所有来源和目标',
    allPods: '所有 Pod',
    allPodsBut: (names) => `除（${names}）以外的所有 Pod`,
    allOutside: '集群外的所有地址',
    allHosts: '所有节点及使用节点网络的 Pod',
    allOfNamespace: (namespace) => `${namespace} 的所有 Pod`,
    toLine: (names) => `目标：${names}`,
    fromLine: (names) => `来源：${names}`,
    fromNobody: '没有任何来源',
    everyPort: '所有端口',
    unknownPorts: (ports) => `未知：${ports}`,
    mapNote: '未列出的都不能连接。节点与运行在其上的 Pod 始终可以互相访问。策略对使用节点网络的 Pod 不生效。',
    joinedByNamespace: '按命名空间合并：数字是可以连接的工作负载对数',
    outcome: { allowed: '允许', denied: '拒绝', unknown: '未知' },
    direction: { egress: (name) => `从 ${name} 出去`, ingress: (name) => `进入 ${name}` },
    decidedBy: {
      allow: (rule) => `由 ${rule} 允许`,
      deny: (rule) => `由 ${rule} 拒绝`,
      pass: (rule) => `由 ${rule} 交给下一层`,
    },
    closedBy: (policies) => `被 ${policies.join('、')} 关闭，且没有规则允许`,
    mayMatch: (rule) => `可能匹配：${rule}`,
    noPolicy: '没有策略作出决定：默认允许',
    notEnforced: (programs, policies) => `${programs} 不执行以下策略，不计入：${policies}`,
    takenAsEnforced: (policies) => `没有看到执行以下策略的程序，按已执行处理：${policies}`,
    asWritten: (outcome, programs, policies) =>
      `按策略的写法应为${{ allowed: '允许', denied: '拒绝', unknown: '未知' }[outcome]}，但 ${programs} 不执行 ${policies}`,
    noDifference: '没有差异。',
    added: (names) => `只在之后存在：${names}`,
    removed: (names) => `只在之前存在：${names}`,
    change: (from, to) => `从 ${from} 到 ${to}`,
    changeKind: { opened: '新放行', closed: '新阻断', uncertain: '之前或之后未知' },
    reason: reasonTexts['zh-CN'],
  },
};
