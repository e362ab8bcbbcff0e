import { loadAll } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import type { Json } from '../kubernetes/index.ts';
import { parsePath } from '../kubernetes/index.ts';
import { type KnownEdit, knownEdit } from './change-tree.ts';
import { DocumentEditor } from './document-editor.ts';
import { type EditCase, editCases } from './edit-cases.ts';
import { applyChanges } from './text-change.ts';

function editsOf({ fixes }: EditCase): KnownEdit[][] {
  return fixes.map((edits) =>
    edits.map((edit) => knownEdit(edit, parsePath(edit.path), 'value' in edit ? (edit.value as Json) : null)),
  );
}

describe('DocumentEditor', () => {
  it.each(editCases)('$name', (editCase) => {
    const { changes, refusals } = new DocumentEditor(editCase.before).edit(editsOf(editCase));
    const after = applyChanges(editCase.before, changes);
    expect(after).toBe(editCase.after);
    expect(refusals.flatMap((reason) => reason?.code ?? [])).toEqual(editCase.refused ?? []);
    // What was fixed once stays as it is.
    const made = editsOf(editCase).filter(
      (_, index) => refusals[index] === undefined && !removesItems(editCase, index),
    );
    expect(new DocumentEditor(after).edit(made).changes).toEqual([]);
  });

  it.each(editCases)('each fix alone: $name', (editCase) => {
    const fixes = editsOf(editCase);
    const editor = new DocumentEditor(editCase.before);
    for (const [index, changes] of editor.editEach(fixes).entries()) {
      const alone = new DocumentEditor(editCase.before).edit([fixes[index] ?? []]);
      expect(changes ?? []).toEqual(alone.refusals[0] === undefined ? alone.changes : []);
      expect(() => loadAll(applyChanges(editCase.before, changes ?? []))).not.toThrow();
    }
  });

  it('refuses a document that is too large', () => {
    const text = `a: ${'x'.repeat(8 * 1024 * 1024)}\n`;
    const { refusals } = new DocumentEditor(text).edit([[{ op: 'set', path: ['a'], value: 1 }]]);
    expect(refusals).toEqual([{ code: 'too-large', values: {} }]);
  });
});

/** Removing item 1 again removes what moved there. */
function removesItems({ fixes }: EditCase, index: number): boolean {
  return fixes[index]?.some(({ op, path }) => op !== 'append' && /\[\d+\]/.test(path)) ?? false;
}
