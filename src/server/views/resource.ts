import type { Finding } from '../../findings/index.ts';
import type { InventoryObject } from '../../inventory/index.ts';
import { groupOf } from '../../kubernetes/index.ts';
import type { Visible } from '../../store/index.ts';
import type { Resource } from '../contract/index.ts';

export function resourceOfFinding({ apiVersion, kind, namespace, name, container }: Finding['resource']): Resource {
  return { group: groupOf(apiVersion), kind, namespace: namespace ?? null, name, container: container ?? null };
}

export function resourceOfObject({ group, kind, namespace, name }: InventoryObject): Resource {
  return { group, kind, namespace: namespace ?? null, name, container: null };
}

/** Whether a user may see what is in a namespace; undefined: what is in none. */
export function isVisible(visible: Visible, namespace: string | undefined | null): boolean {
  if (visible === undefined) return true;
  return namespace !== undefined && namespace !== null && visible.includes(namespace);
}

/** `apps/Deployment/shop/web` in parts; undefined where it is no key of an object. */
export function partsOfKey(
  key: string,
): { group: string; kind: string; namespace: string | undefined; name: string } | undefined {
  const [group, kind, namespace, name, ...more] = key.split('/');
  if (group === undefined || kind === undefined || namespace === undefined || name === undefined) return undefined;
  if (kind === '' || name === '' || more.length > 0) return undefined;
  return { group, kind, namespace: namespace === '' ? undefined : namespace, name };
}
