import { isDeepStrictEqual } from 'node:util';
import { afterAll, expect, inject, test } from 'vitest';
import { readOpenApi } from '../../scripts/schemas/openapi.ts';
import { isRecord, recordOf } from '../../src/kubernetes/object.ts';
import { loadSchemas } from '../../src/kubernetes/schema/index.ts';
import { Api } from './api.ts';

const api = new Api(inject('access'));
afterAll(() => api.close());

test('our schemas of 1.37 are those that the API server serves', async () => {
  const { paths } = await api.demand('GET', '/openapi/v3');
  const documents = await Promise.all(
    Object.values(recordOf(paths))
      .map((entry) => String(recordOf(entry).serverRelativeURL))
      .filter(isKubernetesOwn)
      .map((path) => api.demand('GET', path)),
  );
  const served = readOpenApi(documents);
  expect(served.kinds.length).toBeGreaterThan(80);
  const schemas = loadSchemas('1.37');
  const linked = new Map<string, unknown>();
  const differences: string[] = [];
  for (const { apiVersion, kind, namespaced, definition } of served.kinds) {
    const ours = schemas.schemaFor(apiVersion, kind);
    const theirs = link(definition, served.definitions, linked);
    if (ours?.namespaced !== namespaced || !isDeepStrictEqual(ours.schema, theirs)) {
      differences.push(`${apiVersion} ${kind}`);
    }
  }
  expect(differences).toEqual([]);
});

/** Groups of CRDs that other tests made, or took away a moment ago, are not Kubernetes' own: `apps`, `batch`, `networking.k8s.io` are. */
function isKubernetesOwn(path: string): boolean {
  const group = /^\/openapi\/v3\/apis\/([^/?]+)/.exec(path)?.[1];
  return group === undefined || !group.includes('.') || group.endsWith('.k8s.io');
}

/** A definition with its references replaced by what they name. */
function link(name: string, definitions: ReadonlyMap<string, unknown>, linked: Map<string, unknown>): unknown {
  if (linked.has(name)) return linked.get(name);
  const out: Record<string, unknown> = {};
  linked.set(name, out);
  return Object.assign(out, followed(definitions.get(name)));

  function followed(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(followed);
    if (!isRecord(value)) return value;
    const { $ref, ...rest } = value;
    if (typeof $ref !== 'string') {
      return Object.fromEntries(Object.entries(value).map(([field, child]) => [field, followed(child)]));
    }
    const target = link($ref, definitions, linked);
    return Object.keys(rest).length === 0 ? target : { ...recordOf(target), ...rest };
  }
}
