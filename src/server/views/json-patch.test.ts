import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonPatch, type PatchOperation } from './json-patch.ts';

/** RFC 6902, as far as patches are made here. */
function applied(document: unknown, operations: readonly PatchOperation[]): unknown {
  const root = { '': structuredClone(document) } as Record<string, unknown>;
  for (const operation of operations) {
    const steps = operation.path.split('/').map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
    const last = steps.pop() ?? '';
    const holder = (steps.length === 0 ? root : steps.reduce<unknown>((at, step) => (at as never)[step], root)) as
      | Record<string, unknown>
      | unknown[];
    if (operation.op === 'test') expect((holder as Record<string, unknown>)[last]).toEqual(operation.value);
    else if (Array.isArray(holder)) {
      if (operation.op === 'remove') holder.splice(Number(last), 1);
      else if (operation.op === 'add') holder.splice(last === '-' ? holder.length : Number(last), 0, operation.value);
      else holder[Number(last)] = operation.value;
    } else if (operation.op === 'remove') delete holder[last];
    else holder[last] = operation.value;
  }
  return root[''];
}

const key = fc.constantFrom('a', 'b/c', '~d', 'name');
const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<unknown>(1, 'x', true),
    fc.dictionary(key, tie('tree'), { maxKeys: 4, noNullPrototype: true }),
    fc.array(tie('tree'), { maxLength: 4 }),
  ),
}));
const mapping = fc.dictionary(key, tree, { maxKeys: 4, noNullPrototype: true });

describe('a JSON Patch', () => {
  it('makes one object of the other', () => {
    fc.assert(
      fc.property(mapping, mapping, (before, after) => {
        const patch = jsonPatch(before, after);
        if (patch !== undefined) expect(applied(before, patch)).toEqual(after);
      }),
      { numRuns: 2_000 },
    );
  });

  const pod = (...containers: object[]) => ({ spec: { containers } });

  it('fails on another container than the one that was seen', () => {
    const before = pod({ name: 'a' }, { name: 'b', privileged: true });
    expect(jsonPatch(before, pod({ name: 'a' }, { name: 'b' }))).toEqual([
      { op: 'test', path: '/spec/containers/1/name', value: 'b' },
      { op: 'remove', path: '/spec/containers/1/privileged' },
    ]);
  });

  it('removes items from the end, and appends', () => {
    const before = { list: ['a', 'b', 'c', 'd'] };
    expect(jsonPatch(before, { list: ['a', 'c'] })).toEqual([
      { op: 'remove', path: '/list/3' },
      { op: 'remove', path: '/list/1' },
    ]);
    expect(jsonPatch({ list: ['a'] }, { list: ['a', 'b'] })).toEqual([{ op: 'add', path: '/list/-', value: 'b' }]);
  });

  it('is not made where a list would have to be written anew', () => {
    expect(jsonPatch({ list: ['a', 'b'] }, { list: ['x', 'a', 'b'] })).toBeUndefined();
  });
});
