import type { Texts } from '../catalogues.ts';

export const palette: Texts['palette'] = {
  label: '查找对象、检查项和页面',
  placeholder: '查找任何对象、检查项或页面',
  results: '查找结果',
  groups: { recent: '最近打开', pages: '页面', objects: '对象', checks: '检查项' },
  open: (format, count) => `${format.number(count)} 个未处理`,
  nothing: '没有找到。可以输入名称、类型、命名空间或检查项的一部分。',
  failed: '无法搜索对象和检查项。',
  found: (format, count) => `共 ${format.number(count)} 条`,
  searching: '正在搜索',
  hints: { choose: '选择', open: '打开' },
};
