import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Example } from '../../src/checks/examples/example.ts';
import { examples } from '../../src/checks/examples/index.ts';
import { catalogue, loadTexts, runChecks } from '../../src/checks/index.ts';
import { policyObjects } from '../../src/enforcement/index.ts';
import { type InventoryObject, inventoryFromText } from '../../src/inventory/index.ts';
import {
  isRecord,
  type Json,
  type KubernetesObject,
  listOf,
  parseVersion,
  recordOf,
} from '../../src/kubernetes/index.ts';
import { Api, messageOf, until } from './api.ts';
import { type ControlPlane, startControlPlane, stopControlPlane } from './control-plane.ts';
import { inParallel } from './in-parallel.ts';

/*
 * What `policies export` writes says the same as the CLI: every example of every exported check is sent to a real API server as a
 * dry-run create, with its policy bound to warn. Policies are exported as for Deny, so that an expression without an answer shows.
 * Each is bound to objects with a label of its own: an API server sends only the first 4 KiB of warnings.
 */
let plane: ControlPlane;
let api: Api;

interface Variant {
  readonly check: (typeof catalogue)[number];
  readonly parameters: Readonly<Record<string, Json>>;
  readonly pssVersion: string;
  /** Instead of the check's id in names and messages. */
  readonly tag: string;
  readonly examples: (Example & { readonly expected: 'pass' | 'fail' })[];
}

const variantLabel = 'breakwater-variant';

const texts = await loadTexts('en');
const variants = variantsOf();

function variantsOf(): readonly Variant[] {
  const found = new Map<string, Variant>();
  for (const check of catalogue) {
    const table = examples[check.id];
    if (table === undefined || check.type === 'inventory') continue;
    for (const [expected, list] of Object.entries(table) as ['pass' | 'fail', readonly Example[]][])
      for (const example of list) {
        const parameters = (example.parameters ?? {}) as Record<string, Json>;
        const pssVersion = example.pssVersion ?? '1.37';
        const key = JSON.stringify([check.id, parameters, pssVersion]);
        const known = found.get(key) ?? {
          check,
          parameters,
          pssVersion,
          tag: `${check.id}-${found.size}`,
          examples: [],
        };
        found.set(key, known);
        known.examples.push({ ...example, expected });
      }
  }
  return [...found.values()];
}

function exported({ check, parameters, pssVersion, tag }: Variant): readonly KubernetesObject[] {
  const version = parseVersion(pssVersion);
  const text = texts[check.id];
  if (version === undefined || text === undefined) throw new Error(`${check.id} has no text or version`);
  const objects = policyObjects(check, {
    action: 'Deny',
    namespaceSelector: {},
    exceptions: [],
    parameters: { [check.id]: parameters },
    pssVersion: version,
    language: 'en',
    text,
    today: '2026-01-01',
  });
  if (typeof objects === 'string') return [];
  const renamed = JSON.stringify(objects)
    .replaceAll(`breakwater-${check.id}"`, `breakwater-${tag}"`)
    .replaceAll(`[${check.id}]`, `[${tag}]`)
    .replaceAll('"validationActions":["Deny"]', '"validationActions":["Warn"]');
  return (JSON.parse(renamed) as KubernetesObject[]).map((object) => {
    const spec = recordOf(object.spec);
    if (object.kind !== 'ValidatingAdmissionPolicyBinding') return object;
    const objectSelector = { matchLabels: { [variantLabel]: tag } };
    return { ...object, spec: { ...spec, matchResources: { ...recordOf(spec.matchResources), objectSelector } } };
  });
}

const installed = new Map(variants.map((variant) => [variant, exported(variant)] as const));

beforeAll(async () => {
  // One of their own: an API server that loses its last policy with parameters finds those of the next only after a while.
  plane = await startControlPlane();
  api = new Api(plane.access);
  await api.ensureNamespace('breakwater-system');
  const objects = [...installed.values()].flat();
  await inParallel(objects, async (object) => {
    await api.create(object);
  });
  await until('the policies to be type-checked', 120_000, async () => {
    const list = await api.demand('GET', '/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies');
    return listOf(list.items).every((item) => recordOf(recordOf(item).status).observedGeneration !== undefined);
  });
});

afterAll(async () => {
  api.close();
  await stopControlPlane(plane);
});

test('no policy has a warning of the type check', async () => {
  const list = await api.demand('GET', '/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies');
  const warnings = listOf(list.items)
    .filter(isRecord)
    .map(
      (item) =>
        [recordOf(item.metadata).name, recordOf(recordOf(item.status).typeChecking).expressionWarnings] as const,
    )
    .filter(([, found]) => listOf(found).length > 0);
  expect(warnings).toEqual([]);
});

/** Objects that the API server refuses for other reasons: nothing to compare, but not to become many. */
let refused = 0;
let compared = 0;

describe.each(
  variants.filter((variant) => installed.get(variant)?.length !== 0).map((variant) => [variant.tag, variant] as const),
)('%s', (tag, { check, parameters, pssVersion, examples }) => {
  test.each(examples.map((example) => [`${example.expected}: ${example.title}`, example] as const))(
    '%s',
    async (_, example) => {
      const inventory = inventoryFromText(example.yaml);
      const version = parseVersion(pssVersion);
      if (version === undefined) throw new Error('no version');
      const { violations } = runChecks({
        checks: [check],
        inventory,
        parameters: { [check.id]: parameters },
        kubernetesVersion: version,
        pssVersion: version,
      });
      const told = new Set(violations.map(({ object }) => object));
      for (const object of inventory.objects) {
        const verdict = await verdictOf(object, tag);
        if (verdict === undefined) refused++;
        else {
          compared++;
          expect({ object: `${object.kind}/${object.name}`, ...verdict }).toEqual({
            object: `${object.kind}/${object.name}`,
            fails: told.has(object),
            errors: [],
          });
        }
      }
    },
  );
});

test('most examples could be compared', () => {
  console.log(
    `policies export: ${compared} objects compared with the API server, ${refused} refused by it for other reasons`,
  );
  expect(compared).toBeGreaterThan(300);
});

async function verdictOf({ object }: InventoryObject, tag: string) {
  const labels = { ...object.metadata?.labels, [variantLabel]: tag };
  const answer = await api.dryRunCreate({ ...object, metadata: { ...object.metadata, labels } });
  if (answer.status >= 300) {
    if (process.env.SHOW_REFUSED) console.log(tag, object.kind, messageOf(answer).slice(0, 300));
    return undefined;
  }
  const own = answer.warnings.filter((warning) => warning.includes(`'breakwater-${tag}'`));
  const errors = own.filter((warning) => !warning.includes(`[${tag}]`));
  return { fails: own.length > errors.length, errors };
}
