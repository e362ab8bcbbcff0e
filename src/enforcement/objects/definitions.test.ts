import { readFileSync } from 'node:fs';
import { loadAll } from 'js-yaml';
import { expect, it } from 'vitest';
import { isRecord } from '../../kubernetes/index.ts';
import { definitions } from './index.ts';

const folder = new URL('../../../deploy/crds/', import.meta.url);

it('stand in deploy/crds as the program prints them', () => {
  const files = ['securitypolicies.yaml', 'securityexceptions.yaml'];
  expect(files.flatMap((file) => loadAll(readFileSync(new URL(file, folder), 'utf8')))).toEqual(definitions);
});

it('describe every field', () => {
  const bare: string[] = [];
  const look = (schema: unknown, path: string): void => {
    if (!isRecord(schema)) return;
    if (schema.description === undefined && !path.endsWith('.metadata')) bare.push(path);
    if (isRecord(schema.properties))
      for (const [name, property] of Object.entries(schema.properties)) look(property, `${path}.${name}`);
    for (const inner of ['items', 'additionalProperties'] as const)
      if (schema[inner] !== undefined) look(schema[inner], `${path}[]`);
  };
  for (const { spec } of definitions) {
    const versions = isRecord(spec) && Array.isArray(spec.versions) ? spec.versions : [];
    for (const { schema } of versions) look(schema.openAPIV3Schema, 'schema');
    expect(versions).toHaveLength(1);
  }
  expect(bare).toEqual([]);
});
