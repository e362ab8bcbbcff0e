import type { Language } from '../checks/index.ts';
import { networkTexts } from './network-texts.ts';

/** More names than this are counted in text; JSON and CSV have all. */
const mostNames = 12;

export function shortened(names: readonly string[], language: Language): string {
  const text = networkTexts[language];
  if (names.length <= mostNames) return names.join(text.comma);
  return `${names.slice(0, mostNames).join(text.comma)}${text.andMore(names.length - mostNames)}`;
}
