import { useQueries } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { Query } from '../api/client.ts';
import { useReading } from '../api/queries.ts';

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

interface Page<Row> {
  readonly items: readonly Row[];
  readonly total: number;
}
interface Held<Row> {
  readonly key: string;
  readonly total: number;
  readonly pages: ReadonlyMap<number, readonly Row[]>;
}

export const pageSize = 100;

/** A list of the server, by offset. While another filter's first page loads, the rows before stay. */
export function usePagedRows<Row>(path: string, query: Query, enabled = true): RowSource<Row> {
  const reading = useReading();
  const key = JSON.stringify([reading(path).queryKey[0], path, query]);
  const [range, setRange] = useState({ key, first: 0, last: 0 });
  const [held, hold] = useState<Held<Row>>();

  const wanted = range.key === key ? pagesBetween(range.first, range.last) : [0];
  const results = useQueries({
    queries: wanted.map((page) => ({
      ...reading<Page<Row>>(path, { ...query, offset: page * pageSize, limit: pageSize }),
      enabled,
    })),
  });

  const next = merged(held, key, wanted, results);
  if (next !== held) hold(next);

  const failed = results.find(({ error, data }) => error !== null && data === undefined);
  const show = useCallback(
    (first: number, last: number) => {
      setRange((before) => {
        const same = before.key === key && samePages(before, { first, last });
        return same ? before : { key, first, last };
      });
    },
    [key],
  );
  return {
    key,
    total: next?.total,
    rowAt: (index) => next?.pages.get(Math.floor(index / pageSize))?.[index % pageSize],
    stale: next !== undefined && next.key !== key,
    error: failed?.error ?? null,
    retry: () => {
      for (const result of results) if (result.isError) void result.refetch();
    },
    show,
  };
}

/** What is held together with what has come; the same object where nothing new has. */
function merged<Row>(
  held: Held<Row> | undefined,
  key: string,
  wanted: readonly number[],
  results: readonly { readonly data: Page<Row> | undefined }[],
): Held<Row> | undefined {
  const base = held?.key === key ? held : undefined;
  const fresh = wanted.flatMap((page, index) => {
    const data = results[index]?.data;
    return data === undefined || base?.pages.get(page) === data.items ? [] : [{ page, data }];
  });
  const latest = fresh.at(-1);
  if (latest === undefined) return base ?? held;
  const { total } = latest.data;
  // Of another length: pages out of view are of the past, and are asked again when they come into view.
  const kept = base !== undefined && base.total === total ? base.pages : [];
  return { key, total, pages: new Map([...kept, ...fresh.map(({ page, data }) => [page, data.items] as const)]) };
}

function pagesBetween(first: number, last: number): readonly number[] {
  const from = Math.floor(Math.max(0, first) / pageSize);
  const to = Math.floor(Math.max(0, last) / pageSize);
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

function samePages(one: { first: number; last: number }, other: { first: number; last: number }): boolean {
  return pagesBetween(one.first, one.last).join() === pagesBetween(other.first, other.last).join();
}
