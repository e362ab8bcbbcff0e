import { useMemo } from 'react';
import type { WorkloadFacets, WorkloadRow } from '../../../../src/server/contract/index.ts';
import { useRead } from '../../api/queries.ts';
import { Page } from '../../app/page.tsx';
import { FilterBar } from '../../filters/filter-bar.tsx';
import { sentenceOf } from '../../filters/sentence.ts';
import { useKeys } from '../../parts/keys.ts';
import { WithPanel } from '../../parts/side-panel.tsx';
import { EmptyView, NoneFitView } from '../../parts/states.tsx';
import { DataTable } from '../../table/data-table.tsx';
import { usePagedRows } from '../../table/rows.ts';
import { useLanguage } from '../../texts/language.tsx';
import { useHref, useUrlState } from '../../url/use-url-state.ts';
import { workloadPath } from '../workload/address.ts';
import { WorkloadByPath } from '../workload/workload-by-path.tsx';
import { CompactWorkload, workloadColumns } from './columns.tsx';
import { workloadFilters } from './filters.ts';
import { cleared, fields, filtersOf, sorts } from './state.ts';

/** What runs, how exposed is it? */
export function WorkloadsPage() {
  const { texts: all, format } = useLanguage();
  const { workloads: texts } = all;
  const [state, set] = useUrlState(fields);
  const href = useHref(fields);
  const query = filtersOf(state);
  const facets = useRead<WorkloadFacets>('workloads/facets', query);
  const rows = usePagedRows<WorkloadRow>('workloads', { ...query, sort: state.sort, order: state.order });
  const filters = workloadFilters(state, facets.data, all, format, set);
  const to = useMemo(() => (row: WorkloadRow) => href({ workload: workloadPath(row) }), [href]);
  const columns = useMemo(() => workloadColumns(all, format, to), [all, format, to]);
  const close = () => set({ workload: '' });
  useKeys(state.workload === '' ? {} : { Escape: close });

  const sentence = sentenceOf(all, texts.subject, filters, state.q);
  const filtered = filters.some(({ values }) => values.length > 0) || state.q !== '';
  return (
    <WithPanel
      panel={
        state.workload === ''
          ? null
          : {
              label: all.workload.title,
              of: state.workload,
              content: <WorkloadByPath path={state.workload} panel />,
              onClose: close,
            }
      }
    >
      <Page fill title={sentence} heading={texts.title}>
        <FilterBar
          subject={rows.total === undefined || rows.stale ? texts.subject : texts.total(format, rows.total)}
          filters={filters}
          search={{ value: state.q, label: texts.search, onChange: (q) => set({ q }, { replace: true }) }}
          onClear={() => set(cleared)}
        />
        <DataTable
          label={sentence}
          columns={columns}
          rows={rows}
          keyOf={workloadPath}
          compact={(row) => <CompactWorkload row={row} to={to} />}
          onOpen={(row) => set({ workload: workloadPath(row) }, { replace: state.workload !== '' })}
          open={state.workload === '' ? undefined : state.workload}
          sorting={{
            sort: state.sort,
            order: state.order,
            onSort: (sort, order) => set({ sort: sorts.find((one) => one === sort) ?? 'risk', order }),
            descending: ['risk', 'findings', 'pods'],
          }}
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
              <EmptyView icon="workloads" title={texts.none}>
                {texts.noneWhat}
              </EmptyView>
            )
          }
        />
      </Page>
    </WithPanel>
  );
}
