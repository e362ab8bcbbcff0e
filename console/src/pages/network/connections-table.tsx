import { useMemo } from 'react';
import type { NetworkConnection, NetworkMap } from '../../../../src/server/contract/index.ts';
import { Name } from '../../parts/names.tsx';
import { EmptyView } from '../../parts/states.tsx';
import type { Column } from '../../table/column.ts';
import { DataTable } from '../../table/data-table.tsx';
import { usePagedRows } from '../../table/rows.ts';
import { useFormat, useTexts } from '../../texts/language.tsx';
import type { SetState } from '../../url/use-url-state.ts';
import classes from './network.module.css';
import { type fields, filtersOf, type NetworkPageState } from './state.ts';
import { StateMark } from './state-mark.tsx';
import { edgeWords, nameOf, portsWords } from './words.ts';

/** The map's connections as rows, for those who prefer a table, and for screen readers. */
export function ConnectionsTable(props: {
  readonly map: NetworkMap;
  readonly state: NetworkPageState;
  readonly set: SetState<typeof fields>;
}) {
  const { map, state, set } = props;
  const { network: texts } = useTexts();
  const format = useFormat();
  const rows = usePagedRows<NetworkConnection>('network/connections', filtersOf(state));
  const columns = useMemo((): readonly Column<NetworkConnection>[] => {
    const from = ({ from: id, except }: NetworkConnection) =>
      except === null ? nameOf(id, map.nodes, texts) : texts.everyoneBut(format, except.length);
    return [
      { id: 'from', header: texts.columns.from, cell: (row) => <Name>{from(row)}</Name> },
      { id: 'to', header: texts.columns.to, cell: ({ to }) => <Name>{nameOf(to, map.nodes, texts)}</Name> },
      { id: 'state', header: texts.columns.state, width: '172px', cell: (row) => <StateMark state={row.state} /> },
      { id: 'ports', header: texts.columns.ports, cell: (row) => <Name>{portsWords(row, texts, format)}</Name> },
      {
        id: 'pairs',
        header: texts.columns.pairs,
        width: '152px',
        end: true,
        from: 900,
        cell: (row) => texts.pairs(format, row.allowed + row.unknown, row.pairs),
      },
      ...(map.flows === null
        ? []
        : [
            {
              id: 'seen',
              header: texts.columns.seen,
              width: '200px',
              end: true,
              from: 780,
              cell: (row: NetworkConnection) =>
                row.seen === null
                  ? null
                  : texts.seenPorts(edgeWords(row, texts, format, 1), format.number(row.seen.flows)),
            },
          ]),
    ];
  }, [map, texts, format]);
  const name = (row: NetworkConnection) =>
    row.except === null ? nameOf(row.from, map.nodes, texts) : texts.everyoneBut(format, row.except.length);
  return (
    <DataTable
      label={texts.subject}
      columns={columns}
      rows={rows}
      keyOf={({ from, to }) => `${from} ${to}`}
      compact={(row) => (
        <div className={classes.compact}>
          <span>{texts.between(name(row), nameOf(row.to, map.nodes, texts))}</span>
          <span className={classes.second}>
            <StateMark state={row.state} /> {edgeWords(row, texts, format)}
          </span>
        </div>
      )}
      // Of everyone's connection there is one end to look at.
      onOpen={({ from, to, except }) =>
        set(except === null ? { from, to, at: '' } : { from: to, to: '', at: '' }, { replace: state.from !== '' })
      }
      open={state.from === '' ? undefined : `${state.from} ${state.to}`}
      failed={texts.failed}
      empty={
        <EmptyView icon="filter" title={texts.noneFit}>
          {texts.noneFitWhat}
        </EmptyView>
      }
    />
  );
}
