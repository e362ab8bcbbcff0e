import { expect, it } from 'vitest';
import { visible, wrap } from './terminal-text.ts';

it.each([
  ['plain', 'plain'],
  ['\u001b[2J', '\\u001b[2J'],
  ['a\tb\r\nc', 'a b\\u000d\\u000ac'],
  ['\u202egpj.exe', '\\u202egpj.exe'],
  ['中文 ok', '中文 ok'],
])('%j is shown as %s', (text, shown) => {
  expect(visible(text)).toBe(shown);
});

it.each([
  ['one two three', 7, ['one two', 'three']],
  ['averylongword next', 5, ['averylongword', 'next']],
  ['特权容器拥有，全部', 8, ['特权容器', '拥有，全', '部']],
  ['', 10, []],
])('%j in %d columns', (text, width, lines) => {
  expect(wrap(text, width)).toEqual(lines);
});
