import type { ReactNode } from 'react';

export interface Column<Row> {
  readonly id: string;
  readonly header: string;
  /** CSS width; without one the column shares what is left. */
  readonly width?: string;
  /** Numbers stand at the end. */
  readonly end?: boolean;
  /** The server's name of this order; without one it can't be sorted by. */
  readonly sort?: string;
  /** Width of the table in pixels from which it is shown; always, without. */
  readonly from?: number;
  readonly cell: (row: Row) => ReactNode;
}

export interface Sorting {
  readonly sort: string;
  readonly order: 'asc' | 'desc';
  readonly onSort: (sort: string, order: 'asc' | 'desc') => void;
  /** Orders whose first click goes down: the riskiest first. */
  readonly descending?: readonly string[];
}
