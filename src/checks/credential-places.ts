import { type FieldPath, isRecord, recordOf, stringOf, valueAt } from '../kubernetes/index.ts';
import { type Credential, credentialIn, credentialInCommand, isNamedCredential } from './credentials.ts';

/**
 * Texts anywhere in an object that are credentials by their form, by the name of their field, or by their place in a command: in what
 * no check looks at, too, as the commands and headers of probes and hooks.
 */
export function* credentialPlaces(object: unknown, value = object, path: FieldPath = []): Generator<FieldPath> {
  if (typeof value === 'string') {
    if (value.length > 3 && judgeAt(object, path)(value) !== undefined) yield path;
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* credentialPlaces(object, item, [...path, index]);
  } else if (isRecord(value)) {
    for (const [key, of] of Object.entries(value)) yield* credentialPlaces(object, of, [...path, key]);
  }
}

/** How a text at a place is judged: as secret-literals.ts does, else by its field's name. */
export function judgeAt(object: unknown, path: FieldPath): (text: string) => Credential | undefined {
  const field = path.at(-1);
  const list = path.at(-2);
  if (typeof field === 'number' && (list === 'args' || list === 'command')) {
    const flag = field === 0 ? '' : (stringOf(valueAt(object, [...path.slice(0, -1), field - 1])) ?? '');
    const name = /^--?[A-Za-z][\w.-]*$/.test(flag) ? flag : '';
    return (text) =>
      credentialInCommand(text) ??
      (isNamedCredential(name, text) ? { kind: 'password' } : undefined) ??
      credentialIn(list, text);
  }
  // Variables, and headers of probes.
  if (field === 'value' && typeof list === 'number') {
    const { name } = recordOf(valueAt(object, path.slice(0, -1)));
    return (text) => credentialIn(stringOf(name) ?? '', text) ?? credentialIn('value', text);
  }
  const name = String(path.findLast((step) => typeof step === 'string') ?? '');
  return (text) => credentialIn(name, text);
}
