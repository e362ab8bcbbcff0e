import {
  array,
  assert,
  constantFrom,
  dictionary,
  integer,
  json,
  letrec,
  oneof,
  property,
  record,
  string,
} from 'fast-check';
import { expect, test } from 'vitest';
import { isMap, isScalar, isSeq, LineCounter, parseDocument, stringify } from 'yaml';
import type { FieldPath } from '../kubernetes/index.ts';
import { inventoryFromText } from './index.ts';
import { Positions } from './positions.ts';

const object = 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n';

/** A path, and the line and column where a reader would look for it. `object` takes three lines. */
const places: readonly { title: string; text: string; path: FieldPath; at: readonly [number, number] }[] = [
  { title: 'a field', text: 'spec:\n  hostNetwork: true\n', path: ['spec', 'hostNetwork'], at: [5, 3] },
  { title: 'the root', text: '', path: [], at: [1, 1] },
  {
    title: 'an absent field: its parent',
    text: 'spec:\n  containers:\n  - name: a\n',
    path: ['spec', 'containers', 0, 'securityContext', 'privileged'],
    at: [6, 5],
  },
  {
    title: 'an absent item: its list',
    text: 'spec:\n  containers: []\n',
    path: ['spec', 'containers', 3, 'name'],
    at: [5, 3],
  },
  {
    title: 'an item',
    text: 'spec:\n  containers:\n    - name: a\n    - image: b\n      name: b\n',
    path: ['spec', 'containers', 1],
    at: [7, 7],
  },
  {
    title: 'a field of an item',
    text: 'spec:\n  containers:\n    - name: a\n    - image: b\n      name: b\n',
    path: ['spec', 'containers', 1, 'name'],
    at: [8, 7],
  },
  {
    title: 'flow style',
    text: 'spec: {containers: [{name: a}, {name: b, tty: true}]}\n',
    path: ['spec', 'containers', 1, 'tty'],
    at: [4, 42],
  },
  { title: 'a quoted key', text: 'spec:\n  "host\\u004eetwork": true\n', path: ['spec', 'hostNetwork'], at: [5, 3] },
  { title: 'a key that is read as a boolean', text: 'spec:\n  x: 1\n  on: 1\n', path: ['spec', 'true'], at: [6, 3] },
  {
    title: 'a key given twice: the one that counts',
    text: 'spec:\n  tty: 1\n  tty: 2\n',
    path: ['spec', 'tty'],
    at: [6, 3],
  },
  { title: 'an alias', text: 'x: &x\n  v: 1\nspec: *x\n', path: ['spec'], at: [6, 1] },
  { title: 'what an alias brings: at its anchor', text: 'x: &x\n  v: 1\nspec: *x\n', path: ['spec', 'v'], at: [5, 3] },
  { title: 'an aliased item', text: 'x: &x\n  v: 1\nspec:\n- *x\n', path: ['spec', 0], at: [7, 3] },
  {
    title: 'what a merge brings: where it is written',
    text: 'x: &x\n  v: 1\nspec:\n  <<: *x\n  z: 1\n',
    path: ['spec', 'v'],
    at: [5, 3],
  },
  {
    title: 'what a list of merges brings',
    text: 'x: &x\n  v: 1\nspec:\n  <<: [{v: 2}, *x]\n',
    path: ['spec', 'v'],
    at: [7, 9],
  },
  {
    title: 'what stands beside a merge',
    text: 'x: &x\n  v: 1\nspec:\n  <<: *x\n  v: 2\n',
    path: ['spec', 'v'],
    at: [8, 3],
  },
  {
    title: 'a field after a block scalar',
    text: 'data:\n  x: |\n    v: 1\n    z: 2\n  z: 3\n',
    path: ['data', 'z'],
    at: [8, 3],
  },
  {
    title: 'a field after comments',
    text: '# one\nspec: # two\n  # three\n  tty: 1\n',
    path: ['spec', 'tty'],
    at: [7, 3],
  },
];

test.each(places)('finds $title', ({ text, path, at }) => {
  const [first] = inventoryFromText(object + text).objects;
  expect(first?.source.locate(path)).toEqual({ line: at[0], column: at[1] });
});

test('finds fields in later documents, with Windows line ends', () => {
  const [, second] = inventoryFromText(`${object}---\n${object}spec:\n  tty: 1\n`.replaceAll('\n', '\r\n')).objects;
  expect(second?.source.locate(['spec', 'tty'])).toEqual({ line: 9, column: 3 });
});

test('finds fields of the items of lists, in YAML and JSON', () => {
  const yaml = `kind: List\napiVersion: v1\nitems:\n- apiVersion: v1\n  kind: Pod\n- apiVersion: v1\n  kind: Pod\n  spec:\n    tty: 1\n`;
  const json =
    '{"kind":"List","apiVersion":"v1","items":[{"apiVersion":"v1","kind":"Pod"},\n{"apiVersion":"v1","kind":"Pod",\n "spec":{"tty":1}}]}';
  expect(inventoryFromText(yaml).objects[1]?.source.locate(['spec', 'tty'])).toEqual({ line: 9, column: 5 });
  expect(inventoryFromText(json).objects[1]?.source.locate(['spec', 'tty'])).toEqual({ line: 3, column: 10 });
});

test('positions of all JSON that is read can be asked for', () => {
  const levels = 99;
  const deepest = `{"kind":"Pod","apiVersion":"v1","x":${'['.repeat(levels)}1${']'.repeat(levels)}}`;
  const [first] = inventoryFromText(deepest).objects;
  expect(first?.source.locate(['x', ...Array(levels).fill(0)])?.column).toBe(36 + levels + 1);
  assert(
    property(json(), constantFrom('', '\t', '    '), (text, indent) => {
      const value = { apiVersion: 'v1', kind: 'Pod', 'a b': [JSON.parse(text)] };
      const written = JSON.stringify(value, null, indent);
      const inventory = inventoryFromText(written);
      expect(inventory.diagnostics).toEqual([]);
      const { line = 0, column = 0 } = inventory.objects[0]?.source.locate(['a b']) ?? {};
      expect((written.split('\n')[line - 1] ?? '').slice(column - 1)).toMatch(/^"a b"/);
    }),
  );
});

/** Names and texts that YAML has to quote now and then. */
const name = oneof(
  string({ minLength: 1, maxLength: 8 }),
  constantFrom('a', 'on', '1', 'x: y', '- b', '#c', '~', 'é', '__proto__'),
);
const { value: anyValue } = letrec((tie) => ({
  value: oneof(
    { maxDepth: 4 },
    name,
    integer(),
    constantFrom(null, true, '', 'two\nlines\n', 'x'.repeat(100)),
    array(tie('value'), { maxLength: 4 }),
    dictionary(name, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

test('agrees with the yaml library on where everything is', () => {
  const options = record({
    indent: integer({ min: 1, max: 4 }),
    collectionStyle: constantFrom('any', 'block', 'flow'),
    defaultStringType: constantFrom('PLAIN', 'QUOTE_DOUBLE', 'QUOTE_SINGLE', 'BLOCK_LITERAL'),
  });
  assert(
    property(dictionary(name, anyValue, { minKeys: 1, maxKeys: 4, noNullPrototype: true }), options, (root, style) => {
      const text = stringify(root, { ...style, aliasDuplicateObjects: false, version: '1.1' } as object);
      const positions = new Positions(text, 100);
      const lines = new LineCounter();
      const compare = (node: unknown, path: FieldPath): void => {
        if (isMap(node)) {
          for (const { key, value } of node.items) {
            if (!isScalar(key)) throw new Error('a key that is no scalar');
            const below = [...path, String(key.value)];
            expect({ below, offset: positions.locate(0, below) }).toEqual({ below, offset: key.range?.[0] });
            compare(value, below);
          }
        } else if (isSeq(node)) {
          for (const [index, item] of node.items.entries()) compare(item, [...path, index]);
        }
      };
      compare(parseDocument(text, { version: '1.1', lineCounter: lines, merge: false }).contents, []);
    }),
    { numRuns: 300 },
  );
});

test('merges of merges are gone through once', () => {
  const bomb = Array.from({ length: 60 }, (_, level) => `x${level + 1}: &x${level + 1} {<<: [*x${level}, *x${level}]}`);
  const text = ['x0: &x0 {a: 1}', ...bomb, 'last: {<<: *x60}'].join('\n');
  const positions = new Positions(text, 100);
  expect(positions.locate(0, ['last', 'a'])).toBe(text.indexOf('a: 1'));
  expect(positions.locate(0, ['last', 'nowhere'])).toBe(text.indexOf('last'));
});

test('the last of equal keys counts in large mappings as in small ones', () => {
  for (const count of [2, 200]) {
    const text = `${Array.from({ length: count }, (_, index) => `k${index}: ${index}\n`).join('')}k0: again\n`;
    expect(new Positions(text, 100).locate(0, ['k0'])).toBe(text.lastIndexOf('k0'));
  }
});
