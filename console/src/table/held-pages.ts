/** Rows in one page of the server. */
export const pageSize = 100;

export interface RowsPage<Row> {
  readonly items: readonly Row[];
  readonly total: number;
}

/** What of a list has come so far. */
export interface HeldPages<Row> {
  /** Which list: its path, filters and order. */
  readonly key: string;
  readonly total: number;
  readonly pages: ReadonlyMap<number, readonly Row[]>;
}

/**
 * What is held together with what has come; the same object where nothing new has, so that it can be kept as state. Until the
 * first page of another list is there, the list before stays.
 */
export function withAnswers<Row>(
  held: HeldPages<Row> | undefined,
  key: string,
  answers: readonly { readonly page: number; readonly data: RowsPage<Row> | undefined }[],
): HeldPages<Row> | undefined {
  const base = held?.key === key ? held : undefined;
  const fresh = answers.flatMap(({ page, data }) =>
    data === undefined || base?.pages.get(page) === data.items ? [] : [{ page, data }],
  );
  const latest = fresh.at(-1);
  if (latest === undefined) return base ?? held;
  const { total } = latest.data;
  // Of another length: pages out of view are of the past, and are asked again when they come into view.
  const kept = base !== undefined && base.total === total ? base.pages : [];
  return { key, total, pages: new Map([...kept, ...fresh.map(({ page, data }) => [page, data.items] as const)]) };
}

/** Pages that the rows from first to last stand on. */
export function pagesBetween(first: number, last: number): readonly number[] {
  const from = Math.floor(Math.max(0, first) / pageSize);
  const to = Math.floor(Math.max(0, last) / pageSize);
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
