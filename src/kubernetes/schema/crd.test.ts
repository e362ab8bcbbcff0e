import { describe, expect, test } from 'vitest';
import type { KubernetesObject } from '../object.ts';
import { CrdError, schemasFromCrd } from './crd.ts';
import type { Schema } from './schema.ts';
import { loadSchemas } from './schema-set.ts';
import { validate } from './validate.ts';

function crd(spec: Record<string, unknown>, apiVersion = 'apiextensions.k8s.io/v1'): KubernetesObject {
  return {
    apiVersion,
    kind: 'CustomResourceDefinition',
    metadata: { name: 'as.b.c' },
    spec: { group: 'b.c', names: { kind: 'A', plural: 'as' }, scope: 'Namespaced', ...spec },
  };
}

const schema = { type: 'object', properties: { spec: { type: 'object', properties: { size: { type: 'integer' } } } } };

function codes(definition: KubernetesObject, fields: Record<string, unknown>): string[] {
  const resource = loadSchemas('1.37').with(schemasFromCrd(definition)).schemaFor('b.c/v1', 'A');
  if (resource === undefined) throw new Error('not known');
  return validate({ apiVersion: 'b.c/v1', kind: 'A', metadata: { name: 'a' }, ...fields }, resource).map(
    ({ code }) => code,
  );
}

describe('versions', () => {
  test('each served one, with its own schema and scope', () => {
    const kinds = schemasFromCrd(
      crd({
        scope: 'Cluster',
        versions: [
          { name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: schema } },
          { name: 'v2', served: true, storage: false, schema: { openAPIV3Schema: { type: 'object' } } },
          { name: 'v0', served: false, storage: false, schema: { openAPIV3Schema: schema } },
        ],
      }),
    );
    expect(kinds).toEqual([
      { apiVersion: 'b.c/v1', kind: 'A', namespaced: false, schema },
      { apiVersion: 'b.c/v2', kind: 'A', namespaced: false, schema: { type: 'object' } },
    ]);
  });

  test('v1beta1: one version, one schema, unknown fields are kept', () => {
    const beta = crd({ version: 'v1', validation: { openAPIV3Schema: schema } }, 'apiextensions.k8s.io/v1beta1');
    expect(codes(beta, { spec: { size: 1 }, extra: 1 })).toEqual([]);
    expect(codes(beta, { spec: { size: 'a' } })).toEqual(['wrong-type']);
  });

  test('v1beta1 that keeps no unknown fields', () => {
    const spec = { versions: [{ name: 'v1', served: true }], validation: { openAPIV3Schema: schema } };
    const beta = crd({ ...spec, preserveUnknownFields: false }, 'apiextensions.k8s.io/v1beta1');
    expect(codes(beta, { spec: { size: 1 }, extra: 1 })).toEqual(['unknown-field']);
  });

  test('v1beta1 without a schema', () => {
    expect(codes(crd({ version: 'v1' }, 'apiextensions.k8s.io/v1beta1'), { anything: 1 })).toEqual([]);
  });
});

describe('malformed CRDs limit nothing and break nothing', () => {
  test.each([
    [crd({ group: 5 })],
    [crd({ names: [] })],
    [crd({ versions: 'v1' })],
    [crd({ versions: [null, 5, { name: 5 }] })],
    [{ apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition' }],
  ])('%#', (definition) => {
    expect(schemasFromCrd(definition)).toEqual([]);
  });

  test('keywords of a wrong type are left out', () => {
    const openAPIV3Schema = {
      type: 'thing',
      properties: { a: 5, b: { type: ['string'], pattern: 5, enum: 'x', required: [1, 'c'], items: [], minimum: '1' } },
      additionalProperties: 'x',
      $ref: '#/x',
    };
    const [kind] = schemasFromCrd(crd({ versions: [{ name: 'v1', schema: { openAPIV3Schema } }] }));
    expect(kind?.schema).toEqual({ properties: { a: {}, b: { required: ['c'] } } });
  });

  test('a pattern that RE2 refuses limits nothing', () => {
    const openAPIV3Schema = { type: 'object', properties: { a: { type: 'string', pattern: '(?=a)' } } };
    expect(codes(crd({ versions: [{ name: 'v1', schema: { openAPIV3Schema } }] }), { a: 'b' })).toEqual([]);
  });
});

describe('bounds', () => {
  test('nested too deep', () => {
    let nested: Record<string, unknown> = { type: 'object' };
    for (let level = 0; level < 1000; level++) nested = { type: 'array', items: nested };
    const definition = crd({ versions: [{ name: 'v1', schema: { openAPIV3Schema: nested } }] });
    expect(() => schemasFromCrd(definition)).toThrow(CrdError);
    expect(() => schemasFromCrd(definition)).toThrow(/A\.b\.c\/v1 is nested deeper/);
  });

  test('aliases that multiply', () => {
    let nested: Record<string, unknown> = { type: 'object' };
    for (let level = 0; level < 40; level++) nested = { anyOf: [nested, nested] };
    expect(() => schemasFromCrd(crd({ versions: [{ name: 'v1', schema: { openAPIV3Schema: nested } }] }))).toThrow(
      CrdError,
    );
  });

  test('fields are read when they are asked for', () => {
    let nested: Record<string, unknown> = { type: 'object' };
    for (let level = 0; level < 1000; level++) nested = { type: 'object', properties: { a: nested, b: nested } };
    const definition = crd({ versions: [{ name: 'v1', schema: { openAPIV3Schema: nested } }] });
    expect(codes(definition, { a: { b: { a: 1 } } })).toEqual(['wrong-type']);
    const follow = (schema: Schema | undefined): Schema | undefined => schema && follow(schema.properties?.a);
    expect(() => follow(schemasFromCrd(definition)[0]?.schema)).toThrow(CrdError);
  });

  test('a pattern that would backtrack for ever', () => {
    const openAPIV3Schema = { type: 'object', properties: { a: { type: 'string', pattern: '^(a+)+$' } } };
    const definition = crd({ versions: [{ name: 'v1', schema: { openAPIV3Schema } }] });
    expect(codes(definition, { a: `${'a'.repeat(50_000)}!` })).toEqual(['invalid-value']);
  });
});
