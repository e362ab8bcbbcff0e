import { groupOf, type KubernetesObject } from '../../kubernetes/index.ts';
import type { InventoryObject } from '../inventory.ts';
import { clusterObject } from './cluster-object.ts';
import { SharedTexts, trimmed } from './trim.ts';

/**
 * An object that an API server is asked to take, as it would stand among those of the cluster.
 * @param namespace that of the request; undefined for what is in none
 * @throws TrimError where it is nested deeper than anything of Kubernetes
 */
export function admittedObject(object: KubernetesObject, namespace: string | undefined, name: string): InventoryObject {
  const { apiVersion, kind } = object;
  const kept = trimmed(`${groupOf(apiVersion)}/${kind}`, object, new SharedTexts());
  return clusterObject({ apiVersion, kind, namespace, name }, kept);
}
