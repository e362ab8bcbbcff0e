import type { Language } from '../../checks/index.ts';

interface BlindSpotTexts {
  readonly forbidden: (kind: string, detail: string) => string;
  readonly namespaceForbidden: (kind: string, namespace: string, detail: string) => string;
  readonly unavailable: (kind: string, detail: string) => string;
  readonly watchLost: (kind: string, detail: string) => string;
  readonly notRead: (kind: string, detail: string) => string;
  readonly everyKind: string;
  readonly notConfigured: (checks: readonly string[]) => string;
  readonly version: (version: string, known: string) => string;
  readonly versionUnknown: string;
  readonly evaluation: (place: string, said: string) => string;
  readonly moreEvaluations: (count: number) => string;
  readonly failing: (since: string) => string;
}

/** What can't be seen, why, and what to do. */
export const blindSpotTexts: Readonly<Record<Language, BlindSpotTexts>> = {
  en: {
    forbidden: (kind, detail) =>
      `${kind} can’t be read: the account lacks permission to list and watch them in the whole cluster (${detail}).`,
    namespaceForbidden: (kind, namespace, detail) =>
      `${kind} in namespace ${namespace} can’t be read: the account lacks permission there (${detail}).`,
    unavailable: (kind, detail) =>
      `${kind} can’t be read: the API server does not serve them (${detail}). Look at its APIService.`,
    watchLost: (kind, detail) => `${kind} may be out of date: their watch was lost and is being resumed (${detail}).`,
    notRead: (kind, detail) => `${kind} are not read: ${detail}.`,
    everyKind: 'Objects',
    notConfigured: (checks) => `Not asked, because they need a parameter in the settings file: ${checks.join(', ')}.`,
    version: (version, known) =>
      `There are no schemas of Kubernetes ${version} here: objects are checked against the nearest of ${known}.`,
    versionUnknown: 'The API server does not say its version: objects are checked as for the newest one.',
    evaluation: (place, said) => `${place}: ${said}.`,
    moreEvaluations: (count) =>
      `${count} more questions have no answer; the log of "breakwater scan --cluster" lists them.`,
    failing: (since) =>
      `The last assessment failed and is being tried again: what is shown is as of ${since}. The server’s log says why.`,
  },
  'zh-CN': {
    forbidden: (kind, detail) => `无法读取 ${kind}：账号没有在整个集群中列出和监听它们的权限（${detail}）。`,
    namespaceForbidden: (kind, namespace, detail) =>
      `无法读取命名空间 ${namespace} 中的 ${kind}：账号在那里没有权限（${detail}）。`,
    unavailable: (kind, detail) => `无法读取 ${kind}：API 服务器未提供该资源（${detail}）。请检查对应的 APIService。`,
    watchLost: (kind, detail) => `${kind} 可能不是最新的：监听已中断，正在恢复（${detail}）。`,
    notRead: (kind, detail) => `未读取 ${kind}：${detail}。`,
    everyKind: '对象',
    notConfigured: (checks) => `以下检查需要在设置文件中设置参数，未执行：${checks.join('、')}。`,
    version: (version, known) => `没有 Kubernetes ${version} 的 schema：对象按 ${known} 中最接近的版本校验。`,
    versionUnknown: 'API 服务器没有给出版本：对象按最新版本检查。',
    evaluation: (place, said) => `${place}：${said}。`,
    moreEvaluations: (count) => `另有 ${count} 个问题没有答案，可用 "breakwater scan --cluster" 查看。`,
    failing: (since) => `最近一次评估失败，正在重试：当前显示的是 ${since} 的状态。原因见服务器日志。`,
  },
};
