import {
  array,
  assert,
  constantFrom,
  dictionary,
  integer,
  letrec,
  nat,
  oneof,
  property,
  record,
  string,
  tuple,
} from 'fast-check';
import { load } from 'js-yaml';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { readBlockYaml } from './block-yaml.ts';
import { kubernetesYaml } from './yaml-schema.ts';

/** Either left to js-yaml, or read as js-yaml reads it. Returns whether it was read. */
function agrees(text: string): boolean {
  const value = readBlockYaml(text, 98);
  if (value === undefined) return false;
  let other: unknown;
  try {
    other = load(text, { schema: kubernetesYaml });
  } catch (error) {
    other = error;
  }
  expect({ text, value }).toEqual({ text, value: other });
  return true;
}

const manifest = `# A deployment.
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web   # the name
  annotations:
    "example.com/note": 'it''s "quoted"'
    empty: ""
    long: a plain text
      that goes on

      after an empty line
spec:
  replicas: 3
  template:
    spec:
      containers:
      - name: web
        image: registry.example.com/web:1.2.3@sha256:0a
        args: ["--port", "80"]
        command:
        - sh
        - -c
        - |
          set -e
            indented

          exec web
        - >-
          folded
          text

          here
        securityContext:
          privileged: yes
          runAsUser: 0x10
          capabilities: {}
        escaped: "a\\n\\"b\\"\\t\\\\"
      -
        name: sidecar
      - - 1
        - [a, {b: c}]
      nothing:
      tilde: ~
      time: 2001-01-01
      ratio: .5
      url: http://example.com:80/#anchor
      text: -x
      expression: :record
    hostNetwork: true # said
  # the end
`;

test('reads what manifests are written in', () => {
  expect(agrees(manifest)).toBe(true);
});

/** Other YAML, and what is wrong. */
const left: readonly string[] = [
  '',
  '# nothing\n',
  'text\n',
  '- a\n',
  'a: &x 1\n',
  'a: *x\n',
  'a: !x 1\n',
  'a:\n  <<: {b: 1}\n',
  '%YAML 1.1\n---\na: 1\n',
  'a: 1\n...\n',
  '--- {a: 1}\n',
  'a: 1\na: 2\n',
  '__proto__: 1\n',
  'a:\tb\n',
  'a: 1\r\n',
  'a: b: c\n',
  'a: [1,\n  2]\n',
  'a: "b\n  c"\n',
  'a: "\\x41"\n',
  'a: "b" c\n',
  'a: |2\n    b\n',
  'a: |\nb: 1\n',
  'a:\n  b: 1\n c: 1\n',
  'a: 1\n  b: 1\n',
  'a:\n- 1\n  - 2\n b: 1\n',
  '? a\n: 1\n',
  'a: @b\n',
  'a:\n  b\n',
  'a: b #c\n  d\n',
  `a: ${'['.repeat(200)}${']'.repeat(200)}\n`,
  Array.from({ length: 200 }, (_, level) => `${' '.repeat(level)}a:\n`).join(''),
];

test.each(left)('leaves %j to js-yaml', (text) => {
  expect(readBlockYaml(text, 98)).toBeUndefined();
});

const word = oneof(
  string({ maxLength: 8 }),
  constantFrom(
    'a',
    'on',
    '1',
    '0x1',
    'x: y',
    '- b',
    '#c',
    'x #c',
    '~',
    'é',
    ' ',
    'a\nb',
    'a\n\n  b\n',
    '\n',
    "it's",
    'a\\b',
    '-',
    '{}',
  ),
);
const { value: anyValue } = letrec((tie) => ({
  value: oneof(
    { maxDepth: 4 },
    word,
    integer(),
    constantFrom(null, true, 'x y '.repeat(40)),
    array(tie('value'), { maxLength: 4 }),
    dictionary(word, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));
const style = record({
  indent: integer({ min: 1, max: 4 }),
  indentSeq: constantFrom(true, false),
  lineWidth: constantFrom(0, 20, 80),
  defaultStringType: constantFrom('PLAIN', 'QUOTE_DOUBLE', 'QUOTE_SINGLE', 'BLOCK_LITERAL', 'BLOCK_FOLDED'),
});

test('agrees with js-yaml on generated documents', () => {
  let read = 0;
  const document = dictionary(word, anyValue, { minKeys: 1, maxKeys: 4, noNullPrototype: true });
  assert(
    property(document, style, (root, options) => {
      if (agrees(stringify(root, { ...options, aliasDuplicateObjects: false, version: '1.1' } as object))) read++;
    }),
    { numRuns: 500 },
  );
  expect(read).toBeGreaterThan(50);
});

test('agrees with js-yaml on damaged documents', () => {
  const pieces = [
    ' ',
    '  ',
    '\n',
    '\n\n',
    '- ',
    '-',
    ':',
    ': ',
    '#',
    ' #',
    '"',
    "'",
    '|',
    '>',
    '|-\n',
    '>+\n',
    '[',
    ']',
    '{',
    '}',
    'a',
    '1',
    '~',
    '&a ',
    '*a',
    '!x ',
    '---\n',
    '...\n',
    '<<: ',
    '\t',
    '? ',
    '\n  ',
    '\n    ',
    'key: ',
    '- - ',
    '%',
    '\\',
    '""',
    "''",
    '\n#c\n',
  ];
  const damage = tuple(nat(manifest.length), nat(3), constantFrom('', ...pieces));
  let read = 0;
  assert(
    property(array(damage, { minLength: 1, maxLength: 3 }), nat(manifest.length), nat(600), (damages, from, length) => {
      let text = from % 2 === 0 ? manifest : manifest.slice(manifest.indexOf('\n', from) + 1, from + length);
      for (const [at, removed, added] of damages) text = text.slice(0, at) + added + text.slice(at + removed);
      if (agrees(text)) read++;
    }),
    { numRuns: 3000 },
  );
  expect(read).toBeGreaterThan(100);
});
