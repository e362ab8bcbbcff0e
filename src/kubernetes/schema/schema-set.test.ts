import { describe, expect, test } from 'vitest';
import { supportedVersions } from '../version.ts';
import { schemasFromCrd } from './crd.ts';
import { loadSchemas } from './schema-set.ts';
import { exampleCrd } from './validate.cases.ts';

describe.each(supportedVersions)('%s', (version) => {
  const schemas = loadSchemas(version);

  test.each([
    ['v1', 'Pod', true],
    ['v1', 'Namespace', false],
    ['apps/v1', 'Deployment', true],
    ['rbac.authorization.k8s.io/v1', 'ClusterRole', false],
    ['apiextensions.k8s.io/v1', 'CustomResourceDefinition', false],
    ['policy/v1beta1', 'PodSecurityPolicy', undefined],
    ['v1', 'pod', undefined],
    ['example.com/v1', 'Widget', undefined],
  ])('%s %s is namespaced: %s', (apiVersion, kind, namespaced) => {
    expect(schemas.isNamespaced(apiVersion, kind)).toBe(namespaced);
    expect(schemas.schemaFor(apiVersion, kind)?.namespaced).toBe(namespaced);
  });

  test('schemas are whole: every part that should be one is one', () => {
    const seen = new Set<unknown>();
    const walk = (value: unknown, place: string) => {
      if (typeof value !== 'object' || value === null || seen.has(value)) return;
      seen.add(value);
      expect(Object.hasOwn(value, '$ref') && typeof (value as { $ref: unknown }).$ref !== 'object', place).toBe(false);
      for (const [field, child] of Object.entries(value)) walk(child, `${place}.${field}`);
    };
    for (const kind of ['Pod', 'Service', 'Secret']) walk(schemas.schemaFor('v1', kind)?.schema, kind);
    walk(schemas.schemaFor('apiextensions.k8s.io/v1', 'CustomResourceDefinition')?.schema, 'CRD');
    expect(seen.size).toBeGreaterThan(500);
  });
});

test('versions differ where Kubernetes does', () => {
  const known = (version: '1.35' | '1.36' | '1.37', apiVersion: string, kind: string) =>
    loadSchemas(version).isNamespaced(apiVersion, kind) !== undefined;
  expect(known('1.35', 'scheduling.k8s.io/v1alpha1', 'Workload')).toBe(true);
  expect(known('1.36', 'scheduling.k8s.io/v1alpha1', 'Workload')).toBe(false);
  expect(known('1.36', 'admissionregistration.k8s.io/v1', 'MutatingAdmissionPolicy')).toBe(true);
  expect(known('1.35', 'admissionregistration.k8s.io/v1', 'MutatingAdmissionPolicy')).toBe(false);
});

test('a group and version of Kubernetes itself', () => {
  const schemas = loadSchemas('1.37');
  expect(schemas.knowsVersion('apps/v1')).toBe(true);
  expect(schemas.knowsVersion('v1')).toBe(true);
  expect(schemas.knowsVersion('apps/v1beta1')).toBe(false);
  expect(schemas.knowsVersion('example.com/v1')).toBe(false);
});

test('custom kinds are added to a new set', () => {
  const schemas = loadSchemas('1.37');
  const more = schemas.with(schemasFromCrd(exampleCrd));
  expect(schemas.schemaFor('example.com/v1', 'Widget')).toBeUndefined();
  expect(more.schemaFor('example.com/v1', 'Widget')).toMatchObject({ namespaced: true, origin: 'custom' });
  expect(more.schemaFor('example.com/v1', 'Widget')?.schema.properties?.metadata?.properties?.labels?.type).toBe(
    'object',
  );
  expect(more.isNamespaced('example.com/v1', 'Widget')).toBe(true);
  expect(more.schemaFor('v1', 'Pod')).toBeDefined();
});

test('a CRD does not replace a kind of Kubernetes itself', () => {
  const kinds = [{ apiVersion: 'v1', kind: 'Pod', namespaced: false, schema: {} }];
  expect(loadSchemas('1.37').with(kinds).schemaFor('v1', 'Pod')).toMatchObject({
    namespaced: true,
    origin: 'built-in',
  });
});
