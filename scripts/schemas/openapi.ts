import { recordOf } from '../../src/kubernetes/object.ts';
import { corrected } from './corrections.ts';

/** A kind that can be created, and the name of its definition. */
interface KindEntry {
  readonly apiVersion: string;
  readonly kind: string;
  readonly definition: string;
  readonly namespaced: boolean;
}

/** What one version of Kubernetes declares: stripped definitions by name, with `$ref` holding another's name. */
export interface Declared {
  readonly definitions: ReadonlyMap<string, unknown>;
  readonly kinds: readonly KindEntry[];
}

/**
 * Reads OpenAPI v3 documents of an API server (one for each group and version, `/openapi/v3/apis/apps/v1`), keeps the kinds
 * that can be created and what their definitions reach, and drops what says nothing about validity.
 */
export function readOpenApi(documents: Iterable<unknown>): Declared {
  const all = new Map<string, unknown>();
  const kinds = new Map<string, KindEntry>();
  for (const document of documents) {
    const { components, paths } = recordOf(document);
    for (const [name, schema] of Object.entries(recordOf(recordOf(components).schemas))) all.set(name, schema);
    for (const [path, item] of Object.entries(recordOf(paths))) {
      const entry = createdBy(path, recordOf(recordOf(item).post));
      if (entry !== undefined) kinds.set(`${entry.apiVersion}/${entry.kind}`, entry);
    }
  }
  const definitions = new Map<string, unknown>();
  const waiting = [...kinds.values()].map((entry) => entry.definition);
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (definitions.has(name)) continue;
    const schema = all.get(name);
    if (schema === undefined) throw new Error(`${name} is referred to but not defined`);
    definitions.set(name, corrected(name, stripped(schema, waiting, name)));
  }
  return { definitions, kinds: [...kinds.values()].sort((a, b) => order(key(a), key(b))) };
}

export function key(entry: { readonly apiVersion: string; readonly kind: string }): string {
  return `${entry.apiVersion}/${entry.kind}`;
}

export function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The kind that a POST on a path creates; undefined for subresources (`…/pods/{name}/binding`). */
function createdBy(path: string, post: Readonly<Record<string, unknown>>): KindEntry | undefined {
  if (post['x-kubernetes-action'] !== 'post' || path.includes('{name}')) return undefined;
  const gvk = recordOf(post['x-kubernetes-group-version-kind']);
  const content = recordOf(recordOf(recordOf(post.requestBody).content)['*/*']);
  const { $ref } = recordOf(content.schema);
  if (typeof gvk.kind !== 'string' || typeof gvk.version !== 'string' || typeof $ref !== 'string') return undefined;
  const apiVersion = typeof gvk.group === 'string' && gvk.group !== '' ? `${gvk.group}/${gvk.version}` : gvk.version;
  return { apiVersion, kind: gvk.kind, definition: nameOf($ref), namespaced: path.includes('{namespace}') };
}

const kept = [
  'type',
  'format',
  'required',
  'enum',
  'x-kubernetes-list-type',
  'x-kubernetes-list-map-keys',
  'x-kubernetes-map-type',
];

/** A schema without descriptions, defaults that are the zero value, and patch hints. Adds the names that it refers to to `reached`. */
function stripped(value: unknown, reached: string[], name: string): Record<string, unknown> {
  const schema = recordOf(value);
  const single = Array.isArray(schema.allOf) && schema.allOf.length === 1 ? recordOf(schema.allOf[0]).$ref : undefined;
  const $ref = schema.$ref ?? single;
  if (typeof $ref === 'string') {
    reached.push(nameOf($ref));
    // `default: {}` stays: it tells a Go struct from a pointer to one.
    return schema.default === undefined ? { $ref: nameOf($ref) } : { $ref: nameOf($ref), default: schema.default };
  }
  const out: Record<string, unknown> = {};
  for (const field of kept) if (schema[field] !== undefined) out[field] = schema[field];
  if (!isZero(schema.default)) out.default = schema.default;
  // Types with a decoder of their own, which OpenAPI doesn't tell from "string or number" and from anything.
  if (name.endsWith('.api.resource.Quantity')) out.format = 'quantity';
  if (name.endsWith('.JSONSchemaPropsOrBool')) out.format = 'schema-or-boolean';
  if (schema.oneOf !== undefined) out.oneOf = schema.oneOf;
  if (schema.items !== undefined) out.items = entry(schema.items, reached);
  const more = schema.additionalProperties;
  if (more !== undefined) out.additionalProperties = typeof more === 'boolean' ? more : entry(more, reached);
  if (schema.properties !== undefined) {
    const fields = Object.entries(recordOf(schema.properties)).sort(([a], [b]) => order(a, b));
    out.properties = Object.fromEntries(fields.map(([field, child]) => [field, stripped(child, reached, '')]));
  }
  return out;
}

/** The schema of a list's or mapping's entries, whose default says nothing. */
function entry(schema: unknown, reached: string[]): Record<string, unknown> {
  return stripped({ ...recordOf(schema), default: undefined }, reached, '');
}

function nameOf($ref: string): string {
  return $ref.slice($ref.lastIndexOf('/') + 1);
}

/** Whether a default of a text, number, boolean, list or inline mapping says nothing more than Go's zero value does. */
function isZero(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.keys(value).length === 0;
  return value === undefined || value === '' || value === 0 || value === false || value === null;
}
