import { fileURLToPath } from 'node:url';
import { type Check, catalogue, type Language, loadTexts, parameterTextsOf } from '../src/checks/index.ts';

interface Words {
  readonly title: string;
  readonly intro: (count: number) => string;
  readonly columns: readonly string[];
  readonly action: string;
  readonly rule: string;
  readonly parameters: string;
  readonly needed: string;
  readonly fixable: string;
  readonly source: string;
  readonly stop: string;
  readonly colon: string;
}

const words: Readonly<Record<Language, Words>> = {
  en: {
    title: 'Checks',
    intro: (count) =>
      `${count} checks. This page is made by \`npm run docs\` from the catalogue; \`breakwater checks show ID\` shows the same with examples.\nWhat is not here, and why: [checks-left-out.md](checks-left-out.md).`,
    columns: ['check', 'severity', 'profiles', 'what is wrong', 'standards'],
    action: 'What to do',
    rule: 'Rule',
    parameters: 'Parameters',
    needed: 'asked only where it is set',
    fixable: '`breakwater fix` can do it.',
    source: 'Source',
    stop: '.',
    colon: ':',
  },
  'zh-CN': {
    title: '检查项',
    intro: (count) =>
      `共 ${count} 项检查。本页由 \`npm run docs\` 根据目录生成；\`breakwater checks show ID\` 显示同样的内容并附例子。\n未包含的检查及原因见 [checks-left-out.md](../checks-left-out.md)。`,
    columns: ['检查项', '级别', '所属组', '问题', '对应标准'],
    action: '怎么办',
    rule: '规则',
    parameters: '参数',
    needed: '设置后才会执行',
    fixable: '可由 `breakwater fix` 修复。',
    source: '来源',
    stop: '。',
    colon: '：',
  },
};

/** docs/checks.md, docs/zh-CN/checks.md */
export function checksDocumentFile(language: Language): string {
  return fileURLToPath(
    new URL(language === 'en' ? '../docs/checks.md' : `../docs/${language}/checks.md`, import.meta.url),
  );
}

/** The reference of all checks as Markdown. */
export async function checksDocument(language: Language): Promise<string> {
  const texts = await loadTexts(language);
  const word = words[language];
  const rows = catalogue.map((check) =>
    [
      `[${check.id}](#${check.id})`,
      check.severity,
      profilesOf(check),
      cell(texts[check.id]?.title ?? ''),
      standardsOf(check),
    ].join(' | '),
  );
  const parameterTexts = await Promise.all(catalogue.map((check) => parameterTextsOf(check, language)));
  const details = catalogue.map((check, index) => {
    const text = texts[check.id];
    return [
      `### ${check.id}\n\n**${text?.title}${word.stop}** ${text?.why}`,
      `*${word.action}${word.colon}* ${text?.action}${word.stop}${isFixable(check) ? ` ${word.fixable}` : ''}`,
      ...rulesOf(check, word),
      ...parametersOf(check, word, parameterTexts[index] ?? {}),
      `*${word.source}${word.colon}* ${check.source}`,
    ].join('\n\n');
  });
  return `# ${word.title}\n\n${word.intro(catalogue.length)}\n\n| ${word.columns.join(' | ')} |\n|${word.columns.map(() => '---|').join('')}\n${rows.map((row) => `| ${row} |`).join('\n')}\n\n${details.join('\n\n')}\n`;
}

function profilesOf(check: Check): string {
  const named = check.profiles ?? ['security'];
  return named.length === 0 ? 'all' : named.join(', ');
}

function standardsOf({ standards }: Check): string {
  return cell(
    Object.entries(standards)
      .map(([name, ids]) => `${name} ${(ids as readonly string[]).join(' ')}`)
      .join('; '),
  );
}

function isFixable(check: Check): boolean {
  return check.type === 'cel' && check.rules.some((rule) => rule.fix !== undefined);
}

function rulesOf(check: Check, word: Words): string[] {
  if (check.type !== 'cel') return [];
  const lines = check.rules.map(({ each, expression, since, until }) => {
    const versions = [since && `≥ ${since}`, until && `< ${until}`].filter(Boolean).join(', ');
    return `${each === undefined ? '' : `${each}[] → `}${expression}${versions === '' ? '' : `  (Pod Security ${versions})`}`;
  });
  return [`*${word.rule}${word.colon}*\n\n\`\`\`\n${lines.join('\n')}\n\`\`\``];
}

function parametersOf(check: Check, word: Words, texts: Readonly<Record<string, string>>): string[] {
  const entries = Object.entries(check.parameters ?? {});
  if (entries.length === 0) return [];
  const lines = entries.map(([name, parameter]) => {
    const needed = check.needs?.includes(name) ? ` (${word.needed})` : '';
    return `- \`${name}\`: ${texts[name]}${needed}${word.stop} \`${JSON.stringify(parameter.default)}\``;
  });
  return [`*${word.parameters}${word.colon}*\n\n${lines.join('\n')}`];
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
