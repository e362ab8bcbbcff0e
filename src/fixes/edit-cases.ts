import type { Edit } from '../checks/index.ts';

/** One edit of a text: `after` is the whole text, or the code of the refusal. */
export interface EditCase {
  readonly name: string;
  readonly before: string;
  /** One fix an item. */
  readonly fixes: readonly (readonly Edit[])[];
  readonly after: string;
  /** Codes of the fixes that are refused, in order; absent: none. */
  readonly refused?: readonly string[];
}

const set = (path: string, value: Extract<Edit, { op: 'append' }>['value']): Edit => ({ op: 'set', path, value });
const remove = (path: string): Edit => ({ op: 'remove', path });
const append = (path: string, value: string): Edit => ({ op: 'append', path, value });
const removeValue = (path: string, value: string): Edit => ({ op: 'removeValue', path, value });

export const editCases: readonly EditCase[] = [
  {
    name: 'sets a scalar, its comment and spaces stay',
    before: 'a:   1   # one\nb: 2\n',
    fixes: [[set('a', 7)]],
    after: 'a:   7   # one\nb: 2\n',
  },
  {
    name: 'keeps double and single quotes',
    before: `a: "x"\nb: 'y'\nc: z\n`,
    fixes: [[set('a', 'p')], [set('b', "it's")], [set('c', 'q')]],
    after: `a: "p"\nb: 'it''s'\nc: q\n`,
  },
  {
    name: 'a string in quotes becomes a boolean without',
    before: 'a: "true"\n',
    fixes: [[set('a', false)]],
    after: 'a: false\n',
  },
  {
    name: 'quotes what YAML 1.1 or 1.2 would read as something else',
    before: 'a: 1\n',
    fixes: [
      [
        'yes',
        'no',
        'on',
        'y',
        'null',
        '~',
        '1',
        '1e3',
        '0x1',
        '1:30',
        '2020-01-01',
        '',
        ' x',
        'a: b',
        'a #b',
        '@x',
        '- x',
      ].map((value, index) => set(`k${index}`, value)),
    ],
    after:
      'a: 1\nk0: "yes"\nk1: "no"\nk2: "on"\nk3: "y"\nk4: "null"\nk5: "~"\nk6: "1"\nk7: "1e3"\nk8: "0x1"\nk9: "1:30"\nk10: "2020-01-01"\nk11: ""\nk12: " x"\nk13: "a: b"\nk14: "a #b"\nk15: "@x"\nk16: "- x"\n',
  },
  {
    name: 'leaves plain what is plain',
    before: 'a: 1\n',
    fixes: [
      [
        set('b', 'RuntimeDefault'),
        set('c', 'registry.example.com/a/b:1.2@sha256:abc'),
        set('d', '256Mi'),
        set('e', '500m'),
      ],
    ],
    after: 'a: 1\nb: RuntimeDefault\nc: registry.example.com/a/b:1.2@sha256:abc\nd: 256Mi\ne: 500m\n',
  },
  {
    name: 'escapes what cannot be printed',
    before: 'a: x\n',
    fixes: [[set('a', 'tab\tline\nend\u0085\u2028 中文')]],
    after: 'a: "tab\\tline\\nend\\u0085\\u2028 中文"\n',
  },
  {
    name: 'five fixes make one securityContext',
    before: 'spec:\n  containers:\n  - name: a\n    image: b # c\n  - name: d\n',
    fixes: [
      [set('spec.containers[0].securityContext.runAsNonRoot', true)],
      [set('spec.containers[0].securityContext.allowPrivilegeEscalation', false)],
      [set('spec.containers[0].securityContext.capabilities.drop', ['ALL'])],
      [append('spec.containers[0].securityContext.capabilities.drop', 'ALL')],
      [set('spec.containers[0].securityContext.seccompProfile.type', 'RuntimeDefault')],
    ],
    after:
      'spec:\n  containers:\n  - name: a\n    image: b # c\n    securityContext:\n      runAsNonRoot: true\n      allowPrivilegeEscalation: false\n      capabilities:\n        drop:\n        - ALL\n      seccompProfile:\n        type: RuntimeDefault\n  - name: d\n',
  },
  {
    name: 'indents lists and steps as the document does',
    before: 'spec:\n    list:\n      - a: 1\n    other:\n        x: 1\n',
    fixes: [[set('spec.other.more.drop', ['ALL', 'X'])], [set('spec.list[0].m.k', [{ o: 1, p: { q: [] } }])]],
    after:
      'spec:\n    list:\n      - a: 1\n        m:\n            k:\n              - o: 1\n                p:\n                    q: []\n    other:\n        x: 1\n        more:\n            drop:\n              - ALL\n              - X\n',
  },
  {
    name: 'CRLF stays CRLF',
    before: 'a:\r\n  b: 1 # x\r\nc: 2\r\n',
    fixes: [[set('a.d', 2)], [set('c', 3)], [set('e.f', 'g')]],
    after: 'a:\r\n  b: 1 # x\r\n  d: 2\r\nc: 3\r\ne:\r\n  f: g\r\n',
  },
  {
    name: 'no line break at the end stays so',
    before: 'a:\n  b: 1',
    fixes: [[set('a.c', 2)], [set('d', 3)]],
    after: 'a:\n  b: 1\n  c: 2\nd: 3',
  },
  {
    name: 'removes a line and the parents that it empties; a comment above stays',
    before: 'a:\n  # why\n  b:\n    c:\n      d: true # x\n  e: 1\n',
    fixes: [[remove('a.b.c.d')]],
    after: 'a:\n  # why\n  e: 1\n',
  },
  {
    name: 'removes what stands in the comments inside of a removed value, and nothing else',
    before: '# head\na:\n  b: 1\n  # inside\n# below\n\nc: 2\n',
    fixes: [[remove('a')]],
    after: '# head\n# below\n\nc: 2\n',
  },
  {
    name: 'a comment above that has an empty line between stays',
    before: 'z: 0\n# section\n\na: 1\nb: 2\n',
    fixes: [[remove('a')]],
    after: 'z: 0\n# section\n\nb: 2\n',
  },
  {
    name: 'removes the first key of a list item',
    before: 'l:\n- a: 1\n  # about b\n  b: 2\n- a: 3\n  c: 4\n',
    fixes: [[remove('l[0].a')], [remove('l[1].a')]],
    after: 'l:\n- # about b\n  b: 2\n- c: 4\n',
  },
  {
    name: 'removes the first keys of a list item and adds another',
    before: 'l:\n  - a: 1\n    b: 2\n    c: 3\n  - x\n',
    fixes: [[remove('l[0].a'), remove('l[0].b'), set('l[0].d', 4)]],
    after: 'l:\n  - c: 3\n    d: 4\n  - x\n',
  },
  {
    name: 'replaces all keys of a list item',
    before: 'l:\n  - a: 1\n    b: 2\n  - x\n',
    fixes: [[remove('l[0].a'), remove('l[0].b'), set('l[0].c', { d: [4] })]],
    after: 'l:\n  - c:\n      d:\n        - 4\n  - x\n',
  },
  {
    name: 'removes list items by their place before any of them went',
    before: 'l:\n- a\n# second\n- b\n- c: 1\n  d: 2\n- e\n',
    fixes: [[remove('l[1]')], [remove('l[2]')]],
    after: 'l:\n- a\n# second\n- e\n',
  },
  {
    name: 'removes the last item and with it the list',
    before: 'k: 1\nl:\n- a: 1\nm: 2\n',
    fixes: [[remove('l[0]')]],
    after: 'k: 1\nm: 2\n',
  },
  {
    name: 'removes values, appends others',
    before: 'drop:\n- A # a\n- B\nadd: [X, Y, Z]\n',
    fixes: [[removeValue('drop', 'A'), append('drop', 'ALL')], [removeValue('add', 'Z')], [removeValue('add', 'X')]],
    after: 'drop:\n- B\n- ALL\nadd: [Y]\n',
  },
  {
    name: 'replaces the only value of a list',
    before: 'drop:\n  - A\nx: 1\n',
    fixes: [[removeValue('drop', 'A'), append('drop', 'ALL')]],
    after: 'drop:\n  - ALL\nx: 1\n',
  },
  {
    name: 'nested lists',
    before: 'l:\n- - a\n  - b\n- - c\n',
    fixes: [[remove('l[0][0]')], [append('l[1]', 'd')]],
    after: 'l:\n- - b\n- - c\n  - d\n',
  },
  {
    name: 'empty mappings, lists and nulls give way, their comments stay',
    before: 'a: {} # one\nb: []\nc: null\nd: ~ # four\ne: # five\nf:\ng:\n  h: {}\n',
    fixes: [
      [
        set('a.x', 1),
        append('b', 'v'),
        set('c.x', 1),
        set('d.x', 1),
        set('e.x', 1),
        append('f', 'z'),
        set('g.h.i', {}),
      ],
    ],
    after:
      'a: # one\n  x: 1\nb:\n- v\nc:\n  x: 1\nd: # four\n  x: 1\ne: # five\n  x: 1\nf:\n- z\ng:\n  h:\n    i: {}\n',
  },
  {
    name: 'an empty value gets a scalar',
    before: 'a:\nb: # c\nl:\n-\n- x\n',
    fixes: [[set('a', 1), set('b', 2), set('l[0]', 'v')]],
    after: 'a: 1\nb: 2 # c\nl:\n- v\n- x\n',
  },
  {
    name: 'flow mappings stay flow',
    before: 'a: {b: 1, c: {d: 2}}   # x\ne: { f: 1 }\n',
    fixes: [[set('a.c.g', ['h', 'yes'])], [set('a.i.j', true)], [remove('a.b')], [set('e.g', 'k, l')]],
    after: 'a: {c: {d: 2, g: [h, "yes"]}, i: {j: true}}   # x\ne: { f: 1, g: "k, l" }\n',
  },
  {
    name: 'flow over several lines',
    before: 'a: {\n  b: 1,\n  c: 2\n  }\nd: [\n  x,\n  w, # w\n ]\n',
    fixes: [[set('a.e', 3)], [remove('a.b')], [append('d', 'z')], [removeValue('d', 'x')]],
    after: 'a: {\n  c: 2,\n  e: 3\n  }\nd: [\n  w,\n  z, # w\n ]\n',
  },
  {
    name: 'removes at the end and in the middle of flow',
    before: 'a: {b: 1, c: 2, d: 3, e: 4}\n',
    fixes: [[remove('a.c')], [remove('a.d')], [remove('a.e')]],
    after: 'a: {b: 1}\n',
  },
  {
    name: 'replaces all of a flow mapping',
    before: 'a: {b: 1, c: 2}\n',
    fixes: [[remove('a.b'), remove('a.c'), set('a.d', 3)]],
    after: 'a: {d: 3}\n',
  },
  {
    name: 'JSON, two spaces',
    before: '{\n  "a": {\n    "b": 1\n  },\n  "c": [],\n  "d": {}\n}\n',
    fixes: [[set('a.e.f', ['x'])], [append('c', 'y')], [set('d.g', null)], [set('h', 'yes')]],
    after:
      '{\n  "a": {\n    "b": 1,\n    "e": {\n      "f": [\n        "x"\n      ]\n    }\n  },\n  "c": [\n    "y"\n  ],\n  "d": {\n    "g": null\n  },\n  "h": "yes"\n}\n',
  },
  {
    name: 'JSON, tabs, removal of first and last',
    before: '{\n\t"a": 1,\n\t"b": {\n\t\t"c": true,\n\t\t"d": 2\n\t},\n\t"e": 3\n}',
    fixes: [[remove('a')], [remove('b.d')], [remove('e')]],
    after: '{\n\t"b": {\n\t\t"c": true\n\t}\n}',
  },
  {
    name: 'JSON on one line, with and without spaces',
    before: '{"a":{"b":1},"c":[{"d":1}]}',
    fixes: [[set('a.e', { f: ['g'] })], [set('c[0].h.i', 'j')]],
    after: '{"a":{"b":1,"e":{"f":["g"]}},"c":[{"d":1,"h":{"i":"j"}}]}',
  },
  {
    name: 'JSON on one line with spaces',
    before: '{"a": {"b": 1}}\n',
    fixes: [[set('a.e', { f: ['g'] })]],
    after: '{"a": {"b": 1, "e": {"f": ["g"]}}}\n',
  },
  {
    name: 'quoted keys and keys with dots',
    before: 'm:\n  "a.b/c": x\n  \'q\': 1\n',
    fixes: [[set('m["a.b/c"]', 'v')], [set('m["d.e/f"]', 'z')], [set('m["g h"]', 'z')], [remove('m.q')]],
    after: 'm:\n  "a.b/c": v\n  d.e/f: z\n  "g h": z\n',
  },
  {
    name: 'after block scalars of every chomping',
    before: 'a:\n  b: |\n    x\n\nc:\n  d: |-\n    y\ne:\n  f: |+\n    z\n\n\ng: >\n  w\n',
    fixes: [[set('a.k', 1), set('c.k', 1), set('e.k', 1), set('k', 1)]],
    after: 'a:\n  b: |\n    x\n  k: 1\n\nc:\n  d: |-\n    y\n  k: 1\ne:\n  f: |+\n    z\n\n\n  k: 1\ng: >\n  w\nk: 1\n',
  },
  {
    name: 'removes and replaces block scalars',
    before: 'a: |\n  # no comment\n  x\n\nb: 1\nc: |-\n  y\nd: 2\n',
    fixes: [[remove('a')], [set('c', 'short')]],
    after: '\nb: 1\nc: short\nd: 2\n',
  },
  {
    name: 'multi-line plain and quoted scalars',
    before: 'a: one\n  two\nb: "three\n  four"\nc: 1\n',
    fixes: [[set('a', 'x')], [remove('b')]],
    after: 'a: x\nc: 1\n',
  },
  {
    name: 'a mapping gives way to a scalar, and the other way round',
    before: 'a:\n  b: 1\n  c: 2\nd: x # y\ne:\n- 1\n- 2\n',
    fixes: [[set('a', 'p')], [set('d', { f: 1 })], [set('e', [3])]],
    after: 'a: p\nd: # y\n  f: 1\ne:\n- 3\n',
  },
  {
    name: 'set of a mapping edits field by field',
    before: 's:\n  # kind of profile\n  type: Localhost # chosen\n  localhostProfile: x\n',
    fixes: [[set('s', { type: 'RuntimeDefault' })]],
    after: 's:\n  # kind of profile\n  type: RuntimeDefault # chosen\n',
  },
  {
    name: 'a list item gives way',
    before: 'l:\n- a: 1\n  b: 2\n- x\n',
    fixes: [[set('l[0]', { c: 3, d: { e: 4 } })], [set('l[1]', { f: 5 })]],
    after: 'l:\n- c: 3\n  d:\n    e: 4\n- f: 5\n',
  },
  {
    name: 'comments at the end of a nested mapping stay in it',
    before: 'a:\n  b:\n    c: 1\n    # d: 2\n  e: 1\n',
    fixes: [[set('a.b.f', 3)]],
    after: 'a:\n  b:\n    c: 1\n    f: 3\n    # d: 2\n  e: 1\n',
  },
  {
    name: 'head and document marks',
    before: '# licence\n---\n# about\na: 1 # x\n',
    fixes: [[set('b', 2)], [remove('a')]],
    after: '# licence\n---\n# about\nb: 2 # x\n',
  },
  {
    name: 'tags and unused anchors stay',
    before: 'a: &x !!map\n  b: !!str 1\n',
    fixes: [[set('a.c', 2)]],
    after: 'a: &x !!map\n  b: !!str 1\n  c: 2\n',
  },
  {
    name: 'refuses edits through an alias and of its anchor',
    before: 'a: &x\n  b: 1\nc: *x\nd: 1\n',
    fixes: [[set('a.b', 2)], [set('c.b', 2)], [set('d', 2)], [remove('a')]],
    refused: ['shared', 'shared', 'shared'],
    after: 'a: &x\n  b: 1\nc: *x\nd: 2\n',
  },
  {
    name: 'replaces and removes an alias as a whole',
    before: 'a: &x\n  b: 1\nc: *x\nd: *x\n',
    fixes: [[set('c', 2)], [remove('d')]],
    after: 'a: &x\n  b: 1\nc: 2\n',
  },
  {
    name: 'refuses a list whose items are shared',
    before: 'a: &x [A, B]\nc: *x\n',
    fixes: [[append('a', 'C')], [removeValue('c', 'A')]],
    refused: ['shared', 'shared'],
    after: 'a: &x [A, B]\nc: *x\n',
  },
  {
    name: 'a field beside a merge key overrides it',
    before: 'base: &b\n  p: true\n  s: {t: 1}\nc:\n  <<: *b\n  name: x\n',
    fixes: [[set('c.p', false)], [set('c.s.u', 2)], [remove('c.p')], [set('c.new.v', 1)]],
    refused: ['merged', 'merged'],
    after: 'base: &b\n  p: true\n  s: {t: 1}\nc:\n  <<: *b\n  name: x\n  p: false\n  new:\n    v: 1\n',
  },
  {
    name: 'a mapping that a merge key brings is written out',
    before: 'base: &b\n  s: {t: 1, u: 2}\nc:\n  <<: *b\n',
    fixes: [[set('c.s', { t: 3 })]],
    after: 'base: &b\n  s: {t: 1, u: 2}\nc:\n  <<: *b\n  s:\n    t: 3\n',
  },
  {
    name: 'the first of two that contradict each other wins',
    before: 'a: 1\nb:\n  c: 1\n',
    fixes: [[set('a', 2)], [set('a', 3)], [set('a', 2)], [remove('b.c')], [set('b.c', 5)], [set('b', 1)]],
    refused: ['conflict', 'conflict'],
    after: 'a: 2\nb: 1\n',
  },
  {
    name: 'a fix is made as a whole or not at all',
    before: 'a: 1\nb: 2\n',
    fixes: [[set('a', 2)], [set('b', 3), set('a', 9)]],
    refused: ['conflict'],
    after: 'a: 2\nb: 2\n',
  },
  {
    name: 'a set that holds what others want',
    before: 'x: 1\n',
    fixes: [[set('s.type', 'A')], [set('s', { type: 'A', more: 1 })], [set('s.third', 2)], [append('s.list', 'v')]],
    after: 'x: 1\ns:\n  type: A\n  more: 1\n  third: 2\n  list:\n  - v\n',
  },
  {
    name: 'refuses what has another shape',
    before: 'a: text\nl:\n- x\nm:\n  k: 1\n',
    fixes: [[set('a.b', 1)], [set('l[3].c', 1)], [append('m', 'x')], [set('l.x', 1)], [set('z', 1)]],
    refused: ['shape', 'shape', 'shape', 'shape'],
    after: 'a: text\nl:\n- x\nm:\n  k: 1\nz: 1\n',
  },
  {
    name: 'nothing to do is nothing changed',
    before: 'a:   1\nl: [X]\nm: {b: 1}\n',
    fixes: [[set('a', 1)], [remove('b.c')], [append('l', 'X')], [removeValue('l', 'Y')], [set('m', { b: 1 })]],
    after: 'a:   1\nl: [X]\nm: {b: 1}\n',
  },
  {
    name: 'refuses what is not one readable document',
    before: 'a: 1\n...\n---\nb: 2\n',
    fixes: [[set('a', 2)]],
    refused: ['layout'],
    after: 'a: 1\n...\n---\nb: 2\n',
  },
  {
    name: 'explicit keys',
    before: '? a\n: b\n? c\n: d\n',
    fixes: [[set('a', 'x')], [remove('c')], [set('e', 1)]],
    after: '? a\n: x\ne: 1\n',
  },
  {
    name: 'empty lines between fields stay where they are',
    before: 'a:\n  b: 1\n\n  c: 2\n\nd: 3\n\n\n',
    fixes: [[set('a.e', 4)], [set('f', 5)], [remove('a.c')]],
    after: 'a:\n  b: 1\n  e: 4\n\n\nd: 3\nf: 5\n\n\n',
  },
  {
    name: 'inner and outer additions at one place come in order',
    before: 'a:\n  b:\n    c: 1\n',
    fixes: [[set('z', 1)], [set('a.w', 1)], [set('a.b.x', 1)]],
    after: 'a:\n  b:\n    c: 1\n    x: 1\n  w: 1\nz: 1\n',
  },
  {
    name: 'names of prototypes are only names',
    before: 'a:\n  b: 1\n',
    fixes: [[set('a.constructor', 'x')], [set('a.toString.x', 1)], [remove('a.hasOwnProperty')]],
    after: 'a:\n  b: 1\n  constructor: x\n  toString:\n    x: 1\n',
  },
];
