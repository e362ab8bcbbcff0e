import type { Inventory, InventoryObject } from '../inventory/index.ts';
import type { Check, Violation } from './check.ts';
import { completeAround } from './topics/lost-documents.ts';

/**
 * Whether the absence of an object of a kind, that another one names in its own namespace, means anything: what stands around could be
 * read, and the input declares others of that kind in that namespace, or (with `name`) one of that name in another namespace, so that
 * one would expect it there. A single Deployment file says nothing about the Secrets of its cluster, and a file that could not be
 * parsed must not become a dangling reference. A cluster, on the other hand, has all that it has, but for what can't be seen of it.
 */
export function absenceIn(inventory: Inventory): (from: InventoryObject, groupKind: string, name?: string) => boolean {
  const isComplete = completeAround(inventory);
  const declared = new Map<string, { namespaces: Set<string | undefined>; names: Set<string> }>();
  return (from, groupKind, name) => {
    if (!inventory.sees(groupKind, from.namespace)) return false;
    if (inventory.isWhole) return true;
    let known = declared.get(groupKind);
    if (known === undefined) {
      const objects = inventory.ofKind(groupKind);
      known = {
        namespaces: new Set(objects.map(({ namespace }) => namespace)),
        names: new Set(objects.map(({ name }) => name)),
      };
      declared.set(groupKind, known);
    }
    return (known.namespaces.has(from.namespace) || (name !== undefined && known.names.has(name))) && isComplete(from);
  };
}

/** Whether a finding says that something is missing which may only be out of sight. */
export function restsOnUnseen(
  inventory: Inventory,
  { absence = [] }: Pick<Check, 'absence'>,
  { object, message }: Violation,
): boolean {
  const namespace = object.groupKind === '/Namespace' ? object.name : object.namespace;
  return absence.some(
    ({ of, everywhere, messages }) =>
      (messages === undefined || messages.includes(message ?? '')) &&
      of.some((groupKind) => !inventory.sees(groupKind, everywhere === true ? undefined : namespace)),
  );
}

/** Kinds of Kubernetes that pods come from; what others make shows as pods. */
export const podSources: readonly string[] = [
  '/Pod',
  'apps/Deployment',
  'apps/StatefulSet',
  'apps/DaemonSet',
  'batch/Job',
  'batch/CronJob',
];
