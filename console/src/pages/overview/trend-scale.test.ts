import { describe, expect, it } from 'vitest';
import { labelled, slicesOf, ticksUpTo } from './trend-scale.ts';

describe('the trend’s scale', () => {
  it.each([
    [0, [0, 1]],
    [1, [0, 1]],
    [4, [0, 1, 2, 3, 4]],
    [7, [0, 2, 4, 6, 8]],
    [64, [0, 20, 40, 60, 80]],
    [3349, [0, 1000, 2000, 3000, 4000]],
  ])('up to %i', (max, ticks) => {
    expect(ticksUpTo(max)).toEqual(ticks);
  });

  it('stacks the worst at the bottom and leaves out what is not there', () => {
    expect(slicesOf({ critical: 2, high: 0, medium: 3, low: 0, info: 1 })).toEqual([
      { severity: 'critical', from: 0, to: 2 },
      { severity: 'medium', from: 2, to: 5 },
      { severity: 'info', from: 5, to: 6 },
    ]);
  });

  it.each([
    [0, 4, []],
    [1, 4, [0]],
    [2, 4, [0, 1]],
    [30, 4, [0, 10, 19, 29]],
    [7, 1, [0, 6]],
  ])('labels of %i days with room for %i', (days, room, at) => {
    expect(labelled(days, room)).toEqual(at);
  });
});
