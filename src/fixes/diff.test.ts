import { expect, it } from 'vitest';
import { additionsText } from './additions.ts';
import { unifiedDiff } from './diff.ts';

it.each([
  [
    'changed',
    'x/a.yaml',
    'a: 1\nb: 2\n',
    'a: 1\nb: 3\n',
    '--- a/x/a.yaml\n+++ b/x/a.yaml\n@@ -1,2 +1,2 @@\n a: 1\n-b: 2\n+b: 3\n',
  ],
  ['new', 'n.yaml', undefined, 'a: 1\n', '--- /dev/null\n+++ b/n.yaml\n@@ -0,0 +1,1 @@\n+a: 1\n'],
  [
    'no line break at the end',
    './a.yaml',
    'a: 1',
    'a: 2',
    '--- a/a.yaml\n+++ b/a.yaml\n@@ -1,1 +1,1 @@\n-a: 1\n\\ No newline at end of file\n+a: 2\n\\ No newline at end of file\n',
  ],
  [
    'carriage returns',
    '/t/a.yaml',
    'a: 1\r\n',
    'a: 2\r\n',
    '--- a/t/a.yaml\n+++ b/t/a.yaml\n@@ -1,1 +1,1 @@\n-a: 1\r\n+a: 2\r\n',
  ],
])('%s', (_, file, before, after, diff) => {
  expect(unifiedDiff(file, before, after)).toBe(diff);
});

it('writes added objects as documents', () => {
  const object = { apiVersion: 'v1', kind: 'Pod', spec: { podSelector: {}, list: [{ a: 'x: y', b: [] }] } };
  expect(
    additionsText([
      { object, findings: [] },
      { object: { apiVersion: 'v1', kind: 'X' }, findings: [] },
    ]),
  ).toBe(
    'apiVersion: v1\nkind: Pod\nspec:\n  podSelector: {}\n  list:\n    - a: "x: y"\n      b: []\n---\napiVersion: v1\nkind: X\n',
  );
});
