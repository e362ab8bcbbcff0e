import type { Language } from '../checks/index.ts';
import type { TrialName } from '../network/probe/index.ts';

interface ProbeTexts {
  readonly probe: string;
  readonly cluster: string;
  readonly image: string;
  readonly measure: string;
  readonly yes: string;
  readonly examples: string;
  readonly noCluster: string;
  readonly notAsked: string;
  readonly notAnImage: (text: string) => string;
  readonly question: (namespace: string, image: string, server: string) => string;
  readonly answerYes: RegExp;
  readonly calledOff: string;
  readonly step: Readonly<Record<TrialName | 'start' | 'measure' | 'cleanup', string>>;
  readonly trial: Readonly<Record<TrialName, string>>;
  readonly found: Readonly<Record<'open' | 'closed' | 'unknown', string>>;
  readonly asWanted: string;
  readonly notAsWanted: string;
  readonly late: (seconds: number) => string;
  readonly nodes: (server: string, client: string) => string;
  readonly oneNode: (node: string) => string;
  readonly verdict: Readonly<Record<'enforced' | 'not-enforced' | 'unknown' | 'no-connection', string>>;
  /** Policies that this concerns; undefined: they could not be read. */
  readonly ignored: (count: number | undefined) => string;
  readonly measured: (latency: string, inside: string, throughput: string) => string;
  readonly notMeasured: string;
  readonly failed: (message: string) => string;
  readonly stopped: string;
}

export const probeTexts: Readonly<Record<Language, ProbeTexts>> = {
  en: {
    probe: 'Tries in a cluster whether policies are enforced: two pods and a deny policy in a namespace of their own',
    cluster: 'the cluster of the current context; needed, for the probe makes pods in it',
    image: 'image with a shell, httpd, nc and dd, as busybox has them',
    measure: 'also measure latency and throughput between the two pods (writes and sends 256 MiB)',
    yes: 'do not ask',
    examples: `
  breakwater network probe --cluster
  breakwater network probe --cluster --context staging --yes --measure
  breakwater network probe --cluster --image registry.example.com/busybox:1.37

The namespace is deleted at the end, also after Ctrl-C.
Exit code: 0 enforced, 1 not enforced, 3 unknown, 2 it could not be tried.`,
    noCluster: 'network probe makes pods in a cluster: say so with --cluster',
    notAsked: 'nobody can be asked here: --yes agrees',
    notAnImage: (text) => `${text}: not an image`,
    question: (namespace, image, server) =>
      `Create the namespace ${namespace} in ${server}, with pods of ${image} and NetworkPolicies, and delete it afterwards? [y/N] `,
    answerYes: /^y(?:es)?$/i,
    calledOff: 'Nothing was made.',
    step: {
      start: 'starting a server',
      open: 'connecting without a policy',
      'ingress-denied': 'connecting against a policy that denies ingress',
      'ingress-allowed': 'connecting with a policy that allows it',
      'egress-denied': 'connecting against a policy that denies egress',
      measure: 'measuring',
      cleanup: 'deleting the namespace',
    },
    trial: {
      open: 'without a policy',
      'ingress-denied': 'with ingress denied',
      'ingress-allowed': 'with the client allowed in',
      'egress-denied': 'with egress denied',
    },
    found: { open: 'connects', closed: 'does not connect', unknown: 'unclear' },
    asWanted: 'as it should be',
    notAsWanted: 'NOT as it should be',
    late: (seconds) => `only after ${seconds} s from the pod’s start`,
    nodes: (server, client) => `Server on node ${server}, client on node ${client}.`,
    oneNode: (node) => `Both pods on node ${node}: what happens between nodes was not tried.`,
    verdict: {
      enforced: 'NetworkPolicy is enforced.',
      'not-enforced': 'NetworkPolicy is NOT enforced: what a policy refuses gets through.',
      unknown: 'Whether NetworkPolicy is enforced stays unknown.',
      'no-connection': 'The pods can’t connect even without a policy: whether NetworkPolicy is enforced stays unknown.',
    },
    ignored: (count) => {
      if (count === undefined) return 'high: policies of this cluster do not do what they say; they could not be read.';
      if (count === 0) return 'This cluster has no NetworkPolicies yet: such as come would not do what they say.';
      return `high: NetworkPolicies of this cluster that do not do what they say: ${count}.`;
    },
    measured: (latency, inside, throughput) =>
      `A round trip takes ${latency} ms, inside of one pod ${inside} ms; one connection carries ${throughput} Mbit/s.`,
    notMeasured: 'Not measured: the transfer broke off.',
    failed: (message) => `the probe failed: ${message}`,
    stopped: 'called off',
  },
  'zh-CN': {
    probe: '在集群中实际试验策略是否被执行：在单独的命名空间里用两个 Pod 和一条拒绝策略',
    cluster: '当前上下文的集群；必须写明，因为试验会在其中创建 Pod',
    image: '带有 shell、httpd、nc 和 dd 的镜像，例如 busybox',
    measure: '同时测量两个 Pod 之间的延迟和吞吐量（会写入并发送 256 MiB）',
    yes: '不再询问',
    examples: `
  breakwater network probe --cluster
  breakwater network probe --cluster --context staging --yes --measure
  breakwater network probe --cluster --image registry.example.com/busybox:1.37

结束时会删除命名空间，按 Ctrl-C 也一样。
退出码：0 已执行，1 未执行，3 未知，2 无法试验。`,
    noCluster: 'network probe 会在集群中创建 Pod：请明确写出 --cluster',
    notAsked: '这里无法询问：用 --yes 表示同意',
    notAnImage: (text) => `${text}：不是镜像`,
    question: (namespace, image, server) =>
      `在 ${server} 中创建命名空间 ${namespace}（含 ${image} 的 Pod 和 NetworkPolicy），用完后删除？[y/N] `,
    answerYes: /^(?:y|yes|是)$/i,
    calledOff: '没有创建任何东西。',
    step: {
      start: '正在启动服务端',
      open: '在没有策略时连接',
      'ingress-denied': '在拒绝入站的策略下连接',
      'ingress-allowed': '在允许的策略下连接',
      'egress-denied': '在拒绝出站的策略下连接',
      measure: '正在测量',
      cleanup: '正在删除命名空间',
    },
    trial: {
      open: '没有策略',
      'ingress-denied': '拒绝入站',
      'ingress-allowed': '允许该客户端入站',
      'egress-denied': '拒绝出站',
    },
    found: { open: '能连接', closed: '不能连接', unknown: '不明确' },
    asWanted: '符合预期',
    notAsWanted: '不符合预期',
    late: (seconds) => `Pod 启动 ${seconds} 秒后才生效`,
    nodes: (server, client) => `服务端在节点 ${server}，客户端在节点 ${client}。`,
    oneNode: (node) => `两个 Pod 都在节点 ${node} 上：节点之间的情况没有试验。`,
    verdict: {
      enforced: 'NetworkPolicy 得到执行。',
      'not-enforced': 'NetworkPolicy 没有得到执行：策略拒绝的流量仍能通过。',
      unknown: 'NetworkPolicy 是否得到执行仍未知。',
      'no-connection': '即使没有策略，两个 Pod 也无法连接：NetworkPolicy 是否得到执行仍未知。',
    },
    ignored: (count) => {
      if (count === undefined) return '高：这个集群的策略没有起到应有的作用；无法读取这些策略。';
      if (count === 0) return '这个集群还没有 NetworkPolicy；以后添加的也起不到应有的作用。';
      return `高：这个集群有 ${count} 条 NetworkPolicy 没有起到应有的作用。`;
    },
    measured: (latency, inside, throughput) =>
      `一次往返用时 ${latency} 毫秒，在同一个 Pod 内为 ${inside} 毫秒；一条连接的吞吐量为 ${throughput} Mbit/s。`,
    notMeasured: '没有测得结果：传输中断。',
    failed: (message) => `试验失败：${message}`,
    stopped: '已中止',
  },
};
