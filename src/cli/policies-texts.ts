import type { Language } from '../checks/index.ts';
import type { NotExported } from '../enforcement/index.ts';
import { counted } from '../inventory/index.ts';

interface PoliciesTexts {
  readonly policies: string;
  readonly export: string;
  readonly action: string;
  readonly mutating: string;
  readonly noDefault: string;
  readonly kubernetesVersion: string;
  readonly tooOld: (version: string) => string;
  readonly noMutating: (version: string) => string;
  readonly switchedOff: (version: string, apiVersion: string) => string;
  readonly namespaceSelector: string;
  readonly outputFolder: string;
  readonly examples: string;
  readonly notASelector: (text: string) => string;
  readonly foreignFile: (file: string) => string;
  readonly written: (policies: number, folder: string) => string;
  readonly notExported: Readonly<Record<NotExported, (ids: readonly string[]) => string>>;
  readonly policy: string;
  readonly noSecurityPolicy: (path: string) => string;
  readonly off: (names: readonly string[]) => string;
  readonly webhook: (ids: readonly string[]) => string;
  readonly expires: (check: string, day: string) => string;
  readonly crds: string;
  readonly crdsExamples: string;
  readonly test: string;
  readonly testFolder: string;
  readonly testExamples: string;
  readonly tested: (examples: number, failed: number) => string;
  readonly neverFails: (policy: string) => string;
  readonly neverPasses: (policy: string) => string;
  readonly noExamples: (folder: string) => string;
  readonly notAnExpectation: (file: string, text: string) => string;
  readonly noRequest: string;
  readonly messageWanted: (message: string) => string;
  readonly ok: string;
  readonly wrong: string;
  readonly expected: (verdict: string) => string;
  readonly verdicts: Readonly<
    Record<'allow' | 'audit' | 'warn' | 'deny' | 'refused' | 'unknown' | 'not-asked', string>
  >;
  /** Columns that a verdict takes. */
  readonly widest: number;
}

export const policiesTexts: Readonly<Record<Language, PoliciesTexts>> = {
  en: {
    policies: 'Checks as admission policies of Kubernetes',
    export: 'Write checks as ValidatingAdmissionPolicies, so that the API server itself asks them',
    action: 'what the API server does with an object that fails: note it in the audit log, warn its user, refuse it',
    mutating:
      'write MutatingAdmissionPolicies (Kubernetes 1.36 and later; before, where they are switched on) for what is safe as a default: seccomp RuntimeDefault, no NET_RAW, no token for the account "default"',
    noDefault: 'none of these checks has a fix that is safe as a default',
    kubernetesVersion: 'version of the API servers that get the policies, 1.30 or later (default: the latest)',
    tooOld: (version) =>
      `Kubernetes ${version} has no ValidatingAdmissionPolicy of version v1: policies can be exported for 1.30 and later`,
    noMutating: (version) =>
      `Kubernetes ${version} has no MutatingAdmissionPolicy: they can be exported for 1.32 and later`,
    switchedOff: (version, apiVersion) =>
      `Kubernetes ${version} takes these policies only where its API server was started with --feature-gates=MutatingAdmissionPolicy=true and --runtime-config=${apiVersion}=true`,
    namespaceSelector:
      'label selector of the namespaces where the policies hold (default: all but those of Kubernetes itself)',
    outputFolder: 'folder to write one file a check into; without it, everything goes to standard output',
    examples: `
  breakwater policies export | kubectl apply -f -                      note what fails in the audit log
  breakwater policies export --action Warn --profile pss-baseline      tell users, refuse nothing
  breakwater policies export --action Deny --checks pod-privileged --namespace-selector tier=production -o policies/`,
    notASelector: (text) =>
      `--namespace-selector ${text}: not a label selector such as team=shop,env in (prod,live),!legacy`,
    foreignFile: (file) => `${file}: is there and was not written by "breakwater policies export"; nothing was written`,
    written: (policies, folder) => `Written to ${folder}: ${counted(policies, 'policy', 'policies')}`,
    notExported: {
      'many-objects': (ids) =>
        `Not exported, because they ask about several objects at once, which no admission policy can: ${ids.join(', ')}`,
      'no-admission': (ids) =>
        `Not exported, because the API server asks no admission policy about their kinds: ${ids.join(', ')}`,
      'other-version': (ids) =>
        `Not exported, because this version of the Pod Security Standards asks nothing of them: ${ids.join(', ')}`,
      'not-configured': (ids) => `Not exported, because they need a parameter in the settings: ${ids.join(', ')}`,
      'too-many-exceptions': (ids) =>
        `Not exported, because more is excepted from them than an admission policy can carry (use globs): ${ids.join(', ')}`,
    },
    policy:
      'file or folder with SecurityPolicies (and SecurityExceptions) to export, instead of what the other options say',
    noSecurityPolicy: (path) => `${path}: there is no SecurityPolicy`,
    off: (names) => `Nothing to export, because the action is Off: ${names.join(', ')}`,
    webhook: (ids) => `Not exported, because the policy leaves them to the webhook: ${ids.join(', ')}`,
    expires: (check, day) =>
      `An admission policy knows no date: the exception for ${check} holds until you export again after ${day}`,
    crds: 'Print the CustomResourceDefinitions of SecurityPolicy and SecurityException',
    crdsExamples: `
  breakwater policies crds | kubectl apply --server-side -f -`,
    test: 'Run your own ValidatingAdmissionPolicies against example objects with expected verdicts, without a cluster',
    testFolder: 'folder with policies, bindings, parameters, and examples below folders called pass and fail',
    testExamples: `
  breakwater policies test examples/policies

  policies/                        policies, bindings, and what they need: parameters, Namespaces, CRDs
    replicas.yaml
    pass/web.yaml                  every object in it must be allowed
    fail/too-many.yaml             every object in it must be denied, warned of or noted by some policy

  An object may say more by annotations:
    breakwater.dev/expect: deny    or warn, audit, allow: exactly this, in whatever folder
    breakwater.dev/expect-message: at most 10    a part of the message`,
    tested: (examples, failed) =>
      `${counted(examples, 'example')}: ${failed === 0 ? 'all as expected' : `${examples - failed} as expected, ${failed} not`}`,
    neverFails: (policy) => `${policy}: no example fails it, so nothing shows that it refuses anything`,
    neverPasses: (policy) => `${policy}: no example passes it, so nothing shows that it lets anything in`,
    noExamples: (folder) =>
      `${folder}: no examples: put objects into folders called pass and fail, or annotate them with breakwater.dev/expect`,
    notAnExpectation: (file, text) => `${file}: breakwater.dev/expect: ${text}: not one of deny, warn, audit, allow`,
    noRequest: 'no API server asks a policy about this object',
    messageWanted: (message) => `no message has: ${message}`,
    ok: 'ok   ',
    wrong: 'WRONG',
    expected: (verdict) => `expected: ${verdict}`,
    verdicts: {
      allow: 'allow',
      audit: 'audit',
      warn: 'warn',
      deny: 'deny',
      refused: 'deny, warn or audit',
      unknown: 'unknown',
      'not-asked': 'not asked',
    },
    widest: 9,
  },
  'zh-CN': {
    policies: '把检查变成 Kubernetes 的准入策略',
    export: '把检查写成 ValidatingAdmissionPolicy，由 API 服务器自己执行',
    action: '对象不合格时 API 服务器怎么做：写入审计日志、警告用户、拒绝请求',
    mutating:
      '写成 MutatingAdmissionPolicy（Kubernetes 1.36 及以上；更早的版本须先启用），补上可安全作为默认值的设置：seccomp RuntimeDefault、去掉 NET_RAW、default 账户不挂载令牌',
    noDefault: '这些检查都没有可安全作为默认值的修复',
    kubernetesVersion: '策略所用 API 服务器的版本，1.30 及以上（默认：最新版本）',
    tooOld: (version) => `Kubernetes ${version} 没有 v1 版的 ValidatingAdmissionPolicy：只能为 1.30 及以上版本导出策略`,
    noMutating: (version) => `Kubernetes ${version} 没有 MutatingAdmissionPolicy：只能为 1.32 及以上版本导出`,
    switchedOff: (version, apiVersion) =>
      `Kubernetes ${version} 默认不接受这些策略：启动 API 服务器时须加上 --feature-gates=MutatingAdmissionPolicy=true 和 --runtime-config=${apiVersion}=true`,
    namespaceSelector: '策略在哪些命名空间生效的标签选择器（默认：除 Kubernetes 自身之外的所有命名空间）',
    outputFolder: '输出目录，每个检查一个文件；不指定时全部写到标准输出',
    examples: `
  breakwater policies export | kubectl apply -f -                      不合格的只记入审计日志
  breakwater policies export --action Warn --profile pss-baseline      警告用户，不拒绝
  breakwater policies export --action Deny --checks pod-privileged --namespace-selector tier=production -o policies/`,
    notASelector: (text) => `--namespace-selector ${text}：不是标签选择器，例如 team=shop,env in (prod,live),!legacy`,
    foreignFile: (file) => `${file}：文件已存在，且不是由“breakwater policies export”写的；什么都没有写入`,
    written: (policies, folder) => `已写入 ${folder}：${policies} 个策略`,
    notExported: {
      'many-objects': (ids) => `以下检查同时涉及多个对象，准入策略做不到，未导出：${ids.join('、')}`,
      'no-admission': (ids) => `API 服务器不会就这些类型询问准入策略，未导出：${ids.join('、')}`,
      'other-version': (ids) => `该版本的 Pod 安全标准对它们没有要求，未导出：${ids.join('、')}`,
      'not-configured': (ids) => `以下检查需要在设置中给出参数，未导出：${ids.join('、')}`,
      'too-many-exceptions': (ids) => `以下检查的例外过多，准入策略容纳不下（可改用通配符），未导出：${ids.join('、')}`,
    },
    policy: '要导出的 SecurityPolicy（及 SecurityException）所在的文件或目录，其他选项由它们决定',
    noSecurityPolicy: (path) => `${path}：没有 SecurityPolicy`,
    off: (names) => `action 为 Off，没有可导出的内容：${names.join('、')}`,
    webhook: (ids) => `策略指定由 webhook 执行，未导出：${ids.join('、')}`,
    expires: (check, day) => `准入策略不认识日期：针对 ${check} 的例外在 ${day} 之后会继续生效，直到重新导出`,
    crds: '输出 SecurityPolicy 和 SecurityException 的 CustomResourceDefinition',
    crdsExamples: `
  breakwater policies crds | kubectl apply --server-side -f -`,
    test: '用示例对象及其预期结果测试您自己的 ValidatingAdmissionPolicy，不需要集群',
    testFolder: '目录，包含策略、绑定、参数，以及 pass 和 fail 目录下的示例',
    testExamples: `
  breakwater policies test examples/policies

  policies/                        策略、绑定及所需对象：参数、Namespace、CRD
    replicas.yaml
    pass/web.yaml                  其中每个对象都必须放行
    fail/too-many.yaml             其中每个对象都必须被某个策略拒绝、警告或记录

  对象可以用注解写得更具体：
    breakwater.dev/expect: deny    或 warn、audit、allow：结果必须正好如此，与所在目录无关
    breakwater.dev/expect-message: at most 10    消息中应有的一段文字`,
    tested: (examples, failed) =>
      `${examples} 个示例：${failed === 0 ? '全部符合预期' : `${examples - failed} 个符合预期，${failed} 个不符`}`,
    neverFails: (policy) => `${policy}：没有示例违反它，无法证明它会拒绝任何对象`,
    neverPasses: (policy) => `${policy}：没有示例通过它，无法证明它会放行任何对象`,
    noExamples: (folder) =>
      `${folder}：没有示例：请把对象放进名为 pass 和 fail 的目录，或加上注解 breakwater.dev/expect`,
    notAnExpectation: (file, text) => `${file}：breakwater.dev/expect: ${text}：可选值为 deny、warn、audit、allow`,
    noRequest: 'API 服务器不会就这个对象询问任何策略',
    messageWanted: (message) => `没有消息包含：${message}`,
    ok: '符合',
    wrong: '不符',
    expected: (verdict) => `预期：${verdict}`,
    verdicts: {
      allow: '放行',
      audit: '记录',
      warn: '警告',
      deny: '拒绝',
      refused: '拒绝、警告或记录',
      unknown: '未知',
      'not-asked': '不询问',
    },
    widest: 3,
  },
};
