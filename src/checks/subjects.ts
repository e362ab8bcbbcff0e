import type { InventoryObject } from '../inventory/index.ts';
import { carriesPods } from '../kubernetes/index.ts';

/**
 * Some objects of an inventory: a kind as `group/Kind`, all kinds of a group as `group/*`, `workloads` for what declares pods, `*` for
 * everything, or those that a question picks.
 */
export type Subject = string | ((object: InventoryObject) => boolean);

/** Whether an object is among the subjects. */
export function isAmong(subjects: readonly Subject[], object: InventoryObject): boolean {
  return subjects.some((subject) => (typeof subject === 'string' ? isNamed(subject, object) : subject(object)));
}

function isNamed(subject: string, { apiVersion, kind, group, groupKind }: InventoryObject): boolean {
  if (subject === groupKind || subject === '*') return true;
  if (subject === 'workloads') return carriesPods(apiVersion, kind);
  return subject.endsWith('/*') && subject.slice(0, -2) === group;
}
