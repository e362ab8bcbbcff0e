import type { Language } from '../checks/index.ts';
import { counted } from '../inventory/index.ts';

/** Headings of `breakwater checks`. */
export const checkCommandTexts: Readonly<
  Record<
    Language,
    {
      readonly why: string;
      readonly action: string;
      readonly rule: string;
      readonly parameters: string;
      readonly standards: string;
      readonly source: string;
      readonly fails: string;
      readonly passes: string;
      readonly count: (count: number, profile: string) => string;
    }
  >
> = {
  en: {
    why: 'Why it matters',
    action: 'What to do',
    rule: 'Rule (CEL, true when all is well)',
    parameters: 'Parameters',
    standards: 'Standards',
    source: 'Source',
    fails: 'Fails:',
    passes: 'Passes:',
    count: (count, profile) =>
      `${counted(count, 'check')} in profile ${profile}. "breakwater checks show ID" shows everything about one of them.`,
  },
  'zh-CN': {
    why: '为什么重要',
    action: '怎么办',
    rule: '规则（CEL，为 true 表示没有问题）',
    parameters: '参数',
    standards: '对应标准',
    source: '来源',
    fails: '不通过的例子：',
    passes: '通过的例子：',
    count: (count, profile) => `${profile} 组共 ${count} 项检查。用 "breakwater checks show ID" 查看某一项的全部信息。`,
  },
};
