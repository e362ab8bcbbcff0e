import type { Edit } from '../checks/index.ts';
import type { InventoryObject } from '../inventory/index.ts';
import { isRecord } from '../kubernetes/index.ts';
import { kustomizePatch } from './kustomize-patch.ts';
import { type Refusal, refusal } from './refusal.ts';

/**
 * Why an object that a chart or overlay makes isn't edited, with what to change there instead; undefined for others. A patch of the object
 * itself would be undone by the next release, and what was rendered isn't what stands in a cluster: Helm adds annotations.
 */
export function renderedRefusal(object: InventoryObject, edits: readonly Edit[]): Refusal | undefined {
  const { rendering, file } = object.source;
  if (rendering?.by === 'helm') {
    const { root, template } = rendering;
    return refusal('chart', { template: template === undefined ? root : file, changes: changesText(edits) });
  }
  if (rendering?.by === 'kustomize')
    return refusal('overlay', { overlay: rendering.root, patch: kustomizePatch(object, edits) });
  return undefined;
}

/** `spec.hostPID: (remove); spec.x.y: true` */
function changesText(edits: readonly Edit[]): string {
  const changes = edits.map((edit) => {
    if (edit.op === 'remove') return `${edit.path}: (remove)`;
    const value = JSON.stringify(isAsked(edit.value) ? `<${edit.value.$ask}>` : edit.value);
    return edit.op === 'set' ? `${edit.path}: ${value}` : `${edit.path}: (${edit.op}) ${value}`;
  });
  return changes.join('; ');
}

export function isAsked(value: unknown): value is { readonly $ask: string } {
  return isRecord(value) && typeof value.$ask === 'string' && Object.keys(value).length === 1;
}
