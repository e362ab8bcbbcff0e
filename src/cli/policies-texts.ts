import type { Language } from '../checks/index.ts';
import type { NotExported } from '../enforcement/index.ts';
import { counted } from '../inventory/index.ts';

interface PoliciesTexts {
  readonly policies: string;
  readonly export: string;
  readonly action: string;
  readonly namespaceSelector: string;
  readonly outputFolder: string;
  readonly examples: string;
  readonly notASelector: (text: string) => string;
  readonly foreignFile: (file: string) => string;
  readonly written: (policies: number, folder: string) => string;
  readonly notExported: Readonly<Record<NotExported, (ids: readonly string[]) => string>>;
  readonly expires: (check: string, day: string) => string;
}

export const policiesTexts: Readonly<Record<Language, PoliciesTexts>> = {
  en: {
    policies: 'Checks as admission policies of Kubernetes',
    export: 'Write checks as ValidatingAdmissionPolicies, so that the API server itself asks them',
    action: 'what the API server does with an object that fails: note it in the audit log, warn its user, refuse it',
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
    },
    expires: (check, day) =>
      `An admission policy knows no date: the exception for ${check} holds until you export again after ${day}`,
  },
  'zh-CN': {
    policies: '把检查变成 Kubernetes 的准入策略',
    export: '把检查写成 ValidatingAdmissionPolicy，由 API 服务器自己执行',
    action: '对象不合格时 API 服务器怎么做：写入审计日志、警告用户、拒绝请求',
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
    },
    expires: (check, day) => `准入策略不认识日期：针对 ${check} 的例外在 ${day} 之后会继续生效，直到重新导出`,
  },
};
