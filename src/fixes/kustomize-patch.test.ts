import { expect, it } from 'vitest';
import { patchSteps } from './kustomize-patch.ts';

it('removes list items from the last to the first, and escapes names', () => {
  const steps = patchSteps({ l: [1, 2, 3], m: { 'a/b~c': 1 }, a: ['x'] }, [
    { op: 'remove', path: 'l[0]' },
    { op: 'remove', path: 'l[2]' },
    { op: 'set', path: 'm["a/b~c"]', value: 2 },
    { op: 'append', path: 'a', value: 'y' },
    { op: 'remove', path: 'not.there' },
  ]);
  expect(steps).toEqual([
    { op: 'remove', path: '/l/2' },
    { op: 'remove', path: '/l/0' },
    { op: 'replace', path: '/m/a~1b~0c', value: 2 },
    { op: 'add', path: '/a/-', value: 'y' },
  ]);
});

it('has no steps where the object has no place for the edit', () => {
  expect(patchSteps({ a: 'text' }, [{ op: 'set', path: 'a.b', value: 1 }])).toEqual([]);
});
