import { isRecord } from '../object.ts';
import { isBase64, isDateTime, isIntegerOf, isQuantity } from './formats.ts';
import { type ProblemList, typeName } from './problem.ts';
import type { Schema } from './schema.ts';

/**
 * Checks a value as the API server's strict decoding into Go types does, then what its validation asks of every object:
 * required fields and lists of allowed values. In Go an absent field, `null` and the zero value are one; so a required text may
 * not be empty either, while a required number or list may be.
 * Source: sigs.k8s.io/json (strict), k8s.io/apimachinery's Quantity, IntOrString and Time.
 */
export function checkBuiltIn(value: unknown, schema: Schema, list: ProblemList): void {
  checkValue(value, schema, list, false);
}

/** `recorded`: below a field that a create ignores, where only what does not decode is refused. */
function checkValue(value: unknown, schema: Schema, list: ProblemList, recorded: boolean): void {
  if (value === null) return;
  switch (schema.type) {
    case 'object':
      if (isRecord(value)) checkObject(value, schema, list, recorded);
      else list.wrongType('object', value);
      return;
    case 'array':
      if (Array.isArray(value)) checkArray(value, schema, list, recorded);
      else list.wrongType('array', value);
      return;
    case 'string':
      if (typeof value === 'string') checkString(value, schema, list, recorded);
      else if (schema.format !== 'byte' || !isBytes(value)) list.wrongType('string', value);
      return;
    case 'integer':
      if (typeof value !== 'number' || !Number.isInteger(value)) list.wrongType('integer', value);
      else if (!isIntegerOf(schema.format, value)) list.add('invalid-value', { expected: schema.format ?? 'int64' });
      return;
    case 'number':
      if (typeof value !== 'number') list.wrongType('number', value);
      return;
    case 'boolean':
      if (typeof value !== 'boolean') list.wrongType('boolean', value);
      return;
    default:
      checkUnion(value, schema, list);
  }
}

function checkObject(value: Record<string, unknown>, schema: Schema, list: ProblemList, recorded: boolean): void {
  const { properties, additionalProperties } = schema;
  if (properties === undefined) {
    // Without properties and additionalProperties: any JSON object (RawExtension, FieldsV1).
    if (typeof additionalProperties !== 'object') return;
    for (const [name, child] of Object.entries(value)) {
      list.within(name, () => checkValue(child, additionalProperties, list, recorded));
    }
    return;
  }
  for (const [name, child] of Object.entries(value)) {
    const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (property === undefined) list.unknownField(name, Object.keys(properties));
    else list.within(name, () => checkValue(child, property, list, recorded || isRecorded(name, list)));
  }
  if (recorded) return;
  for (const name of schema.required ?? []) {
    const child = Object.hasOwn(value, name) ? value[name] : undefined;
    if (child === undefined || child === null || child === '') list.add('missing-field', {}, name);
  }
  for (const [name, property] of structsOf(schema)) {
    const absent = !Object.hasOwn(value, name) || value[name] === null;
    if (absent && schema.required?.includes(name) !== true)
      list.within(name, () => checkObject({}, property, list, false));
  }
}

/** The status is written by controllers, and of a template's metadata only labels and annotations count. */
function isRecorded(name: string, list: ProblemList): boolean {
  return list.atRoot ? name === 'status' : name === 'metadata';
}

const structs = new WeakMap<Schema, readonly (readonly [string, Schema])[]>();

/**
 * Fields that are Go structs and not pointers, which OpenAPI shows by `default: {}`: where they are absent, what they require is
 * missing all the same. Only those that require something, here or deeper.
 */
function structsOf(schema: Schema): readonly (readonly [string, Schema])[] {
  let found = structs.get(schema);
  if (found === undefined) {
    found = Object.entries(schema.properties ?? {}).filter(
      ([name, property]) =>
        name !== 'status' &&
        property.type === 'object' &&
        property.default !== undefined &&
        ((property.required?.length ?? 0) > 0 || structsOf(property).length > 0),
    );
    structs.set(schema, found);
  }
  return found;
}

function checkArray(value: readonly unknown[], schema: Schema, list: ProblemList, recorded: boolean): void {
  const { items } = schema;
  if (items === undefined) return;
  for (const [index, child] of value.entries()) {
    list.within(index, () => {
      if (child === null && !recorded && items.type === 'object') checkValue({}, items, list, recorded);
      else checkValue(child, items, list, recorded);
    });
  }
  if (recorded) return;
  if (value.length < (schema.minItems ?? 0)) list.add('missing-field', {});
  const keys = schema['x-kubernetes-list-map-keys'];
  if (keys === undefined || !unique.has(`${list.step} ${keys.join()}`)) return;
  for (const index of repeats(value, keys, items)) list.add('duplicate', { keys: keys.join(', ') }, index);
}

/**
 * Lists (field and keys) in which the API server refuses entries that repeat. In others (`env`, a container's `ports`,
 * `imagePullSecrets`, `hostAliases`) it takes them on a create, though they are declared as maps, too.
 */
const unique = new Set([
  'containers name',
  'initContainers name',
  'ephemeralContainers name',
  'volumes name',
  'volumeMounts mountPath',
  'volumeDevices devicePath',
  'topologySpreadConstraints topologyKey,whenUnsatisfiable',
  'resourceClaims name',
  'schedulingGates name',
  'ports port,protocol',
  'webhooks name',
  'matchConditions name',
  'variables name',
]);

/** Indices of entries whose keys repeat those of an earlier entry; an absent key counts as its default. */
export function repeats(value: readonly unknown[], keys: readonly string[], items: Schema): number[] {
  const seen = new Set<string>();
  const found: number[] = [];
  for (const [index, entry] of value.entries()) {
    if (!isRecord(entry)) continue;
    const identity = JSON.stringify(
      keys.map((key) => (Object.hasOwn(entry, key) ? entry[key] : items.properties?.[key]?.default)),
    );
    if (seen.has(identity)) found.push(index);
    seen.add(identity);
  }
  return found;
}

function checkString(value: string, schema: Schema, list: ProblemList, recorded: boolean): void {
  if (schema.format === 'date-time' && !isDateTime(value))
    list.add('invalid-value', { expected: 'RFC 3339 date-time' });
  else if (schema.format === 'byte' && !isBase64(value)) list.add('invalid-value', { expected: 'base64' });
  else if (!recorded && value !== '' && schema.enum !== undefined && !schema.enum.includes(value)) {
    list.add('invalid-value', { expected: schema.enum.filter((entry) => entry !== '').join(' | ') });
  }
}

/** Go decodes a list of numbers into bytes, too. */
function isBytes(value: unknown): boolean {
  return Array.isArray(value) && value.every((byte) => Number.isInteger(byte) && byte >= 0 && byte < 256);
}

/** Types with a decoder of their own; where there is none (any JSON), everything is right. */
function checkUnion(value: unknown, schema: Schema, list: ProblemList): void {
  if (schema.format === 'quantity') {
    if (typeof value !== 'string' && typeof value !== 'number') list.wrongType('quantity', value);
    else if (!isQuantity(value)) list.add('invalid-value', { expected: 'quantity' });
  } else if (schema.format === 'int-or-string') {
    if (typeof value === 'number' ? !isIntegerOf('int32', value) : typeof value !== 'string') {
      list.add('wrong-type', { expected: 'integer | string', found: typeName(value) });
    }
  } else if (schema.format === 'schema-or-boolean') {
    if (typeof value !== 'boolean' && !isRecord(value)) list.wrongType('object | boolean', value);
  }
}
