import type { Check } from '../check.ts';
import type { CheckText, CheckTexts } from './text.ts';

export const languages = ['en', 'zh-CN'] as const;
export type Language = (typeof languages)[number];

/** The texts of every check in a language, by id. Only that language is loaded. */
export async function loadTexts(language: Language): Promise<CheckTexts> {
  return language === 'zh-CN' ? (await import('./zh-CN/index.ts')).texts : (await import('./en/index.ts')).texts;
}

/** What the parameters of a check mean, by name, in a language. */
export async function parameterTextsOf(
  { id, parameters = {} }: Pick<Check, 'id' | 'parameters'>,
  language: Language,
): Promise<Readonly<Record<string, string>>> {
  const english = Object.fromEntries(Object.entries(parameters).map(([name, { description }]) => [name, description]));
  return language === 'en' ? english : { ...english, ...(await import('./zh-CN/parameters.ts')).parameterTexts[id] };
}

/** A check's message with its placeholders filled in; a placeholder without a value stays as it is. */
export function formatMessage(
  text: CheckText,
  variant: string | undefined,
  values: Readonly<Record<string, string>>,
): string {
  const template = typeof text.message === 'string' ? text.message : text.message[variant ?? 'default'];
  if (template === undefined) throw new Error(`no message ${variant ?? 'default'} for "${text.title}"`);
  return template.replace(/\{(\w+)\}/g, (placeholder, name: string) => values[name] ?? placeholder);
}
