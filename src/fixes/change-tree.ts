import { isDeepStrictEqual } from 'node:util';
import type { Edit } from '../checks/index.ts';
import { type FieldPath, formatPath, isRecord, type Json, listOf, valueAt } from '../kubernetes/index.ts';
import { Refused } from './refusal.ts';

/** An edit whose value is known and whose path is counted from the document's root. */
export type KnownEdit =
  | { readonly op: 'set' | 'append' | 'removeValue'; readonly path: FieldPath; readonly value: Json }
  | { readonly op: 'remove'; readonly path: FieldPath };

/** What happens to one value of a document. List indices are those of the document as it was read. */
export type ChangeTree = { readonly op: 'set'; readonly value: Json } | { readonly op: 'remove' } | Inside;

export interface Inside {
  readonly op: 'inside';
  readonly children: ReadonlyMap<string | number, ChangeTree>;
  readonly append: readonly Json[];
  /** Scalars to take out of a list. */
  readonly drop: readonly Json[];
}

const nothing: Inside = { op: 'inside', children: new Map(), append: [], drop: [] };

export function knownEdit(edit: Edit, path: FieldPath, value: Json): KnownEdit {
  return edit.op === 'remove' ? { op: 'remove', path } : { op: edit.op, path, value };
}

/**
 * The tree with one more edit: five fixes that each want `securityContext` in one container become one `securityContext`.
 * @throws Refused (`conflict`) where an earlier edit wants something else at that place.
 */
export function addEdit(tree: ChangeTree | undefined, edit: KnownEdit, depth = 0): ChangeTree {
  const step = edit.path[depth];
  if (step === undefined) return addLeaf(tree, edit);
  if (tree?.op === 'remove') {
    if (edit.op === 'remove' || edit.op === 'removeValue') return tree;
    throw conflict(edit);
  }
  if (tree?.op === 'set') return { op: 'set', value: editInValue(tree.value, edit, depth) };
  const inside = tree ?? nothing;
  if (typeof step === 'string' && inside.append.length + inside.drop.length > 0) throw conflict(edit);
  const children = new Map(inside.children);
  children.set(step, addEdit(inside.children.get(step), edit, depth + 1));
  return { ...inside, children };
}

function addLeaf(tree: ChangeTree | undefined, edit: KnownEdit): ChangeTree {
  switch (edit.op) {
    case 'set':
      if (tree === undefined) return { op: 'set', value: edit.value };
      if (tree.op === 'set' && isDeepStrictEqual(tree.value, edit.value)) return tree;
      // Earlier edits inside: they stay where the new value has room for them.
      if (tree.op === 'inside')
        return editsOf(tree, edit.path).reduce<ChangeTree>((all, earlier) => addEdit(all, earlier, edit.path.length), {
          op: 'set',
          value: edit.value,
        });
      break;
    case 'remove':
      if (tree === undefined || tree.op === 'remove') return { op: 'remove' };
      if (tree.op === 'inside' && editsOf(tree, []).every(({ op }) => op === 'remove' || op === 'removeValue'))
        return { op: 'remove' };
      break;
    case 'append':
      if (isMapChange(tree)) break;
      if (tree?.op === 'set') return { op: 'set', value: editInValue(tree.value, edit, edit.path.length) };
      if (tree?.op === 'remove' || tree?.drop.some((value) => isDeepStrictEqual(value, edit.value))) break;
      return withValue(tree ?? nothing, 'append', edit.value);
    case 'removeValue':
      if (isMapChange(tree)) break;
      if (tree?.op === 'remove') return tree;
      if (tree?.op === 'set') return { op: 'set', value: editInValue(tree.value, edit, edit.path.length) };
      if (tree?.append.some((value) => isDeepStrictEqual(value, edit.value))) break;
      return withValue(tree ?? nothing, 'drop', edit.value);
  }
  throw conflict(edit);
}

/** Whether earlier edits take the value for a mapping. */
function isMapChange(tree: ChangeTree | undefined): boolean {
  return tree?.op === 'inside' && [...tree.children.keys()].some((step) => typeof step === 'string');
}

function conflict(edit: KnownEdit): Refused {
  return new Refused('conflict', { path: formatPath(edit.path) });
}

function withValue(inside: Inside, list: 'append' | 'drop', value: Json): Inside {
  if (inside[list].some((known) => isDeepStrictEqual(known, value))) return inside;
  return { ...inside, [list]: [...inside[list], value] };
}

/** An edit below a value that an earlier edit sets: it may add to the value, never take back what was set. */
function editInValue(value: Json, edit: KnownEdit, depth: number): Json {
  const rest = edit.path.slice(depth);
  const there = valueAt(value, rest);
  if (edit.op === 'remove' || edit.op === 'removeValue') {
    const goes =
      edit.op === 'remove' ? there !== undefined : listOf(there).some((item) => isDeepStrictEqual(item, edit.value));
    if (goes) throw conflict(edit);
    return value;
  }
  if (edit.op === 'set' && there !== undefined && !isDeepStrictEqual(there, edit.value)) throw conflict(edit);
  try {
    return resolve(value, addEdit(undefined, { ...edit, path: rest })).after ?? value;
  } catch (error) {
    throw error instanceof Refused ? conflict(edit) : error;
  }
}

/** The tree as a list of edits with paths from `base`. */
function editsOf(tree: ChangeTree, base: FieldPath): KnownEdit[] {
  if (tree.op === 'set') return [{ op: 'set', path: base, value: tree.value }];
  if (tree.op === 'remove') return [{ op: 'remove', path: base }];
  return [
    ...[...tree.children].flatMap(([step, child]) => editsOf(child, [...base, step])),
    ...tree.append.map((value): KnownEdit => ({ op: 'append', path: base, value })),
    ...tree.drop.map((value): KnownEdit => ({ op: 'removeValue', path: base, value })),
  ];
}

/**
 * Whether a value has a place for an edit, without working it out.
 * @throws Refused (`shape`) where it has not: a field of a scalar, an item that isn't there
 */
export function checkShape(value: Json, edit: KnownEdit): void {
  const { path, op } = edit;
  let at: Json | undefined = value;
  for (const [depth, step] of path.entries()) {
    const fits = isNothing(at)
      ? typeof step === 'string' || op === 'remove' || op === 'removeValue'
      : Array.isArray(at)
        ? typeof step === 'number' && step < at.length
        : isRecord(at) && typeof step === 'string';
    if (!fits) throw new Refused('shape', { path: formatPath(path.slice(0, depth + 1)) });
    at = valueAt(at, [step]) as Json | undefined;
  }
  if ((op === 'append' || op === 'removeValue') && !isNothing(at) && !Array.isArray(at))
    throw new Refused('shape', { path: formatPath(path) });
}

/** What an edit may replace by a mapping or a list. */
function isNothing(value: Json | undefined): boolean {
  return value === undefined || value === null || (typeof value === 'object' && Object.keys(value).length === 0);
}

export interface Resolved {
  /** The value after the change; undefined where it is gone. */
  readonly after: Json | undefined;
  /**
   * The least that has to be written: undefined where nothing changes. Changes inside what is missing, null or empty have become one
   * `set`; parents that become empty by removals have become one `remove`; values to take out of lists are removed indices.
   */
  readonly tree: ChangeTree | undefined;
}

/**
 * Works out a tree on a value.
 * @throws Refused (`shape`) where the value is not what the edits expect: a field of a scalar, an item that isn't there.
 */
export function resolve(before: Json | undefined, tree: ChangeTree, path: FieldPath = []): Resolved {
  if (tree.op === 'remove')
    return before === undefined ? { after: before, tree: undefined } : { after: undefined, tree };
  if (tree.op === 'set') return resolveSet(before, tree.value);
  if (before === undefined || before === null) return resolveMissing(before, tree, path);
  if (Array.isArray(before)) return resolveList(before, tree, path);
  if (isRecord(before)) return resolveMap(before as { [field: string]: Json }, tree, path);
  throw new Refused('shape', { path: formatPath(path) });
}

/** Mappings that share a field with what replaces them are edited field by field: comments and order stay. */
function resolveSet(before: Json | undefined, value: Json): Resolved {
  if (isDeepStrictEqual(before, value)) return { after: value, tree: undefined };
  if (isRecord(before) && isRecord(value) && Object.keys(value).some((field) => Object.hasOwn(before, field))) {
    const children = new Map<string | number, ChangeTree>();
    for (const field of Object.keys(before)) if (!Object.hasOwn(value, field)) children.set(field, { op: 'remove' });
    for (const [field, to] of Object.entries(value)) {
      const child = resolveSet(Object.hasOwn(before, field) ? (before[field] as Json) : undefined, to as Json).tree;
      if (child !== undefined) children.set(field, child);
    }
    return { after: value, tree: { ...nothing, children } };
  }
  return { after: value, tree: { op: 'set', value } };
}

function resolveMissing(before: Json | undefined, tree: Inside, path: FieldPath): Resolved {
  const fields: [string, Json][] = [];
  for (const [step, child] of tree.children) {
    const { after } = resolve(undefined, child, [...path, step]);
    if (after === undefined) continue;
    if (typeof step === 'number') throw new Refused('shape', { path: formatPath([...path, step]) });
    fields.push([step, after]);
  }
  if (tree.append.length === 0 && fields.length === 0) return { after: before, tree: undefined };
  if (tree.append.length > 0 && fields.length > 0) throw new Refused('shape', { path: formatPath(path) });
  const value = tree.append.length > 0 ? [...tree.append] : Object.fromEntries(fields);
  return { after: value, tree: { op: 'set', value } };
}

function resolveMap(before: { [field: string]: Json }, tree: Inside, path: FieldPath): Resolved {
  if (Object.keys(before).length === 0) return resolveMissing(before, tree, path);
  if (tree.append.length + tree.drop.length > 0) throw new Refused('shape', { path: formatPath(path) });
  const after = new Map(Object.entries(before));
  const children = new Map<string | number, ChangeTree>();
  for (const [step, child] of tree.children) {
    if (typeof step === 'number') throw new Refused('shape', { path: formatPath([...path, step]) });
    const inner = resolve(after.get(step), child, [...path, step]);
    if (inner.tree === undefined) continue;
    children.set(step, inner.tree);
    if (inner.after === undefined) after.delete(step);
    else after.set(step, inner.after);
  }
  if (children.size === 0) return { after: before, tree: undefined };
  if (after.size === 0) return { after: undefined, tree: { op: 'remove' } };
  return { after: Object.fromEntries(after), tree: { ...nothing, children } };
}

function resolveList(before: Json[], tree: Inside, path: FieldPath): Resolved {
  if (before.length === 0) return resolveMissing(before, tree, path);
  const after: (Json | undefined)[] = [...before];
  const children = new Map<string | number, ChangeTree>();
  let shorter = false;
  for (const [step, child] of tree.children) {
    if (typeof step !== 'number' || step >= before.length)
      throw new Refused('shape', { path: formatPath([...path, step]) });
    const inner = resolve(before[step], child, [...path, step]);
    if (inner.tree === undefined) continue;
    children.set(step, inner.tree);
    after[step] = inner.after;
    shorter ||= inner.after === undefined;
  }
  for (const value of tree.drop)
    for (const [index, item] of after.entries()) {
      if (item === undefined || !isDeepStrictEqual(value, item)) continue;
      children.set(index, { op: 'remove' });
      after[index] = undefined;
      shorter = true;
    }
  const live = shorter ? after.filter((item) => item !== undefined) : (after as Json[]);
  const append = tree.append.filter((value) => !live.some((item) => isDeepStrictEqual(item, value)));
  if (children.size === 0 && append.length === 0) return { after: before, tree: undefined };
  if (live.length + append.length === 0) return { after: undefined, tree: { op: 'remove' } };
  return { after: live.concat(append), tree: { ...nothing, children, append } };
}
