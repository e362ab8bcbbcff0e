import type { NetworkMap } from '../../../../src/server/contract/index.ts';
import type { Filter } from '../../filters/filter.ts';
import type { Texts } from '../../texts/catalogues.ts';
import type { Format } from '../../texts/format.ts';
import { type NetworkPageState, states } from './state.ts';

/** More opened namespaces than these are counted. */
const mostNamed = 4;

/** The filters of connections, in the order in which they are read. */
export function networkFilters(
  state: NetworkPageState,
  map: NetworkMap | undefined,
  { network: texts }: Texts,
  format: Format,
  change: (patch: Partial<NetworkPageState>) => void,
): readonly Filter[] {
  const namespaces = map?.namespaces.map(({ name, workloads }) => ({ value: name, label: name, count: workloads }));
  return [
    {
      name: 'namespace',
      label: texts.filters.namespace,
      values: state.namespace,
      facet: namespaces,
      phrase: (labels) => texts.phrases.namespace(format.any(labels)),
      onChange: (namespace) => change({ namespace }),
    },
    {
      name: 'state',
      label: texts.filters.state,
      values: state.state,
      // How many are denied is not known before it is asked.
      facet: states.map((value) => ({ value, label: texts.states[value] })),
      phrase: () => texts.phrases.state(format.any(state.state.map((one) => texts.stateWords[one]))),
      onChange: (chosen) => change({ state: states.filter((one) => chosen.includes(one)) }),
    },
    {
      name: 'open',
      label: texts.filters.open,
      values: state.open,
      facet: namespaces,
      phrase: (labels) =>
        texts.phrases.open(labels.length > mostNamed ? texts.namespaces(format, labels.length) : format.all(labels)),
      onChange: (open) => change({ open }),
    },
    {
      name: 'port',
      label: texts.port,
      values: state.port === '' ? [] : [state.port],
      // Typed beside it; here it can be taken away.
      facet: [],
      phrase: (labels) => texts.phrases.port(labels.join()),
      onChange: () => change({ port: '' }),
    },
  ];
}
