import { type CelType, types } from '../../cel/index.ts';
import type { ResourceSchema, Schema, SchemaSet } from '../../kubernetes/schema/index.ts';
import { guessPlural } from '../topics/schemas.ts';
import { compilePolicy } from './compile.ts';
import type { PolicySpec } from './policy.ts';

/**
 * What the expressions of a policy get wrong about the kinds that it names, as the API server warns in `status.typeChecking`: the
 * policy works, but the expression fails on objects of that kind. Wildcards and kinds without a schema are not checked. Rule and limit
 * of ten kinds: k8s.io/apiserver pkg/admission/plugin/policy/validating/typechecking.go.
 */
export function typeWarnings(policy: PolicySpec, schemas: SchemaSet): string[] {
  const warnings: string[] = [];
  for (const resource of kindsOf(policy, schemas).slice(0, 10)) {
    const { issues } = compilePolicy(policy, objectTypeOf(resource));
    for (const { message } of issues) {
      warnings.push(`ValidatingAdmissionPolicy ${policy.name}, on ${resource.apiVersion} ${resource.kind}: ${message}`);
    }
  }
  return warnings;
}

function kindsOf({ match }: PolicySpec, schemas: SchemaSet): ResourceSchema[] {
  const asked = new Set<string>();
  for (const { apiGroups, apiVersions, resources } of match.resourceRules) {
    for (const group of apiGroups) {
      for (const version of apiVersions) {
        for (const resource of resources) asked.add(`${group === '' ? version : `${group}/${version}`} ${resource}`);
      }
    }
  }
  return [...schemas.kinds()].flatMap(({ apiVersion, kind }) => {
    if (!asked.has(`${apiVersion} ${guessPlural(kind)}`)) return [];
    return schemas.schemaFor(apiVersion, kind) ?? [];
  });
}

/** The CEL type of a kind's objects. Source: k8s.io/apiserver pkg/cel/common/schemas.go, SchemaDeclType. */
function objectTypeOf(resource: ResourceSchema): CelType {
  const known = new Map<Schema, CelType>();
  const typeOf = (schema: Schema, name: string): CelType => {
    const made = known.get(schema);
    if (made !== undefined) return made;
    const type = schemaType(schema, name, typeOf);
    known.set(schema, type);
    return type;
  };
  return typeOf(resource.schema, `${resource.apiVersion}.${resource.kind}`);
}

function schemaType(schema: Schema, name: string, typeOf: (schema: Schema, name: string) => CelType): CelType {
  if (schema['x-kubernetes-int-or-string'] === true || schema.format === 'int-or-string') return types.dyn;
  switch (schema.type) {
    case 'array':
      return types.listOf(schema.items === undefined ? types.dyn : typeOf(schema.items, `${name}.item`));
    case 'string':
      if (schema.format === 'date-time') return types.timestamp;
      if (schema.format === 'duration') return types.duration;
      return schema.format === 'byte' ? types.bytes : types.string;
    case 'boolean':
      return types.bool;
    case 'integer':
      return types.int;
    case 'number':
      return types.double;
  }
  if (typeof schema.additionalProperties === 'object') {
    return types.mapOf(types.string, typeOf(schema.additionalProperties, `${name}.value`));
  }
  if (schema.properties === undefined || schema['x-kubernetes-preserve-unknown-fields'] === true) return types.dyn;
  const { properties } = schema;
  return {
    kind: 'object',
    name,
    field: (field) => {
      const child = Object.hasOwn(properties, field) ? properties[field] : undefined;
      return child === undefined ? undefined : typeOf(child, `${name}.${field}`);
    },
  };
}
