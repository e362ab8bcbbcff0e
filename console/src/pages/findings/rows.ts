import { useQueries } from '@tanstack/react-query';
import type { FindingGroup, FindingPage, FindingRow } from '../../../../src/server/contract/index.ts';
import { useReading } from '../../api/queries.ts';
import { pageSize } from '../../table/held-pages.ts';
import { type RowSource, usePagedRows } from '../../table/rows.ts';
import { lengthOf, placeAt } from './group-layout.ts';
import { type FindingsState, filterOfGroup, filtersOf } from './state.ts';

/** A line of the list. */
export type ListRow =
  | { readonly type: 'finding'; readonly finding: FindingRow }
  | { readonly type: 'group'; readonly group: FindingGroup; readonly expanded: boolean; readonly expandable: boolean }
  /** Where a group has more than are shown below it. */
  | { readonly type: 'more'; readonly group: FindingGroup };

export function keyOf(row: ListRow): string {
  return row.type === 'finding' ? row.finding.fingerprint : `${row.type}:${row.group.key}`;
}

/** The findings, or groups of them with those that are open in between. */
export function useFindingRows(state: FindingsState): RowSource<ListRow> {
  const { sort, order } = state;
  const grouped = state.group !== 'none';
  const filters = filtersOf(state);
  const findings = usePagedRows<FindingRow>('findings', { ...filters, sort, order }, !grouped);
  const groups = usePagedRows<FindingGroup>(
    'findings/groups',
    { ...filters, by: grouped ? state.group : 'check' },
    grouped,
  );
  const opened = useOpened(state, groups, grouped);
  if (!grouped) {
    return {
      ...findings,
      rowAt(index) {
        const finding = findings.rowAt(index);
        return finding === undefined ? undefined : { type: 'finding', finding };
      },
    };
  }
  return {
    ...groups,
    total: groups.total === undefined ? undefined : lengthOf(groups.total, opened),
    error: groups.error ?? opened.find(({ error }) => error !== null)?.error ?? null,
    retry() {
      groups.retry();
      for (const { retry } of opened) retry();
    },
    show: (first, last) => groups.show(placeAt(first, opened).group, placeAt(last, opened).group),
    rowAt(index) {
      const place = placeAt(index, opened);
      const group = groups.rowAt(place.group);
      if (group === undefined) return undefined;
      const expandable = filterOfGroup(state.group, group.key) !== null;
      if (place.row === null) return { type: 'group', group, expanded: state.expanded.includes(group.key), expandable };
      if (place.row === pageSize) return { type: 'more', group };
      const finding = opened.find(({ index: at }) => at === place.group)?.items?.[place.row];
      return finding === undefined ? undefined : { type: 'finding', finding };
    },
  };
}

/** What stands below the open groups, in the order of the list. */
function useOpened(state: FindingsState, groups: RowSource<FindingGroup>, enabled: boolean) {
  const reading = useReading();
  const { sort, order } = state;
  const open = (enabled ? state.expanded : []).flatMap((key) => {
    const filter = filterOfGroup(state.group, key);
    const index = filter === null ? -1 : indexOf(groups, key);
    const group = groups.rowAt(index);
    return filter === null || group === undefined ? [] : [{ filter, index, count: group.count }];
  });
  open.sort((one, other) => one.index - other.index);
  const pages = useQueries({
    queries: open.map(({ filter }) =>
      reading<FindingPage>('findings', {
        ...filtersOf({ ...state, ...filter }),
        sort,
        order,
        offset: 0,
        limit: pageSize,
      }),
    ),
  });
  return open.map(({ index, count }, at) => {
    const page = pages[at];
    const total = page?.data?.total ?? count;
    return {
      index,
      // One more leads to the rest.
      rows: total > pageSize ? pageSize + 1 : total,
      items: page?.data?.items,
      error: page?.data === undefined ? (page?.error ?? null) : null,
      retry: () => void page?.refetch(),
    };
  });
}

function indexOf(groups: RowSource<FindingGroup>, key: string): number {
  for (let index = 0; index < (groups.total ?? 0); index++) if (groups.rowAt(index)?.key === key) return index;
  return -1;
}
