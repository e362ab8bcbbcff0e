import { describe, expect, it } from 'vitest';
import { parseCalicoSelector } from './calico-selector.ts';

const labels = { role: 'db', tier: 'back-end', 'example.com/zone': 'a' };

const cases: readonly (readonly [selector: string, answer: boolean | undefined])[] = [
  ['', true],
  ['all()', true],
  ["role == 'db'", true],
  ['role == "web"', false],
  ["role != 'web'", true],
  ["missing != 'web'", true],
  ['has(role)', true],
  ['!has(role)', false],
  ['has(missing)', false],
  ["role in {'web', 'db'}", true],
  ["role not in {'web', 'db'}", false],
  ["missing not in {'web'}", true],
  ["tier contains 'end'", true],
  ["tier starts with 'back'", true],
  ["tier ends with 'back'", false],
  ["example.com/zone == 'a'", true],
  ["role == 'web' || tier == 'back-end' && has(role)", true],
  ["(role == 'web' || tier == 'back-end') && has(missing)", false],
  ["!(role == 'web')", true],
  // Not selectors: nothing can be said.
  ['role ==', undefined],
  ["role === 'db'", undefined],
  ["role == 'db' tier == 'x'", undefined],
  ["(role == 'db'", undefined],
  ['role in {}}', undefined],
  ['role == db', undefined],
  ["role == 'unclosed", undefined],
  [`${'('.repeat(100)}all()${')'.repeat(100)}`, undefined],
  [`${'!'.repeat(5000)}all()`, undefined],
];

describe('parseCalicoSelector', () => {
  it.each(cases)('%s', (selector, answer) => {
    expect(parseCalicoSelector(selector)?.(labels)).toBe(answer);
  });
});
