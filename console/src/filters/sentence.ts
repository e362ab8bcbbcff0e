import type { Texts } from '../texts/catalogues.ts';
import { type Filter, labelsOf } from './filter.ts';

/** The list in words: `Open findings, severity critical or high, in namespace shop`. For the tab's title and screen readers. */
export function sentenceOf(
  { filters: texts }: Pick<Texts, 'filters'>,
  subject: string,
  filters: readonly Pick<Filter, 'values' | 'facet' | 'labelOf' | 'phrase'>[],
  words: string,
): string {
  const phrases = filters.filter(({ values }) => values.length > 0).map((filter) => filter.phrase(labelsOf(filter)));
  return texts.sentence(subject, words === '' ? phrases : [...phrases, texts.containing(words)]);
}
