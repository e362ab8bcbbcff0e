import { NativeSelect } from '@mantine/core';
import { useMemo } from 'react';
import type { FindingFacets } from '../../../../src/server/contract/index.ts';
import { useRead } from '../../api/queries.ts';
import { useMay } from '../../api/session.tsx';
import { Page } from '../../app/page.tsx';
import { FilterBar } from '../../filters/filter-bar.tsx';
import { sentenceOf } from '../../filters/sentence.ts';
import { StatusTabs } from '../../filters/status-tabs.tsx';
import { useKeys } from '../../parts/keys.ts';
import { WithPanel } from '../../parts/side-panel.tsx';
import { EmptyView, NoneFitView } from '../../parts/states.tsx';
import { DataTable } from '../../table/data-table.tsx';
import { useSelection } from '../../table/selection.tsx';
import { useLanguage } from '../../texts/language.tsx';
import { useHref, useUrlState } from '../../url/use-url-state.ts';
import { CompactFinding, findingColumns } from './columns.tsx';
import { ExportMenu } from './export-menu.tsx';
import { findingFilters } from './filters.ts';
import { FindingByFingerprint } from './finding-by-fingerprint.tsx';
import { GroupRow, MoreRow } from './group-row.tsx';
import { keyOf, type ListRow, useFindingRows } from './rows.ts';
import { SelectionBar, selectableAtMost } from './selection-bar.tsx';
import { cleared, fields, filterOfGroup, filtersOf, groupings, sorts, statuses } from './state.ts';

/** What is wrong, where? */
export function FindingsPage() {
  const { texts: all, format } = useLanguage();
  const { findings: texts } = all;
  const [state, set] = useUrlState(fields);
  const href = useHref(fields);
  const may = useMay('findings:accept');
  const facets = useRead<FindingFacets>('findings/facets', filtersOf(state));
  const rows = useFindingRows(state);
  const selectable = may && state.status !== 'resolved';
  const selection = useSelection(rows, keyOf, (row) => row.type === 'finding', selectableAtMost);
  const filters = findingFilters(state, facets.data, all, format, set);
  const query = { ...filtersOf(state), sort: state.sort, order: state.order };
  const resolved = state.status === 'resolved';
  const columns = useMemo(() => findingColumns(all, resolved, (finding) => href({ finding })), [all, resolved, href]);
  const close = () => set({ finding: '' });
  useKeys(state.finding === '' ? (selection.keys.size > 0 ? { Escape: selection.clear } : {}) : { Escape: close });

  const sentence = sentenceOf(all, texts.subjects[state.status], filters, state.q);
  const filtered = filters.some(({ values }) => values.length > 0) || state.q !== '';
  const toggle = (key: string) =>
    set(
      {
        expanded: state.expanded.includes(key) ? state.expanded.filter((one) => one !== key) : [...state.expanded, key],
      },
      { replace: true },
    );
  const open = (row: ListRow) => {
    if (row.type === 'finding') set({ finding: row.finding.fingerprint }, { replace: state.finding !== '' });
    else if (row.type === 'group' && row.expandable) toggle(row.group.key);
  };
  const whole = (row: ListRow) => {
    if (row.type === 'finding') return null;
    if (row.type === 'group') return <GroupRow row={row} onToggle={() => toggle(row.group.key)} />;
    const filter = filterOfGroup(state.group, row.group.key);
    return <MoreRow count={row.group.count} to={href({ ...filter, group: 'none', expanded: [] })} />;
  };

  return (
    <WithPanel
      panel={
        state.finding === ''
          ? null
          : {
              label: all.finding.title,
              of: state.finding,
              content: (
                <FindingByFingerprint
                  fingerprint={state.finding}
                  to={(finding) => `/findings${href({ finding }).search}`}
                />
              ),
              onClose: close,
            }
      }
    >
      <Page fill title={sentence} heading={texts.title}>
        <FilterBar
          subject={texts.subjects[state.status]}
          filters={filters}
          search={{ value: state.q, label: texts.search, onChange: (q) => set({ q }, { replace: true }) }}
          onClear={() => set(cleared)}
        >
          <StatusTabs
            label={texts.statusLabel}
            statuses={statuses}
            value={state.status}
            textOf={(value) => texts.statusTab(format, all.status[value], countOf(facets.data?.status, value))}
            onChange={(status) => {
              selection.clear();
              set({ status });
            }}
          />
          <NativeSelect
            size="xs"
            aria-label={texts.groupLabel}
            value={state.group}
            onChange={({ currentTarget }) =>
              set({ group: groupings.find((one) => one === currentTarget.value) ?? 'none', expanded: [] })
            }
            data={groupings.map((value) => ({ value, label: texts.groupings[value] }))}
          />
          <ExportMenu query={query} />
        </FilterBar>
        <DataTable
          label={sentence}
          columns={columns}
          rows={rows}
          keyOf={keyOf}
          compact={(row) => <CompactFinding row={row} to={(finding) => href({ finding })} />}
          whole={whole}
          onOpen={open}
          open={state.finding === '' ? undefined : state.finding}
          sorting={{
            sort: state.sort,
            order: state.order,
            onSort: (sort, order) => set({ sort: sorts.find((one) => one === sort) ?? 'risk', order }),
            descending: ['risk', 'severity', 'firstSeen'],
          }}
          {...(selectable ? { selection } : {})}
          failed={texts.failed}
          empty={
            filtered ? (
              <NoneFitView
                title={texts.noneFit}
                what={texts.noneFitWhat}
                clear={all.filters.clear}
                onClear={() => set(cleared)}
              />
            ) : (
              <EmptyView title={texts.none[state.status]}>{texts.noneWhat[state.status]}</EmptyView>
            )
          }
        />
        {selectable && (
          <SelectionBar
            selection={selection}
            accepted={state.status === 'accepted'}
            query={query}
            total={countOf(facets.data?.status, state.status)}
          />
        )}
      </Page>
    </WithPanel>
  );
}

function countOf(facet: FindingFacets['status'] | undefined, value: string): number | undefined {
  return facet === undefined ? undefined : (facet.find((one) => one.value === value)?.count ?? 0);
}
