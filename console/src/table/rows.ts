import { useQueries } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { Query } from '../api/client.ts';
import { useReading } from '../api/queries.ts';
import { type HeldPages, pageSize, pagesBetween, type RowsPage, withAnswers } from './held-pages.ts';

/** Rows that a table draws, loaded as they come into view. */
export interface RowSource<Row> {
  /** Changes when the list is another one, not when it is asked again. */
  readonly key: string;
  /** Undefined before the first answer. */
  readonly total: number | undefined;
  /** Undefined while that row's page is on its way. */
  rowAt(index: number): Row | undefined;
  /** What is shown is of the list before; this one is on its way. */
  readonly stale: boolean;
  readonly error: unknown;
  readonly retry: () => void;
  /** Which rows are in view. */
  readonly show: (first: number, last: number) => void;
}

/** A list of the server, by offset. While another filter's first page loads, the rows before stay. */
export function usePagedRows<Row>(path: string, query: Query, enabled = true): RowSource<Row> {
  const reading = useReading();
  const key = JSON.stringify(reading(path, query).queryKey);
  const [range, setRange] = useState({ key, first: 0, last: 0 });
  const [held, hold] = useState<HeldPages<Row>>();

  const wanted = range.key === key ? pagesBetween(range.first, range.last) : [0];
  const results = useQueries({
    queries: wanted.map((page) => ({
      ...reading<RowsPage<Row>>(path, { ...query, offset: page * pageSize, limit: pageSize }),
      enabled,
    })),
  });

  const answers = results.map(({ data }, index) => ({ page: wanted[index] ?? 0, data }));
  const next = withAnswers(held, key, answers);
  if (next !== held) hold(next);

  const failed = results.find(({ error, data }) => error !== null && data === undefined);
  const show = useCallback(
    (first: number, last: number) =>
      setRange((before) => {
        const same =
          before.key === key && `${pagesBetween(before.first, before.last)}` === `${pagesBetween(first, last)}`;
        return same ? before : { key, first, last };
      }),
    [key],
  );
  return {
    key,
    total: next?.total,
    rowAt: (index) => next?.pages.get(Math.floor(index / pageSize))?.[index % pageSize],
    stale: next !== undefined && next.key !== key,
    error: failed?.error ?? null,
    retry() {
      for (const result of results) if (result.isError) void result.refetch();
    },
    show,
  };
}
