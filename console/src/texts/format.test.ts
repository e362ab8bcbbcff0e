import { describe, expect, it } from 'vitest';
import { createFormat } from './format.ts';

const en = createFormat('en', 'UTC');
const zh = createFormat('zh-CN', 'UTC');

describe('format', () => {
  const now = Date.parse('2027-01-31T12:00:00Z');
  it.each([
    ['2027-01-31T11:59:30Z', 'now', '现在'],
    ['2027-01-31T11:57:00Z', '3 minutes ago', '3分钟前'],
    ['2027-01-31T10:59:00Z', '1 hour ago', '1小时前'],
    ['2027-01-30T11:00:00Z', '1 day ago', '1天前'],
    ['2027-02-02T12:00:00Z', 'in 2 days', '2天后'],
    ['2025-01-01T00:00:00Z', '2 years ago', '2年前'],
    ['no time at all', 'no time at all', 'no time at all'],
  ])('relative %s', (at, english, chinese) => {
    expect([en.relative(at, now), zh.relative(at, now)]).toEqual([english, chinese]);
  });

  it('counts with the plural’s form', () => {
    expect([0, 1, 2, 1200].map((count) => en.counted(count, 'finding', 'findings'))).toEqual([
      '0 findings',
      '1 finding',
      '2 findings',
      '1,200 findings',
    ]);
  });

  it('writes lists and signs', () => {
    expect(en.any(['critical', 'high', 'low'])).toBe('critical, high, or low');
    expect(zh.any(['严重', '高危'])).toBe('严重或高危');
    expect([en.signed(5), en.signed(-6), en.signed(0)]).toEqual(['+5', '−6', '0']);
  });

  it('shows a day as that day in every zone', () => {
    expect(createFormat('en', 'America/Los_Angeles').day('2027-01-31')).toBe('Jan 31, 2027');
    expect(createFormat('zh-CN', 'Asia/Shanghai').day('2027-01-31')).toBe('2027年1月31日');
    expect(createFormat('en', 'America/Los_Angeles').day('2027-01-31T03:00:00Z')).toBe('Jan 30, 2027');
  });
});
