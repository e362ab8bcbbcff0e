import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, inject, test } from 'vitest';
import { examples } from '../../src/checks/examples/index.ts';
import { catalogue, loadTexts } from '../../src/checks/index.ts';
import { assess } from '../../src/findings/index.ts';
import { planVerifiedFixes } from '../../src/fixes/index.ts';
import { type Inventory, type InventoryObject, inventoryFromText } from '../../src/inventory/index.ts';
import { askedValues } from '../unit/asked-values.ts';
import { type Answer, Api, messageOf } from './api.ts';
import { inParallel } from './in-parallel.ts';

/** Issue 3, 5 (b): every file that `breakwater fix` has edited is one that the API server takes. */
const api = new Api(inject('access'));
afterAll(() => api.close());

interface Manifest {
  readonly name: string;
  readonly text: string;
}

/** The failing examples of every check, and the files of the example shop. */
function manifests(): Manifest[] {
  const shop = fileURLToPath(new URL('../../examples/shop/manifests', import.meta.url));
  const files = readdirSync(shop).map((name) => ({ name, text: readFileSync(join(shop, name), 'utf8') }));
  const failing = Object.entries(examples).flatMap(([check, { fail }]) =>
    fail.map(({ title, yaml }) => ({ name: `${check}: ${title}`, text: yaml })),
  );
  return [...files, ...failing];
}

const texts = await loadTexts('en');
const version = { major: 1, minor: 37 };

function findingsOf(inventory: Inventory) {
  return assess({
    inventory,
    checks: catalogue,
    texts,
    language: 'en',
    parameters: {},
    severities: {},
    kubernetesVersion: version,
    pssVersion: version,
    surroundings: { exposure: () => 'none', isolated: () => undefined },
    exceptions: { rules: [], byAnnotation: false, file: '' },
    baseline: undefined,
    today: '2026-11-23',
  }).findings;
}

/** The manifest after every fix there is; undefined where there is none to make. */
function fixed({
  text,
}: Manifest): { before: readonly InventoryObject[]; after: readonly InventoryObject[] } | undefined {
  const inventory = inventoryFromText(text, 'manifest.yaml');
  const plan = planVerifiedFixes(inventory, findingsOf(inventory), { values: askedValues, risky: true }, findingsOf);
  const [file] = plan.files;
  return file === undefined
    ? undefined
    : { before: inventory.objects, after: inventoryFromText(file.after, 'manifest.yaml').objects };
}

/** Other tests create namespaces of such names for good, so a Namespace is tried under another one. */
function tryCreate({ object }: InventoryObject): Promise<Answer> {
  if (object.kind !== 'Namespace') return api.dryRunCreate(object);
  return api.dryRunCreate({ ...object, metadata: { ...object.metadata, name: `dry-run-${object.metadata?.name}` } });
}

const accepted = ({ status }: Answer) => status === 200 || status === 201;

/** The alpha annotations of before 1.19 must agree with the field that a fix sets; nothing has read them since 1.27. */
const known = /seccomp type in annotation and field must match/;

test('the API server takes every fixed object that it took before', async () => {
  let tried = 0;
  const refused = await inParallel(manifests(), async (manifest) => {
    const pair = fixed(manifest);
    if (pair === undefined) return undefined;
    for (const [index, object] of pair.after.entries()) {
      const original = pair.before[index];
      // What the server refuses to begin with (kinds that it doesn't serve, examples of a broken schema) proves nothing.
      if (original === undefined || !accepted(await tryCreate(original))) continue;
      tried++;
      const answer = await tryCreate(object);
      if (!accepted(answer) && !known.test(messageOf(answer)))
        return { manifest: manifest.name, object: `${object.kind} ${object.name}`, server: messageOf(answer) };
    }
    return undefined;
  });
  expect(refused).toEqual([]);
  expect(tried).toBeGreaterThan(150);
});
