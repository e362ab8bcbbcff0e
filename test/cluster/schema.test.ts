import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { formatPath, type KubernetesObject } from '../../src/kubernetes/index.ts';
import { loadSchemas, schemasFromCrd, validate } from '../../src/kubernetes/schema/index.ts';
import { exampleCrd, schemaCases } from '../../src/kubernetes/schema/validate.cases.ts';
import { type Answer, Api, messageOf, until } from './api.ts';
import { inParallel } from './in-parallel.ts';
import { mutantsOf } from './mutants.ts';

const api = new Api(inject('access'));
const schemas = loadSchemas('1.37').with(schemasFromCrd(exampleCrd));

beforeAll(async () => {
  await api.create(exampleCrd);
  const widget = schemaCases.find((example) => example.object.kind === 'Widget')?.object;
  if (widget === undefined) throw new Error('no example of a custom resource');
  await until('the custom kind to be served', 30_000, async () => (await api.dryRunCreate(widget)).status === 201);
});
afterAll(() => api.close());

test('the API server accepts exactly the examples in which we find nothing', async () => {
  expect(schemaCases.length).toBeGreaterThan(250);
  const differences = await inParallel(schemaCases, async ({ name, object, problems }) => {
    const found = ours(object);
    const answer = await api.dryRunCreate(object);
    if (found.join() === problems.join() && isAccepted(answer) === (problems.length === 0)) return undefined;
    return { name, expected: problems, ours: found, server: isAccepted(answer) ? 'accepted' : messageOf(answer) };
  });
  expect(differences).toEqual([]);
});

/**
 * Where the API server takes what we refuse, and why that stays.
 */
const known: readonly RegExp[] = [
  // Behind a feature gate that is off: dropped before it is validated.
  /^(?:Job|CronJob)\S*\.spec\.scheduling\./,
  // A review answers with an error in its status instead.
  /^SelfSubjectAccessReview\.spec\.resourceAttributes\.labelSelector\.requirements\[\]/,
  // kube-openapi takes an empty list where a text with a format is wanted.
  /^Widget\.spec\.(?:when|address)=\[\]/,
];

/** Fields that the API server sets or drops itself on a create. */
const ignored =
  /\.metadata(?:\.(?:namespace|resourceVersion|uid|managedFields|deletion\w+|generation|selfLink|creationTimestamp)|=)|\.status\b/;

test('what we refuse in changed examples the API server refuses, and what it cannot decode we refuse', async () => {
  const seen = new Set<string>();
  const changed: { name: string; object: KubernetesObject }[] = [];
  for (const { object, problems } of schemaCases) {
    const resource = schemas.schemaFor(object.apiVersion, object.kind);
    // A CRD holds schemas in schemas: hundreds of thousands of changes that say the same.
    if (problems.length > 0 || resource === undefined || object === exampleCrd) continue;
    for (const mutant of mutantsOf(object, resource.schema)) {
      const name = `${object.kind}${mutant.name}`;
      if (seen.has(name) || ignored.test(name) || known.some((pattern) => pattern.test(name))) continue;
      seen.add(name);
      changed.push({ name, object: mutant.value as KubernetesObject });
    }
  }
  // All are right when compared (minutes on busy cores); a tenth of them, always the same ones, each time.
  const part = process.env.ALL_MUTANTS === '1' ? changed : changed.filter((_, index) => index % 10 === 0);
  expect(part.length).toBeGreaterThan(1000);
  const differences = await inParallel(part, async ({ name, object }) => {
    const found = ours(object);
    const answer = await api.dryRunCreate(object);
    if (isAccepted(answer) && found.length > 0) return `${name}: accepted, but we say ${found.join(', ')}`;
    if (answer.status === 400 && found.length === 0) return `${name}: we say nothing, but ${messageOf(answer)}`;
    return undefined;
  });
  expect(differences).toEqual([]);
  console.log(`${part.length} of ${changed.length} changed examples compared`);
});

function ours(object: KubernetesObject): string[] {
  const resource = schemas.schemaFor(object.apiVersion, object.kind);
  if (resource === undefined) throw new Error(`no schema of ${object.apiVersion} ${object.kind}`);
  return validate(object, resource).map((problem) => `${problem.code} ${formatPath(problem.path)}`);
}

/** 409: it would be accepted if it were not there already. */
function isAccepted(answer: Answer): boolean {
  return answer.status === 200 || answer.status === 201 || answer.status === 409;
}
