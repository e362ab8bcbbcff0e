import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatPath, parsePath, valueAt } from './field-path.ts';

it.each([
  ['', []],
  ['spec', ['spec']],
  ['spec.containers[0].image', ['spec', 'containers', 0, 'image']],
  ['metadata.annotations["a.b/c"]', ['metadata', 'annotations', 'a.b/c']],
  ['data["a\\"b"].x', ['data', 'a"b', 'x']],
  ['["0"]', ['0']],
])('%s', (text, path) => {
  expect(parsePath(text)).toEqual(path);
  expect(formatPath(path)).toBe(text);
});

it.each(['a[', 'a..b', 'a[x]', 'a b', '.[0]'])('refuses %s', (text) => {
  expect(() => parsePath(text)).toThrow('not a field path');
});

it('reads back what it wrote', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string(), fc.nat(1000))), (path) => {
      expect(parsePath(formatPath(path))).toEqual(path);
    }),
  );
});

it('never walks a prototype', () => {
  expect(valueAt({ a: [] }, ['a', 'length'])).toBeUndefined();
  expect(valueAt({}, ['constructor'])).toBeUndefined();
  expect(valueAt({ a: [{ b: 1 }] }, ['a', 0, 'b'])).toBe(1);
});
