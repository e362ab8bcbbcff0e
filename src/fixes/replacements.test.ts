import { expect, it } from 'vitest';
import { inventoryFromText } from '../inventory/index.ts';
import { assessed } from './assessed.ts';
import { fixReplacements } from './replacements.ts';

it('gives each fix alone, by line and column, and none where a value has to be asked for', () => {
  const text = 'apiVersion: v1\nkind: Pod\nspec:\n  a: 1\n---\napiVersion: v1\nkind: Pod\nspec:\n  b: "x" # c\n';
  const [first, second] = inventoryFromText(text, 'a.yaml').objects;
  if (first === undefined || second === undefined) throw new Error('no objects');
  const findings = [
    assessed(first, [{ op: 'set', path: 'spec.new', value: true }]),
    assessed(first, [{ op: 'set', path: 'spec.new', value: false }]),
    assessed(second, [{ op: 'set', path: 'spec.b', value: 'y' }]),
    assessed(second, [{ op: 'set', path: 'spec.b', value: { $ask: 'b' } }]),
    assessed(second, { edits: [{ op: 'remove', path: 'spec.b' }], risky: true }),
    assessed(second, [{ op: 'set', path: 'spec.b.c', value: 1 }]),
    assessed(second, null),
  ];
  const replacements = fixReplacements(findings);
  const at = (line: number, column: number) => ({ line, column });
  expect(findings.map((finding) => replacements.get(finding))).toEqual([
    [{ start: at(5, 1), end: at(5, 1), newText: '  new: true\n' }],
    [{ start: at(5, 1), end: at(5, 1), newText: '  new: false\n' }],
    [{ start: at(9, 6), end: at(9, 9), newText: '"y"' }],
    undefined,
    [{ start: at(8, 1), end: at(10, 1), newText: '' }],
    undefined,
    undefined,
  ]);
});
