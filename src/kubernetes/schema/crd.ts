import { defineLazily } from '../lazy-field.ts';
import { isRecord, type KubernetesObject, listOf, recordOf, stringOf } from '../object.ts';
import type { Schema } from './schema.ts';

/** One version of a kind that a CustomResourceDefinition declares. */
export interface CustomKind {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly schema: Schema;
}

/** A CRD whose schema can't be used; the message says where and why. */
export class CrdError extends Error {}

/**
 * The kinds of a CustomResourceDefinition (v1 or v1beta1), one for each served version. The CRD is input: what is malformed in it
 * says nothing here (its own schema check does), so it limits nothing.
 * @throws CrdError where a schema is nested too deep or too large; so does reading a field of it later
 */
export function schemasFromCrd(crd: KubernetesObject): CustomKind[] {
  const spec = recordOf(crd.spec);
  const group = stringOf(spec.group);
  const kind = stringOf(recordOf(spec.names).kind);
  if (group === undefined || kind === undefined) return [];
  // v1beta1 keeps unknown fields unless told otherwise, has one schema for all versions, and may name a single version.
  const beta = crd.apiVersion.endsWith('/v1beta1');
  const preserves = beta && spec.preserveUnknownFields !== false;
  const versions = spec.versions === undefined && beta ? [{ name: spec.version }] : listOf(spec.versions);
  const kinds: CustomKind[] = [];
  for (const version of versions.map(recordOf)) {
    const name = stringOf(version.name);
    if (name === undefined || version.served === false) continue;
    const declared = recordOf(version.schema).openAPIV3Schema ?? recordOf(spec.validation).openAPIV3Schema;
    const schema = declared === undefined ? {} : new SchemaReader(`${kind}.${group}/${name}`).read(declared, 0);
    kinds.push({
      apiVersion: `${group}/${name}`,
      kind,
      namespaced: spec.scope !== 'Cluster',
      schema: preserves || declared === undefined ? { ...schema, ...preserve } : schema,
    });
  }
  return kinds;
}

const preserve = { 'x-kubernetes-preserve-unknown-fields': true };

/** More than any real CRD: the largest known have some 30,000 schemas, 30 levels deep. */
const sizeLimit = 200_000;
const depthLimit = 100;

type Kind =
  | 'text'
  | 'number'
  | 'flag'
  | 'texts'
  | 'values'
  | 'value'
  | 'rules'
  | 'schema'
  | 'schemas'
  | 'fields'
  | 'more';

const keywords: Readonly<Record<keyof Schema, Kind>> = {
  type: 'text',
  format: 'text',
  properties: 'fields',
  additionalProperties: 'more',
  required: 'texts',
  items: 'schema',
  default: 'value',
  nullable: 'flag',
  enum: 'values',
  pattern: 'text',
  minimum: 'number',
  maximum: 'number',
  exclusiveMinimum: 'flag',
  exclusiveMaximum: 'flag',
  multipleOf: 'number',
  minLength: 'number',
  maxLength: 'number',
  minItems: 'number',
  maxItems: 'number',
  uniqueItems: 'flag',
  minProperties: 'number',
  maxProperties: 'number',
  allOf: 'schemas',
  anyOf: 'schemas',
  oneOf: 'schemas',
  not: 'schema',
  'x-kubernetes-list-type': 'text',
  'x-kubernetes-list-map-keys': 'texts',
  'x-kubernetes-map-type': 'text',
  'x-kubernetes-int-or-string': 'flag',
  'x-kubernetes-preserve-unknown-fields': 'flag',
  'x-kubernetes-embedded-resource': 'flag',
  'x-kubernetes-validations': 'rules',
};

/** Copies the known keywords that have the type they must have. */
class SchemaReader {
  readonly #name: string;
  #size = 0;

  constructor(name: string) {
    this.#name = name;
  }

  read(value: unknown, depth: number): Schema {
    if (depth > depthLimit)
      throw new CrdError(`the schema of ${this.#name} is nested deeper than ${depthLimit} levels`);
    this.#size += 1;
    if (this.#size > sizeLimit) throw new CrdError(`the schema of ${this.#name} has more than ${sizeLimit} parts`);
    const out: Record<string, unknown> = {};
    for (const [keyword, content] of Object.entries(recordOf(value))) {
      if (!Object.hasOwn(keywords, keyword)) continue;
      const read = this.#keyword(keywords[keyword as keyof Schema], content, depth);
      if (read !== undefined) out[keyword] = read;
    }
    if (typeof out.type === 'string' && !types.has(out.type)) delete out.type;
    return out;
  }

  #keyword(kind: Kind, content: unknown, depth: number): unknown {
    switch (kind) {
      case 'text':
        return stringOf(content);
      case 'number':
        return typeof content === 'number' ? content : undefined;
      case 'flag':
        return typeof content === 'boolean' ? content : undefined;
      case 'texts':
        return listOf(content).filter((entry) => typeof entry === 'string');
      case 'rules':
        return listOf(content).filter((entry) => typeof recordOf(entry).rule === 'string');
      case 'values':
        return Array.isArray(content) ? content : undefined;
      case 'value':
        // `default: null` is no default.
        return content ?? undefined;
      case 'schemas':
        return Array.isArray(content) ? content.map((part) => this.read(part, depth + 1)) : undefined;
      case 'schema':
        return isRecord(content) ? this.read(content, depth + 1) : undefined;
      case 'more':
        return typeof content === 'boolean' ? content : isRecord(content) ? this.read(content, depth + 1) : undefined;
      case 'fields':
        return isRecord(content) ? this.#fields(content, depth) : undefined;
    }
  }

  /** Each is read when it is asked for: an object has few of the fields of a large CRD. */
  #fields(content: Readonly<Record<string, unknown>>, depth: number): Record<string, Schema> {
    const fields: Record<string, Schema> = {};
    for (const name of Object.keys(content)) defineLazily(fields, name, () => this.read(content[name], depth + 1));
    return fields;
  }
}

const types: ReadonlySet<string> = new Set(['object', 'array', 'string', 'integer', 'number', 'boolean']);
