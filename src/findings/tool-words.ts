import type { CheckText, CheckTexts, Language } from '../checks/index.ts';
import type { FindingFacts } from './facts.ts';
import type { Finding } from './finding.ts';

interface ToolTexts {
  readonly why: (tool: string) => string;
  /** What the severity was taken from. */
  readonly graded: (words: string) => string;
  readonly day: (day: string) => string;
  readonly action: (tool: string) => string;
  readonly about: string;
  /** Of rules that have none of their own, by their id or what it begins with. */
  readonly titles: Readonly<Record<string, string>>;
}

const texts: Readonly<Record<Language, ToolTexts>> = {
  en: {
    why: (tool) => `Found by ${tool}, and shown as it says it.`,
    graded: (words) => ` Its severity comes from the report’s “${words}”.`,
    day: (day) => ` Last reported on ${day}.`,
    action: (tool) => `Do as the rule of ${tool} asks; see its documentation`,
    about: '{about}: {text}',
    titles: {
      'trivy/vulnerabilities': 'Image has known vulnerabilities',
      'trivy/exposed-secret': 'Image contains a secret',
    },
  },
  'zh-CN': {
    why: (tool) => `由 ${tool} 发现，按其原文显示。`,
    graded: (words) => `严重程度取自报告中的“${words}”。`,
    day: (day) => `最近一次报告于 ${day}。`,
    action: (tool) => `按 ${tool} 的规则要求处理，详见其文档`,
    about: '{about}：{text}',
    titles: {
      'trivy/vulnerabilities': '镜像存在已知漏洞',
      'trivy/exposed-secret': '镜像中含有机密信息',
    },
  },
};

/** The tool of another tool's rule (`kyverno` of `kyverno/require-labels/team`); undefined of our own checks and of users' policies. */
export function toolOfCheck(check: string): string | undefined {
  const slash = check.indexOf('/');
  return slash < 0 || check.startsWith('policy/') ? undefined : check.slice(0, slash);
}

/** What this program is called among the tools. */
export const ownTool = 'breakwater';

/** The texts of other tools' rules that were broken, by the ids that findings have. */
export function toolRuleTexts(findings: Iterable<Pick<Finding, 'check' | 'title'>>, language: Language): CheckTexts {
  const { why, action } = texts[language];
  const found: Record<string, CheckText> = {};
  for (const { check, title } of findings) {
    const tool = toolOfCheck(check);
    if (tool !== undefined) found[check] ??= { title, why: why(tool), action: action(tool), message: title };
  }
  return found;
}

/** The texts of a finding of another tool; undefined of all others. */
export function toolText(
  { check, message }: Pick<FindingFacts, 'check' | 'message'>,
  language: Language,
): CheckText | undefined {
  const tool = toolOfCheck(check);
  if (tool === undefined) return undefined;
  const { why, graded, day, action, about, titles } = texts[language];
  const { values } = message;
  const [, family = ''] = check.split('/');
  const own = Object.hasOwn(titles, `${tool}/${family}`) ? titles[`${tool}/${family}`] : undefined;
  const from = values.graded === undefined ? '' : graded(values.graded);
  return {
    title: own ?? (values.title || check),
    why: `${why(tool)}${from}${values.day === undefined ? '' : day(values.day)}`,
    action: action(tool),
    message: { object: '{text}', report: about },
  };
}
