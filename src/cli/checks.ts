import {
  type Check,
  catalogue,
  checksOf,
  type Language,
  loadTexts,
  nearNames,
  type Profile,
  parameterTextsOf,
} from '../checks/index.ts';
import { CallError } from './call-error.ts';
import { callTexts } from './call-texts.ts';
import { checkCommandTexts } from './checks-texts.ts';

/** `breakwater checks list`. @returns the exit code */
export async function listCommand(
  options: { readonly profile: Profile; readonly output: 'table' | 'json' },
  language: Language,
): Promise<number> {
  const texts = await loadTexts(language);
  const checks = checksOf(options.profile, catalogue);
  if (options.output === 'json') {
    const rows = checks.map((check) => ({
      id: check.id,
      severity: check.severity,
      ...texts[check.id],
      standards: check.standards,
      source: check.source,
      parameters: check.parameters ?? {},
      ...(check.type === 'cel' && {
        rules: check.rules.map(({ each, expression, field }) => ({ each, expression, field })),
      }),
    }));
    process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
    return 0;
  }
  const widest = Math.max(...checks.map((check) => check.id.length));
  const lines = checks.map(
    (check) => `${check.id.padEnd(widest)}  ${check.severity.padEnd(8)}  ${texts[check.id]?.title ?? ''}`,
  );
  process.stdout.write(`${lines.join('\n')}\n\n${checkCommandTexts[language].count(checks.length, options.profile)}\n`);
  return 0;
}

/** `breakwater checks show ID`. @returns the exit code */
export async function showCommand(id: string, language: Language): Promise<number> {
  const check = catalogue.find((candidate) => candidate.id === id);
  const text = (await loadTexts(language))[id];
  if (check === undefined || text === undefined)
    throw new CallError(callTexts[language].unknownCheck([id], nearNames([id], catalogue)));
  const words = checkCommandTexts[language];
  const { examples } = await import('../checks/examples/index.ts');
  const sections = [
    `${check.id} (${check.severity})\n${text.title}`,
    `${words.why}\n${text.why}`,
    `${words.action}\n${text.action}`,
    ...ruleSection(check, words.rule),
    ...parameterSection(check, words.parameters, await parameterTextsOf(check, language)),
    `${words.standards}\n${standardsLine(check)}`,
    `${words.source}\n${check.source}`,
    ...(examples[id]?.fail ?? [])
      .slice(0, 1)
      .map((example) => `${words.fails} ${example.title}\n${example.yaml.trim()}`),
    ...(examples[id]?.pass ?? [])
      .slice(0, 1)
      .map((example) => `${words.passes} ${example.title}\n${example.yaml.trim()}`),
  ];
  process.stdout.write(`${sections.join('\n\n')}\n`);
  return 0;
}

function ruleSection(check: Check, heading: string): string[] {
  if (check.type !== 'cel') return [];
  const rules = check.rules.map(({ each, expression, since, until }) => {
    const versions = [since && `>= ${since}`, until && `< ${until}`].filter(Boolean).join(', ');
    return `${each === undefined ? '' : `${each}[]: `}${expression}${versions === '' ? '' : `   (${versions})`}`;
  });
  return [`${heading}\n${rules.join('\n')}`];
}

function parameterSection(check: Check, heading: string, texts: Readonly<Record<string, string>>): string[] {
  const entries = Object.entries(check.parameters ?? {});
  if (entries.length === 0) return [];
  const lines = entries.map(([name, parameter]) => `${name}: ${texts[name]} (${JSON.stringify(parameter.default)})`);
  return [`${heading}\n${lines.join('\n')}`];
}

function standardsLine(check: Check): string {
  const parts = Object.entries(check.standards).map(
    ([name, ids]) => `${name.toUpperCase()} ${(ids as string[]).join(', ')}`,
  );
  return parts.length > 0 ? parts.join(' · ') : '-';
}
