import { expect, test } from 'vitest';
import type { DiagnosticCode } from './diagnostic.ts';
import { inventoryFromText } from './index.ts';
import { defaultLimits } from './limits.ts';

const pod = (name: string): string => `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\n`;
const definition = (name: string): string =>
  `apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata:\n  name: ${name}\nspec:\n  group: example.com\n`;

/** What is read: the names of the objects, in order, without a diagnostic. */
const good: readonly { title: string; text: string; names: readonly string[] }[] = [
  { title: 'one document', text: pod('a'), names: ['a'] },
  {
    title: 'several documents, empty ones and comments between them',
    text: `---\n${pod('a')}---\n---\n# nothing\n--- # more\n${pod('b')}---\n`,
    names: ['a', 'b'],
  },
  { title: 'Windows line ends', text: `${pod('a')}---\n${pod('b')}`.replaceAll('\n', '\r\n'), names: ['a', 'b'] },
  { title: 'document ends (`...`)', text: `${pod('a')}...\n${pod('b')}...\n`, names: ['a', 'b'] },
  {
    title: 'a %YAML directive before each document',
    text: `%YAML 1.1\n---\n${pod('a')}...\n%YAML 1.1\n---\n${pod('b')}`,
    names: ['a', 'b'],
  },
  {
    title: 'a separator inside of a block scalar',
    text: `${pod('a')}data: |\n  x\n  ---\n  y\n---\n${pod('b')}`,
    names: ['a', 'b'],
  },
  {
    title: 'a document on its separator line',
    text: `--- {apiVersion: v1, kind: Pod, metadata: {name: a}}\n---\n${pod('b')}`,
    names: ['a', 'b'],
  },
  { title: 'an indented root', text: `  apiVersion: v1\n  kind: Pod\n  metadata: {name: a}\n`, names: ['a'] },
  { title: 'JSON', text: '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"}}', names: ['a'] },
  {
    title: 'JSON with tabs',
    text: '{\n\t"apiVersion": "v1",\n\t"kind": "Pod",\n\t"metadata": {"name": "a"}\n}\n',
    names: ['a'],
  },
  {
    title: 'JSON after JSON',
    text: '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"}}{"apiVersion":"v1","kind":"Pod","metadata":{"name":"b}\\""}}\n',
    names: ['a', 'b}"'],
  },
  {
    title: 'JSON and YAML in turns',
    text: `{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"}}\n---\n${pod('b')}`,
    names: ['a', 'b'],
  },
  { title: 'YAML in flow style', text: '{apiVersion: v1, kind: Pod, metadata: {name: a}}', names: ['a'] },
  {
    title: 'a List',
    text: 'apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Pod, metadata: {name: a}}\n- {apiVersion: v1, kind: Pod, metadata: {name: b}}\n',
    names: ['a', 'b'],
  },
  {
    title: 'a typed list whose items name no kind',
    text: '{"apiVersion":"v1","kind":"PodList","items":[{"metadata":{"name":"a"}},{"metadata":{"name":"b"}}]}',
    names: ['a', 'b'],
  },
  {
    title: 'a list of lists',
    text: 'apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: List\n  items:\n  - {apiVersion: v1, kind: Pod, metadata: {name: a}}\n',
    names: ['a'],
  },
  { title: 'an empty list', text: 'apiVersion: v1\nkind: List\nitems: []\n', names: [] },
  {
    title: 'a kind without metadata is called as its file',
    text: 'apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\n',
    names: ['test'],
  },
  { title: 'generateName', text: 'apiVersion: v1\nkind: Pod\nmetadata: {generateName: a-}\n', names: ['a-'] },
  {
    title: 'aliases and merges',
    text: 'apiVersion: v1\nkind: Pod\nmetadata: &m {name: a}\nx: {<<: *m, y: *m}\n',
    names: ['a'],
  },
  {
    title: 'a tag that nobody knows',
    text: 'apiVersion: v1\nkind: Pod\nmetadata: !ours {name: !theirs a}\n',
    names: ['a'],
  },
  { title: 'a CustomResourceDefinition', text: definition('widgets.example.com'), names: ['widgets.example.com'] },
  {
    title: 'keys that JavaScript objects have on their own',
    text: `${pod('a')}__proto__: {kind: x}\nconstructor: 1\n`,
    names: ['a'],
  },
  { title: 'an explicit null document', text: `null\n---\n~\n---\n${pod('a')}`, names: ['a'] },
];

test.each(good)('reads $title', ({ text, names }) => {
  const inventory = inventoryFromText(text, 'test.yaml');
  expect(inventory.diagnostics).toEqual([]);
  expect(inventory.objects.map((object) => object.name)).toEqual(names);
});

const nested = (levels: number): string => `${pod('deep')}x: ${'['.repeat(levels)}${']'.repeat(levels)}\n`;
const bomb = `${pod('bomb')}a: &a [x, x, x, x, x, x, x, x, x, x]\n${[...'bcdefgh'].map((name, index) => `${name}: &${name} [${Array(10).fill(`*${'abcdefgh'[index]}`).join(', ')}]\n`).join('')}`;
/** Aliases that nest, in keys that JavaScript orders differently from the text. */
const chain = `${pod('chain')}x:\n${Array.from({ length: 300 }, (_, index) => `  ${1000 - index}: &n${index} [${index === 0 ? 'x' : `*n${index - 1}`}]\n`).join('')}`;

/** What is wrong, where, and which objects are read all the same. */
const bad: readonly {
  title: string;
  text: string;
  code: DiagnosticCode;
  line: number;
  column?: number;
  names?: readonly string[];
}[] = [
  {
    title: 'what is not YAML',
    text: `${pod('a')}---\napiVersion: v1\nkind: [Pod\n---\n${pod('b')}`,
    code: 'syntax',
    line: 8,
    names: ['a', 'b'],
  },
  {
    title: 'bad indentation',
    text: `apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n   labels: {}\n`,
    code: 'syntax',
    line: 5,
  },
  { title: 'a tab as indentation', text: `apiVersion: v1\nkind: Pod\nmetadata:\n\tname: a\n`, code: 'syntax', line: 4 },
  { title: 'JSON that breaks off', text: '{"apiVersion": "v1",\n"kind": "Pod"', code: 'syntax', line: 2 },
  {
    title: 'a key given twice',
    text: `${pod('a')}spec:\n  hostNetwork: false\n  hostNetwork: true\n`,
    code: 'duplicate-key',
    line: 7,
    column: 3,
    names: ['a'],
  },
  {
    title: 'a key given twice in JSON',
    text: '{"apiVersion":"v1","kind":"Pod",\n "kind":"Pod","metadata":{"name":"a"}}',
    code: 'duplicate-key',
    line: 2,
    column: 2,
    names: ['a'],
  },
  {
    title: 'a CustomResourceDefinition that becomes a Pod at its end',
    text: `${definition('widgets.example.com')}kind: Pod\n`,
    code: 'duplicate-key',
    line: 7,
    names: ['widgets.example.com'],
  },
  { title: '200 levels of nesting', text: nested(200), code: 'limit', line: 5 },
  {
    title: '200 levels of nesting in JSON',
    text: `{"a":${'['.repeat(200)}${']'.repeat(200)}}`,
    code: 'limit',
    line: 1,
  },
  { title: '200,000 levels of nesting in JSON', text: `{"a":${'['.repeat(200_000)}`, code: 'limit', line: 1 },
  { title: 'an alias bomb', text: bomb, code: 'limit', line: 6 },
  { title: 'aliases that nest without end', text: `${pod('a')}x: &x\n  y: *x\n`, code: 'limit', line: 6 },
  { title: 'aliases that nest too deep', text: chain, code: 'limit', line: 7 },
  {
    title: 'an alias without its anchor',
    text: `${pod('a')}---\nx: &x 1\n---\ny: *x\n`,
    code: 'syntax',
    line: 8,
    names: ['a'],
  },
  {
    title: 'a document over the limit',
    text: `${pod('a')}---\n# ${'x'.repeat(defaultLimits.blockDocumentLength)}\n${pod('b')}`,
    code: 'limit',
    line: 5,
    names: ['a'],
  },
  {
    title: 'a template',
    text: `apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Values.name }}\n`,
    code: 'template',
    line: 4,
    column: 9,
  },
  {
    title: 'what is not YAML beside templates in texts',
    text: `${pod('a')}x: Pod {{ $labels.pod }}\ny: "{{ z }}"\nz: [\n`,
    code: 'syntax',
    line: 8,
  },
  {
    title: 'a template that begins with an action',
    text: `{{- if .Values.on }}\n${pod('a')}{{- end }}\n`,
    code: 'template',
    line: 1,
  },
  {
    title: 'a mapping without kind',
    text: `${pod('a')}---\nservices:\n  web: {}\n`,
    code: 'not-kubernetes',
    line: 6,
    names: ['a'],
  },
  {
    title: 'several documents of something else, said once',
    text: 'a: 1\n---\nb: 2\n---\n- c\n',
    code: 'not-kubernetes',
    line: 1,
  },
  { title: 'a text', text: 'Just a sentence.\n', code: 'not-kubernetes', line: 1 },
  {
    title: 'a list item that is no object',
    text: 'apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Pod, metadata: {name: a}}\n- 7\n',
    code: 'not-kubernetes',
    line: 5,
    names: ['a'],
  },
  { title: 'a control character', text: `${pod('a')}x: "\u0007"\n`, code: 'syntax', line: 5 },
];

test.each(bad)('says where: $title', ({ text, code, line, column, names }) => {
  const inventory = inventoryFromText(text, 'test.yaml');
  const { objects } = inventory;
  expect(objects.map((object) => object.object.kind && object.name)).toEqual(names ?? []);
  const place = column === undefined ? { line } : { line, column };
  expect(inventory.diagnostics.filter((found) => found.code !== 'not-kubernetes' || code === found.code)).toEqual([
    expect.objectContaining({ code, file: 'test.yaml', ...place }),
  ]);
});

test('the last of two equal keys counts, as kubectl reads it', () => {
  const [object] = inventoryFromText(`${pod('a')}spec: {hostNetwork: false, hostNetwork: true}\n`).objects;
  expect(object?.object.spec).toEqual({ hostNetwork: true });
});

test('the body of a CustomResourceDefinition is read when asked for', () => {
  const [object] = inventoryFromText(`# ours\n---\n${definition('widgets.example.com')}`).objects;
  expect(object?.deferred).toBe(true);
  expect(object?.object.spec).toEqual({ group: 'example.com' });
  expect(object?.deferred).toBe(false);
});

test('a body that turns out broken becomes a diagnostic then, and its header stays', () => {
  const inventory = inventoryFromText(`${definition('widgets.example.com')}  names: [\n`, 'crd.yaml');
  expect(inventory.diagnostics).toEqual([]);
  const [object] = inventory.objects;
  expect(object?.object).toEqual({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'widgets.example.com' },
  });
  expect(object?.object).toBe(object?.object);
  expect(inventory.diagnostics).toEqual([expect.objectContaining({ code: 'syntax', file: 'crd.yaml', line: 8 })]);
});
