import { describe, expect, it } from 'vitest';
import { parseSelector } from './selector-text.ts';

describe('a label selector', () => {
  it('is read as kubectl reads it', () => {
    expect(parseSelector('team=shop, env in (prod, live),tier!=test,a.b/c notin (x),!legacy,app==web,owned')).toEqual({
      matchExpressions: [
        { key: 'team', operator: 'In', values: ['shop'] },
        { key: 'env', operator: 'In', values: ['prod', 'live'] },
        { key: 'tier', operator: 'NotIn', values: ['test'] },
        { key: 'a.b/c', operator: 'NotIn', values: ['x'] },
        { key: 'legacy', operator: 'DoesNotExist' },
        { key: 'app', operator: 'In', values: ['web'] },
        { key: 'owned', operator: 'Exists' },
      ],
    });
  });

  it.each(['', ',', 'a b', 'a=b c', 'a in b', 'a in (b', '-a', 'a=-', 'a in (b)c', `${'a'.repeat(70)}=b`])(
    'is not %j',
    (text) => {
      expect(parseSelector(text)).toBeUndefined();
    },
  );
});
