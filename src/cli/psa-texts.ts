import type { Language } from '../checks/index.ts';
import { counted } from '../inventory/index.ts';

interface PsaTexts {
  readonly psa: string;
  readonly plan: string;
  readonly apply: string;
  readonly output: string;
  readonly namespace: string;
  readonly onlyCluster: string;
  readonly yes: string;
  readonly dryRun: string;
  readonly force: string;
  readonly planExamples: string;
  readonly applyExamples: string;
  readonly workloads: (count: number) => string;
  readonly passes: (rung: string) => string;
  readonly passesAtMost: (rung: string) => string;
  readonly partial: string;
  readonly unknown: string;
  readonly cannotSee: (kinds: readonly string[]) => string;
  readonly keptFrom: (rung: string) => string;
  readonly more: (count: number) => string;
  readonly of: (pod: string, workload: string) => string;
  readonly now: string;
  readonly set: string;
  readonly none: string;
  readonly nothingToSet: string;
  readonly system: string;
  readonly labelsUnseen: string;
  readonly refusesToday: string;
  readonly keeps: (modes: readonly string[]) => string;
  readonly notSeen: string;
  readonly noCluster: string;
  readonly notAsked: string;
  readonly question: (count: number) => string;
  readonly answerYes: RegExp;
  readonly nothingToDo: string;
  readonly changed: (namespace: string) => string;
  readonly differs: (namespace: string) => string;
  readonly refused: (pod: string, others: number, reasons: string) => string;
  readonly remark: (namespace: string, text: string) => string;
  readonly movedOn: (namespace: string) => string;
  readonly failed: (namespace: string, reason: string) => string;
  readonly left: (namespace: string) => string;
  readonly applied: (namespaces: number) => string;
  readonly agreed: (namespaces: number) => string;
  readonly calledOff: string;
}

export const psaTexts: Readonly<Record<Language, PsaTexts>> = {
  en: {
    psa: 'Pod Security levels of namespaces',
    plan: 'Say for every namespace the strictest Pod Security level that all its workloads pass, what keeps it from the next, and the labels to set',
    apply: 'Set the labels of the plan, where the API server predicts the same',
    output: 'output format',
    namespace: 'only these namespaces, separated by commas',
    onlyCluster: 'the cluster of the current context, or of --context',
    yes: 'do not ask',
    dryRun: 'only compare with what the API server predicts',
    force: 'set labels also where the API server predicts something else, or another field manager owns them',
    planExamples: `
  breakwater psa plan --cluster
  breakwater psa plan --recording shop.recording -o json
  breakwater psa plan manifests/`,
    applyExamples: `
  breakwater psa apply --cluster --dry-run
  breakwater psa apply --cluster -n shop,payments`,
    workloads: (count) => counted(count, 'workload'),
    passes: (rung) => `passes ${rung}`,
    passesAtMost: (rung) => `passes ${rung} at most`,
    partial: 'Some files could not be read and may hold workloads of any namespace: no labels are proposed.',
    unknown: 'unknown',
    cannotSee: (kinds) => `what runs here can't be seen: ${kinds.join(', ')}`,
    keptFrom: (rung) => `kept from ${rung} by`,
    more: (count) => `and ${count} more (-o json shows all)`,
    of: (pod, workload) => `${pod} of ${workload}`,
    now: 'labels now',
    set: 'to set',
    none: 'none',
    nothingToSet: 'nothing',
    system: "Kubernetes' own namespace: nothing is proposed",
    labelsUnseen: "its labels can't be seen: nothing is proposed",
    refusesToday:
      'enforces more today than its workloads pass: they run because they were there before, and would not be admitted again',
    keeps: (modes) => `asks for more than the plan, and stays as it is: ${modes.join(', ')}`,
    notSeen:
      "Not seen: the API server's own Pod Security defaults and exemptions, and what webhooks will add to pods that are not there yet. Only enforce looks at pods; warn and audit look at the templates of Kubernetes' own kinds, too.",
    noCluster: 'psa apply changes a cluster: say so with --cluster',
    notAsked: 'nobody can be asked here: --yes sets the labels, --dry-run only compares',
    question: (count) => `Set the labels of ${counted(count, 'namespace')}? [y/N] `,
    answerYes: /^y(?:es)?$/i,
    nothingToDo: 'No labels to set.',
    changed: (namespace) => `${namespace}: its labels are other than those of the plan; nothing is set`,
    differs: (namespace) => `${namespace}: the API server says otherwise than the plan`,
    refused: (pod, others, reasons) =>
      `${others > 0 ? `${pod} and ${counted(others, 'other pod')}` : pod} would be refused: ${reasons}`,
    remark: (namespace, text) => `${namespace}: the API server says: ${text}`,
    movedOn: (namespace) =>
      `${namespace}: somebody else owns these labels or changed the namespace; nothing is set without --force`,
    failed: (namespace, reason) => `${namespace}: labels not set: ${reason}`,
    left: (namespace) => `${namespace}: nothing is set without --force`,
    applied: (count) => `Labels set: ${counted(count, 'namespace')}`,
    agreed: (count) => `The API server predicts the same for ${counted(count, 'namespace')}; nothing was set.`,
    calledOff: 'Nothing was set.',
  },
  'zh-CN': {
    psa: '命名空间的 Pod 安全级别',
    plan: '给出每个命名空间中所有工作负载都能通过的最严格的 Pod 安全级别、升级的障碍，以及应设置的标签',
    apply: '在 API 服务器的预测与计划一致时设置标签',
    output: '输出格式',
    namespace: '只看这些命名空间，以逗号分隔',
    onlyCluster: '当前上下文（或 --context 指定）的集群',
    yes: '不询问',
    dryRun: '只与 API 服务器的预测比较',
    force: '即使 API 服务器的预测不同，或标签归其他字段管理者所有，也设置标签',
    planExamples: `
  breakwater psa plan --cluster
  breakwater psa plan --recording shop.recording -o json
  breakwater psa plan manifests/`,
    applyExamples: `
  breakwater psa apply --cluster --dry-run
  breakwater psa apply --cluster -n shop,payments`,
    workloads: (count) => `${count} 个工作负载`,
    passes: (rung) => `可通过 ${rung}`,
    passesAtMost: (rung) => `最多可通过 ${rung}`,
    partial: '有文件无法读取，其中可能有任意命名空间的工作负载：不提标签建议。',
    unknown: '未知',
    cannotSee: (kinds) => `看不到这里运行着什么：${kinds.join('、')}`,
    keptFrom: (rung) => `达不到 ${rung}，因为`,
    more: (count) => `另有 ${count} 个（用 -o json 查看全部）`,
    of: (pod, workload) => `${pod}（属于 ${workload}）`,
    now: '现有标签',
    set: '应设置',
    none: '无',
    nothingToSet: '无需改动',
    system: 'Kubernetes 自身的命名空间：不提建议',
    labelsUnseen: '看不到它的标签：不提建议',
    refusesToday: '目前强制的级别高于其工作负载能通过的级别：它们早已在运行，一旦重建就会被拒绝',
    keeps: (modes) => `要求高于计划，保持不变：${modes.join('、')}`,
    notSeen:
      '看不到的：API 服务器自己的 Pod 安全默认值和豁免，以及 webhook 会给尚未创建的 Pod 添加什么。enforce 只看 Pod；warn 和 audit 还看 Kubernetes 自带类型的 Pod 模板。',
    noCluster: 'psa apply 会更改集群：请明确写出 --cluster',
    notAsked: '这里无法询问：用 --yes 设置标签，或用 --dry-run 只作比较',
    question: (count) => `设置 ${count} 个命名空间的标签？[y/N] `,
    answerYes: /^(?:y|yes|是)$/i,
    nothingToDo: '没有要设置的标签。',
    changed: (namespace) => `${namespace}：标签已与计划时不同，不作设置`,
    differs: (namespace) => `${namespace}：API 服务器的说法与计划不同`,
    refused: (pod, others, reasons) => `${pod}${others > 0 ? ` 和另外 ${others} 个 Pod ` : ' '}会被拒绝：${reasons}`,
    remark: (namespace, text) => `${namespace}：API 服务器说：${text}`,
    movedOn: (namespace) => `${namespace}：这些标签归他人所有，或命名空间已有变化；不加 --force 不作设置`,
    failed: (namespace, reason) => `${namespace}：标签未设置：${reason}`,
    left: (namespace) => `${namespace}：不加 --force 不作设置`,
    applied: (count) => `已设置标签：${count} 个命名空间`,
    agreed: (count) => `API 服务器对 ${count} 个命名空间的预测相同；没有作任何设置。`,
    calledOff: '没有作任何设置。',
  },
};
