import { type CheckTexts, catalogue, type Language } from '../../checks/index.ts';
import { ownTool } from '../../findings/index.ts';
import type { FacetValue, FindingFilter, SearchWord } from '../../store/index.ts';
import type { FindingFilter as AskedFilter, FindingFacets, WorkloadFacets } from '../contract/index.ts';
import { labelTexts } from './label-texts.ts';

/** More words than this narrow nothing any more. */
const mostWords = 10;

/** The words of a search, in lower case. */
export function wordsOf(text: string | undefined): string[] {
  const words = (text ?? '').toLowerCase().split(/\s+/u);
  return [...new Set(words.filter((word) => word !== ''))].slice(0, mostWords);
}

/** A filter as the database has it: standards as the checks that answer them, words with the checks whose title has them. */
export function findingFilter(asked: AskedFilter, texts: CheckTexts): FindingFilter {
  const { standard, q, ...rest } = asked;
  return {
    ...rest,
    words: wordsOf(q).map((text): SearchWord => ({ text, checks: checksWithTitle(text, texts) })),
    standardChecks: standard.length === 0 ? undefined : checksOfStandards(standard),
  };
}

/** Ids of checks whose title has a text, in the language of the texts. */
function checksWithTitle(text: string, texts: CheckTexts): string[] {
  return Object.entries(texts)
    .filter(([, { title }]) => title.toLowerCase().includes(text))
    .map(([id]) => id);
}

function checksOfStandards(asked: readonly string[]): string[] {
  const wanted = new Set(asked);
  return catalogue
    .filter(({ standards }) =>
      Object.entries(standards).some(([framework, ids]) => ids.some((id: string) => wanted.has(`${framework}:${id}`))),
    )
    .map(({ id }) => id);
}

type Labelled = { value: string; label: string; count: number }[];

function labelled(values: readonly FacetValue[], labelOf: (value: string) => string | undefined): Labelled {
  return values.map(({ value, count }) => ({ value, label: labelOf(value) ?? value, count }));
}

export function findingFacetsView(
  facets: Readonly<Record<keyof FindingFacets, readonly FacetValue[]>>,
  texts: CheckTexts,
  language: Language,
): FindingFacets {
  const { severity, status, noNamespace, noTeam } = labelTexts[language];
  return {
    status: labelled(facets.status, (value) => entry(status, value)),
    severity: labelled(facets.severity, (value) => entry(severity, value)),
    check: labelled(facets.check, (value) => entry(texts, value)?.title),
    tool: labelled(facets.tool, (value) => (value === ownTool ? 'Breakwater' : value)),
    namespace: labelled(facets.namespace, (value) => value || noNamespace),
    kind: labelled(facets.kind, (value) => value),
    team: labelled(facets.team, (value) => value || noTeam),
  };
}

export function workloadFacetsView(
  facets: Readonly<Record<keyof WorkloadFacets, readonly FacetValue[]>>,
  language: Language,
): WorkloadFacets {
  const { exposure, noNamespace, noTeam } = labelTexts[language];
  return {
    namespace: labelled(facets.namespace, (value) => value || noNamespace),
    kind: labelled(facets.kind, (value) => value),
    team: labelled(facets.team, (value) => value || noTeam),
    exposure: labelled(facets.exposure, (value) => entry(exposure, value)),
  };
}

function entry<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
