import { Icon } from '../parts/icons.tsx';
import type { Column, Sorting } from './column.ts';
import classes from './data-table.module.css';

/** A column's name; a button where it can be sorted by. */
export function HeaderCell<Row>({
  column,
  sorting,
}: {
  readonly column: Column<Row>;
  readonly sorting: Sorting | undefined;
}) {
  const { sort } = column;
  if (sort === undefined || sorting === undefined) {
    return (
      <th scope="col" data-end={column.end || undefined}>
        <span>{column.header}</span>
      </th>
    );
  }
  const active = sorting.sort === sort;
  const first = sorting.descending?.includes(sort) ? 'desc' : 'asc';
  const next = active ? (sorting.order === 'asc' ? 'desc' : 'asc') : first;
  return (
    <th
      scope="col"
      data-end={column.end || undefined}
      aria-sort={active ? (sorting.order === 'asc' ? 'ascending' : 'descending') : 'none'}
    >
      <button type="button" onClick={() => sorting.onSort(sort, next)}>
        {column.header}
        <span className={classes.arrow} data-active={active || undefined}>
          <Icon name={(active ? sorting.order : first) === 'asc' ? 'up' : 'down'} size={12} />
        </span>
      </button>
    </th>
  );
}
