import { groupOf, type KubernetesObject, listOf, recordOf } from '../../kubernetes/index.ts';
import { objectKey } from './state.ts';

/** The controller that made an object. */
export interface Owner {
  readonly groupKind: string;
  readonly key: string;
  readonly uid: string;
}

/**
 * The owner that controls an object. A Node owns the static pods that its kubelet reads from files: nobody else declares them, so they
 * count as unowned.
 */
export function ownerOf(
  { metadata }: KubernetesObject,
  isNamespaced: (groupKind: string) => boolean,
): Owner | undefined {
  const reference = listOf(metadata?.ownerReferences)
    .map(recordOf)
    .find(({ controller }) => controller === true);
  const { apiVersion, kind, name, uid } = reference ?? {};
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') return undefined;
  if (typeof name !== 'string' || typeof uid !== 'string') return undefined;
  const groupKind = `${groupOf(apiVersion)}/${kind}`;
  if (groupKind === '/Node') return undefined;
  const namespace = isNamespaced(groupKind) ? metadata?.namespace : undefined;
  return { groupKind, key: objectKey(groupKind, namespace, name), uid };
}
