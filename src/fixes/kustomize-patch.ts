import type { Edit } from '../checks/index.ts';
import type { InventoryObject } from '../inventory/index.ts';
import { type FieldPath, isRecord, type Json, parsePath, valueAt } from '../kubernetes/index.ts';
import { addEdit, type ChangeTree, knownEdit, resolve } from './change-tree.ts';
import { Refused } from './refusal.ts';

/** One step of a JSON patch (RFC 6902). */
export interface PatchStep {
  readonly op: 'add' | 'replace' | 'remove';
  readonly path: string;
  readonly value?: Json;
}

/**
 * What to write into an overlay's kustomization.yaml so that the rendered object is as the edits want it: a `patches` entry as YAML.
 * Values that only the user knows stand as `<name>`. Empty where the object has no place for the edits.
 */
export function kustomizePatch(object: InventoryObject, edits: readonly Edit[]): string {
  const steps = patchSteps(object.object as unknown as Json, edits);
  if (steps.length === 0) return '';
  const target = {
    ...(object.group !== '' && { group: object.group }),
    kind: object.kind,
    name: object.name,
    ...(object.declaredNamespace !== undefined && { namespace: object.declaredNamespace }),
  };
  const lines = steps.map((step) => `      - ${JSON.stringify(step)}`);
  return ['patches:', `  - target: ${JSON.stringify(target)}`, '    patch: |-', ...lines].join('\n');
}

/** The edits as a JSON patch of the object. */
export function patchSteps(object: Json, edits: readonly Edit[]): PatchStep[] {
  try {
    const tree = edits.reduce<ChangeTree | undefined>((all, edit) => {
      const value = 'value' in edit ? shown(edit.value) : null;
      return addEdit(all, knownEdit(edit, parsePath(edit.path), value));
    }, undefined);
    const least = tree === undefined ? undefined : resolve(object, tree).tree;
    return least === undefined ? [] : stepsOf(object, least, []);
  } catch (error) {
    if (error instanceof Refused) return [];
    throw error;
  }
}

function shown(value: unknown): Json {
  return isRecord(value) && typeof value.$ask === 'string' ? `<${value.$ask}>` : (value as Json);
}

function stepsOf(object: Json, tree: ChangeTree, path: FieldPath): PatchStep[] {
  if (tree.op === 'remove') return [{ op: 'remove', path: pointerTo(path) }];
  if (tree.op === 'set') {
    const op = valueAt(object, path) === undefined ? 'add' : 'replace';
    return [{ op, path: pointerTo(path), value: tree.value }];
  }
  // From the last item to the first: removing one moves those behind it.
  const children = [...tree.children].sort(([a], [b]) => (typeof a === 'number' && typeof b === 'number' ? b - a : 0));
  return [
    ...children.flatMap(([step, child]) => stepsOf(object, child, [...path, step])),
    ...tree.append.map((value): PatchStep => ({ op: 'add', path: `${pointerTo(path)}/-`, value })),
  ];
}

/** RFC 6901. */
function pointerTo(path: FieldPath): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
