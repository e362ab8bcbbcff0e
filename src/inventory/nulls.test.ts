import { expect, it } from 'vitest';
import { inventoryFromText } from './read-text.ts';

function read(text: string): unknown {
  const { objects, diagnostics } = inventoryFromText(text);
  expect(diagnostics).toEqual([]);
  return objects[0]?.object;
}

it('a field that is null is absent, as to the API server', () => {
  expect(
    read(
      'apiVersion: v1\nkind: Pod\nmetadata: { name: x, annotations: }\nspec: { volumes: , containers: [{ name: a, args: [~, b] }] }\n',
    ),
  ).toEqual({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'x' },
    spec: { containers: [{ name: 'a', args: [null, 'b'] }] },
  });
});

it('a custom kind may mean its nulls', () => {
  expect(read('apiVersion: example.com/v1\nkind: Thing\nmetadata: { name: x }\nspec: { a: }\n')).toMatchObject({
    spec: { a: null },
  });
});

it('JSON is read the same way', () => {
  expect(read('{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x"},"spec":{"nodeSelector":null}}')).toMatchObject({
    spec: {},
  });
});
