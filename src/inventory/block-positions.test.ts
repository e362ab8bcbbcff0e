import { array, assert, constantFrom, dictionary, integer, letrec, oneof, property, record, string } from 'fast-check';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import type { FieldPath } from '../kubernetes/index.ts';
import { BlockPositions } from './block-positions.ts';
import { readBlockYaml } from './block-yaml.ts';
import { Positions } from './positions.ts';

const depth = 100;

/** Every path of a value, and beside each one that leads nowhere. */
function* pathsOf(value: unknown, path: FieldPath = []): Generator<FieldPath> {
  yield path;
  yield [...path, 'absent', 'field'];
  yield [...path, 99];
  if (typeof value !== 'object' || value === null) return;
  for (const [key, child] of Object.entries(value))
    yield* pathsOf(child, [...path, Array.isArray(value) ? Number(key) : key]);
}

/** How many of the paths were found; every one that was is where the parser finds it. */
function compare(text: string): number {
  const value = readBlockYaml(text, depth);
  if (value === undefined) return 0;
  const positions = new Positions(text, depth);
  const block = new BlockPositions(text);
  let found = 0;
  for (const path of pathsOf(value)) {
    const offset = block.locate(path);
    if (offset === undefined) continue;
    found++;
    expect([path, offset]).toEqual([path, positions.locate(0, path)]);
  }
  // What was gone through on the way to one place must not lead astray on the way to another.
  const others = new BlockPositions(text);
  for (const path of [...pathsOf(value)].reverse()) expect(others.locate(path)).toBe(block.locate(path));
  return found;
}

const texts: readonly { title: string; text: string; all: boolean }[] = [
  {
    title: 'a usual manifest',
    text: `---
# said above
apiVersion: v1
kind: Pod
metadata:
  name: a
  annotations:
    example.com/text: one
      and more
    note: |

      # not a comment
      spec:
        x: 1
spec:
  containers:
  - name: a # the first
    args:
    - --x=1
    # between
    - '--y: 2'
    - "z"
    - - 1
      - b: 2
        c: |
          text
    securityContext:

      privileged: true
  - image: b
    env:
      - name: x
        value: "1"
  on: 1
  volumes:
`,
    all: true,
  },
  { title: 'an indented root', text: '  a:\n    b: 1\n  c:\n  - d: 1\n  - e\n', all: true },
  { title: 'flow style', text: 'a: { b: 1 }\nc: [1, 2]\nd: 1\n', all: false },
  { title: 'quoted keys', text: '"a": 1\nb:\n  \'c\': 1\nd:\n- "e": 1\n- "f"\n', all: false },
];

test.each(texts)('finds what the parser finds: $title', ({ text, all }) => {
  const found = compare(text);
  expect(found).toBeGreaterThan(0);
  if (all) expect(found).toBe([...pathsOf(readBlockYaml(text, depth))].length);
});

const { value } = letrec((tie) => ({
  value: oneof(
    { maxDepth: 5 },
    oneof(integer(), string(), constantFrom('yes', 'a: b', '- a', '# a', 'a\nb', 'a\n\nb\n', '"a": b', "'", '')),
    array(tie('value'), { maxLength: 4 }),
    dictionary(oneof(string(), constantFrom('name', 'on', 'y', '1', 'a.b/c', 'a b')), tie('value'), { maxKeys: 4 }),
  ),
}));

test('finds what the parser finds in any document', () => {
  let found = 0;
  assert(
    property(
      record({ spec: value, list: array(value) }),
      constantFrom(true, false),
      constantFrom(2, 4),
      (object, indentSeq, indent) => {
        found += compare(stringify(object, { indentSeq, indent, lineWidth: 40 }));
      },
    ),
    { numRuns: 300 },
  );
  expect(found).toBeGreaterThan(100);
});

test('gives the last place that needs no parser, where nobody wants to pay for one', () => {
  const text = 'a:\n  b:\n    c: {d: 1}\n    "e": 1\n';
  const offsets = [['a', 'b', 'c', 'd'], ['a', 'b', 'e'], ['a']].map((path) =>
    new BlockPositions(text).locate(path, true),
  );
  expect(offsets).toEqual([text.indexOf('c'), text.indexOf('b'), 0]);
});
