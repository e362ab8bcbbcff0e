/** A group that is open, and how many rows stand below its head. */
export interface OpenGroup {
  readonly index: number;
  readonly rows: number;
}
export type Place = { readonly group: number; readonly row: null } | { readonly group: number; readonly row: number };

/** Rows of the whole list: heads of all groups and what stands below those that are open. */
export function lengthOf(groups: number, open: readonly OpenGroup[]): number {
  return open.reduce((sum, { rows }) => sum + rows, groups);
}

/** What stands at a place in the list: a group's head (`row` null) or a row below it. `open` in ascending order. */
export function placeAt(index: number, open: readonly OpenGroup[]): Place {
  let below = 0;
  for (const group of open) {
    const head = group.index + below;
    if (index <= head) break;
    if (index <= head + group.rows) return { group: group.index, row: index - head - 1 };
    below += group.rows;
  }
  return { group: index - below, row: null };
}
