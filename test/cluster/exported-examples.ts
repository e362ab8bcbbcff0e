import type { Example } from '../../src/checks/examples/example.ts';
import { examples } from '../../src/checks/examples/index.ts';
import { catalogue, loadTexts, runChecks } from '../../src/checks/index.ts';
import { policyObjects } from '../../src/enforcement/index.ts';
import { type Inventory, type InventoryObject, inventoryFromText } from '../../src/inventory/index.ts';
import {
  isRecord,
  type Json,
  type KubernetesObject,
  listOf,
  type MinorVersion,
  parseVersion,
  recordOf,
} from '../../src/kubernetes/index.ts';
import { type Api, messageOf, until } from './api.ts';
import { inParallel } from './in-parallel.ts';

/** A check as some of its examples want it: its parameters, a version of the Pod Security Standards. */
export interface Variant {
  readonly check: (typeof catalogue)[number];
  readonly parameters: Readonly<Record<string, Json>>;
  readonly pssVersion: MinorVersion;
  /** Instead of the check's id in names and messages. */
  readonly tag: string;
  readonly examples: (Example & { readonly expected: 'pass' | 'fail' })[];
  /** What the API server gets; empty where the variant can't be exported. */
  readonly objects: readonly KubernetesObject[];
}

const variantLabel = 'breakwater-variant';
const policies = '/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies';

/** Every variant that the examples' tables have. */
export async function exportedVariants(): Promise<readonly Variant[]> {
  const texts = await loadTexts('en');
  const found = new Map<string, Variant>();
  for (const check of catalogue) {
    const table = examples[check.id];
    const text = texts[check.id];
    if (table === undefined || text === undefined || check.type === 'inventory') continue;
    for (const [expected, list] of Object.entries(table) as ['pass' | 'fail', readonly Example[]][])
      for (const example of list) {
        const parameters = (example.parameters ?? {}) as Record<string, Json>;
        const pssVersion = parseVersion(example.pssVersion ?? '1.37');
        if (pssVersion === undefined) throw new Error(`${check.id}: ${example.pssVersion} is no version`);
        const key = JSON.stringify([check.id, parameters, pssVersion]);
        const tag = `${check.id}-${found.size}`;
        const known = found.get(key) ?? { check, parameters, pssVersion, tag, examples: [], objects: [] };
        known.examples.push({ ...example, expected });
        if (found.has(key)) continue;
        const objects = policyObjects(check, {
          action: 'Deny',
          namespaceSelector: {},
          exceptions: [],
          parameters: { [check.id]: parameters },
          pssVersion,
          language: 'en',
          text,
          today: '2026-01-01',
        });
        found.set(key, { ...known, objects: typeof objects === 'string' ? [] : renamed(objects, check.id, tag) });
      }
  }
  return [...found.values()];
}

/**
 * Policies as for Deny, so that an expression without an answer shows, but bound to warn, each of objects with a label of its own:
 * an API server sends only the first 4 KiB of warnings.
 */
function renamed(objects: readonly KubernetesObject[], id: string, tag: string): readonly KubernetesObject[] {
  const text = JSON.stringify(objects)
    .replaceAll(`breakwater-${id}"`, `breakwater-${tag}"`)
    .replaceAll(`[${id}]`, `[${tag}]`)
    .replaceAll('"validationActions":["Deny"]', '"validationActions":["Warn"]');
  return (JSON.parse(text) as KubernetesObject[]).map((object) => {
    const spec = recordOf(object.spec);
    if (object.kind !== 'ValidatingAdmissionPolicyBinding') return object;
    const objectSelector = { matchLabels: { [variantLabel]: tag } };
    return { ...object, spec: { ...spec, matchResources: { ...recordOf(spec.matchResources), objectSelector } } };
  });
}

/** Creates the objects and waits until their policies are type-checked. @throws Error where the API server refuses one */
export async function installVariants(api: Api, variants: readonly Variant[]): Promise<void> {
  await api.ensureNamespace('breakwater-system');
  const objects = variants.flatMap((variant) => variant.objects);
  await inParallel(objects, async (object) => {
    await api.create(object);
  });
  await until('the policies to be type-checked', 120_000, async () => {
    const list = await api.demand('GET', policies);
    return listOf(list.items).every((item) => recordOf(recordOf(item).status).observedGeneration !== undefined);
  });
}

/** Names of policies with what the type check says about them. */
export async function typeCheckWarnings(api: Api): Promise<readonly (readonly [name: unknown, warnings: unknown])[]> {
  const list = await api.demand('GET', policies);
  return listOf(list.items)
    .filter(isRecord)
    .map(
      (item) =>
        [recordOf(item.metadata).name, recordOf(recordOf(item.status).typeChecking).expressionWarnings] as const,
    )
    .filter(([, found]) => listOf(found).length > 0);
}

export interface Verdict {
  readonly fails: boolean;
  /** Expressions without an answer. */
  readonly errors: readonly string[];
}

export interface Comparison {
  readonly object: string;
  /** What the CLI says. */
  readonly expected: Verdict;
  /** What the API server says; its message where it refuses the object for other reasons. */
  readonly got: Verdict | string;
  /** Fields of the object that the API server dropped or reset, for it does not know what they ask for: `spec.hostUsers`. */
  readonly dropped: readonly string[];
}

/**
 * What the CLI and the API server say of the objects of an example. Where they differ and the API server dropped fields, the CLI is asked
 * of what is left.
 */
export async function compareExample(api: Api, variant: Variant, example: Example): Promise<readonly Comparison[]> {
  const inventory = inventoryFromText(example.yaml);
  const told = failing(variant, inventory);
  const compared: Comparison[] = [];
  for (const object of inventory.objects) {
    const named = { object: `${object.kind}/${object.name}`, dropped: [] };
    const expected = { fails: told.has(object), errors: [] };
    const { got, kept } = await verdictOf(api, object, variant.tag);
    if (kept === undefined || isSame(expected, got)) {
      compared.push({ ...named, expected, got });
      continue;
    }
    const dropped: string[] = [];
    const left = withoutDropped(object.object, kept, [], dropped);
    const [again] = failing(variant, inventoryFromText(JSON.stringify(left)));
    compared.push({ ...named, expected: { fails: again !== undefined, errors: [] }, got, dropped });
  }
  return compared;
}

export function isSame(expected: Verdict, got: Comparison['got']): boolean {
  return typeof got !== 'string' && got.fails === expected.fails && got.errors.length === expected.errors.length;
}

function failing({ check, parameters, pssVersion }: Variant, inventory: Inventory): ReadonlySet<InventoryObject> {
  const kubernetesVersion = pssVersion;
  const asked = { checks: [check], inventory, parameters: { [check.id]: parameters }, kubernetesVersion, pssVersion };
  return new Set(runChecks(asked).violations.map(({ object }) => object));
}

async function verdictOf(api: Api, { object }: InventoryObject, tag: string) {
  const labels = { ...object.metadata?.labels, [variantLabel]: tag };
  const answer = await api.dryRunCreate({ ...object, metadata: { ...object.metadata, labels } });
  if (answer.status >= 300) return { got: messageOf(answer) };
  const own = answer.warnings.filter((warning) => warning.includes(`'breakwater-${tag}'`));
  const errors = own.filter((warning) => !warning.includes(`[${tag}]`));
  return { got: { fails: own.length > errors.length, errors }, kept: answer.body };
}

/** A value without the fields that another lacks, and with the texts and numbers of the other. */
function withoutDropped(sent: unknown, kept: unknown, path: readonly string[], dropped: string[]): unknown {
  if (Array.isArray(sent) && Array.isArray(kept))
    return sent.map((item, index) => withoutDropped(item, kept[index], path, dropped));
  if (!isRecord(sent) || !isRecord(kept)) {
    if (sent !== kept) dropped.push(path.join('.'));
    return kept;
  }
  return Object.fromEntries(
    Object.entries(sent).flatMap(([name, value]) => {
      if (name in kept) return [[name, withoutDropped(value, kept[name], [...path, name], dropped)]];
      dropped.push([...path, name].join('.'));
      return [];
    }),
  );
}
