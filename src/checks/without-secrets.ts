import type { InventoryObject } from '../inventory/index.ts';
import { type FieldPath, isRecord, type KubernetesObject, valueAt } from '../kubernetes/index.ts';
import { credentialPlaces, judgeAt } from './credential-places.ts';
import { type Credential, credentialIn } from './credentials.ts';
import { secretPlaces } from './secret-places.ts';
import { standInFor } from './stand-ins.ts';

/**
 * The object with stand-ins for all credentials that are found in it: where the checks look, and in every other text by its field's
 * name and form. Every check says the same of it as of the object itself. The object itself where there is nothing to hide.
 */
export function withoutSecrets(object: InventoryObject): KubernetesObject {
  const body = object.outline();
  // A Secret's data is left out; of what else holds secrets (configuration files of Kubernetes) the texts that are some are replaced.
  const isSecret = object.groupKind === '/Secret';
  const known = secretPlaces(object).filter((path) => isSecret || typeof valueAt(body, path) === 'string');
  const places: readonly FieldPath[] = [...known, ...credentialPlaces(body)];
  if (places.length === 0) return body;
  const copy = structuredClone(body);
  for (const path of places) replace(copy, path);
  return copy;
}

function replace(object: unknown, path: FieldPath): void {
  const parent = valueAt(object, path.slice(0, -1));
  const step = path.at(-1);
  if (step === undefined) return;
  if (Array.isArray(parent) && typeof step === 'number') parent[step] = standIn(object, path, parent[step]);
  else if (isRecord(parent) && typeof step === 'string') setOwn(parent, step, standIn(object, path, parent[step]));
}

/** `__proto__` is a key that a ConfigMap may have. */
function setOwn(target: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, enumerable: true, writable: true, configurable: true });
}

/** Whatever is no text (the data of a Secret) is left out. */
function standIn(object: unknown, path: FieldPath, value: unknown): unknown {
  if (typeof value !== 'string') return isRecord(value) ? {} : null;
  if (path[0] === 'binaryData') {
    const text = Buffer.from(value, 'base64').toString('latin1');
    return Buffer.from(
      standInAs((candidate) => credentialIn(String(path[1]), candidate), text),
      'latin1',
    ).toString('base64');
  }
  return standInAs(judgeAt(object, path), value);
}

function standInAs(judge: (text: string) => Credential | undefined, value: string): string {
  const found = judge(value);
  return found === undefined ? '' : standInFor(found.kind, (text) => judge(text)?.kind === found.kind);
}
