import { hash } from 'node:crypto';
import { type FieldPath, isRecord } from '../kubernetes/index.ts';

/** Fields that tell an item of a list from its neighbours, in the order of trust (the list-map keys of Kubernetes' API). */
const identifyingFields = [
  'name',
  'key',
  'mountPath',
  'containerPort',
  'port',
  'host',
  'hosts',
  'path',
  'ip',
  'topologyKey',
  'type',
];

/**
 * A path in which places in lists are written by what stands there, not by their number, so that reordering keeps it:
 * `spec.containers[name=app].securityContext`. With `opaque` (the places hold secrets) scalars keep their number.
 */
export function stablePath(root: unknown, path: FieldPath, opaque: boolean): string {
  let value = root;
  const steps: string[] = [];
  for (const step of path) {
    if (typeof step === 'number') {
      value = Array.isArray(value) ? value[step] : undefined;
      steps.push(`[${identityOf(value, step, opaque)}]`);
    } else {
      value = isRecord(value) && Object.hasOwn(value, step) ? value[step] : undefined;
      steps.push(step);
    }
  }
  return steps.join('/');
}

function identityOf(item: unknown, index: number, opaque: boolean): string {
  if (isRecord(item)) {
    const field = identifyingFields.find((name) => Object.hasOwn(item, name));
    if (field !== undefined) return `${field}=${JSON.stringify(item[field])}`;
  }
  if (item === undefined || opaque) return `#${index}`;
  return hash('sha256', JSON.stringify(item)).slice(0, 12);
}

function digest(text: string): string {
  return hash('sha256', text).slice(0, 32);
}

/** Gives each finding its fingerprint; several that are alike to the letter are told apart by a running number. */
export class Fingerprints {
  /** How many had the same digest: the digest, because what it is made from is ten times as long. */
  readonly #seen = new Map<string, number>();

  /** 32 hexadecimal digits. */
  of(parts: readonly string[]): string {
    const key = JSON.stringify(parts);
    const first = digest(key);
    const number = this.#seen.get(first) ?? 0;
    this.#seen.set(first, number + 1);
    return number === 0 ? first : digest(`${key}#${number}`);
  }
}
