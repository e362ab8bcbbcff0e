import { describe, expect, it } from 'vitest';
import { pagesBetween, withAnswers } from './held-pages.ts';

const page = (total: number, ...items: string[]) => ({ total, items });

describe('withAnswers', () => {
  const first = page(250, 'a');
  const held = withAnswers(undefined, 'x', [{ page: 0, data: first }]);

  it('holds nothing before the first answer', () => {
    expect(withAnswers<string>(undefined, 'x', [{ page: 0, data: undefined }])).toBeUndefined();
  });

  it('is the same object while nothing new comes', () => {
    expect(withAnswers(held, 'x', [{ page: 0, data: first }])).toBe(held);
    expect(withAnswers(held, 'x', [{ page: 1, data: undefined }])).toBe(held);
  });

  it('adds pages of the same list', () => {
    const more = withAnswers(held, 'x', [{ page: 2, data: page(250, 'c') }]);
    expect([...(more?.pages ?? [])]).toEqual([
      [0, ['a']],
      [2, ['c']],
    ]);
  });

  it('drops pages out of view when the list got another length', () => {
    const more = withAnswers(held, 'x', [{ page: 2, data: page(249, 'c') }]);
    expect([...(more?.pages ?? [])]).toEqual([[2, ['c']]]);
    expect(more?.total).toBe(249);
  });

  it('keeps the list before until another one’s answer is there', () => {
    expect(withAnswers(held, 'y', [{ page: 0, data: undefined }])).toBe(held);
    expect(withAnswers(held, 'y', [{ page: 0, data: page(0) }])).toEqual({
      key: 'y',
      total: 0,
      pages: new Map([[0, []]]),
    });
  });
});

describe('pagesBetween', () => {
  it.each([
    [0, 0, [0]],
    [0, 99, [0]],
    [95, 130, [0, 1]],
    [4990, 5010, [49, 50]],
    [-5, -1, [0]],
  ])('rows %i to %i', (first, last, pages) => {
    expect(pagesBetween(first, last)).toEqual(pages);
  });
});
