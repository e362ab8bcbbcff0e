import type { Language } from '../checks/index.ts';
import { counted } from '../inventory/index.ts';
import type { NeedCode, NoteCode } from '../network/generation/index.ts';

interface GenerateTexts {
  readonly generate: string;
  readonly examples: string;
  readonly namespaces: string;
  readonly nodes: string;
  readonly baseline: string;
  readonly noBaseline: Readonly<Record<'absent' | 'ignored', string>>;
  readonly baselineUnknown: string;
  readonly first: string;
  readonly last: string;
  readonly outputFolder: string;
  readonly format: string;
  readonly noNamespace: (names: readonly string[]) => string;
  readonly nothing: string;
  readonly notABlock: (text: string) => string;
  readonly foreignFile: (file: string) => string;
  readonly written: (files: number, folder: string) => string;
  readonly notWritten: string;
  readonly folder: string;
  readonly order: string;
  readonly namespace: (place: number, name: string, policies: number, needs: number) => string;
  readonly kept: string;
  readonly sureness: (counts: readonly (readonly [string, number])[]) => string;
  readonly onceOnly: (flow: string) => string;
  readonly verdict: Readonly<Record<'blocked' | 'blockedBefore' | 'unknown', string>>;
  readonly apply: string;
  readonly back: string;
  readonly cluster: string;
  readonly more: (count: number) => string;
  readonly party: Readonly<Record<'nodes' | 'api-server' | 'outside' | 'pods' | 'everyone', string>>;
  readonly podsOf: (namespace: string) => string;
  readonly anyPort: string;
  /** Why a rule is there; `place` names the object and field. */
  readonly evidence: Readonly<Record<NeedCode, (place: string, detail: string) => string>>;
  readonly note: Readonly<Record<NoteCode, (detail: string) => string>>;
  readonly probes: string;
  readonly header: string;
  readonly role: Readonly<Record<'default-deny' | 'all-pods' | 'baseline', string>>;
  readonly sharedBy: (names: readonly string[]) => string;
}

export const generateTexts: Readonly<Record<Language, GenerateTexts>> = {
  en: {
    generate: 'Policies that close namespaces but for what their workloads need, replayed before they are offered',
    examples: `
  breakwater network generate --cluster -o policies/
  breakwater network generate --cluster --flows hubble.json.gz -o policies/
  breakwater network generate deploy/ -n shop --format json
  breakwater network generate --recording shop.recording --nodes 10.0.0.0/16 -o policies/

Needs are read from Services, variables, arguments and ConfigMaps (never from Secrets), Ingresses and routes, metrics,
webhooks, rights of service accounts, the policies that there are, and recorded flows. Namespaces of Kubernetes itself are left out unless they are named.
Exit code: 0 everything needed stays possible, 1 something would break (then nothing is written), 2 wrong usage or something could not be read.`,
    namespaces: 'namespaces to close, by comma (default: all but those of Kubernetes itself)',
    nodes: 'block that the nodes are in, so that policies need not name each of them (repeatable)',
    baseline: 'close the namespaces by one ClusterNetworkPolicy of the Baseline tier, not by a NetworkPolicy in each',
    noBaseline: {
      absent: '--baseline: the cluster has no ClusterNetworkPolicy',
      ignored: '--baseline: nothing in the cluster enforces ClusterNetworkPolicy',
    },
    baselineUnknown: 'whether anything enforces ClusterNetworkPolicy is not known',
    first: 'Once, before the namespaces',
    last: 'Once no namespace is closed any more',
    outputFolder: 'folder to write a file for each namespace to; without it there is a report only',
    format: 'format of the report',
    noNamespace: (names) => `no pods in ${names.join(', ')}`,
    nothing: 'no pods that policies could be written for',
    notABlock: (text) => `${text}: not an address block such as 10.0.0.0/16`,
    foreignFile: (file) =>
      `${file} is there and was not written by "breakwater network generate": it stays, and nothing was written`,
    written: (files, folder) => `${counted(files, 'file')} written to ${folder}`,
    notWritten: 'Something would break that is possible today: nothing was written.',
    folder: 'DIR',
    order:
      'In the order in which the namespaces are best closed: where least is unknown first, what others rest on last.',
    namespace: (place, name, policies, needs) =>
      `${place}. ${name}: ${counted(policies, 'policy', 'policies')}, ${counted(needs, 'need')}`,
    kept: ', all stay possible',
    sureness: (counts) => `needs: ${counts.map(([sort, count]) => `${count} ${sort}`).join(', ')}`,
    onceOnly: (flow) => `${flow}: allowed because it was seen, once; nothing declares it`,
    verdict: {
      blocked: 'would be blocked',
      blockedBefore: 'is blocked already, by other policies',
      unknown: 'is not known',
    },
    apply: 'apply',
    back: 'back',
    cluster: 'About the cluster',
    more: (count) => `and ${count} more`,
    party: {
      nodes: 'nodes',
      'api-server': 'the API server',
      outside: 'outside of the cluster',
      pods: 'all pods',
      everyone: 'everyone',
    },
    podsOf: (namespace) => `all pods of ${namespace}`,
    anyPort: 'any port',
    evidence: {
      reference: (place, detail) => `${place} names ${detail}`,
      'secret-name': (place, detail) =>
        `${place} comes from Secret ${detail}, which has the Service's name (its value is not read)`,
      ingress: (place) => `${place} leads here`,
      exposed: (place, detail) => `${place} is a ${detail}: its clients come by any node`,
      'host-port': (place, detail) => `${place} has host port ${detail}`,
      scrape: (place) => `metrics: ${place}`,
      webhook: (place) => `the API server calls it: ${place}`,
      'api-service': (place) => `the API server passes requests on to it: ${place}`,
      'api-server': (place, detail) => `${place}: account ${detail} has rights at the API server`,
      'kubelet-api': (place, detail) => `${place}: account ${detail} may read from kubelets`,
      dns: () => 'names are looked up',
      'dns-service': (place) => `every pod asks ${place} for names`,
      'own-resolver': (place) => `${place}: asks another resolver for names`,
      peers: (place) => `${place}: replicas find each other`,
      policy: (place) => `${place} allows it by name`,
      service: (place) => `${place}: nothing says who connects to it`,
      flow: (_, detail) => detail,
    },
    note: {
      'secret-value': (detail) => `comes from Secret ${detail}, which is never read: where it leads is not known`,
      'masked-value': () => 'the recording masks this value: where it leads is not known',
      'config-unseen': (detail) => `ConfigMap ${detail} is not in the input: what it names is not known`,
      'outside-any-port': (detail) =>
        `${detail} is outside and its port is not said: every TCP port to the outside is open`,
      'outside-name': (detail) =>
        `${detail} is outside: NetworkPolicy knows no names, so the port is open to all outside addresses`,
      'no-such-port': (detail) => `${detail}: the Service has no such port`,
      'no-target': (detail) => `${detail}: leads to a port name that no container has`,
      'client-unknown': () =>
        'nothing says who connects to it: it is open to all pods of its namespace, and to no other',
      'client-unseen': () => 'nothing says who connects to it, and nobody was seen doing so: it will be closed',
      'no-pods': (detail) => `${detail}: no pods of it are in the input`,
      'controller-unknown': () =>
        'which pods carry its traffic is not known: its backends are open to everyone at their port',
      'scraper-unknown': () => 'who fetches metrics is not known: they are open to all pods at their port',
      'host-network': () => 'is in its node’s network: no policy protects it, and none can be written for it',
      'shared-labels': () => 'its labels are those of others, too: they share what is allowed to either',
      'no-labels': () =>
        'its pods have no labels of their own: they are selected by the labels that they lack. Give them some',
      'cut-off': () => 'nothing is known of what it needs: it will reach nothing but DNS, and nothing will reach it',
      'dns-assumed': () =>
        'the DNS server is not in the input: its usual places are allowed (kube-system, openshift-dns, 169.254.20.10)',
      'api-server-unknown': () => 'the API server’s addresses are not known: its port is open to all addresses',
      'node-addresses': () =>
        'addresses of nodes in the policies are those of today: generate anew when nodes are replaced, or name their network with --nodes',
      'nodes-unnameable': () =>
        'Cilium does not match nodes by address: rules about nodes and the API server are open to everyone at their port',
      'not-enforced': (programs) =>
        `${programs} does not enforce NetworkPolicies: until something does, what is generated closes nothing`,
      'kept-open': () =>
        'allows everyone: policies add up, so what is generated closes nothing there until it is removed',
      probes: (detail) =>
        `${detail}: probes come from the pod’s own node, which NetworkPolicy always lets through; no rule is needed`,
      'only-input': () =>
        'files hold what is declared in them: pods from elsewhere in the same namespaces will be closed as well',
      'text-cut': () => 'is longer than what is read of it',
    },
    probes:
      'Probes come from the kubelet of the pod’s own node, which NetworkPolicy always lets through: no rule is needed.',
    header: 'Written by "breakwater network generate": a change here is lost when it is written again.',
    role: {
      'default-deny': 'Closes the namespace; applied last',
      'all-pods': 'What every pod may do: look up names',
      baseline: 'Closes every namespace with its label',
    },
    sharedBy: (names) => `For ${names.join(', ')}: labels don't tell them apart`,
  },
  'zh-CN': {
    generate: '生成网络策略：除工作负载所需的连接外全部关闭，给出之前先回放验证',
    examples: `
  breakwater network generate --cluster -o policies/
  breakwater network generate --cluster --flows hubble.json.gz -o policies/
  breakwater network generate deploy/ -n shop --format json
  breakwater network generate --recording shop.recording --nodes 10.0.0.0/16 -o policies/

所需连接取自 Service、环境变量、参数和 ConfigMap（从不读取 Secret）、Ingress 和路由、指标采集、Webhook、
服务账号的权限、现有策略以及已记录的流量。Kubernetes 自身的命名空间只有点名才会处理。
退出码：0 所需连接全部保留；1 有连接会中断（此时不写文件）；2 用法有误，或有内容无法读取。`,
    namespaces: '要关闭的命名空间，用逗号分隔（默认：除 Kubernetes 自身以外的全部）',
    nodes: '节点所在的网段，策略就不必逐个写节点地址（可重复）',
    baseline: '用一个 Baseline 层的 ClusterNetworkPolicy 关闭命名空间，而不是在每个命名空间中各写一个 NetworkPolicy',
    noBaseline: {
      absent: '--baseline：集群中没有 ClusterNetworkPolicy',
      ignored: '--baseline：集群中没有程序执行 ClusterNetworkPolicy',
    },
    baselineUnknown: '不知道是否有程序执行 ClusterNetworkPolicy',
    first: '先执行一次，再处理各命名空间',
    last: '所有命名空间都撤回之后执行',
    outputFolder: '输出目录，每个命名空间一个文件；不指定则只输出报告',
    format: '报告格式',
    noNamespace: (names) => `${names.join('、')} 中没有 Pod`,
    nothing: '没有可以编写策略的 Pod',
    notABlock: (text) => `${text}：不是网段，例如 10.0.0.0/16`,
    foreignFile: (file) => `${file} 已存在，且不是由 “breakwater network generate” 写入：保留原文件，未写入任何内容`,
    written: (files, folder) => `已向 ${folder} 写入 ${files} 个文件`,
    notWritten: '有目前可用的连接会中断：未写入任何内容。',
    folder: 'DIR',
    order: '按建议的关闭顺序排列：未知最少的在前，被其他部分依赖的在后。',
    namespace: (place, name, policies, needs) => `${place}. ${name}：${policies} 个策略，${needs} 项所需连接`,
    kept: '，全部保留',
    sureness: (counts) => `所需连接：${counts.map(([sort, count]) => `${sort} ${count} 项`).join('，')}`,
    onceOnly: (flow) => `${flow}：仅因见过一次而放行，没有任何声明`,
    verdict: { blocked: '会被阻断', blockedBefore: '已被其他策略阻断', unknown: '无法判断' },
    apply: '应用',
    back: '撤回',
    cluster: '关于集群',
    more: (count) => `另有 ${count} 项`,
    party: {
      nodes: '节点',
      'api-server': 'API 服务器',
      outside: '集群外',
      pods: '所有 Pod',
      everyone: '任何来源或目标',
    },
    podsOf: (namespace) => `${namespace} 的所有 Pod`,
    anyPort: '任意端口',
    evidence: {
      reference: (place, detail) => `${place} 写有 ${detail}`,
      'secret-name': (place, detail) => `${place} 取自与 Service 同名的 Secret ${detail}（不读取其值）`,
      ingress: (place) => `${place} 指向这里`,
      exposed: (place, detail) => `${place} 的类型是 ${detail}：客户端可经任意节点进入`,
      'host-port': (place, detail) => `${place} 使用主机端口 ${detail}`,
      scrape: (place) => `指标采集：${place}`,
      webhook: (place) => `API 服务器会调用它：${place}`,
      'api-service': (place) => `API 服务器会把请求转给它：${place}`,
      'api-server': (place, detail) => `${place}：账号 ${detail} 在 API 服务器上有权限`,
      'kubelet-api': (place, detail) => `${place}：账号 ${detail} 可以直接读取 kubelet`,
      dns: () => '解析域名',
      'dns-service': (place) => `所有 Pod 都通过 ${place} 解析域名`,
      'own-resolver': (place) => `${place}：使用其他域名服务器`,
      peers: (place) => `${place}：副本之间互相访问`,
      policy: (place) => `${place} 点名允许`,
      service: (place) => `${place}：没有内容说明由谁访问`,
      flow: (_, detail) => detail,
    },
    note: {
      'secret-value': (detail) => `取自 Secret ${detail}，其值从不读取：不知道它指向哪里`,
      'masked-value': () => '录制文件遮盖了这个值：不知道它指向哪里',
      'config-unseen': (detail) => `输入中没有 ConfigMap ${detail}：不知道其中写了什么`,
      'outside-any-port': (detail) => `${detail} 在集群外，且没有写明端口：对集群外的所有 TCP 端口放行`,
      'outside-name': (detail) => `${detail} 在集群外：NetworkPolicy 不支持域名，该端口对所有集群外地址放行`,
      'no-such-port': (detail) => `${detail}：Service 没有这个端口`,
      'no-target': (detail) => `${detail}：指向的端口名没有任何容器使用`,
      'client-unknown': () => '没有内容说明由谁访问：只对本命名空间的所有 Pod 放行',
      'client-unseen': () => '没有内容说明由谁访问，记录中也没有访问者：将被关闭',
      'no-pods': (detail) => `${detail}：输入中没有它的 Pod`,
      'controller-unknown': () => '不知道由哪些 Pod 承载流量：后端的相应端口对所有来源放行',
      'scraper-unknown': () => '不知道由谁采集指标：相应端口对所有 Pod 放行',
      'host-network': () => '使用节点网络：任何策略都保护不了它，也无法为它编写策略',
      'shared-labels': () => '标签与其他工作负载相同：它们共用同一组放行规则',
      'no-labels': () => 'Pod 没有自己的标签：只能按“缺少哪些标签”来选择，建议为其添加标签',
      'cut-off': () => '不知道它需要什么：它将只能访问 DNS，也没有任何来源能访问它',
      'dns-assumed': () => '输入中没有 DNS 服务：按通常位置放行（kube-system、openshift-dns、169.254.20.10）',
      'api-server-unknown': () => '不知道 API 服务器的地址：其端口对所有地址放行',
      'node-addresses': () => '策略中的节点地址以今天为准：更换节点后请重新生成，或用 --nodes 指定节点网段',
      'nodes-unnameable': () => 'Cilium 不按地址匹配节点：与节点和 API 服务器有关的规则在相应端口上对所有地址放行',
      'not-enforced': (programs) => `${programs} 不执行 NetworkPolicy：在有程序执行之前，生成的策略不会关闭任何连接`,
      'kept-open': () => '放行所有来源：策略是叠加的，删除它之前，生成的策略在这里不起作用',
      probes: (detail) => `${detail}：探针来自 Pod 所在的节点，NetworkPolicy 始终放行，不需要规则`,
      'only-input': () => '文件中只有其声明的内容：同一命名空间里来自别处的 Pod 也会被关闭',
      'text-cut': () => '内容过长，只读取了一部分',
    },
    probes: '探针来自 Pod 所在节点的 kubelet，NetworkPolicy 始终放行，不需要规则。',
    header: '由 “breakwater network generate” 写入：重新生成时，这里的修改会丢失。',
    role: {
      'default-deny': '关闭整个命名空间，最后应用',
      'all-pods': '所有 Pod 都可以做的事：解析域名',
      baseline: '关闭所有带有该标签的命名空间',
    },
    sharedBy: (names) => `用于 ${names.join('、')}：标签无法区分它们`,
  },
};
