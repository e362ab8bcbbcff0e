import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { Hidden } from '../parts/hidden.tsx';
import { useKeys } from '../parts/keys.ts';
import { ErrorView } from '../parts/states.tsx';
import { useWidth } from '../parts/use-width.ts';
import { useFormat, useTexts } from '../texts/language.tsx';
import type { Column, Sorting } from './column.ts';
import classes from './data-table.module.css';
import { HeaderCell } from './header-cell.tsx';
import { SkeletonRow, Spacer } from './placeholder-rows.tsx';
import { isControl, onRowKey } from './row-events.ts';
import type { RowSource } from './rows.ts';
import { type Selection, SelectionBox } from './selection.tsx';

interface Props<Row> {
  /** What the table shows, for screen readers. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: RowSource<Row>;
  readonly keyOf: (row: Row) => string;
  /** Where there is no room for columns: a row as two lines. */
  readonly compact: (row: Row) => ReactNode;
  /** A row without columns (a group's head); null for the others. */
  readonly whole?: (row: Row) => ReactNode | null;
  readonly onOpen?: (row: Row) => void;
  /** Key of the row whose panel is open. */
  readonly open?: string | undefined;
  readonly sorting?: Sorting;
  readonly selection?: Selection<Row>;
  readonly empty: ReactNode;
  /** `The findings could not be loaded.` */
  readonly failed: string;
}

const rowHeight = 36;
const compactHeight = 68;
const compactBelow = 640;
const skeletonRows = 14;

/**
 * A table of any length: rows come from the server by the hundred and only those in view are in the document, as real rows of a
 * real table between two spacers. j and k move, Enter opens, x selects, Shift with a click or x selects up to there.
 */
export function DataTable<Row>(props: Props<Row>) {
  const { rows, selection, onOpen, keyOf } = props;
  const { table: texts } = useTexts();
  const format = useFormat();
  const scroller = useRef<HTMLDivElement>(null);
  const [measure, width] = useWidth();
  const scrollerRef = useCallback(
    (element: HTMLDivElement | null) => {
      scroller.current = element;
      return measure(element);
    },
    [measure],
  );
  const compact = width < compactBelow;
  const [current, setCurrent] = useState(-1);
  const focusNext = useRef(-1);

  const total = rows.total ?? skeletonRows;
  const height = compact ? compactHeight : rowHeight;
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 10,
    scrollPaddingStart: compact ? 0 : rowHeight,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured anew when the height of rows changes
  useLayoutEffect(() => virtual.measure(), [height, virtual]);
  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  const { show, key } = rows;
  useEffect(() => show(first, last), [show, first, last]);
  // Another list starts at its top.
  const shownKey = useRef(key);
  useEffect(() => {
    if (shownKey.current === key) return;
    shownKey.current = key;
    setCurrent(-1);
    scroller.current?.scrollTo({ top: 0 });
  }, [key]);

  // Closing the panel comes back to its row, unless the focus went elsewhere.
  const { open } = props;
  const wasOpen = useRef(open);
  useEffect(() => {
    if (wasOpen.current !== undefined && open === undefined && document.activeElement === document.body)
      scroller.current?.querySelector<HTMLElement>('tr[tabindex="0"]')?.focus({ preventScroll: true });
    wasOpen.current = open;
  }, [open]);

  const move = (to: number) => {
    const index = Math.max(0, Math.min(total - 1, to));
    setCurrent(index);
    focusNext.current = index;
    virtual.scrollToIndex(index, { align: 'auto' });
    const row = rows.rowAt(index);
    // With the panel open, it follows.
    if (row !== undefined && props.open !== undefined && props.whole?.(row) == null) onOpen?.(row);
  };
  const select = (index: number, range: boolean) => {
    const row = rows.rowAt(index);
    if (row !== undefined) selection?.toggle(index, row, range);
  };
  useKeys(
    rows.total === undefined || rows.total === 0
      ? {}
      : {
          j: () => move(current + 1),
          k: () => move(current - 1),
          x: () => select(current, false),
          X: () => select(current, true),
        },
  );

  if (rows.error !== null && (rows.total === undefined || rows.stale)) {
    return <ErrorView what={props.failed} error={rows.error} retry={rows.retry} />;
  }
  if (rows.total === 0) return <div data-stale={rows.stale || undefined}>{props.empty}</div>;

  const shown = props.columns.filter(({ from }) => from === undefined || width >= from);
  const span = compact ? (selection === undefined ? 1 : 2) : shown.length + (selection === undefined ? 0 : 1);
  const before = items[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);

  const rowOf = (index: number) => {
    const row = rows.rowAt(index);
    if (row === undefined)
      return <SkeletonRow key={index} columns={compact ? 1 : span} index={index} height={height} />;
    const whole = props.whole?.(row) ?? null;
    const rowKey = keyOf(row);
    return (
      <tr
        // By place: a refresh that moves rows leaves the focus where it is.
        key={index}
        ref={(element) => {
          if (element === null || focusNext.current !== index) return;
          focusNext.current = -1;
          element.focus({ preventScroll: true });
        }}
        className={classes.row}
        aria-rowindex={index + (compact ? 1 : 2)}
        aria-selected={whole === null ? selection?.has(row) : undefined}
        data-open={(props.open !== undefined && props.open === rowKey) || undefined}
        data-whole={whole !== null || undefined}
        data-opens={onOpen !== undefined || undefined}
        tabIndex={index === current || (current < 0 && index === 0) ? 0 : -1}
        onFocus={() => setCurrent(index)}
        onClick={(event) => {
          if (onOpen === undefined || isControl(event)) return;
          if (event.shiftKey && selection !== undefined) return select(index, true);
          setCurrent(index);
          onOpen(row);
        }}
        onKeyDown={(event) =>
          onRowKey(event, {
            open: () => onOpen?.(row),
            move: (step) => move(index + step),
            select: () => select(index, false),
          })
        }
      >
        {selection !== undefined && whole === null && (
          <td className={classes.box}>
            <SelectionBox selection={selection} row={row} index={index} />
          </td>
        )}
        {whole !== null ? (
          <td colSpan={span}>{whole}</td>
        ) : compact ? (
          <td className={classes.compact}>{props.compact(row)}</td>
        ) : (
          shown.map((column) => (
            <td key={column.id} data-end={column.end || undefined}>
              {column.cell(row)}
            </td>
          ))
        )}
      </tr>
    );
  };

  return (
    <div
      className={classes.scroll}
      ref={scrollerRef}
      data-stale={rows.stale || undefined}
      aria-busy={rows.stale || rows.total === undefined}
    >
      <table
        className={classes.table}
        aria-label={props.label}
        aria-rowcount={rows.total === undefined ? -1 : rows.total + (compact ? 0 : 1)}
      >
        <colgroup>
          {selection !== undefined && <col style={{ width: 40 }} />}
          {compact ? (
            <col />
          ) : (
            shown.map(({ id, width: columnWidth }) => (
              <col key={id} style={columnWidth === undefined ? undefined : { width: columnWidth }} />
            ))
          )}
        </colgroup>
        {!compact && (
          <thead>
            <tr aria-rowindex={1}>
              {selection !== undefined && (
                <th className={classes.box} scope="col">
                  <SelectionBox selection={selection} />
                </th>
              )}
              {shown.map((column) => (
                <HeaderCell key={column.id} column={column} sorting={props.sorting} />
              ))}
            </tr>
          </thead>
        )}
        <tbody data-compact={compact || undefined}>
          {before > 0 && <Spacer height={before} span={span} />}
          {items.map(({ index }) => rowOf(index))}
          {after > 0 && <Spacer height={after} span={span} />}
        </tbody>
      </table>
      {rows.error !== null && <p className={classes.failed}>{texts.pageFailed}</p>}
      <Hidden role="status">{rows.total === undefined ? '' : texts.rows(format, rows.total)}</Hidden>
    </div>
  );
}
