import type { Language } from '../checks/index.ts';
import type { Refusal } from '../enforcement/index.ts';
import { counted } from '../inventory/index.ts';

interface HardenTexts {
  readonly harden: string;
  readonly namespaceArgument: string;
  readonly output: string;
  readonly format: string;
  readonly sandbox: string;
  readonly sandboxSelector: string;
  readonly sandboxInternet: string;
  readonly sandboxDefault: string;
  readonly examples: string;
  readonly header: string;
  readonly noNamespace: (name: string) => string;
  readonly notAName: (name: string) => string;
  readonly sandboxWanted: string;
  readonly notASelector: (text: string) => string;
  readonly foreignFile: (file: string) => string;
  readonly written: (count: number, folder: string) => string;
  readonly unseen: (kinds: readonly string[]) => string;
  readonly unmeasuredBecause: (reason: string) => string;
  readonly noMetrics: string;
  readonly labelsNone: string;
  readonly labelsUnknown: string;
  readonly passes: (rung: string) => string;
  readonly refusesToday: string;
  readonly nobody: string;
  readonly refusedPods: (workload: string, refused: number, pods: number) => string;
  readonly refusedAtMost: (workload: string, refused: number, pods: number) => string;
  readonly reason: Readonly<Record<Refusal['code'], (refusal: Refusal) => string>>;
  readonly order: string;
  readonly standing: (names: readonly string[]) => string;
  readonly limitStanding: string;
  readonly unmeasured: (containers: readonly string[], more: number) => string;
  readonly unbounded: Readonly<Record<'nodes-unknown' | 'jobs-overlap' | 'operator', (workload: string) => string>>;
  readonly exposedServices: string;
  readonly needs: (kept: number, all: number) => string;
  readonly empty: string;
  readonly accountsNone: string;
  readonly losing: (workloads: readonly string[], more: number) => string;
  readonly keeping: (workloads: readonly string[], more: number) => string;
  readonly otherUse: string;
  readonly sandboxed: (count: number) => string;
  readonly sandboxRefused: (workload: string) => string;
  readonly sandboxToday: string;
  readonly sandboxMoved: (workload: string, className: string) => string;
  readonly sandboxMovedFirst: (workload: string) => string;
  readonly sandboxNoClass: string;
  readonly classMissing: (name: string) => string;
  readonly classUnknown: (name: string) => string;
  readonly handler: (name: string, handler: string, having: number, lacking: number, silent: number) => string;
  readonly sandboxMessage: (classes: readonly string[]) => string;
  readonly more: (count: number) => string;
}

const where = ({ values: { container, by } }: Refusal, pod: string) =>
  `${by === undefined ? '' : `${by}: `}${container === undefined ? pod : container}`;

export const hardenTexts: Readonly<Record<Language, HardenTexts>> = {
  en: {
    harden: 'Write everything Kubernetes itself has to harden a namespace, each with what it would refuse',
    namespaceArgument: 'the namespace',
    output: 'folder for the files; absent: to standard output',
    format: 'of the report: text or json',
    sandbox: 'RuntimeClasses any of which pods must use, separated by commas',
    sandboxSelector: 'only pods with these labels must be sandboxed (trust=none)',
    sandboxInternet: 'only pods that are reached from outside must be sandboxed',
    sandboxDefault:
      'put pods that name no RuntimeClass into the first of these that is there, by a MutatingAdmissionPolicy (Kubernetes 1.36 and later; before, where they are switched on)',
    examples: `
  breakwater harden shop --cluster -o hardening/
  breakwater harden shop --recording shop.recording
  breakwater harden shop manifests/ --sandbox gvisor --sandbox-internet-facing`,
    header: 'Written by breakwater harden. Its prediction:',
    noNamespace: (name) => `there is no namespace ${name} in what was read`,
    notAName: (name) => `${name} can't be the name of a namespace`,
    sandboxWanted: '--sandbox-selector, --sandbox-internet-facing and --sandbox-default need --sandbox',
    notASelector: (text) => `${text} is no label selector`,
    foreignFile: (file) => `${file} is there and was not written by breakwater harden; nothing is written`,
    written: (count, folder) => `${counted(count, 'file')} written to ${folder}`,
    unseen: (kinds) =>
      `what runs here can't be seen (${kinds.join(', ')}): no prediction, so nothing that could refuse it`,
    unmeasuredBecause: (reason) => `what containers use isn't known: ${reason}`,
    noMetrics: 'the cluster has no metrics API',
    labelsNone: 'no label to set: the workloads pass no level above privileged',
    labelsUnknown: 'no label is proposed: the namespace, or what runs in it, is not wholly known',
    passes: (rung) => `all of today's workloads pass ${rung}`,
    refusesToday: 'labels of today ask for more than its workloads pass, and stay',
    nobody: 'no pod of today would be refused, nor with all that autoscaling and a rollout add',
    refusedPods: (workload, refused, pods) => `${workload}: ${refused} of ${counted(pods, 'pod')} would be refused`,
    refusedAtMost: (workload, refused, pods) =>
      `${workload}: fits today; scaled to the most and in a rollout ${refused} of ${counted(pods, 'pod')} would be refused`,
    reason: {
      'request-above-limit': (one) =>
        `${where(one, 'pod')}: requests ${one.values.has} ${one.resource}, above its limit ${one.values.allowed}`,
      'above-pod': (one) =>
        `${where(one, 'containers together')}: ${one.values.has} ${one.resource}, above the pod's own ${one.values.allowed}`,
      'below-min': (one) => `${where(one, 'pod')}: ${one.values.has} ${one.resource}, at least ${one.values.allowed}`,
      'above-max': (one) => `${where(one, 'pod')}: ${one.values.has} ${one.resource}, at most ${one.values.allowed}`,
      ratio: (one) =>
        `${where(one, 'pod')}: limit of ${one.resource} is ${one.values.has} times the request, at most ${one.values.allowed}`,
      'no-request': (one) => `${where(one, 'pod')}: no request of ${one.resource}`,
      'no-limit': (one) => `${where(one, 'pod')}: no limit of ${one.resource}`,
      'must-specify': (one) => `${where(one, 'pod')}: ${one.resource} must be set`,
      'quota-exceeded': (one) =>
        `${one.values.by}: ${one.resource} would be ${one.values.has}, at most ${one.values.allowed}`,
    },
    order: 'which pods a full quota refuses depends on who comes first: here in the order of kinds and names',
    standing: (names) => `is there already, stays in force and is counted: ${names.join(', ')}`,
    limitStanding: 'the namespace has a LimitRange for containers: none is proposed',
    unmeasured: (containers, more) =>
      `get the memory limit and it isn't known what they use; one that uses more is killed: ${containers.join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
    unbounded: {
      'nodes-unknown': (workload) => `${workload}: one pod a node, and nodes are not in the input; counted once`,
      'jobs-overlap': (workload) => `${workload}: runs may overlap; one is counted`,
      operator: (workload) => `${workload}: scales by itself; counted as declared`,
    },
    exposedServices: 'no more ways in from outside (load balancers, node ports) than there are today',
    needs: (kept, all) => `${kept} of ${counted(all, 'needed connection')} stay possible`,
    empty:
      'nothing runs here yet: everything is closed, names can not be looked up. Run it again when there are workloads',
    accountsNone: 'no account without rights has its token in pods',
    losing: (workloads, more) =>
      `would have no token, which opens nothing today: ${workloads.join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
    keeping: (workloads, more) =>
      `say themselves that they want one and keep it: ${workloads.join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
    otherUse: 'a token can also prove to others who a pod is (Vault): that is not seen here',
    sandboxed: (count) => `${counted(count, 'workload')} in a sandbox that must be`,
    sandboxRefused: (workload) => `${workload}: not in a sandbox, its pods would be refused`,
    sandboxToday: 'the policy names the workloads that are reached from outside today: run it again when routes change',
    sandboxMoved: (workload, className) =>
      `${workload}: pods made from now on start in ${className}; try first that they work there`,
    sandboxMovedFirst: (workload) =>
      `${workload}: its pods name no class; sandbox-default.yaml, applied before, gives them one`,
    sandboxNoClass: 'none of the classes exists: a default would have every pod refused, so there is none',
    classMissing: (name) => `RuntimeClass ${name} does not exist: the API server refuses every pod that names it`,
    classUnknown: (name) => `RuntimeClass ${name} is not in the input: whether it exists is not known`,
    handler: (name, handler, having, lacking, silent) =>
      `RuntimeClass ${name} (handler ${handler}): ${counted(having, 'node')} carry it, ${lacking} don't, ${silent} don't say`,
    sandboxMessage: (classes) =>
      `Pods of this namespace must run in a sandbox: set runtimeClassName to ${classes.join(' or ')}.`,
    more: (count) => `and ${count} more (--format json shows all)`,
  },
  'zh-CN': {
    harden: '用 Kubernetes 自身的手段加固一个命名空间，写出全部文件，并说明每个文件会拒绝什么',
    namespaceArgument: '命名空间',
    output: '写入文件的目录；不填则写到标准输出',
    format: '报告格式：text 或 json',
    sandbox: 'Pod 必须使用的 RuntimeClass（任选其一），以逗号分隔',
    sandboxSelector: '只有带这些标签的 Pod 必须在沙箱中运行（trust=none）',
    sandboxInternet: '只有可从外部访问的 Pod 必须在沙箱中运行',
    sandboxDefault:
      '用 MutatingAdmissionPolicy 让未指定 RuntimeClass 的 Pod 使用其中第一个存在的（Kubernetes 1.36 及以上；更早的版本须先启用）',
    examples: `
  breakwater harden shop --cluster -o hardening/
  breakwater harden shop --recording shop.recording
  breakwater harden shop manifests/ --sandbox gvisor --sandbox-internet-facing`,
    header: '由 breakwater harden 生成。预测：',
    noNamespace: (name) => `读取的内容中没有命名空间 ${name}`,
    notAName: (name) => `${name} 不能作为命名空间的名称`,
    sandboxWanted: '--sandbox-selector、--sandbox-internet-facing 和 --sandbox-default 需要与 --sandbox 一起使用',
    notASelector: (text) => `${text} 不是标签选择器`,
    foreignFile: (file) => `${file} 已存在，且不是 breakwater harden 写的；没有写入任何文件`,
    written: (count, folder) => `已将 ${count} 个文件写入 ${folder}`,
    unseen: (kinds) => `看不到这里运行着什么（${kinds.join('、')}）：无法预测，因此不提出任何可能拒绝它们的设置`,
    unmeasuredBecause: (reason) => `不知道容器的实际用量：${reason}`,
    noMetrics: '集群没有 metrics API',
    labelsNone: '没有可设置的标签：工作负载最高只能通过 privileged',
    labelsUnknown: '不提标签建议：命名空间或其中运行的内容不完全可见',
    passes: (rung) => `现有工作负载全部通过 ${rung}`,
    refusesToday: '现有标签的要求高于工作负载所能通过的级别，保持不变',
    nobody: '现有 Pod 不会被拒绝，自动扩缩到上限并滚动更新时也不会',
    refusedPods: (workload, refused, pods) => `${workload}：${pods} 个 Pod 中有 ${refused} 个会被拒绝`,
    refusedAtMost: (workload, refused, pods) =>
      `${workload}：目前放得下；扩到上限并滚动更新时，${pods} 个 Pod 中有 ${refused} 个会被拒绝`,
    reason: {
      'request-above-limit': (one) =>
        `${where(one, 'Pod')}：请求 ${one.values.has} ${one.resource}，超过其限制 ${one.values.allowed}`,
      'above-pod': (one) =>
        `${where(one, '容器合计')}：${one.values.has} ${one.resource}，超过 Pod 级别的 ${one.values.allowed}`,
      'below-min': (one) => `${where(one, 'Pod')}：${one.values.has} ${one.resource}，至少须为 ${one.values.allowed}`,
      'above-max': (one) => `${where(one, 'Pod')}：${one.values.has} ${one.resource}，最多 ${one.values.allowed}`,
      ratio: (one) =>
        `${where(one, 'Pod')}：${one.resource} 的限制是请求的 ${one.values.has} 倍，最多 ${one.values.allowed} 倍`,
      'no-request': (one) => `${where(one, 'Pod')}：没有设置 ${one.resource} 请求`,
      'no-limit': (one) => `${where(one, 'Pod')}：没有设置 ${one.resource} 限制`,
      'must-specify': (one) => `${where(one, 'Pod')}：必须设置 ${one.resource}`,
      'quota-exceeded': (one) =>
        `${one.values.by}：${one.resource} 将达到 ${one.values.has}，上限 ${one.values.allowed}`,
    },
    order: '配额用尽时拒绝哪些 Pod 取决于创建的先后：这里按类型和名称的顺序计算',
    standing: (names) => `已存在、继续生效并已计入：${names.join('、')}`,
    limitStanding: '命名空间已有针对容器的 LimitRange：不再提出',
    unmeasured: (containers, more) =>
      `将得到内存限制，但不知道实际用量，超出者会被终止：${containers.join('、')}${more > 0 ? ` 等，另有 ${more} 个` : ''}`,
    unbounded: {
      'nodes-unknown': (workload) => `${workload}：每个节点一个 Pod，但输入中没有节点；按一个计算`,
      'jobs-overlap': (workload) => `${workload}：多次运行可能重叠；按一次计算`,
      operator: (workload) => `${workload}：会自行扩缩；按声明的数量计算`,
    },
    exposedServices: '来自外部的入口（负载均衡器、节点端口）不得多于现有数量',
    needs: (kept, all) => `所需的 ${all} 个连接中有 ${kept} 个仍可建立`,
    empty: '这里还没有运行任何东西：一切关闭，也无法解析域名。有了工作负载后请重新运行',
    accountsNone: '没有权限的账号都没有把令牌放进 Pod',
    losing: (workloads, more) =>
      `将不再有令牌（该令牌现在也没有任何权限）：${workloads.join('、')}${more > 0 ? ` 等，另有 ${more} 个` : ''}`,
    keeping: (workloads, more) =>
      `自己声明需要令牌，予以保留：${workloads.join('、')}${more > 0 ? ` 等，另有 ${more} 个` : ''}`,
    otherUse: '令牌也可能用来向其他系统（如 Vault）证明 Pod 的身份：这里看不到',
    sandboxed: (count) => `必须在沙箱中运行且已经如此的工作负载：${count} 个`,
    sandboxRefused: (workload) => `${workload}：不在沙箱中，其 Pod 会被拒绝`,
    sandboxToday: '策略列出的是今天可从外部访问的工作负载：路由变化后请重新运行',
    sandboxMoved: (workload, className) =>
      `${workload}：此后创建的 Pod 会在 ${className} 中启动；请先确认它们在其中能正常运行`,
    sandboxMovedFirst: (workload) =>
      `${workload}：其 Pod 未指定 RuntimeClass；先应用 sandbox-default.yaml 即可自动补上`,
    sandboxNoClass: '这些 RuntimeClass 都不存在：若设为默认，所有 Pod 都会被拒绝，因此不生成默认策略',
    classMissing: (name) => `RuntimeClass ${name} 不存在：API 服务器会拒绝所有指定它的 Pod`,
    classUnknown: (name) => `输入中没有 RuntimeClass ${name}：不知道它是否存在`,
    handler: (name, handler, having, lacking, silent) =>
      `RuntimeClass ${name}（handler ${handler}）：${having} 个节点具备，${lacking} 个不具备，${silent} 个未说明`,
    sandboxMessage: (classes) =>
      `此命名空间的 Pod 必须在沙箱中运行：请将 runtimeClassName 设为 ${classes.join(' 或 ')}。`,
    more: (count) => `另有 ${count} 条（--format json 显示全部）`,
  },
};
