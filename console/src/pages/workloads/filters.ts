import type { WorkloadFacets } from '../../../../src/server/contract/index.ts';
import type { Filter } from '../../filters/filter.ts';
import type { Texts } from '../../texts/catalogues.ts';
import type { Format } from '../../texts/format.ts';
import type { WorkloadsState } from './state.ts';

/** The filters of workloads, in the order in which they are read. */
export function workloadFilters(
  state: WorkloadsState,
  facets: WorkloadFacets | undefined,
  { workloads: texts }: Texts,
  format: Format,
  change: (patch: Partial<WorkloadsState>) => void,
): readonly Filter[] {
  const exposureName = (value: string) => texts.exposure[value as keyof typeof texts.exposure] ?? value;
  return [
    {
      name: 'exposure',
      label: texts.filters.exposure,
      values: state.exposure,
      facet: facets?.exposure,
      labelOf: exposureName,
      phrase: (labels) => texts.phrases.exposure(format.any(labels)),
      onChange: (values) => change({ exposure: values as WorkloadsState['exposure'] }),
    },
    ...(['kind', 'namespace', 'team'] as const).map((name) => ({
      name,
      label: texts.filters[name],
      values: state[name],
      // Workloads without a team can't be asked for by it.
      facet: facets?.[name].filter(({ value }) => value !== ''),
      phrase: (labels: readonly string[]) => texts.phrases[name](format.any(labels)),
      onChange: (values: readonly string[]) => change({ [name]: values }),
    })),
  ];
}
