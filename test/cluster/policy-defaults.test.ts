import { afterAll, expect, inject, test } from 'vitest';
import { asAdmitted } from '../../src/checks/policies/defaults.ts';
import { isRecord } from '../../src/kubernetes/index.ts';
import { loadSchemas } from '../../src/kubernetes/schema/index.ts';
import { schemaCases } from '../../src/kubernetes/schema/validate.cases.ts';
import { Api } from './api.ts';
import { inParallel } from './in-parallel.ts';

const api = new Api(inject('access'));
const schemas = loadSchemas('1.37');
afterAll(() => api.close());

/** Where we differ and why that stays. */
const known: readonly RegExp[] = [
  // Written by the registry when the object is stored, after policies were asked.
  /^\S+ \.(?:status\b|metadata\.(?:creationTimestamp|ownerReferences))/,
  // Quantities and bytes are written in their canonical form: `quantity()` and `base64.decode()` read both.
  /^\S+ \S+\.(?:limits|requests|hard)\.\S+ /,
  /^Secret \.data\./,
  // Its last five letters are random.
  /"kube-api-access-/,
  // Texts that are empty, or null in a list or map: Go's zero value.
  /ours (?:""|null|\{\}) theirs/,
];

test('what policies see of an object is what the API server makes of it', async () => {
  let compared = 0;
  const differences = await inParallel(schemaCases, async ({ object, problems }) => {
    const schema = schemas.schemaFor(object.apiVersion, object.kind);
    if (problems.length > 0 || schema === undefined) return undefined;
    const answer = await api.dryRunCreate(object);
    if (answer.status !== 201) return undefined;
    compared++;
    const theirs = flatten(answer.body);
    const namespace = schema.namespaced ? (object.metadata?.namespace ?? 'default') : undefined;
    const wrong = [...flatten(asAdmitted(object, schema, namespace))]
      .map(([path, value]) => `${object.kind} ${path} ours ${value} theirs ${theirs.get(path)}`)
      .filter((line) => !line.endsWith(` theirs ${line.split(' ours ')[1]?.split(' theirs ')[0]}`))
      .filter((line) => !known.some((pattern) => pattern.test(line)));
    return wrong.length > 0 ? wrong : undefined;
  });
  expect(differences).toEqual([]);
  expect(compared).toBeGreaterThan(60);
});

/** Every leaf by its path, as JSON. */
function flatten(value: unknown, path = '', leaves = new Map<string, string>()): Map<string, string> {
  const children = Array.isArray(value)
    ? value.map((item, index) => [`[${index}]`, item] as const)
    : isRecord(value)
      ? Object.entries(value).map(([name, item]) => [`.${name}`, item] as const)
      : [];
  if (children.length === 0) leaves.set(path, JSON.stringify(value));
  for (const [step, item] of children) flatten(item, path + step, leaves);
  return leaves;
}
