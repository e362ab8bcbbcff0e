import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatPath } from '../field-path.ts';
import type { KubernetesObject } from '../object.ts';
import { schemasFromCrd } from './crd.ts';
import { type Problem, problemTexts } from './problem.ts';
import { loadSchemas } from './schema-set.ts';
import { exampleCrd, schemaCases } from './validate.cases.ts';
import { validate } from './validate.ts';

const schemas = loadSchemas('1.37').with(schemasFromCrd(exampleCrd));

function problemsOf(object: KubernetesObject): readonly Problem[] {
  const resource = schemas.schemaFor(object.apiVersion, object.kind);
  if (resource === undefined) throw new Error(`no schema of ${object.kind}`);
  return validate(object, resource);
}

// The same examples are put to a real API server by test/cluster/schema.test.ts.
test.each(schemaCases)('$name', ({ object, problems }) => {
  expect(problemsOf(object).map(({ code, path }) => `${code} ${formatPath(path)}`)).toEqual(problems);
});

function pod(spec: Record<string, unknown>): KubernetesObject {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec };
}

describe('what a problem says', () => {
  test.each([
    [pod({ containers: [{ name: 'a', image: 'a', imagepullpolicy: 'Always' }] }), { near: 'imagePullPolicy' }],
    [pod({ containers: [{ name: 'a', image: 'a', comand: [] }] }), { near: 'command' }],
    [pod({ containers: [{ name: 'a', image: 5 }] }), { expected: 'string', found: 'integer' }],
    [pod({ containers: [{ name: 'a', image: 'a', tty: null, stdin: [] }] }), { expected: 'boolean', found: 'array' }],
    [
      pod({ containers: [{ name: 'a', image: 'a', imagePullPolicy: 'No' }] }),
      { expected: 'Always | IfNotPresent | Never' },
    ],
    [pod({ containers: [1, 1].map(() => ({ name: 'a', image: 'a' })) }), { keys: 'name' }],
  ])('%#', (object, values) => {
    expect(problemsOf(object).map((problem) => problem.values)).toEqual([values]);
  });

  test('never a value of the object, which may be a secret', () => {
    const secret = 'hunter2!';
    const problems = problemsOf({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a' }, data: { a: secret } });
    expect(problems).toHaveLength(1);
    expect(JSON.stringify(problems)).not.toContain(secret);
  });

  test('every code has a text in both languages with the same placeholders', () => {
    const placeholders = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();
    expect(Object.keys(problemTexts.en)).toEqual(Object.keys(problemTexts['zh-CN']));
    for (const [code, text] of Object.entries(problemTexts.en)) {
      expect(placeholders(problemTexts['zh-CN'][code as keyof typeof problemTexts.en])).toEqual(placeholders(text));
    }
  });
});

describe('bounds', () => {
  test('a hundred problems, and that there are more', () => {
    const labels = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`l${index}`, index]));
    const problems = problemsOf({
      ...pod({ containers: [{ name: 'a', image: 'a' }] }),
      metadata: { name: 'a', labels: labels as never },
    });
    expect(problems).toHaveLength(101);
    expect(problems.at(-1)?.code).toBe('too-many');
  });

  test('exactly a hundred problems are all there are', () => {
    const labels = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`l${index}`, index]));
    const problems = problemsOf({
      ...pod({ containers: [{ name: 'a', image: 'a' }] }),
      metadata: { name: 'a', labels: labels as never },
    });
    expect(problems).toHaveLength(100);
  });

  test('depth: a CRD schema in itself', () => {
    let schema: Record<string, unknown> = { type: 'object' };
    for (let level = 0; level < 50_000; level++) schema = { type: 'object', properties: { a: schema } };
    const problems = problemsOf({
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'a' },
      spec: {
        group: 'a.b',
        scope: 'Cluster',
        names: { plural: 'as', kind: 'A' },
        versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: schema } }],
      },
    });
    expect(problems.map(({ code }) => code)).toEqual(['too-deep']);
  });

  test('no input breaks it, as an object or as a schema', () => {
    const fields = [
      'type',
      'properties',
      'items',
      'enum',
      'pattern',
      'required',
      'anyOf',
      'not',
      'default',
      'spec',
      'a',
    ];
    const tree = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 6 },
        fc.constantFrom(null, true, 0, 1.5, -1, '', 'object', 'array', 'string', 'a+', '(', 'int-or-string'),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom(...fields), tie('value'), { maxKeys: 4 }),
      ),
    })).value;
    fc.assert(
      fc.property(tree, tree, (openAPIV3Schema, spec) => {
        const crd = {
          ...exampleCrd,
          spec: { ...(exampleCrd.spec as object), versions: [{ name: 'v1', schema: { openAPIV3Schema } }] },
        };
        const known = loadSchemas('1.37').with(schemasFromCrd(crd)).schemaFor('example.com/v1', 'Widget');
        if (known === undefined) throw new Error('the kind is not known');
        validate({ apiVersion: 'example.com/v1', kind: 'Widget', spec }, known);
        problemsOf({ apiVersion: 'v1', kind: 'Pod', metadata: spec as never, spec: openAPIV3Schema });
      }),
      { numRuns: 300 },
    );
  });

  test('names like those of every JavaScript object are no fields', () => {
    for (const name of ['constructor', 'toString', '__proto__']) {
      const object = JSON.parse(`{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},"${name}":{}}`);
      expect(problemsOf(object).map(({ code, path }) => `${code} ${formatPath(path)}`)).toEqual([
        `unknown-field ${name}`,
      ]);
    }
  });
});
