import { load } from 'js-yaml';
import { expect, test } from 'vitest';
import { kubernetesYaml } from './yaml-schema.ts';

/** Answers of sigs.k8s.io/yaml 1.6.0 (YAMLToJSON), which kubectl reads with. */
const scalars: readonly (readonly [string, unknown])[] = [
  ['yes', true],
  ['Yes', true],
  ['YES', true],
  ['on', true],
  ['y', true],
  ['no', false],
  ['Off', false],
  ['N', false],
  ['TRUE', true],
  ['tRue', 'tRue'],
  ["'yes'", 'yes'],
  ['"on"', 'on'],
  ['', null],
  ['~', null],
  ['Null', null],
  ['0', 0],
  ['07', 7],
  ['08', 8],
  ['010', 8],
  ['-010', -8],
  ['0o10', 8],
  ['0O10', 8],
  ['0o8', '0o8'],
  ['0x1f', 31],
  ['+0x1F', 31],
  ['0b101', 5],
  ['-0b101', -5],
  ['1_000', 1000],
  ['_1', '_1'],
  ['+1', 1],
  ['1e3', 1000],
  ['1.', 1],
  ['.5', 0.5],
  ['-.5', -0.5],
  ['._5', '._5'],
  ['1e400', '1e400'],
  ['12e', '12e'],
  ['1:30', '1:30'],
  ['190:20:30', '190:20:30'],
  ['2001-01-01', '2001-01-01'],
  ['2001-12-14t21:59:43.10-05:00', '2001-12-14t21:59:43.10-05:00'],
  ['!!timestamp 2001-01-01', '2001-01-01'],
  ['!!str 1', '1'],
  ["!!int '1'", 1],
  ['!!float 1', 1],
  ['!!float 0x10', 16],
  ['!!binary aGVsbG8=', 'hello'],
  ['!ours text', 'text'],
  ['! 12', '12'],
  ['!<tag:example.com,2000:x> y', 'y'],
];

test.each(scalars)('%s is read as %j', (text, value) => {
  expect(load(`key: ${text}\n`, { schema: kubernetesYaml })).toEqual({ key: value });
});

const documents: readonly (readonly [string, unknown])[] = [
  ['on: 1\n0x10: 2\n2.5: 3\n', { true: 1, 16: 2, 2.5: 3 }],
  ['a: &x {b: 1, c: 1}\nd: {<<: *x, c: 2}\n', { a: { b: 1, c: 1 }, d: { b: 1, c: 2 } }],
  ['a: &x {b: 1}\nd: {<<: [*x, {b: 3, e: 1}], b: 2}\n', { a: { b: 1 }, d: { b: 2, e: 1 } }],
  ['!ours {a: !ours [1]}\n', { a: [1] }],
];

test.each(documents)('%j', (text, value) => {
  expect(load(text, { schema: kubernetesYaml })).toEqual(value);
});
