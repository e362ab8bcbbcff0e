import type { Language } from '../checks/index.ts';
import type { NotExported, Rung } from '../enforcement/index.ts';
import { counted } from '../inventory/index.ts';

interface PredictTexts {
  readonly predict: string;
  readonly policy: string;
  readonly action: string;
  readonly output: string;
  readonly examples: string;
  readonly policyOrChecks: string;
  readonly noPolicy: string;
  readonly noPolicyIn: (file: string) => string;
  readonly unreadable: (kind: string, name: string, mistakes: readonly string[]) => string;
  /** Of checks that were named in the call, not by an object. */
  readonly unnamed: string;
  readonly step: (name: string, from: Rung, to: Rung) => string;
  readonly stays: (name: string, rung: Rung) => string;
  readonly rungs: Readonly<Record<Rung, string>>;
  /** `to`: the rung that decides what happens to them. */
  readonly summary: (to: Rung, found: number, asked: number, namespaces: number) => string;
  readonly excepted: (count: number) => string;
  readonly clusterScoped: string;
  readonly of: (pod: string, workload: string) => string;
  readonly team: (name: string) => string;
  readonly more: (count: number) => string;
  readonly toDo: string;
  readonly automatic: string;
  readonly notNative: Readonly<Record<NotExported, (ids: readonly string[]) => string>>;
  readonly unanswered: (count: number, failsClosed: boolean) => string;
  readonly unseen: (kinds: readonly string[]) => string;
  readonly unplaced: (namespaces: readonly string[]) => string;
  readonly notSeen: string;
}

export const predictTexts: Readonly<Record<Language, PredictTexts>> = {
  en: {
    predict: 'Say what a policy would refuse of what is there, before it is set to refuse anything',
    policy:
      'file with the SecurityPolicies to predict, and SecurityExceptions (default: those among the files, or in the cluster)',
    action: 'the step to predict (default: the next one up; with --profile or --checks: Deny)',
    output: 'output format',
    examples: `
  breakwater policies predict --cluster                            every SecurityPolicy of the cluster, one step up
  breakwater policies predict --cluster --policy baseline.yaml     one that is not in the cluster yet
  breakwater policies predict --recording shop.recording --profile pss-baseline
  breakwater policies predict manifests/ --checks pod-privileged -o json

  Exit code: 0 nothing would be refused, 1 something would be, 2 the call is wrong or something is not known.`,
    policyOrChecks:
      '--policy says what is asked: leave out --profile, --checks, --pss-version and --namespace-selector',
    noPolicy: 'there is no SecurityPolicy to predict: name one with --policy, or checks with --profile or --checks',
    noPolicyIn: (file) => `${file}: there is no SecurityPolicy in it`,
    unreadable: (kind, name, mistakes) => `${kind} ${name}: can't be used: ${mistakes.join('; ')}`,
    unnamed: 'these checks',
    step: (name, from, to) => `${name}: ${from} → ${to}`,
    stays: (name, rung) => `${name}: ${rung}`,
    rungs: { Off: 'Off', Audit: 'Audit', Warn: 'Warn', Deny: 'Deny' },
    summary: (to, found, asked, namespaces) => {
      if (found === 0) return `None of ${counted(asked, 'object')} that it is asked of would be ${verbs[to]}.`;
      return `${found} of ${counted(asked, 'object')} that it is asked of would be ${verbs[to]}, in ${counted(namespaces, 'namespace')}.`;
    },
    excepted: (count) => `${counted(count, 'object')} more would be, but for an exception.`,
    clusterScoped: '(no namespace)',
    of: (pod, workload) => `${pod} of ${workload}`,
    team: (name) => `team ${name}`,
    more: (count) => `and ${count} more (-o json shows all)`,
    toDo: 'What to do',
    automatic: ' ("breakwater fix" edits the files)',
    notNative: {
      'many-objects': (ids) =>
        `About several objects at once, so asked by Breakwater's webhook and not by the API server: ${ids.join(', ')}`,
      'no-admission': (ids) => `Not asked, because no admission policy sees their kinds: ${ids.join(', ')}`,
      'other-version': (ids) =>
        `Not asked, because this version of the Pod Security Standards asks nothing of them: ${ids.join(', ')}`,
      'not-configured': (ids) => `Not asked, because they need a parameter: ${ids.join(', ')}`,
      'too-many-exceptions': (ids) =>
        `Not asked, because more is excepted from them than an admission policy can carry: ${ids.join(', ')}`,
    },
    unanswered: (count, closed) =>
      `${counted(count, 'object')} could not be judged${closed ? ', and would be refused, since the policy fails closed' : ''}.`,
    unseen: (kinds) => `Can't be seen, so not counted: ${kinds.join(', ')}`,
    unplaced: (namespaces) =>
      `Whether it holds in these namespaces depends on labels that are not known, so nothing of them is counted: ${namespaces.join(', ')}`,
    notSeen:
      'Each object is judged as it stands, as if it were written again. What webhooks and defaults would add is not seen; requests that were made are counted by "breakwater server".',
  },
  'zh-CN': {
    predict: '在策略开始拒绝之前，先说明现有对象中哪些会被它拒绝',
    policy: '待预测的 SecurityPolicy（以及 SecurityException）所在文件（默认：文件中或集群中已有的）',
    action: '要预测的级别（默认：再上一级；指定 --profile 或 --checks 时为 Deny）',
    output: '输出格式',
    examples: `
  breakwater policies predict --cluster                            集群中的每个 SecurityPolicy，各上一级
  breakwater policies predict --cluster --policy baseline.yaml     尚未写入集群的策略
  breakwater policies predict --recording shop.recording --profile pss-baseline
  breakwater policies predict manifests/ --checks pod-privileged -o json

  退出码：0 没有对象会被拒绝，1 有对象会被拒绝，2 调用有误或有未知的部分。`,
    policyOrChecks: '--policy 已说明要检查什么：请去掉 --profile、--checks、--pss-version 和 --namespace-selector',
    noPolicy: '没有可预测的 SecurityPolicy：请用 --policy 指定，或用 --profile、--checks 指定检查',
    noPolicyIn: (file) => `${file}：其中没有 SecurityPolicy`,
    unreadable: (kind, name, mistakes) => `${kind} ${name}：无法使用：${mistakes.join('；')}`,
    unnamed: '这些检查',
    step: (name, from, to) => `${name}：${from} → ${to}`,
    stays: (name, rung) => `${name}：${rung}`,
    rungs: { Off: '关闭', Audit: '记录', Warn: '警告', Deny: '拒绝' },
    summary: (to, found, asked, namespaces) => {
      if (found === 0) return `所涉及的 ${asked} 个对象中，没有会被${chineseVerbs[to]}的。`;
      return `所涉及的 ${asked} 个对象中，有 ${found} 个会被${chineseVerbs[to]}，分布在 ${namespaces} 个命名空间。`;
    },
    excepted: (count) => `另有 ${count} 个因例外而放行。`,
    clusterScoped: '（无命名空间）',
    of: (pod, workload) => `${workload} 的 ${pod}`,
    team: (name) => `团队 ${name}`,
    more: (count) => `另有 ${count} 个（-o json 列出全部）`,
    toDo: '处理办法',
    automatic: '（可用“breakwater fix”修改文件）',
    notNative: {
      'many-objects': (ids) => `同时涉及多个对象，由 Breakwater 的 webhook 而非 API 服务器检查：${ids.join('、')}`,
      'no-admission': (ids) => `准入策略看不到这些类型，不会检查：${ids.join('、')}`,
      'other-version': (ids) => `该版本的 Pod 安全标准对它们没有要求，不会检查：${ids.join('、')}`,
      'not-configured': (ids) => `需要参数，不会检查：${ids.join('、')}`,
      'too-many-exceptions': (ids) => `例外过多，准入策略容纳不下，不会检查：${ids.join('、')}`,
    },
    unanswered: (count, closed) =>
      `${count} 个对象无法判定${closed ? '；策略在无法判定时拒绝，因此它们也会被拒绝' : ''}。`,
    unseen: (kinds) => `看不到，未计入：${kinds.join('、')}`,
    unplaced: (namespaces) =>
      `策略是否在以下命名空间生效取决于未知的标签，其中的对象均未计入：${namespaces.join('、')}`,
    notSeen:
      '每个对象都按现状判定，如同重新写入一次。webhook 和默认值会补上的内容不在其中；已发生的请求由“breakwater server”统计。',
  },
};

const verbs: Readonly<Record<Rung, string>> = {
  Off: 'found, were it asked',
  Audit: 'noted in the audit log',
  Warn: 'warned of',
  Deny: 'refused',
};

const chineseVerbs: Readonly<Record<Rung, string>> = {
  Off: '发现（若启用）',
  Audit: '写入审计日志',
  Warn: '警告',
  Deny: '拒绝',
};
