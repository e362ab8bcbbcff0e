import { isRecord, type KubernetesObject, recordOf } from '../object.ts';
import { KubernetesError } from './error.ts';
import { type ApiResource, apiVersionOf } from './resource.ts';

/** `kubectl apply` writes the whole object into this annotation, what a Secret holds, too. */
const applied = 'kubectl.kubernetes.io/last-applied-configuration';

/**
 * An object of an answer, with the `apiVersion` and `kind` that lists leave out (and that metadata alone has of its own).
 * With `metadataOnly` nothing but metadata is taken over, whatever the server sent.
 * @throws KubernetesError where it has no name
 */
export function objectOf(
  value: Record<string, unknown>,
  resource: ApiResource,
  metadataOnly: boolean,
  path: string,
): KubernetesObject {
  const { metadata } = value;
  if (!isRecord(metadata) || typeof metadata.name !== 'string' || metadata.name === '') {
    const message = `the answer has a ${resource.kind} without a name`;
    throw new KubernetesError(message, { status: 200, reason: 'Unexpected', path });
  }
  const header = { apiVersion: apiVersionOf(resource), kind: resource.kind };
  if (!metadataOnly) return { ...value, ...header };
  delete (recordOf(metadata.annotations) as Record<string, unknown>)[applied];
  return { ...header, metadata };
}
