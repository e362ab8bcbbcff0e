import { reserved } from './parser.ts';
import {
  bool,
  bytes,
  type CelType,
  double,
  duration,
  dyn,
  int,
  listOf,
  mapOf,
  type ObjectType,
  string,
  timestamp,
} from './types.ts';

/** The parts of an OpenAPI v3 schema that decide a CEL type. */
export type OpenApiSchema = {
  readonly type?: string;
  readonly format?: string;
  readonly properties?: Readonly<Record<string, OpenApiSchema>>;
  readonly additionalProperties?: OpenApiSchema | boolean;
  readonly items?: OpenApiSchema;
  readonly 'x-kubernetes-int-or-string'?: boolean;
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean;
  readonly 'x-kubernetes-embedded-resource'?: boolean;
};

/**
 * The CEL type of an OpenAPI schema, or undefined for a part that expressions can't see (no type; an array without items).
 * Source: k8s.io/apiserver pkg/cel/common/schemas.go. `name` names object types in messages; `root` (a whole resource) adds apiVersion,
 * kind and metadata. Types are worked out field by field when they are asked for, so that large or recursive schemas cost little.
 */
export function schemaType(schema: OpenApiSchema, name: string, root = false): CelType | undefined {
  if (schema['x-kubernetes-int-or-string'] === true || schema.format === 'int-or-string') return dyn;
  switch (root ? 'object' : schema.type) {
    case 'array': {
      const element = schema.items === undefined ? undefined : childType(schema.items, `${name}.@idx`);
      return element === undefined ? undefined : listOf(element);
    }
    case 'object':
      if (typeof schema.additionalProperties === 'object') {
        const value = childType(schema.additionalProperties, `${name}.@elem`);
        return value === undefined ? undefined : mapOf(string, value);
      }
      return objectOf(schema, name, root);
    case 'string':
      return stringType(schema.format);
    case 'boolean':
      return bool;
    case 'number':
      return double;
    case 'integer':
      return int;
    default:
      return undefined;
  }
}

function childType(schema: OpenApiSchema, name: string): CelType | undefined {
  return schemaType(schema, name, schema['x-kubernetes-embedded-resource'] === true);
}

function stringType(format: string | undefined): CelType {
  switch (format) {
    case 'byte':
      return bytes;
    case 'duration':
      return duration;
    case 'date':
    case 'date-time':
      return timestamp;
    default:
      return string;
  }
}

/** What every resource has, whatever its schema says. */
const resourceProperties: Readonly<Record<string, OpenApiSchema>> = {
  apiVersion: { type: 'string' },
  kind: { type: 'string' },
  metadata: { type: 'object', properties: { name: { type: 'string' }, generateName: { type: 'string' } } },
};

function objectOf(schema: OpenApiSchema, name: string, root: boolean): ObjectType {
  const known = new Map<string, CelType | undefined>();
  // Reserved words may be written as they are, or escaped.
  const property = (field: string) => {
    const written = reserved.has(field) ? field : unescapeProperty(field);
    return reserved.has(field) || (written !== undefined && escapeProperty(written) === field) ? written : undefined;
  };
  return {
    kind: 'object',
    name,
    property: (field) => property(field) ?? field,
    field: (field) => {
      if (known.has(field)) return known.get(field);
      const written = property(field);
      const found = written === undefined ? undefined : ownSchema(schema, written, root);
      const type = found === undefined ? undefined : childType(found, `${name}.${field}`);
      known.set(field, type);
      return type;
    },
  };
}

function ownSchema(schema: OpenApiSchema, property: string, root: boolean): OpenApiSchema | undefined {
  const own = schema.properties;
  if (own !== undefined && Object.hasOwn(own, property) && !(root && isBareMetadata(own, property)))
    return own[property];
  return root && Object.hasOwn(resourceProperties, property) ? resourceProperties[property] : undefined;
}

/** CRDs say only that metadata is an object. */
function isBareMetadata(own: Readonly<Record<string, OpenApiSchema>>, property: string): boolean {
  return property === 'metadata' && own.metadata?.properties === undefined;
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['underscores', '__'],
  ['dot', '.'],
  ['dash', '-'],
  ['slash', '/'],
]);

/**
 * The property that a field name of an expression stands for: `__dot__` and the like are characters that identifiers can't have,
 * `__namespace__` is a reserved word. Undefined when it stands for none. Source: k8s.io/apiserver pkg/cel/escaping.go.
 */
export function unescapeProperty(field: string): string | undefined {
  let known = true;
  const property = field.replace(/__([^_]+)__/g, (whole, content: string) => {
    const character = escapes.get(content);
    if (character !== undefined) return character;
    if (!reserved.has(content) || whole !== field) known = false;
    return content;
  });
  return known ? property : undefined;
}

/** How a property is written in an expression, or undefined when it can't be. The reverse of `unescapeProperty`. */
export function escapeProperty(property: string): string | undefined {
  if (!/^[A-Za-z_./-][A-Za-z0-9_./-]*$/.test(property)) return undefined;
  if (reserved.has(property)) return `__${property}__`;
  return property
    .replaceAll('__', '__underscores__')
    .replaceAll('.', '__dot__')
    .replaceAll('-', '__dash__')
    .replaceAll('/', '__slash__');
}
