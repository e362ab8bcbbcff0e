import { expect, test } from 'vitest';
import { inventoryFromText } from './index.ts';

/** A CustomResourceDefinition whose object has these properties. */
function definition(properties: string): string {
  const indented = properties.replaceAll(/^(?=.)/gm, '              ');
  return `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: widgets.example.com
spec:
  group: example.com
  versions:
    - name: v1
      schema:
        openAPIV3Schema:
          type: object
          properties:
${indented}
  scope: Cluster
`;
}

/** The properties as the outline has them, and what reading them said. */
function outlined(properties: string): { properties: unknown; codes: readonly string[] } {
  const inventory = inventoryFromText(definition(properties));
  const spec = inventory.objects[0]?.outline().spec as {
    scope: string;
    versions: { schema: { openAPIV3Schema: { properties: unknown } } }[];
  };
  expect(spec.scope).toBe('Cluster');
  const found = JSON.parse(JSON.stringify(spec.versions[0]?.schema.openAPIV3Schema.properties ?? null));
  return { properties: found, codes: inventory.diagnostics.map(({ code }) => code) };
}

test.each([
  ['nothing', '', null],
  ['scalars', 'a: 1\nb: {type: string}', { a: 1, b: { type: 'string' } }],
  [
    'nested properties',
    'a:\n  type: object\n  properties:\n    properties:\n      type: string\n    b:\n\n      # said\n      enum:\n      - x\n      - |\n        y\nc:\n  description: text\n  type: string',
    {
      a: { type: 'object', properties: { properties: { type: 'string' }, b: { enum: ['x', 'y\n'] } } },
      c: { type: 'string' },
    },
  ],
  ['what the reader of usual documents leaves to the parser', 'a:\n  ? type\n  : string', { a: { type: 'string' } }],
  ['anchors', 'a: &a\n  type: string\nb: *a', { a: { type: 'string' }, b: { type: 'string' } }],
  ['a list under its key', 'required:\n- a\nb:\n  type: string', { required: ['a'], b: { type: 'string' } }],
])('holds what the definition says but for descriptions: %s', (_, properties, expected) => {
  expect(outlined(properties)).toEqual({ properties: expected, codes: [] });
});

test('a part that is broken is left out, and said', () => {
  expect(outlined('a:\n  type: string\nb:\n  enum: [')).toEqual({
    properties: { a: { type: 'string' } },
    codes: ['syntax'],
  });
});
