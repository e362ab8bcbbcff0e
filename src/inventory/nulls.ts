import { carriesPods, groupOf, isRecord, type KubernetesObject } from '../kubernetes/index.ts';

/**
 * Takes fields that are null out of an object, in place: to the API server `volumes:` with nothing after it is no volumes at all
 * (k8s.io/apimachinery decodes null as absent). Custom kinds keep theirs, for their schemas may call a field nullable; those that
 * carry pods are read like Kubernetes' own. Items of lists stay, so that indices keep their meaning.
 */
export function dropNulls(object: KubernetesObject): void {
  const group = groupOf(object.apiVersion);
  if (group.includes('.') && !group.endsWith('.k8s.io') && !carriesPods(object.apiVersion, object.kind)) return;
  dropIn(object);
}

function dropIn(value: unknown): void {
  if (Array.isArray(value)) {
    for (const item of value) if (typeof item === 'object' && item !== null) dropIn(item);
  } else if (isRecord(value)) {
    for (const key of Object.keys(value)) {
      const field = value[key];
      if (field === null) delete value[key];
      else if (typeof field === 'object') dropIn(field);
    }
  }
}
