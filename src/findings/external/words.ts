import type { CheckText, Language } from '../../checks/index.ts';
import type { FindingFacts } from '../facts.ts';

interface ExternalTexts {
  readonly why: (tool: string) => string;
  readonly action: (tool: string) => string;
  /** Of rules that stand for many, by tool and rule. */
  readonly titles: Readonly<Record<string, string>>;
}

const texts: Readonly<Record<Language, ExternalTexts>> = {
  en: {
    why: (tool) => `Found by ${tool}, and shown as it says it; its severity is ${tool}'s, mapped to ours.`,
    action: (tool) => `See the documentation of ${tool}`,
    titles: {
      'trivy/vulnerability': 'Image has a known vulnerability',
      'trivy/exposed-secret': 'Image contains a secret',
    },
  },
  'zh-CN': {
    why: (tool) => `由 ${tool} 发现，按其原文显示；严重程度取自 ${tool}，并换算为本工具的等级。`,
    action: (tool) => `请查阅 ${tool} 的文档`,
    titles: {
      'trivy/vulnerability': '镜像存在已知漏洞',
      'trivy/exposed-secret': '镜像中含有机密信息',
    },
  },
};

/** Whether a check is another tool's: of our own only users' policies (`policy/…`) have a slash in their id. */
export function isExternalCheck(check: string): boolean {
  return check.includes('/') && !check.startsWith('policy/');
}

/** The texts of another tool's check. */
export function externalText(
  { check, message }: Pick<FindingFacts, 'check' | 'message'>,
  language: Language,
): CheckText {
  const tool = check.split('/', 1)[0] ?? '';
  const { why, action, titles } = texts[language];
  const own = Object.hasOwn(titles, check) ? titles[check] : undefined;
  return { title: own ?? (message.values.title || check), why: why(tool), action: action(tool), message: '{text}' };
}
