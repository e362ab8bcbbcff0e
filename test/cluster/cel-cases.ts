/**
 * Expressions whose answers our CEL engine and a real API server are compared on, each as the validation of a
 * ValidatingAdmissionPolicy on a dry-run request. The API server is the reference: the tables of the unit tests
 * are asked again without what they expect, and what follows here besides. An expression is a
 * boolean, or is refused when it is compiled (a wrong type, an unknown name, a bad literal), or fails when it is evaluated.
 *
 * Left out is where the API server itself answers by how it holds an object, which we don't know: a list or map of a built-in kind
 * beside a value of another kind (`object.spec.containers == 1`), with an index that is no int (`[dyn(0u)]`) or a key that is no
 * string (`1 in object.metadata.labels`) is an error there, and has an answer in custom resources. We give that answer.
 */
import { expressionsOf } from '../../src/cel/testing/answers.ts';
import { answerTables } from '../../src/cel/testing/cases.ts';
import type { celObjects } from '../../src/cel/testing/objects.ts';

export type CelCase = {
  readonly expression: string;
  /** The object of the request; any will do when it is absent. */
  readonly object?: keyof typeof celObjects;
};

/** One expression a line. */
function on(object: keyof typeof celObjects | undefined, lines: string): CelCase[] {
  const expressions = lines.split('\n').map((line) => line.trim());
  return expressions
    .filter((line) => line !== '')
    .map((expression) => (object === undefined ? { expression } : { expression, object }));
}

const ofPods = on(
  'pod',
  String.raw`
  object.spec.securityContext.runAsUser
  object.metadata.name
  object.spec.containers
  1
  'true'
  null
  authorizer.group('').resource('pods').check('create').nothing()
  authorizer.resource('pods').check('create').allowed()
  authorizer.group('').resource('pods').allowed()
  authorizer.path('/healthz').check(1).allowed()
  authorizer.serviceAccount('default').group('').resource('pods').check('get').allowed()
  authorizer.group('apps').resource('deployments').namespace('default').check('get')
  authorizer == 1
`,
);

const ofData = on(
  'configMap',
  String.raw`
  object.data['dotted.key'] == 'dotted'
  object.data['dash-key'] == 'dashed'
  object.data.namespace == 'keyword'
  object.data.__namespace__ == 'keyword'
  object.data.__proto == 'own'
  has(object.data.__proto__)
  has(object.data.constructor)
  object.data.constructor == 'x'
  object.data.toString == 'x'
  'hasOwnProperty' in object.data
  object.data.hasOwnProperty('x')
  has(object.data.namespace)
  object.data.in == 'x'
  object.data.true == 'x'
  object.data.null == 'x'
  object.data.as == 'x'
  object.data.text == 'Hello, World'
  .object.data.text == 'Hello, World'
  [1].map(object, object == 1) == [true]
  [1].map(object, .object.kind == 'ConfigMap') == [true]
  object.metadata.labels['a.b/c-d'] == 'x'
  int(object.data.number) + int(object.data.negative) == 35
  double(object.data.float) * 2.0 == 5.0
  bool(object.data.truth)
  timestamp(object.data.when).getFullYear() == 2024
  timestamp(object.data.when).getMilliseconds() == 789
  timestamp(object.data.zoned) < timestamp(object.data.when)
  string(timestamp(object.data.zoned)) == '2024-02-29T12:34:56+05:30'
  duration(object.data.span).getMinutes() == 90
  string(duration(object.data.span)) == '5415.5s'
  timestamp(object.data.text) == timestamp(0)
  duration(object.data.text) == duration('0s')
  int(object.data.text) == 0
  object.data.list.split(',').sort() == ['a', 'a', 'b', 'c']
  object.data.list.split(',').distinct().join('') == 'cab'
  object.data.json.matches('^\\{.*\\}$')
  object.data.empty == ''
  object.data.size() > 20
  object.data.transformMap(k, v, v.size()).empty == 0
  object.data.all(k, v, v.size() < 100)
  object.data.filter(k, k.startsWith('ip')).sort() == ['ip', 'ipv6']
  object.binaryData == null
  has(object.immutable)
`,
);

const special: CelCase[] = [
  { expression: '"\\a\\b\\f\\n\\r\\t\\v\\\\\\?\\"\\\'\\`" != \'\'' },
  { expression: "object.data.`dotted.key` == 'dotted'", object: 'configMap' },
  { expression: `${'('.repeat(100)}true${')'.repeat(100)}` },
  { expression: `${'('.repeat(300)}true${')'.repeat(300)}` },
  { expression: `${'!'.repeat(400)}true` },
  { expression: `${'-'.repeat(400)}1 == 1` },
  { expression: `${'1 + '.repeat(200)}1 == 201` },
  { expression: `${'1 + '.repeat(400)}1 == 401` },
  { expression: `${'true && '.repeat(400)}true` },
  { expression: `${'true || '.repeat(400)}true` },
  { expression: `object${'.a'.repeat(100)} == 1` },
  { expression: `object${'.a'.repeat(400)} == 1` },
  { expression: `${'['.repeat(300)}${']'.repeat(300)} == []` },
  { expression: `${'true ? true : '.repeat(300)}true` },
  { expression: `'${'x'.repeat(20_000)}'.size() == 20000` },
  { expression: 'true\n  && true\n  && undeclared' },
  { expression: '' },
  { expression: '   ' },
];

/** Those of the unit tests' tables. */
const tables = Object.values(answerTables).flatMap((table) =>
  expressionsOf(table).map((expression) => ({ expression, object: table.object ?? 'pod' })),
);

export const celCases: readonly CelCase[] = [...tables, ...ofPods, ...ofData, ...special];
