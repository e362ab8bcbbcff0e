import { Checkbox } from '@mantine/core';
import { useCallback, useRef, useState } from 'react';
import { useTexts } from '../texts/language.tsx';
import type { RowSource } from './rows.ts';

export interface Selection<Row> {
  readonly keys: ReadonlySet<string>;
  has(row: Row): boolean;
  /** With `range`, all loaded rows from the last one toggled up to this. */
  toggle(index: number, row: Row, range: boolean): void;
  /** All rows that are loaded, or none where all of them are selected. */
  toggleAll(): void;
  readonly all: boolean;
  set(keys: readonly string[]): void;
  clear(): void;
}

const none: ReadonlySet<string> = new Set();

/** Selected rows by key; at most `max`, the server's bound of one request. */
export function useSelection<Row>(
  rows: RowSource<Row>,
  keyOf: (row: Row) => string,
  can: (row: Row) => boolean,
  max: number,
): Selection<Row> {
  // Of one list: what another filter hides must not be decided about unseen.
  const [selected, select] = useState<{ readonly of: string; readonly keys: ReadonlySet<string> }>();
  const keys = selected?.of === rows.key ? selected.keys : none;
  const setKeys = (next: Iterable<string>) => select({ of: rows.key, keys: new Set(next) });
  const anchor = useRef(-1);
  const clear = useCallback(() => {
    anchor.current = -1;
    select(undefined);
  }, []);
  const loaded = () => {
    const total = Math.min(rows.total ?? 0, max);
    const found: Row[] = [];
    for (let index = 0; index < total; index++) {
      const row = rows.rowAt(index);
      if (row !== undefined && can(row)) found.push(row);
    }
    return found;
  };
  const all = keys.size > 0 && loaded().every((row) => keys.has(keyOf(row)));
  return {
    keys,
    all,
    has: (row) => keys.has(keyOf(row)),
    toggle(index, row, range) {
      if (!can(row)) return;
      const next = new Set(keys);
      if (range && anchor.current >= 0) {
        const [from, to] = anchor.current < index ? [anchor.current, index] : [index, anchor.current];
        for (let at = from; at <= to; at++) {
          const between = rows.rowAt(at);
          if (between !== undefined && can(between) && next.size < max) next.add(keyOf(between));
        }
      } else if (!next.delete(keyOf(row)) && next.size < max) next.add(keyOf(row));
      anchor.current = index;
      setKeys(next);
    },
    toggleAll: () => setKeys(all ? [] : loaded().map(keyOf)),
    set: (next) => setKeys(next.slice(0, max)),
    clear,
  };
}

/** The box of a row, or of all rows. */
export function SelectionBox<Row>(props: {
  readonly selection: Selection<Row>;
  readonly row?: Row;
  readonly index?: number;
}) {
  const { table: texts } = useTexts();
  const { selection, row, index } = props;
  const one = row !== undefined && index !== undefined;
  return (
    <Checkbox
      size="xs"
      tabIndex={one ? -1 : 0}
      aria-label={one ? texts.selectRow : texts.selectAll}
      checked={one ? selection.has(row) : selection.all}
      indeterminate={!one && !selection.all && selection.keys.size > 0}
      onChange={() => {}}
      onClick={(event) => (one ? selection.toggle(index, row, event.shiftKey) : selection.toggleAll())}
    />
  );
}
