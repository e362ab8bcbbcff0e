import { describe, expect, it } from 'vitest';
import { type CelType, compile, environment, types } from '../cel/index.ts';
import { parsePath } from '../kubernetes/index.ts';
import { loadSchemas, type Schema } from '../kubernetes/schema/index.ts';
import { catalogue } from './catalogue.ts';
import type { CelCheck, Rule } from './check.ts';

/** Types of a schema as the API server declares them to CEL (k8s.io/apiserver, pkg/cel/openapi). */
const known = new Map<Schema, CelType>();

function typeOf(schema: Schema): CelType {
  const before = known.get(schema);
  if (before !== undefined) return before;
  const made = makeType(schema);
  known.set(schema, made);
  return made;
}

function makeType(schema: Schema): CelType {
  switch (schema.type) {
    case 'object': {
      const { properties, additionalProperties } = schema;
      if (properties !== undefined) {
        const field = (name: string) => {
          const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
          return property === undefined ? undefined : typeOf(property);
        };
        return { kind: 'object', name: 'Object', field };
      }
      if (typeof additionalProperties === 'object') return types.mapOf(types.string, typeOf(additionalProperties));
      return types.dyn;
    }
    case 'array':
      return types.listOf(schema.items === undefined ? types.dyn : typeOf(schema.items));
    case 'string':
      if (schema.format === 'date-time') return types.timestamp;
      return schema.format === 'byte' ? types.bytes : types.string;
    case 'integer':
      return types.int;
    case 'number':
      return types.double;
    case 'boolean':
      return types.bool;
    default:
      return types.dyn;
  }
}

const schemas = loadSchemas('1.37');

function schemaAt(apiVersion: string, kind: string, ...path: readonly string[]): CelType {
  const schema = schemas.schemaFor(apiVersion, kind)?.schema;
  if (schema === undefined) throw new Error(`no schema of ${apiVersion} ${kind}`);
  return path.reduce<CelType>((type, step) => below(type, step) ?? types.dyn, typeOf(schema));
}

function below(type: CelType, step: string | number): CelType | undefined {
  if (type.kind === 'object' && typeof step === 'string') return type.field(step);
  if (type.kind === 'list' && typeof step === 'number') return type.element;
  if (type.kind === 'map') return type.value;
  return type.kind === 'dyn' ? types.dyn : undefined;
}

function elementOf(type: CelType): CelType {
  if (type.kind === 'list') return type.element;
  if (type.kind === 'dyn') return types.dyn;
  throw new Error(`not a list: ${types.typeText(type)}`);
}

const podSpec = schemaAt('v1', 'Pod', 'spec');
const podMetadata = schemaAt('v1', 'Pod', 'metadata');
const containers = ['containers', 'ephemeralContainers'].map((list) => elementOf(schemaAt('v1', 'Pod', 'spec', list)));

/** The type of the kind asked; of several kinds, or of somebody else's, `dyn`, as in a ValidatingAdmissionPolicy. */
function objectType(kinds: readonly string[]): CelType {
  const [group, kind] = kinds.length === 1 ? (kinds[0] ?? '').split('/') : [];
  if (group === undefined || kind === undefined) return types.dyn;
  const schema = schemas.schemaFor(group === '' ? 'v1' : `${group}/v1`, kind)?.schema;
  return schema === undefined ? types.dyn : typeOf(schema);
}

/** What a rule starts from, once for each type that it may be. */
function rootsOf(check: CelCheck, rule: Rule): readonly CelType[] {
  switch (rule.scope ?? check.scope) {
    case 'container':
      return containers;
    case 'pod':
      return [podSpec];
    case 'podMetadata':
      return [podMetadata];
    default:
      return [objectType(check.kinds ?? [])];
  }
}

const { dyn, string } = types;
const cases = catalogue.flatMap((check) =>
  check.type === 'cel'
    ? check.rules.flatMap((rule) => rootsOf(check, rule).map((root) => [check.id, check.scope, rule, root] as const))
    : [],
);

describe('expressions have the types of Kubernetes 1.37', () => {
  it.each(cases)('%s', (_, scope, rule, root) => {
    const list =
      rule.each === undefined
        ? undefined
        : parsePath(rule.each).reduce((type, step) => {
            const field = below(type, step);
            if (field === undefined) throw new Error(`no field ${step} in ${rule.each}`);
            return field;
          }, root);
    const variables = {
      params: dyn,
      object: scope === 'object' ? root : dyn,
      ...(scope !== 'object' && { podSpec, podMetadata }),
      ...(scope === 'container' && rule.scope === undefined && { container: root, containerType: string }),
      ...(list !== undefined && { item: elementOf(list) }),
    };
    const result = compile(rule.expression, environment({ variables, own: true }));
    expect(result.errors ?? []).toEqual([]);
    const start = list === undefined ? root : elementOf(list);
    const field =
      rule.field === ''
        ? start
        : parsePath(rule.field).reduce<CelType | undefined>((type, step) => type && below(type, step), start);
    expect(field, `field ${rule.field}`).toBeDefined();
  });
});
