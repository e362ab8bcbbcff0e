import { describe, expect, it } from 'vitest';
import { lengthOf, placeAt } from './group-layout.ts';

/** Three groups, the first and the third open: g0 r0 r1 g1 g2 r0 g3. */
const open = [
  { index: 0, rows: 2 },
  { index: 2, rows: 1 },
];
const list = ['0', '0.0', '0.1', '1', '2', '2.0', '3'];

describe('groups with open ones in between', () => {
  it('are as long as all that is shown', () => {
    expect(lengthOf(4, open)).toBe(list.length);
    expect(lengthOf(4, [])).toBe(4);
  });

  it.each(list.map((place, index) => [index, place] as const))('at %i stands %s', (index, place) => {
    const { group, row } = placeAt(index, open);
    expect(row === null ? `${group}` : `${group}.${row}`).toBe(place);
  });

  it('an open group without rows takes no place', () => {
    expect(placeAt(1, [{ index: 0, rows: 0 }])).toEqual({ group: 1, row: null });
  });
});
