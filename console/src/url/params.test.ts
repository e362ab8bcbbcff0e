import { describe, expect, it } from 'vitest';
import { names, oneOf, readState, someOf, text, writeState } from './params.ts';

const fields = {
  status: oneOf(['open', 'accepted'], 'open'),
  severity: someOf(['critical', 'high', 'low']),
  namespace: names(),
  q: text(5),
};

describe('readState', () => {
  it.each([
    ['', { status: 'open', severity: [], namespace: [], q: '' }],
    ['status=accepted&q=web', { status: 'accepted', severity: [], namespace: [], q: 'web' }],
    ['status=nonsense&severity=none', { status: 'open', severity: [], namespace: [], q: '' }],
    [
      'severity=low&severity=critical&severity=low',
      { status: 'open', severity: ['critical', 'low'], namespace: [], q: '' },
    ],
    ['namespace=b&namespace=&namespace=a&namespace=b', { status: 'open', severity: [], namespace: ['b', 'a'], q: '' }],
    ['q=longer+than+that', { status: 'open', severity: [], namespace: [], q: 'longe' }],
    [`namespace=${'x'.repeat(254)}`, { status: 'open', severity: [], namespace: [], q: '' }],
  ])('%s', (search, state) => {
    expect(readState(fields, new URLSearchParams(search))).toEqual(state);
  });

  it('takes at most a hundred names', () => {
    const search = new URLSearchParams(Array.from({ length: 500 }, (_, index) => ['namespace', `n${index}`]));
    expect(readState(fields, search).namespace).toHaveLength(100);
  });
});

describe('writeState', () => {
  it.each([
    ['status=accepted', { status: 'open' as const }, ''],
    ['lang=en&q=a', { q: 'b' }, 'lang=en&q=b'],
    ['severity=low', { severity: ['high', 'critical'] as const }, 'severity=critical&severity=high'],
    ['namespace=a&namespace=b', { namespace: [] }, ''],
    ['namespace=a', { namespace: ['shop/ & co'] }, 'namespace=shop%2F+%26+co'],
  ])('%s with %j', (search, patch, written) => {
    expect(writeState(fields, new URLSearchParams(search), patch).toString()).toBe(written);
  });

  it('reads back what it wrote', () => {
    const state = { status: 'accepted', severity: ['critical', 'low'], namespace: ['a', 'b'], q: '中文' } as const;
    expect(readState(fields, writeState(fields, new URLSearchParams(), state))).toEqual(state);
  });
});
