import type { InventoryObject } from '../inventory/index.ts';
import { type FieldPath, isRecord, type KubernetesObject, valueAt } from '../kubernetes/index.ts';
import { connectionIn, isOpaqueConnection } from './connection-texts.ts';
import { credentialPlaces, judgeAt } from './credential-places.ts';
import { type Credential, credentialIn } from './credentials.ts';
import { secretPlaces } from './secret-places.ts';
import { anyCredential, standInFor } from './stand-ins.ts';

/**
 * The object with stand-ins for all credentials that are found in it: where the checks look, and in every other text by its field's
 * name and form. Every check says the same of it as of the object itself. The object itself where there is nothing to hide.
 * Of texts that say where something is and how one signs in there, scheme, hosts and ports stay, where `hosts` says so.
 */
export function withoutSecrets(object: InventoryObject, hosts: 'kept' | 'dropped' = 'kept'): KubernetesObject {
  const body = object.outline();
  // A Secret's data is left out; of what else holds secrets (configuration files of Kubernetes) the texts that are some are replaced.
  const isSecret = object.groupKind === '/Secret';
  const known = secretPlaces(object).filter((path) => isSecret || typeof valueAt(body, path) === 'string');
  const places: readonly FieldPath[] = [...known, ...credentialPlaces(body)];
  const replaced = new Set(places.map((path) => path.join('\0')));
  const connections = [...connectionPlaces(body)].filter((path) => !replaced.has(path.join('\0')));
  if (places.length + connections.length === 0) return body;
  const copy = structuredClone(body);
  for (const path of places) replace(copy, path, hosts);
  // Passwords that are too plain for the checks to call them so: `postgres://shop:shop@db`.
  for (const path of connections) {
    const found = hosts === 'kept' ? connectionIn(String(valueAt(body, path))) : undefined;
    const texts = [...(found === undefined ? [] : [found.bare]), 'scheme://host'];
    put(copy, path, texts.find((text) => judgeAt(body, path)(text) === undefined) ?? '');
  }
  return copy;
}

function* connectionPlaces(value: unknown, path: FieldPath = []): Generator<FieldPath> {
  if (typeof value === 'string') {
    if (/[@=]/.test(value) && (connectionIn(value)?.hasSecret ?? isOpaqueConnection(value))) yield path;
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* connectionPlaces(item, [...path, index]);
  } else if (isRecord(value)) {
    for (const [key, of] of Object.entries(value)) yield* connectionPlaces(of, [...path, key]);
  }
}

function replace(object: unknown, path: FieldPath, hosts: 'kept' | 'dropped'): void {
  put(object, path, standIn(object, path, valueAt(object, path), hosts));
}

function put(object: unknown, path: FieldPath, value: unknown): void {
  const parent = valueAt(object, path.slice(0, -1));
  const step = path.at(-1);
  if (Array.isArray(parent) && typeof step === 'number') parent[step] = value;
  else if (isRecord(parent) && typeof step === 'string') setOwn(parent, step, value);
}

/** `__proto__` is a key that a ConfigMap may have. */
function setOwn(target: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, enumerable: true, writable: true, configurable: true });
}

/** Whatever is no text (the data of a Secret) is left out. */
function standIn(object: unknown, path: FieldPath, value: unknown, hosts: 'kept' | 'dropped'): unknown {
  if (typeof value !== 'string') return isRecord(value) ? {} : null;
  if (path[0] === 'binaryData') {
    const text = Buffer.from(value, 'base64').toString('latin1');
    return Buffer.from(
      standInAs((candidate) => credentialIn(String(path[1]), candidate), text, 'dropped'),
      'latin1',
    ).toString('base64');
  }
  return standInAs(judgeAt(object, path), value, hosts);
}

function standInAs(judge: (text: string) => Credential | undefined, value: string, hosts: 'kept' | 'dropped'): string {
  const found = judge(value);
  if (found === undefined) return '';
  // Where the name says that all of it is a password, nothing of it is a host.
  const isWhole = judge(anyCredential) !== undefined;
  const connection = hosts === 'kept' && !isWhole ? connectionIn(value) : undefined;
  return standInFor(found.kind, (text) => judge(text)?.kind === found.kind, connection);
}
