import type { Texts } from '../catalogues.ts';

export const check: Texts['check'] = {
  title: '检查项',
  failed: '无法加载该检查项。',
  findingsFailed: '无法加载它发现的问题。',
  all: '按检查项查看问题',
  asked: '已对本集群执行',
  notAsked: (reason) => (reason === null ? '未执行。' : `未执行：${reason}。`),
  notAskedWhat: '因此无法得知集群能否通过。',
  why: '为什么重要',
  action: '怎么办',
  source: '规则出处',
  standards: '对应标准',
  noStandards: '它不属于任何框架。',
  evidence: '该条款的问题',
  findings: (format, count) => `未处理的问题（${format.number(count)}）`,
  none: '没有未处理的问题：检查过的对象都通过了，或者已被接受。',
  noneUnasked: '没有，因为没有执行这项检查。',
  allFindings: (format, count) => `查看全部 ${format.number(count)} 个问题`,
  accepted: (format, count) => `${format.number(count)} 个已接受`,
  except: '添加例外…',
};
