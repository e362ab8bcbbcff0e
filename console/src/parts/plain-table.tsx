import type { ReactNode } from 'react';
import classes from './plain-table.module.css';

export interface PlainColumn<Row> {
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  /** Numbers stand at the end. */
  readonly end?: boolean;
  /** Left out where there is little room. */
  readonly wide?: boolean;
  /** Names the row. */
  readonly head?: boolean;
}

/**
 * A short table as it is, all rows at once. Where there is little room each row is a list of its cells with their names, unless
 * it is `narrow` enough to stay as it is.
 */
export function PlainTable<Row>(props: {
  readonly label: string;
  readonly columns: readonly PlainColumn<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly narrow?: boolean;
}) {
  const { columns, rows } = props;
  return (
    <div className={classes.box}>
      <table className={classes.table} aria-label={props.label} data-narrow={props.narrow || undefined}>
        <thead>
          <tr>
            {columns.map(({ header, end, wide }) => (
              <th key={header} scope="col" data-end={end || undefined} data-wide={wide || undefined}>
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={props.keyOf(row)}>
              {columns.map(({ header, cell, end, head, wide }) =>
                head ? (
                  <th key={header} scope="row">
                    {cell(row)}
                  </th>
                ) : (
                  <td key={header} data-end={end || undefined} data-wide={wide || undefined} data-label={header}>
                    <div>{cell(row)}</div>
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
