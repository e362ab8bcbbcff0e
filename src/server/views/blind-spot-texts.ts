import type { Language } from '../../checks/index.ts';

interface BlindSpotTexts {
  readonly notConfigured: (checks: readonly string[]) => string;
  readonly version: (version: string, known: string) => string;
  readonly versionUnknown: string;
  readonly evaluation: (place: string, said: string) => string;
  readonly moreEvaluations: (count: number) => string;
  readonly failing: (since: string) => string;
}

/** What has no answer, why, and what to do. What can't be read, the inventory says itself. */
export const blindSpotTexts: Readonly<Record<Language, BlindSpotTexts>> = {
  en: {
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
    notConfigured: (checks) => `以下检查需要在设置文件中设置参数，未执行：${checks.join('、')}。`,
    version: (version, known) => `没有 Kubernetes ${version} 的 schema：对象按 ${known} 中最接近的版本校验。`,
    versionUnknown: 'API 服务器没有给出版本：对象按最新版本检查。',
    evaluation: (place, said) => `${place}：${said}。`,
    moreEvaluations: (count) => `另有 ${count} 个问题没有答案，可用 "breakwater scan --cluster" 查看。`,
    failing: (since) => `最近一次评估失败，正在重试：当前显示的是 ${since} 的状态。原因见服务器日志。`,
  },
};
