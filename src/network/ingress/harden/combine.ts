import { isDeepStrictEqual } from 'node:util';
import type { InventoryObject } from '../../../inventory/index.ts';
import { formatPath, type Json, type KubernetesObject, recordOf } from '../../../kubernetes/index.ts';
import type { Change, HardeningEdit, Proposal } from './proposal.ts';

/**
 * What several proposals change altogether: each object once, each new object once. Where two set one field, lists (of names in an
 * annotation, of hosts) become one with all of them.
 */
export function combined(proposals: readonly Proposal[]): {
  readonly changes: readonly Change[];
  readonly objects: readonly KubernetesObject[];
} {
  const edits = new Map<InventoryObject, Map<string, HardeningEdit>>();
  for (const { object, edits: wanted } of proposals.flatMap(({ changes }) => changes)) {
    const own = edits.get(object) ?? new Map<string, HardeningEdit>();
    edits.set(object, own);
    for (const edit of wanted) {
      const key = formatPath(edit.path);
      const before = own.get(key);
      own.set(
        key,
        before?.op === 'set' && edit.op === 'set' ? { ...edit, value: united(before.value, edit.value) } : edit,
      );
    }
  }
  const objects = new Map<string, KubernetesObject>();
  for (const object of proposals.flatMap((proposal) => proposal.objects)) {
    const { apiVersion, kind, metadata } = object;
    const key = `${apiVersion}/${kind}/${metadata?.namespace ?? ''}/${metadata?.name ?? ''}`;
    const before = objects.get(key);
    const spec = { ...recordOf(before?.spec), ...recordOf(object.spec) };
    objects.set(key, before === undefined || object.spec === undefined ? object : { ...object, spec });
  }
  return {
    changes: [...edits].map(([object, own]) => ({ object, edits: [...own.values()] })),
    objects: [...objects.values()],
  };
}

function united(before: Json, after: Json): Json {
  if (Array.isArray(before) && Array.isArray(after))
    return [...before, ...after.filter((one) => !before.some((other) => isDeepStrictEqual(one, other)))];
  if (typeof before === 'string' && typeof after === 'string' && before !== after)
    return [...new Set([...before.split(','), ...after.split(',')])].join(',');
  return after;
}
