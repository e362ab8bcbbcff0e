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
  return templateOf(text, variant).replace(placeholder, (written, name: string) => values[name] ?? written);
}

/** Names of the placeholders in a check's message, the same in every language. */
export function placeholdersOf(text: CheckText, variant: string | undefined): readonly string[] {
  const template = templateOf(text, variant);
  let names = placeholders.get(template);
  if (names === undefined) {
    names = [...new Set(Array.from(template.matchAll(placeholder), ([, name = '']) => name))];
    placeholders.set(template, names);
  }
  return names;
}

const placeholder = /\{(\w+)\}/g;

/** By message: there are some hundred of them, of our own and of users' policies, asked for once a finding. */
const placeholders = new Map<string, readonly string[]>();

function templateOf(text: CheckText, variant: string | undefined): string {
  const template = typeof text.message === 'string' ? text.message : text.message[variant ?? 'default'];
  if (template === undefined) throw new Error(`no message ${variant ?? 'default'} for "${text.title}"`);
  return template;
}
