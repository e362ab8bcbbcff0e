import { isRecord, type KubernetesObject } from '../object.ts';
import { KubernetesError } from './error.ts';
import { type ApiResource, apiVersionOf } from './resource.ts';

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
  return { ...header, metadata };
}
