import { isRecord } from '../../src/kubernetes/object.ts';
import type { Schema } from '../../src/kubernetes/schema/index.ts';

export interface Mutant {
  /** What was changed, without indices: `.spec.containers[].image=1`. */
  readonly name: string;
  readonly value: unknown;
}

const depthLimit = 9;

/** Every way to change one place of a value that its schema makes interesting: deleted, null, of another type, filled in, unknown. */
export function* mutantsOf(value: unknown, schema: Schema, path = '', depth = 0): Generator<Mutant> {
  if (depth > depthLimit) return;
  if (Array.isArray(value)) {
    for (const changed of ['text', {}]) yield { name: `${path}=${JSON.stringify(changed)}`, value: changed };
    const { items } = schema;
    if (items === undefined) return;
    for (const [index, entry] of value.entries()) {
      for (const mutant of mutantsOf(entry, items, `${path}[]`, depth + 1)) {
        yield { ...mutant, value: value.with(index, mutant.value) };
      }
    }
  } else if (isRecord(value)) {
    if (depth > 0)
      for (const changed of ['text', []]) yield { name: `${path}=${JSON.stringify(changed)}`, value: changed };
    if (schema.properties !== undefined) yield { name: `${path}.unknown`, value: { ...value, unknown: 1 } };
    for (const [field, child] of Object.entries(value)) {
      if (depth === 0 && (field === 'apiVersion' || field === 'kind')) continue;
      const { [field]: _, ...rest } = value;
      yield { name: `${path}.${field} deleted`, value: rest };
      yield { name: `${path}.${field}=null`, value: { ...value, [field]: null } };
      const below = schema.properties?.[field] ?? schema.additionalProperties;
      if (typeof below !== 'object') continue;
      for (const mutant of mutantsOf(child, below, `${path}.${field}`, depth + 1)) {
        yield { ...mutant, value: { ...value, [field]: mutant.value } };
      }
    }
    for (const [field, below] of Object.entries(schema.properties ?? {})) {
      if (Object.hasOwn(value, field)) continue;
      for (const mutant of filled(below, `${path}.${field}`, depth + 1)) {
        yield { ...mutant, value: { ...value, [field]: mutant.value } };
      }
    }
  } else {
    for (const changed of ['', 'text', 1, 1.5, true, {}, []]) {
      yield { name: `${path}=${JSON.stringify(changed)}`, value: changed };
    }
  }
}

/** Values for a field that is absent: the emptiest of its type and what can be changed in that, else some of every type. */
function* filled(schema: Schema, path: string, depth: number): Generator<Mutant> {
  if (schema.type === 'object') {
    yield { name: `${path}={}`, value: {} };
    yield* mutantsOf({}, schema, path, depth);
  } else if (schema.type === 'array') {
    for (const entry of [null, 'text', {}]) yield { name: `${path}=[${JSON.stringify(entry)}]`, value: [entry] };
    if (schema.items?.type !== 'object') return;
    for (const mutant of mutantsOf({}, schema.items, `${path}[]`, depth + 1))
      yield { ...mutant, value: [mutant.value] };
  } else {
    for (const value of ['text', '', 1, true, null, {}]) yield { name: `${path}=${JSON.stringify(value)}`, value };
  }
}
