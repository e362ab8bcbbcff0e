import { isAlias, isCollection, isMap, isScalar, isSeq, type Node, visit } from 'yaml';
import { type FieldPath, formatPath, type Json, valueAt } from '../kubernetes/index.ts';
import type { KnownEdit } from './change-tree.ts';
import { Refused } from './refusal.ts';

/** Anchors that an alias refers to. */
export function anchorsInUse(root: Node): ReadonlySet<string> {
  const names = new Set<string>();
  visit(root, { Alias: (_, alias) => void names.add(alias.source) });
  return names;
}

/**
 * Refuses an edit of what stands in several places at once: it would change all of them. Replacing an alias as a whole, and setting
 * a field beside a merge key, change one place only.
 * @throws Refused (`shared`, `merged`)
 */
export function refuseShared(root: Node, value: Json, edit: KnownEdit, anchors: ReadonlySet<string>): void {
  let node: Node | null = root;
  for (const [depth, step] of edit.path.entries()) {
    refuseAnchored(node, anchors, edit.path.slice(0, depth));
    const child = childOf(node, step);
    if (child === undefined) {
      const path = edit.path.slice(0, depth + 1);
      const beside = edit.op === 'set' && depth === edit.path.length - 1;
      if (!beside && childOf(node, '<<') !== undefined && valueAt(value, path) !== undefined)
        throw new Refused('merged', { path: formatPath(path) });
      return;
    }
    node = child;
  }
  if (edit.op === 'append' || edit.op === 'removeValue') refuseAnchored(node, anchors, edit.path);
  else if (node !== null) refuseAnchorsInside(node, anchors, edit.path);
}

function refuseAnchored(node: Node | null, anchors: ReadonlySet<string>, path: FieldPath): void {
  if (isAlias(node)) throw new Refused('shared', { path: formatPath(path), anchor: node.source });
  if ((isCollection(node) || isScalar(node)) && node.anchor !== undefined && anchors.has(node.anchor))
    throw new Refused('shared', { path: formatPath(path), anchor: node.anchor });
}

/** What goes away must not hold what others refer to. */
function refuseAnchorsInside(node: Node, anchors: ReadonlySet<string>, path: FieldPath): void {
  visit(node, {
    Collection: (_, inner) => refuseAnchored(inner, anchors, path),
    Scalar: (_, inner) => refuseAnchored(inner, anchors, path),
  });
}

/** The node below; null where it is empty, undefined where there is none. */
function childOf(node: Node | null, step: string | number): Node | null | undefined {
  if (isMap(node)) {
    const pair = node.items.find(({ key }) => isScalar(key) && String(key.source ?? key.value) === step);
    return pair === undefined ? undefined : (pair.value as Node | null);
  }
  if (isSeq(node) && typeof step === 'number') return node.items[step] as Node | null | undefined;
  return undefined;
}
