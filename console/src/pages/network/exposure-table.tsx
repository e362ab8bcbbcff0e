import { useMemo } from 'react';
import { Link } from 'react-router';
import type { NetworkExposure, NetworkWay } from '../../../../src/server/contract/index.ts';
import { useRead } from '../../api/queries.ts';
import { FilterBar } from '../../filters/filter-bar.tsx';
import { Name } from '../../parts/names.tsx';
import { EmptyView } from '../../parts/states.tsx';
import type { Column } from '../../table/column.ts';
import { DataTable } from '../../table/data-table.tsx';
import { usePagedRows } from '../../table/rows.ts';
import type { Texts } from '../../texts/catalogues.ts';
import type { Format } from '../../texts/format.ts';
import { useFormat, useTexts } from '../../texts/language.tsx';
import type { SetState } from '../../url/use-url-state.ts';
import { workloadHref } from '../workload/address.ts';
import classes from './network.module.css';
import { type fields, type NetworkPageState, reaches } from './state.ts';

type ExposureTexts = Texts['network']['exposure'];

/** Every way in, widest first, with what stands in it. */
export function ExposureTable({
  state,
  set,
}: {
  readonly state: NetworkPageState;
  readonly set: SetState<typeof fields>;
}) {
  const { network } = useTexts();
  const texts = network.exposure;
  const format = useFormat();
  const query = { reach: state.reach };
  const rows = usePagedRows<NetworkWay>('network/exposure', query);
  const first = useRead<NetworkExposure>('network/exposure', { ...query, limit: 1 });
  const columns = useMemo(() => columnsOf(texts, format), [texts, format]);
  const unknownKinds = first.data?.unknownKinds ?? [];
  return (
    <>
      <p className={classes.dim}>{texts.what}</p>
      {unknownKinds.length > 0 && <p className={classes.warning}>{texts.unknownKinds(format.all(unknownKinds))}</p>}
      <FilterBar
        subject={network.views.exposure}
        filters={[
          {
            name: 'reach',
            label: texts.columns.reach,
            values: state.reach,
            facet: reaches.map((value) => ({ value, label: texts.reach[value] })),
            phrase: (labels) => texts.phrase(format.any(labels)),
            onChange: (values) => set({ reach: reaches.filter((one) => values.includes(one)) }),
          },
        ]}
        onClear={() => set({ reach: [] })}
      />
      <DataTable
        label={texts.what}
        columns={columns}
        rows={rows}
        keyOf={(way) => JSON.stringify([way.by, way.via, way.workload, way.ports])}
        compact={(way) => (
          <div className={classes.compact}>
            <span className={classes.oneLine}>
              <ReachMark way={way} /> <span className={classes.dim}>{texts.kinds[way.by] ?? way.by}</span>{' '}
              <Behind way={way} />
            </span>
            <span className={classes.second}>
              <Name>
                {[...way.hosts.slice(0, 1), way.ports.slice(0, 3).join(', '), `TLS ${texts.tls[way.tls]}`]
                  .filter((part) => part !== '')
                  .join(' · ')}
              </Name>
            </span>
          </div>
        )}
        failed={texts.failed}
        empty={
          <EmptyView icon="inside" title={texts.none}>
            {texts.noneWhat}
          </EmptyView>
        }
      />
    </>
  );
}

function columnsOf(texts: ExposureTexts, format: Format): readonly Column<NetworkWay>[] {
  const { columns } = texts;
  const list = (names: readonly string[], most = 1) =>
    names.length === 0 ? null : (
      <span title={names.join('\n')} className={classes.cell}>
        <Name>{names.slice(0, most).join(', ')}</Name>
        {names.length > most && <span className={classes.dim}>+{format.number(names.length - most)}</span>}
      </span>
    );
  return [
    { id: 'reach', header: columns.reach, width: '128px', cell: (way) => <ReachMark way={way} /> },
    { id: 'way', header: columns.way, cell: (way) => <Way way={way} /> },
    { id: 'workload', header: columns.workload, cell: (way) => <Behind way={way} /> },
    { id: 'address', header: columns.address, from: 1080, cell: ({ hosts }) => list(hosts) },
    { id: 'ports', header: columns.ports, width: '120px', cell: ({ ports }) => list(ports) },
    { id: 'tls', header: columns.tls, width: '120px', from: 820, cell: ({ tls }) => texts.tls[tls] },
    {
      id: 'authentication',
      header: columns.authentication,
      width: '104px',
      from: 900,
      cell: ({ authentication }) => texts.authentication[authentication],
    },
    {
      id: 'sources',
      header: columns.sources,
      width: '132px',
      from: 1240,
      cell: ({ sourceRanges }) => list(sourceRanges),
    },
    {
      id: 'policies',
      header: columns.policies,
      width: '108px',
      from: 900,
      cell: ({ policies, policyNames }) => <span title={policyNames.join('\n')}>{texts.policies[policies]}</span>,
    },
  ];
}

/** From where, and why that is so or isn't known. */
function ReachMark({ way: { reach, reasons } }: { readonly way: NetworkWay }) {
  const { network } = useTexts();
  return (
    <span className={classes.reach} data-reach={reach} title={reasons.join('\n')}>
      {network.exposure.reach[reach]}
    </span>
  );
}

function Way({ way: { by, via } }: { readonly way: NetworkWay }) {
  const { network } = useTexts();
  return (
    <span className={classes.cell}>
      <span className={classes.kind}>{network.exposure.kinds[by] ?? by}</span>
      {via !== null && <Name>{via.namespace === null ? via.name : `${via.namespace}/${via.name}`}</Name>}
    </span>
  );
}

function Behind({ way: { workload, nodes } }: { readonly way: NetworkWay }) {
  const { network } = useTexts();
  const format = useFormat();
  if (workload === null) return nodes === null ? null : <span>{network.exposure.nodes(format, nodes)}</span>;
  const name = `${workload.namespace}/${workload.name}`;
  const href = workloadHref({ ...workload, container: null });
  return href === undefined ? (
    <Name>{name}</Name>
  ) : (
    <Link to={href} className={classes.link}>
      <Name>{name}</Name>
    </Link>
  );
}
