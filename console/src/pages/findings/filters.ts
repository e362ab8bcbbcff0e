import type { FindingFacets } from '../../../../src/server/contract/index.ts';
import type { Filter } from '../../filters/filter.ts';
import type { Texts } from '../../texts/catalogues.ts';
import type { Format } from '../../texts/format.ts';
import type { FindingsState } from './state.ts';

type Change = (patch: Partial<FindingsState>) => void;

/** The filters of findings, in the order in which they are read. */
export function findingFilters(
  state: FindingsState,
  facets: FindingFacets | undefined,
  texts: Texts,
  format: Format,
  change: Change,
): readonly Filter[] {
  const { findings, severity } = texts;
  // Findings without a value can't be asked for by it.
  const facet = (name: 'check' | 'tool' | 'namespace' | 'kind' | 'team') =>
    facets?.[name].filter(({ value }) => value !== '');
  const severityName = (value: string) => severity.words[value as keyof typeof severity.words] ?? value;
  return [
    {
      name: 'severity',
      label: findings.filters.severity,
      values: state.severity,
      facet: facets?.severity,
      labelOf: severityName,
      phrase: (labels) => findings.phrases.severity(format.any(labels)),
      onChange: (values) => change({ severity: values as FindingsState['severity'] }),
    },
    ...(['check', 'tool', 'namespace', 'kind', 'team'] as const).map((name) => ({
      name,
      label: findings.filters[name],
      values: state[name],
      facet: facet(name),
      phrase: (labels: readonly string[]) => findings.phrases[name](format.any(labels)),
      onChange: (values: readonly string[]) => change({ [name]: values }),
    })),
    {
      name: 'standard',
      label: findings.filters.standard,
      values: state.standard,
      facet: [],
      phrase: (labels) => findings.phrases.standard(format.any(labels)),
      onChange: (values) => change({ standard: values }),
    },
    ...(['object', 'since', 'resolvedSince'] as const).map((name) => ({
      name,
      label: findings.filters[name],
      values: state[name] === '' ? [] : [state[name]],
      facet: [],
      phrase: () => findings.phrases[name](name === 'object' ? objectName(state.object) : format.day(state[name])),
      onChange: () => change({ [name]: '' }),
    })),
  ];
}

/** `apps/Deployment/shop/web` → `Deployment shop/web`. */
function objectName(key: string): string {
  const [, kind = '', namespace = '', name = ''] = key.split('/');
  return `${kind} ${namespace === '' ? '' : `${namespace}/`}${name}`;
}
