import { array, assert, constantFrom, oneof, property, stringMatching } from 'fast-check';
import { expect, test } from 'vitest';
import { re2 } from '../re2.ts';
import { patternMatches, usualPatterns } from './pattern.ts';

const texts = [
  '',
  '0',
  '1',
  '100m',
  '1.5Gi',
  '.5',
  '-1e3',
  '+2E-1',
  '1 ',
  '1\n',
  '1y2w3d4h5m6s7ms',
  '5m',
  'm',
  '10',
  '1h30',
  '٣',
];
const parts = array(constantFrom('1', '0', '.', 'e', '-', '+', 'K', 'i', 'm', 's', 'ms', 'y', 'h', '\n', 'x'), {
  maxLength: 8,
});

test.each(usualPatterns)('%s means to JavaScript what it means to RE2', (pattern) => {
  const engine = re2().compile(pattern);
  const same = (text: string): void => {
    expect([text, patternMatches(pattern, text)]).toEqual([text, engine.matcher(text).find()]);
  };
  for (const text of texts) same(text);
  assert(
    property(
      oneof(
        parts.map((signs) => signs.join('')),
        stringMatching(new RegExp(pattern)),
      ),
      same,
    ),
  );
});

test.each(usualPatterns)('%s takes no time for long texts', (pattern) => {
  expect(patternMatches(pattern, `${'1'.repeat(100_000)}!`)).toBe(false);
});
