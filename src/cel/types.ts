/** CEL's types, as the checker works with them. Object types come from outside (schemas): they name their fields on demand. */
export type CelType =
  | {
      readonly kind:
        | 'dyn'
        | 'null'
        | 'bool'
        | 'int'
        | 'uint'
        | 'double'
        | 'string'
        | 'bytes'
        | 'timestamp'
        | 'duration'
        | 'error';
    }
  | { readonly kind: 'list'; readonly element: CelType }
  | { readonly kind: 'map'; readonly key: CelType; readonly value: CelType }
  | { readonly kind: 'optional'; readonly value: CelType }
  | { readonly kind: 'type'; readonly of: CelType }
  | { readonly kind: 'opaque'; readonly name: string }
  | { readonly kind: 'param'; readonly name: string }
  | ObjectType;

/** A type with named fields. `field` gives a field's type, or undefined for one that it doesn't have. */
export type ObjectType = {
  readonly kind: 'object';
  readonly name: string;
  readonly field: (name: string) => CelType | undefined;
  /**
   * The property of the data that a field stands for. Types of schemas have it, because they escape names (schema-types.ts); their
   * fields are read as the schema says, those of other types as they are.
   */
  readonly property?: (field: string) => string;
};

export const dyn: CelType = { kind: 'dyn' };
export const nullType: CelType = { kind: 'null' };
export const bool: CelType = { kind: 'bool' };
export const int: CelType = { kind: 'int' };
export const uint: CelType = { kind: 'uint' };
export const double: CelType = { kind: 'double' };
export const string: CelType = { kind: 'string' };
export const bytes: CelType = { kind: 'bytes' };
export const timestamp: CelType = { kind: 'timestamp' };
export const duration: CelType = { kind: 'duration' };
/** What an expression has whose error was already reported: it goes with everything. */
export const errorType: CelType = { kind: 'error' };

export function listOf(element: CelType): CelType {
  return { kind: 'list', element };
}

export function mapOf(key: CelType, value: CelType): CelType {
  return { kind: 'map', key, value };
}

export function optionalType(value: CelType): CelType {
  return { kind: 'optional', value };
}

export function opaque(name: string): CelType {
  return { kind: 'opaque', name };
}

/** An object type with these fields and no others. */
export function objectType(name: string, fields: Readonly<Record<string, CelType>>): ObjectType {
  return { kind: 'object', name, field: (field) => (Object.hasOwn(fields, field) ? fields[field] : undefined) };
}

/** A type as messages show it: `list(int)`, `map(string, dyn)`, `optional_type(dyn)`. */
export function typeText(type: CelType): string {
  switch (type.kind) {
    case 'list':
      return `list(${typeText(type.element)})`;
    case 'map':
      return `map(${typeText(type.key)}, ${typeText(type.value)})`;
    case 'optional':
      return `optional_type(${typeText(type.value)})`;
    case 'type':
      return `type(${typeText(type.of)})`;
    case 'opaque':
    case 'object':
    case 'param':
      return type.name;
    case 'error':
      return '!error!';
    default:
      return type.kind;
  }
}
