import type { Texts } from '../catalogues.ts';

export const compliance: Texts['compliance'] = {
  title: '合规',
  failed: '无法加载合规框架。',
  frameworkFailed: '无法加载该框架。',
  what: '集群对照五个框架的情况。从集群中无法检查的条款单独计数，不会算作通过。',
  all: '全部框架',
  status: { pass: '通过', fail: '未通过', 'not-checked': '未检查' },
  sentence: (format, { pass, fail, notChecked }) =>
    `共 ${format.number(pass + fail + notChecked)} 项条款：${format.number(fail)} 项未通过，${format.number(pass)} 项通过${
      notChecked === 0 ? '' : `，${format.number(notChecked)} 项未检查`
    }。`,
  assessed: '评估于',
  source: '框架原文',
  statusLabel: '状态',
  statusTab: (format, name, count) => `${name} ${format.number(count)}`,
  everything: '全部',
  search: '搜索编号或标题',
  controls: '条款',
  control: '条款',
  findings: '未处理的问题',
  partly: '仅就可检查的部分而言',
  checkedOf: (format, objects) => `检查了 ${format.number(objects)} 个对象。`,
  evidence: (format, count) => `查看 ${format.number(count)} 个未处理的问题`,
  acceptedEvidence: (format, count) => `${format.number(count)} 个已接受`,
  accepted: (format, count) => `${format.number(count)} 个已接受`,
  checks: '对应的检查项',
  noChecks: '没有对应的检查项。',
  sectionTally: (format, { pass, fail, notChecked }) =>
    [
      ...(fail === 0 ? [] : [`${format.number(fail)} 项未通过`]),
      ...(pass === 0 ? [] : [`${format.number(pass)} 项通过`]),
      ...(notChecked === 0 ? [] : [`${format.number(notChecked)} 项未检查`]),
    ].join('，'),
  notCheckedSince: (reason) => `未检查：${reason}`,
  noneFit: '没有符合的条款',
  noneFitWhat: '这个状态下没有条款的编号、标题或章节含有这些文字。',
  showAll: '显示全部条款',
  expandAll: '全部展开',
  collapseAll: '全部收起',
  export: '导出',
  exportAs: { html: '可打印的页面（HTML）', csv: '表格（CSV）' },
  exportFailed: '无法生成文件。',
  exported: '文件正在下载。',
};
