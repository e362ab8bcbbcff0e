import { expect, test } from 'vitest';
import { definitionHeader } from './header.ts';
import { splitDocuments } from './split.ts';

const name = 'widgets.example.com';
const head = 'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\n';

const trusted: readonly (readonly [string, string])[] = [
  [
    'as controller-gen writes it',
    `---\n${head}metadata:\n  annotations:\n    a/b: v1\n  name: ${name}\nspec:\n  group: x\n`,
  ],
  ['kind first', `kind: CustomResourceDefinition\napiVersion: apiextensions.k8s.io/v1\nmetadata:\n  name: ${name}\n`],
  [
    'with comments',
    `# ours\n${head}metadata: # here\n  # called\n  name: ${name}\nspec: {} # empty\n`.replace(' {}', ''),
  ],
  [
    'with Windows line ends',
    `${head}metadata:\r\n  name: ${name}\r\nspec:\r\n  group: x\r\n`.replaceAll(/([^\r])\n/g, '$1\r\n'),
  ],
  [
    'with name in an annotation too',
    `${head}metadata:\n  annotations:\n    name: other\n    x: |\n      name: third\n  name: ${name}\nspec:\n  x: 1\n`,
  ],
  ['with metadata last', `${head}spec:\n  x: 1\nmetadata:\n    name: ${name}\n`],
];

test.each(trusted)('read off the lines: %s', (_, text) => {
  const [document] = splitDocuments(text);
  expect(document && definitionHeader(text, document)).toEqual({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    name,
    namespace: undefined,
  });
});

/** What might mean something else than it seems is parsed. */
const parsed: readonly (readonly [string, string])[] = [
  ['another kind', `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\n`],
  ['another group', `apiVersion: example.com/v1\nkind: CustomResourceDefinition\nmetadata:\n  name: ${name}\n`],
  ['kind given twice', `${head}metadata:\n  name: ${name}\nspec:\n  x: 1\nkind: Pod\n`],
  ['a quoted key at the root', `${head}metadata:\n  name: ${name}\n"kind": Pod\n`],
  ['a merge at the root', `${head}metadata:\n  name: ${name}\n<<: {kind: Pod}\n`],
  ['an explicit key at the root', `${head}metadata:\n  name: ${name}\n? kind\n: Pod\n`],
  ['flow style', `${head}metadata: {name: ${name}}\n`],
  ['a quoted name', `${head}metadata:\n  name: "${name}"\n`],
  ['an anchored name', `${head}metadata:\n  name: &n ${name}\n`],
  ['a name given twice', `${head}metadata:\n  name: ${name}\n  name: b.example.com\n`],
  ['no name', `${head}metadata:\n  labels:\n    name: ${name}\n`],
  ['metadata from an alias', `x: &m\n  name: a.b\n${head}metadata: *m\n`],
  ['a list at the root', `- ${head.replaceAll('\n', '\n  ')}`],
  ['a name longer than names are', `${head}metadata:\n  name: ${'a.'.repeat(4_000_000)}a\n`],
  ['blanks without end before a quoted kind', `kind:${' '.repeat(1_000_000)}"x"\n${head}metadata:\n  name: ${name}\n`],
  ['a directive', `%TAG ! tag:x,2000:\n---\n${head}metadata:\n  name: ${name}\n`],
  ['a document that begins on its separator line', `--- !x\n${head}metadata:\n  name: ${name}\n`],
];

test.each(parsed)('left to the parser: %s', (_, text) => {
  const headers = [...splitDocuments(text)].map((document) => definitionHeader(text, document));
  expect(headers).toEqual([undefined]);
});
