import { isRecord } from '../object.ts';
import { checkBuiltIn, repeats } from './built-in.ts';
import { isIntegerOf, stringFormats } from './formats.ts';
import { patternMatches } from './pattern.ts';
import { ProblemList } from './problem.ts';
import type { Schema } from './schema.ts';

/**
 * Checks a custom resource as the API server does: fields that its structural schema doesn't have (strict field validation), then
 * the schema's own conditions. Source: k8s.io/apiextensions-apiserver pkg/apiserver/{schema,validation}, k8s.io/kube-openapi
 * pkg/validation. Rules in CEL (`x-kubernetes-validations`) are not evaluated here.
 */
export function checkCustom(object: Record<string, unknown>, schema: Schema, list: ProblemList): void {
  const { metadata, ...rest } = object;
  const meta = schema.properties?.metadata;
  if (meta !== undefined && metadata !== undefined) list.within('metadata', () => checkBuiltIn(metadata, meta, list));
  checkValue(rest, schema, list, true);
}

/** `fields`: whether unknown fields are reported; they are not in the branches of allOf, anyOf, oneOf and not. */
function checkValue(value: unknown, schema: Schema, list: ProblemList, fields: boolean): void {
  if (value === null && schema.nullable === true) return;
  if (!isOfType(value, schema)) {
    list.wrongType(isIntOrString(schema) ? 'integer | string' : (schema.type ?? 'any'), value);
    return;
  }
  checkConditions(value, schema, list);
  if (Array.isArray(value)) checkArray(value, schema, list, fields);
  else if (isRecord(value)) checkObject(value, schema, list, fields);
}

function isIntOrString(schema: Schema): boolean {
  return (
    schema['x-kubernetes-int-or-string'] === true || (schema.type === undefined && schema.format === 'int-or-string')
  );
}

function isOfType(value: unknown, schema: Schema): boolean {
  if (isIntOrString(schema)) return typeof value === 'string' || Number.isInteger(value);
  switch (schema.type) {
    case 'object':
      return isRecord(value);
    case 'array':
      return Array.isArray(value);
    case 'integer':
      return Number.isInteger(value);
    case 'number':
      return typeof value === 'number';
    case 'boolean':
      return typeof value === 'boolean';
    case 'string':
      return typeof value === 'string';
    default:
      return true;
  }
}

function checkObject(value: Record<string, unknown>, schema: Schema, list: ProblemList, fields: boolean): void {
  const { properties, additionalProperties } = schema;
  const preserves =
    schema['x-kubernetes-preserve-unknown-fields'] === true ||
    additionalProperties === true ||
    (schema.type === undefined && properties === undefined);
  for (const [name, child] of Object.entries(value)) {
    const property = properties !== undefined && Object.hasOwn(properties, name) ? properties[name] : undefined;
    const known = property ?? (typeof additionalProperties === 'object' ? additionalProperties : undefined);
    if (known !== undefined) {
      if (!isDropped(child, known)) list.within(name, () => checkValue(child, known, list, fields));
    } else if (fields && !preserves && !(schema['x-kubernetes-embedded-resource'] === true && isTypeField(name))) {
      list.unknownField(name, Object.keys(properties ?? {}));
    }
  }
  for (const name of schema.required ?? []) {
    const property = properties !== undefined && Object.hasOwn(properties, name) ? properties[name] : undefined;
    const child = Object.hasOwn(value, name) ? value[name] : undefined;
    const absent = child === undefined || (property !== undefined && isDropped(child, property));
    // A field with a default is filled in before validation.
    if (absent && property?.default === undefined) list.add('missing-field', {}, name);
  }
  if (schema['x-kubernetes-embedded-resource'] !== true) return;
  for (const name of ['apiVersion', 'kind']) if (!value[name]) list.add('missing-field', {}, name);
}

/** A null where none is allowed is dropped before validation, and a default takes its place. */
function isDropped(value: unknown, schema: Schema): boolean {
  return value === null && schema.nullable !== true;
}

function isTypeField(name: string): boolean {
  return name === 'apiVersion' || name === 'kind' || name === 'metadata';
}

function checkArray(value: readonly unknown[], schema: Schema, list: ProblemList, fields: boolean): void {
  const { items } = schema;
  if (items === undefined) return;
  for (const [index, child] of value.entries()) list.within(index, () => checkValue(child, items, list, fields));
  const keys = schema['x-kubernetes-list-map-keys'];
  if (schema['x-kubernetes-list-type'] === 'map' && keys !== undefined) {
    for (const index of repeats(value, keys, items)) list.add('duplicate', { keys: keys.join(', ') }, index);
  } else if (schema['x-kubernetes-list-type'] === 'set') {
    const seen = new Set<string>();
    for (const [index, child] of value.entries()) {
      const text = JSON.stringify(child);
      if (seen.has(text)) list.add('duplicate', { keys: 'value' }, index);
      seen.add(text);
    }
  }
}

/** Conditions on the value itself, other than its type. */
function checkConditions(value: unknown, schema: Schema, list: ProblemList): void {
  const expected = unmet(value, schema);
  if (expected !== undefined) list.add('invalid-value', { expected });
  const branches = (name: 'allOf' | 'anyOf' | 'oneOf', right: (holding: number, all: number) => boolean) => {
    const parts = schema[name];
    if (parts === undefined) return;
    if (!right(parts.filter((part) => holds(value, part)).length, parts.length)) {
      list.add('invalid-value', { expected: name });
    }
  };
  branches('allOf', (holding, all) => holding === all);
  branches('anyOf', (holding) => holding > 0);
  branches('oneOf', (holding) => holding === 1);
  if (schema.not !== undefined && holds(value, schema.not)) list.add('invalid-value', { expected: 'not' });
}

function holds(value: unknown, schema: Schema): boolean {
  const list = new ProblemList();
  checkValue(value, schema, list, false);
  return list.problems.length === 0;
}

/** The first condition that a value doesn't meet, in words of the schema; undefined where it meets all. */
function unmet(value: unknown, schema: Schema): string | undefined {
  if (schema.enum !== undefined && !schema.enum.some((entry) => sameJson(entry, value))) {
    return schema.enum.every((entry) => typeof entry !== 'object') ? schema.enum.join(' | ') : 'enum';
  }
  if (typeof value === 'number') return unmetNumber(value, schema);
  if (typeof value === 'string') return unmetText(value, schema);
  const size = Array.isArray(value) ? value.length : undefined;
  if (size !== undefined) return outside(size, schema.minItems, schema.maxItems, 'Items');
  if (isRecord(value))
    return outside(Object.keys(value).length, schema.minProperties, schema.maxProperties, 'Properties');
  return undefined;
}

function outside(size: number, least: number | undefined, most: number | undefined, what: string): string | undefined {
  if (least !== undefined && size < least) return `min${what} ${least}`;
  if (most !== undefined && size > most) return `max${what} ${most}`;
  return undefined;
}

function unmetNumber(value: number, schema: Schema): string | undefined {
  const { minimum, maximum, multipleOf } = schema;
  if (minimum !== undefined && (schema.exclusiveMinimum === true ? value <= minimum : value < minimum)) {
    return `${schema.exclusiveMinimum === true ? '>' : '>='} ${minimum}`;
  }
  if (maximum !== undefined && (schema.exclusiveMaximum === true ? value >= maximum : value > maximum)) {
    return `${schema.exclusiveMaximum === true ? '<' : '<='} ${maximum}`;
  }
  if (multipleOf !== undefined && !Number.isInteger(value / multipleOf)) return `multipleOf ${multipleOf}`;
  if (schema.type === 'integer' && !isIntegerOf(schema.format, value)) return schema.format ?? 'int64';
  return undefined;
}

function unmetText(value: string, schema: Schema): string | undefined {
  const { minLength, maxLength, pattern, format } = schema;
  if (minLength !== undefined || maxLength !== undefined) {
    // In code points, as Go counts runes.
    const wrong = outside([...value].length, minLength, maxLength, 'Length');
    if (wrong !== undefined) return wrong;
  }
  if (pattern !== undefined && !patternMatches(pattern, value)) return `pattern ${pattern}`;
  const isFormat = format !== undefined && Object.hasOwn(stringFormats, format) ? stringFormats[format] : undefined;
  return isFormat?.(value) === false ? format : undefined;
}

/** Equality of JSON values, whatever the order of fields. */
function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((entry, index) => sameJson(entry, b[index]));
  }
  if (!isRecord(a) || !isRecord(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && sameJson(a[key], b[key]))
  );
}
