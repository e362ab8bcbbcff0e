import type { Language } from '../../checks/index.ts';

interface ComplianceTexts {
  readonly notAsked: string;
  readonly notConfigured: string;
  readonly nothing: string;
  /** The reader sees some namespaces only. */
  readonly restricted: string;
  /** Kinds or namespaces that can't be read. */
  readonly unseen: (what: readonly string[]) => string;
  /** Of a control that was checked: what of it was not. */
  readonly notAll: (checks: readonly string[]) => string;
  /** A check and the reason that goes with it. */
  readonly because: (check: string, reason: string) => string;
  readonly join: (sentences: readonly string[]) => string;
  readonly status: Readonly<Record<'pass' | 'fail' | 'not-checked', string>>;
  readonly columns: {
    readonly section: string;
    readonly control: string;
    readonly title: string;
    readonly status: string;
    readonly reason: string;
    readonly open: string;
    readonly accepted: string;
    readonly objects: string;
    readonly checks: string;
  };
  readonly heading: string;
  readonly tally: (pass: number, fail: number, notChecked: number) => string;
  readonly assessed: (time: string) => string;
  readonly neverAssessed: string;
  readonly source: string;
  readonly check: (id: string, status: string, open: number, accepted: number) => string;
}

export const complianceTexts: Readonly<Record<Language, ComplianceTexts>> = {
  en: {
    notAsked: 'This server does not ask the check.',
    notConfigured: 'The check needs parameters that nobody has set.',
    nothing: 'Nothing that the check asks about was seen in the cluster.',
    restricted: 'You see some namespaces only; what is in others, or concerns the whole cluster, is not shown to you.',
    unseen: (what) => `Not everything could be read: ${what.join(', ')}.`,
    notAll: (checks) => `Not all of it was checked: ${checks.join(' ')}`,
    because: (check, reason) => `${check}: ${reason}`,
    join: (sentences) => sentences.join(' '),
    status: { pass: 'pass', fail: 'fail', 'not-checked': 'not checked' },
    columns: {
      section: 'Section',
      control: 'Control',
      title: 'Title',
      status: 'Status',
      reason: 'What was not checked, and why',
      open: 'Open findings',
      accepted: 'Accepted findings',
      objects: 'Objects asked',
      checks: 'Checks',
    },
    heading: 'Compliance report',
    tally: (pass, fail, notChecked) => `${pass} pass, ${fail} fail, ${notChecked} not checked`,
    assessed: (time) => `As assessed at ${time}`,
    neverAssessed: 'Not assessed yet.',
    source: 'Source:',
    check: (id, status, open, accepted) =>
      `${id}: ${status}${open > 0 ? `, ${open} open` : ''}${accepted > 0 ? `, ${accepted} accepted` : ''}`,
  },
  'zh-CN': {
    notAsked: '本服务器没有启用该检查。',
    notConfigured: '该检查需要的参数尚未设置。',
    nothing: '集群中没有看到该检查所针对的对象。',
    restricted: '你只能看到部分命名空间；其他命名空间以及涉及整个集群的内容不会显示。',
    unseen: (what) => `有内容无法读取：${what.join('、')}。`,
    notAll: (checks) => `并非全部检查过：${checks.join('')}`,
    because: (check, reason) => `${check}：${reason}`,
    join: (sentences) => sentences.join(''),
    status: { pass: '通过', fail: '不通过', 'not-checked': '未检查' },
    columns: {
      section: '章节',
      control: '控制项',
      title: '标题',
      status: '状态',
      reason: '未检查的内容及原因',
      open: '未解决',
      accepted: '已接受',
      objects: '检查的对象数',
      checks: '检查',
    },
    heading: '合规报告',
    tally: (pass, fail, notChecked) => `通过 ${pass} 项，不通过 ${fail} 项，未检查 ${notChecked} 项`,
    assessed: (time) => `评估时间：${time}`,
    neverAssessed: '尚未评估。',
    source: '来源：',
    check: (id, status, open, accepted) =>
      `${id}：${status}${open > 0 ? `，未解决 ${open} 个` : ''}${accepted > 0 ? `，已接受 ${accepted} 个` : ''}`,
  },
};
