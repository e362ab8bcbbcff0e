import type { Language } from '../../checks/index.ts';

interface AdmissionTexts {
  readonly refused: (policy: string, what: string) => string;
  readonly warned: (policy: string) => string;
  /** One reason: title, containers, what to do, id. */
  readonly reason: (title: string, containers: string, action: string, check: string) => string;
  readonly before: string;
  readonly more: (count: number) => string;
  readonly late: (milliseconds: number) => string;
  readonly unanswered: (checks: string) => string;
  readonly unplaced: (namespace: string) => string;
  readonly unusable: string;
  readonly fault: string;
  readonly closed: (policy: string, why: string) => string;
  readonly open: (policy: string, why: string) => string;
}

/** What users of kubectl are told. */
export const admissionTexts: Readonly<Record<Language, AdmissionTexts>> = {
  en: {
    refused: (policy, what) => `policy ${policy} refuses ${what}`,
    warned: (policy) => `policy ${policy}: `,
    reason: (title, containers, action, check) =>
      `${title}${containers === '' ? '' : `: ${containers}`}. ${action.replace(/\.$/, '')}. [${check}]`,
    before: 'was so before: ',
    more: (count) => `and ${count} more`,
    late: (milliseconds) => `no answer within ${milliseconds} ms`,
    unanswered: (checks) => `checks without an answer: ${checks}`,
    unplaced: (namespace) => `the labels of namespace ${namespace} are not known`,
    unusable: 'the object can not be read',
    fault: 'a fault of Breakwater, which its log names',
    closed: (policy, why) => `policy ${policy}: ${why}; refused, because its failurePolicy is Fail`,
    open: (policy, why) => `policy ${policy}: ${why}; let in unchecked`,
  },
  'zh-CN': {
    refused: (policy, what) => `策略 ${policy} 拒绝了 ${what}`,
    warned: (policy) => `策略 ${policy}：`,
    reason: (title, containers, action, check) =>
      `${title}${containers === '' ? '' : `：${containers}`}。${action.replace(/。$/, '')}。[${check}]`,
    before: '此前已如此：',
    more: (count) => `另有 ${count} 项`,
    late: (milliseconds) => `${milliseconds} 毫秒内未得出结论`,
    unanswered: (checks) => `以下检查没有结论：${checks}`,
    unplaced: (namespace) => `不清楚命名空间 ${namespace} 的标签`,
    unusable: '无法读取该对象',
    fault: 'Breakwater 内部出错，详见其日志',
    closed: (policy, why) => `策略 ${policy}：${why}；其 failurePolicy 为 Fail，因此拒绝`,
    open: (policy, why) => `策略 ${policy}：${why}；未经检查即放行`,
  },
};
