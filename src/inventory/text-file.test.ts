import { array, assert, constantFrom, nat, property } from 'fast-check';
import { expect, test } from 'vitest';
import { TextFile } from './text-file.ts';

test('knows line and column of every offset', () => {
  assert(
    property(array(constantFrom('', 'x', 'yy zz', '\r'), { maxLength: 600, size: 'max' }), nat(), (lines, seed) => {
      const text = lines.join('\n');
      const offset = seed % (text.length + 1);
      const before = text.slice(0, offset).split('\n');
      const expected = { line: before.length, column: (before.at(-1) ?? '').length + 1 };
      expect(new TextFile('a', text).position(offset)).toEqual(expected);
    }),
  );
});
