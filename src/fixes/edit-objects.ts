import type { Edit } from '../checks/index.ts';
import type { InventoryObject } from '../inventory/index.ts';
import { type FieldPath, formatPath, type Json } from '../kubernetes/index.ts';
import { DocumentEditor } from './document-editor.ts';
import { type PatchStep, patchSteps } from './kustomize-patch.ts';
import { type Refusal, refusal } from './refusal.ts';
import { renderedRefusal } from './rendered.ts';
import { applyChanges, type TextChange } from './text-change.ts';

/** Edits of one object; paths are counted from the object. */
export interface ObjectChange {
  readonly object: InventoryObject;
  readonly edits: readonly (
    | { readonly op: 'set'; readonly path: FieldPath; readonly value: Json }
    | { readonly op: 'remove'; readonly path: FieldPath }
  )[];
}

export interface EditedFile {
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

/** A change that is in no file: a patch (RFC 6902) for the object as it is. */
export interface ObjectPatch {
  readonly object: InventoryObject;
  /** Empty where a patch can't be, or is not the way: for what a chart or overlay makes. */
  readonly steps: readonly PatchStep[];
  /** Why its file isn't edited; undefined where it comes from a cluster. */
  readonly refusal: Refusal | undefined;
}

/** Changes of objects as changes of the files that they stand in, comments and layout kept; as patches where that can't be. */
export function editObjects(changes: readonly ObjectChange[]): {
  readonly files: readonly EditedFile[];
  readonly patches: readonly ObjectPatch[];
} {
  const patches: ObjectPatch[] = [];
  const inFiles: ObjectChange[] = [];
  for (const change of changes) {
    const rendered = renderedRefusal(change.object, named(change.edits));
    const reason = notInFile(change.object);
    if (rendered !== undefined) patches.push({ object: change.object, steps: [], refusal: rendered });
    else if (reason === 'file') inFiles.push(change);
    else patches.push(patchOf(change, reason));
  }
  const files = [...Map.groupBy(inFiles, ({ object }) => object.source.file)].flatMap(([file, own]) => {
    const before = own[0]?.object.source.text() ?? '';
    const texts: TextChange[] = [];
    for (const ofDocument of Map.groupBy(own, ({ object }) => object.source.place?.start).values()) {
      const place = ofDocument[0]?.object.source.place;
      if (place === undefined) continue;
      const editor = new DocumentEditor(before.slice(place.start, place.end));
      const edited = editor.edit(
        ofDocument.map(({ object, edits }) =>
          edits.map((edit) => ({ ...edit, path: [...(object.source.place?.path ?? []), ...edit.path] })),
        ),
      );
      for (const [index, change] of ofDocument.entries()) {
        const reason = edited.refusals[index];
        if (reason !== undefined) patches.push(patchOf(change, reason));
      }
      for (const { start, end, newText } of edited.changes)
        texts.push({ start: place.start + start, end: place.start + end, newText });
    }
    return texts.length === 0 ? [] : [{ file, before, after: applyChanges(before, texts) }];
  });
  return { files, patches };
}

function notInFile({ source }: InventoryObject): 'file' | Refusal | undefined {
  if (source.file === '-') return refusal('standard-input');
  return source.place !== undefined && source.text() !== undefined ? 'file' : undefined;
}

function patchOf({ object, edits }: ObjectChange, reason: Refusal | undefined): ObjectPatch {
  return { object, steps: patchSteps(object.object as unknown as Json, named(edits)), refusal: reason };
}

/** Edits with their fields as texts. */
function named(edits: ObjectChange['edits']): readonly Edit[] {
  return edits.map((edit) => ({ ...edit, path: formatPath(edit.path) }));
}
