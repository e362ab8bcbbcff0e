import { dirname } from 'node:path';
import type { DiagnosticCode, Inventory, InventoryObject } from '../../inventory/index.ts';

/** Diagnostics that mean: objects which are there were not read. */
const losing: ReadonlySet<DiagnosticCode> = new Set([
  'syntax',
  'duplicate-key',
  'limit',
  'binary',
  'unreadable',
  'link-loop',
  'template',
  'render',
  'renderer-missing',
]);

/**
 * Whether an object refers into a part of the input that was read completely: only then can "there is no such object" be said. What
 * could not be read is an error of its own; it must not come back as somebody else's finding. Documents lost in the object's folder,
 * in one above or in one below count; those of an unrelated folder don't.
 */
export function completeAround(inventory: Inventory): (object: InventoryObject) => boolean {
  const folders = [
    ...new Set(
      inventory.diagnostics.flatMap(({ code, file }) =>
        losing.has(code) && file !== undefined ? [dirname(file)] : [],
      ),
    ),
  ];
  return ({ source }) => {
    const own = dirname(source.rendering?.root === undefined ? source.file : `${source.rendering.root}/x`);
    return !folders.some((folder) => within(own, folder) || within(folder, own));
  };
}

function within(folder: string, parent: string): boolean {
  return folder === parent || parent === '.' || folder.startsWith(parent.endsWith('/') ? parent : `${parent}/`);
}
