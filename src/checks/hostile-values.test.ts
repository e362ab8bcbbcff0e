import { expect, test } from 'vitest';
import { inventoryFromText } from '../inventory/index.ts';
import { type FieldPath, type Json, latestVersion, parseVersion } from '../kubernetes/index.ts';
import { catalogue } from './catalogue.ts';
import { examples } from './examples/index.ts';
import { runChecks } from './run.ts';

/** What `String()`, `Number()` and templates throw at, alone and one level down. */
const hostile: readonly Json[] = [{ toString: 1 }, { x: { toString: 1 } }, [{ toString: 1 }]];

/** Where anything stands in a value, apiVersion and kind of the object left out: without them it would not be one. */
function pathsOf(value: unknown, path: FieldPath = []): FieldPath[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value)
    .filter(([key]) => path.length > 0 || (key !== 'apiVersion' && key !== 'kind'))
    .flatMap(([key, child]) => [[...path, key], ...pathsOf(child, [...path, key])]);
}

function replaced(value: unknown, [key, ...rest]: FieldPath, by: Json): unknown {
  if (key === undefined) return by;
  const entries = Object.entries(value as object).map(([name, child]) =>
    name === key ? [name, replaced(child, rest, by)] : [name, child],
  );
  return Array.isArray(value) ? entries.map(([, child]) => child) : Object.fromEntries(entries);
}

const version = parseVersion(latestVersion) ?? { major: 1, minor: 30 };
const checks = catalogue.filter(({ type }) => type === 'inventory');

test.each(checks.map((check) => [check.id, check] as const))('%s reads any value in any field', (id, check) => {
  const example = examples[id]?.fail[0];
  const objects = inventoryFromText(example?.yaml ?? '').objects.map(({ object }) => object);
  const parameters = { [id]: (example?.parameters ?? {}) as Record<string, never> };
  for (const [index, object] of objects.entries())
    for (const path of pathsOf(object))
      for (const value of hostile) {
        const documents = objects.map((other, at) => (at === index ? replaced(object, path, value) : other));
        const inventory = inventoryFromText(documents.map((document) => JSON.stringify(document)).join('\n---\n'));
        const run = () =>
          runChecks({ checks: [check], inventory, parameters, kubernetesVersion: version, pssVersion: version });
        expect(run, `${path.join('.')} = ${JSON.stringify(value)}`).not.toThrow();
      }
});
