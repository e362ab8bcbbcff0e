import { describe, expect, test } from 'vitest';
import {
  compile,
  environment,
  escapeProperty,
  type OpenApiSchema,
  schemaType,
  types,
  unescapeProperty,
} from './index.ts';
import { Double, fromNumber } from './values.ts';

const numbers = { type: 'array', items: { type: 'number' } };
const schema = {
  type: 'object',
  properties: {
    spec: {
      type: 'object',
      properties: {
        number: { type: 'number' },
        integer: { type: 'integer' },
        when: { type: 'string', format: 'date-time' },
        day: { type: 'string', format: 'date' },
        span: { type: 'string', format: 'duration' },
        data: { type: 'string', format: 'byte' },
        either: { 'x-kubernetes-int-or-string': true },
        numbers,
        weights: { type: 'object', additionalProperties: { type: 'number' } },
        free: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
        untyped: {},
        namespace: { type: 'string' },
        'a-b': { type: 'string' },
        'a.b/c': { type: 'string' },
        x__y: { type: 'string' },
        parts: { type: 'array', items: { type: 'object', properties: { weight: { type: 'number' } } } },
        embedded: { type: 'object', 'x-kubernetes-embedded-resource': true },
      },
    },
  },
};
const object = {
  apiVersion: 'example.com/v1',
  kind: 'Thing',
  metadata: { name: 'thing' },
  spec: {
    number: 2,
    integer: 3,
    when: '2024-01-01T00:00:00Z',
    day: '2024-01-02',
    span: '1h',
    data: 'aGk=',
    either: 5,
    numbers: [1, 2.5],
    weights: { a: 1 },
    namespace: 'ns',
    'a-b': 'dash',
    'a.b/c': 'mixed',
    x__y: 'under',
    parts: [{ weight: 1 }],
    embedded: { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'pod' } },
  },
};
const typed = environment({ variables: { object: schemaType(schema, 'Thing', true) ?? types.dyn } });

function answer(expression: string): unknown {
  const { program, errors } = compile(expression, typed);
  if (program === undefined) return `refused: ${errors[0]?.message}`;
  const result = program.evaluate({ object });
  return 'value' in result ? result.value : result;
}

describe('an object typed by its schema', () => {
  test.each([
    'object.spec.number / 4.0 == 0.5',
    'type(object.spec.number) == double',
    'object.spec.integer / 2 == 1',
    'object.spec.when.getFullYear() == 2024',
    'object.spec.day.getDate() == 2',
    'object.spec.span == duration("60m")',
    'object.spec.data == b"hi"',
    'object.spec.either == 5',
    'object.spec.either == "5" || true',
    'object.spec.numbers[0] / 2.0 == 0.5',
    'object.spec.numbers.sum() == 3.5',
    'object.spec.numbers.map(n, n / 2.0) == [0.5, 1.25]',
    'object.spec.numbers.exists(i, n, i == 0 && n * 0.5 == 0.5)',
    'object.spec.weights.a / 2.0 == 0.5',
    'object.spec.weights.transformMap(k, w, w / 2.0) == {"a": 0.5}',
    'object.spec.?number.orValue(0.0) / 4.0 == 0.5',
    'object.spec.parts[?0].?weight.optMap(w, w / 2.0).orValue(0.0) == 0.5',
    'object.spec.namespace == "ns" && object.spec.__namespace__ == "ns"',
    'object.spec.a__dash__b == "dash" && has(object.spec.a__dash__b)',
    'object.spec.a__dot__b__slash__c == "mixed"',
    'object.spec.x__underscores__y == "under"',
    'object.kind == "Thing" && object.metadata.name == "thing"',
    'object.spec.embedded.metadata.name == "pod"',
  ])('%s', (expression) => expect(answer(expression)).toBe(true));

  test.each([
    ['object.spec.number / 2 == 1', "found no matching overload for '_/_' applied to '(double, int)'"],
    ['object.spec.nothing', "undefined field 'nothing'"],
    ['object.spec.free.anything', "undefined field 'anything'"],
    ['object.spec.untyped', "undefined field 'untyped'"],
    ['object.spec.x__y', "undefined field 'x__y'"],
    ['object.spec.parts.weight', "type 'list(Thing.spec.parts.@idx)' does not support field selection"],
    ['object.metadata.labels', "undefined field 'labels'"],
    [
      'object.spec.integer.all(i, true)',
      "expression of type 'int' cannot be range of a comprehension (must be list, map, or dynamic)",
    ],
  ])('refuses %s', (expression, message) => expect(answer(expression)).toBe(`refused: ${message}`));

  test('a schema that refers to itself', () => {
    const node: { type: string; properties: Record<string, OpenApiSchema> } = { type: 'object', properties: {} };
    node.properties.next = node;
    const env = environment({ variables: { object: schemaType(node, 'Node') ?? types.dyn } });
    expect(compile('has(object.next.next.next)', env).errors).toBeUndefined();
  });
});

describe('property names', () => {
  test.each([
    ['plain', 'plain'],
    ['namespace', '__namespace__'],
    ['a.b', 'a__dot__b'],
    ['a-b/c', 'a__dash__b__slash__c'],
    ['x__y', 'x__underscores__y'],
    ['__proto__', '__underscores__proto__underscores__'],
  ])('%s is %s', (property, field) => {
    expect(escapeProperty(property)).toBe(field);
    expect(unescapeProperty(field)).toBe(property);
  });

  test.each(['', '1a', 'a b', 'é'])('%s has no name', (property) => expect(escapeProperty(property)).toBeUndefined());
  test.each(['__nothing__', 'a__namespace__'])('%s is no property', (field) =>
    expect(unescapeProperty(field)).toBeUndefined(),
  );
});

test('numbers of input data', () => {
  expect([fromNumber(1), fromNumber(-0), fromNumber(2 ** 53), fromNumber(0.5)]).toEqual([
    1,
    0,
    2n ** 53n,
    new Double(0.5),
  ]);
});
