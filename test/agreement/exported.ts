import { readdirSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Example } from '../../src/checks/examples/example.ts';
import { examples } from '../../src/checks/examples/index.ts';
import { type Check, catalogue, loadTexts, runChecks } from '../../src/checks/index.ts';
import { policyObjects } from '../../src/enforcement/index.ts';
import { Inventory, InventoryObject, readInventory, saidText } from '../../src/inventory/index.ts';
import {
  type Json,
  type KubernetesObject,
  latestVersion,
  listOf,
  parseVersion,
  recordOf,
} from '../../src/kubernetes/index.ts';
import { type Answer, type Api, messageOf, until } from '../cluster/api.ts';
import { inParallel } from '../cluster/in-parallel.ts';
import { corpusFolder, type Difference, jsonLines } from './agreement.ts';

/** How often a real API server with the exported policies says of an object what the CLI says. */
export interface ExportedAgreement {
  readonly name: string;
  /** Objects that the API server would take. */
  readonly objects: number;
  /** An object and a check. */
  readonly compared: number;
  readonly differences: readonly Difference[];
  /** Objects that it refuses anyway, or does not serve. */
  readonly refused: number;
}

const version = parseVersion(latestVersion);
if (version === undefined) throw new Error(`${latestVersion} is no version`);
const pssVersion = version;

/** Why the two differ, by check and file. */
const reasons: Readonly<Record<string, string>> = {
  'pod-security-context-present, success.apparmor_2_containers.yaml':
    'The API server sets the field that the old AppArmor annotation stands for, and with it a securityContext',
};

/** An API server sends the first 4 KiB of warnings only: so many policies are asked at once, chosen by a label of the object. */
const groupSize = 20;
const groupLabel = 'breakwater-group';

interface Exported {
  readonly check: Check;
  readonly parameters: Readonly<Record<string, Readonly<Record<string, Json>>>>;
  readonly objects: readonly KubernetesObject[];
}

/** Every check that can be exported, with the parameters of its examples where it needs some, bound to warn. */
async function exportedChecks(): Promise<readonly Exported[]> {
  const texts = await loadTexts('en');
  return catalogue.flatMap((check) => {
    const text = texts[check.id];
    if (text === undefined) throw new Error(`${check.id} has no text`);
    const own = Object.values(examples[check.id] ?? {}).flat() as readonly Example[];
    const settings = [{}, ...own.flatMap(({ parameters }) => parameters ?? [])] as Record<string, Json>[];
    for (const setting of settings) {
      const parameters = { [check.id]: setting };
      const objects = policyObjects(check, {
        action: 'Deny',
        namespaceSelector: {},
        exceptions: [],
        parameters,
        pssVersion,
        language: 'en',
        text: { ...text, title: '', action: '' },
        today: '2026-01-01',
      });
      if (typeof objects !== 'string') return [{ check, parameters, objects }];
    }
    return [];
  });
}

/** Installs the policies, each bound to the objects of its group, and waits until they are asked. */
async function install(api: Api, exported: readonly Exported[]): Promise<void> {
  await api.ensureNamespace('breakwater-system');
  const all = exported.flatMap(({ objects }, index) =>
    objects.map((object) =>
      object.kind === 'ValidatingAdmissionPolicyBinding' ? boundTo(object, groupOf(index)) : object,
    ),
  );
  await inParallel(all, (object) => api.create(object));
  await until('the policies to be type-checked', 120_000, async () => {
    const list = await api.demand('GET', '/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies');
    return listOf(list.items).every((item) => recordOf(recordOf(item).status).observedGeneration !== undefined);
  });
}

function groupOf(index: number): string {
  return `g${Math.floor(index / groupSize)}`;
}

function boundTo(binding: KubernetesObject, group: string): KubernetesObject {
  const spec = recordOf(binding.spec);
  const objectSelector = { matchLabels: { [groupLabel]: group } };
  const matchResources = { ...recordOf(spec.matchResources), objectSelector };
  return { ...binding, spec: { ...spec, validationActions: ['Warn'], matchResources } };
}

function labelled(object: KubernetesObject, group: string): KubernetesObject {
  return { ...object, metadata: { ...object.metadata, labels: { ...object.metadata?.labels, [groupLabel]: group } } };
}

/** The corpora's files. Of Pod Security's pods those of the latest version, the only one that is exported. */
function corpora(): readonly { readonly name: string; readonly files: readonly string[] | undefined }[] {
  const pss = corpusFolder('manifests', 'pss-podsecurity-admission');
  const row = z.object({ file: z.string(), version: z.string() });
  const latest =
    pss === undefined
      ? undefined
      : jsonLines(path.join(pss, 'expected.jsonl'))
          .map((line) => row.parse(line))
          .filter((one) => parseVersion(one.version)?.minor === pssVersion.minor)
          .map(({ file }) => path.join(pss, file));
  return [
    { name: 'pod-security-admission', files: latest && [...new Set(latest)] },
    ...['kube-linter', 'kube-score', 'polaris'].map((name) => {
      const folder = corpusFolder('manifests', name, 'files');
      return { name, files: folder === undefined ? undefined : yamlFiles(folder) };
    }),
  ];
}

function yamlFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(?:ya?ml|json)$/.test(file))
    .sort()
    .map((file) => path.join(folder, file));
}

/** Installs the policies and asks about the objects of all corpora; those that are not on this machine are `absent`. */
export async function exportedAgreements(api: Api): Promise<{
  readonly checks: number;
  readonly found: readonly ExportedAgreement[];
  readonly absent: readonly string[];
}> {
  const exported = await exportedChecks();
  const present = corpora();
  const absent = present.filter(({ files }) => files === undefined).map(({ name }) => name);
  if (absent.length < present.length) await install(api, exported);
  const found: ExportedAgreement[] = [];
  for (const { name, files } of present)
    if (files !== undefined) found.push(await agreementOf(api, exported, name, files));
  return { checks: exported.length, found, absent };
}

async function agreementOf(
  api: Api,
  exported: readonly Exported[],
  name: string,
  files: readonly string[],
): Promise<ExportedAgreement> {
  const differences: Difference[] = [];
  let objects = 0;
  let compared = 0;
  let refused = 0;
  await inParallel(files, async (file) => {
    const inventory = await readInventory({ paths: [file] });
    for (const object of inventory.objects.map(completed)) {
      const theirs = await warningsOf(api, object, exported.length);
      if (typeof theirs === 'string') {
        refused++;
        if (process.env.SHOW_REFUSED) console.log(`${file} ${object.kind}/${object.name}: ${theirs.slice(0, 200)}`);
        continue;
      }
      objects++;
      for (const one of exported) {
        const { check } = one;
        compared++;
        const place = `${check.id}, ${path.basename(file)}`;
        const expected = verdictOf(one, object);
        const own = theirs.filter((warning) => warning.includes(`'breakwater-${check.id}'`));
        const got =
          own.length === 0
            ? 'pass'
            : own.every((warning) => warning.includes(`[${check.id}]`))
              ? 'fail'
              : own.join('; ');
        if (got !== expected)
          differences.push({
            ...reasonOf(place),
            row: `${place}, ${object.kind}/${object.name}`,
            expected: got,
            got: expected,
          });
      }
    }
  });
  return { name, objects, compared, refused, differences: differences.sort((a, b) => (a.row < b.row ? -1 : 1)) };
}

/** The object with what an API server wants and the cases leave out: a name that is one, and a selector of workloads. */
function completed(before: InventoryObject): InventoryObject {
  const { apiVersion, kind, source, declaredNamespace: namespace } = before;
  const { metadata, spec: written, ...rest } = before.object;
  const name = before.name.replaceAll('_', '-').toLowerCase() || 'unnamed';
  const spec = recordOf(written);
  const template = recordOf(spec.template);
  const isWorkload = apiVersion === 'apps/v1' && Object.keys(template).length > 0;
  const labels = { ...recordOf(recordOf(template.metadata).labels), ...recordOf(recordOf(spec.selector).matchLabels) };
  const chosen = Object.keys(labels).length === 0 ? { app: 'completed' } : labels;
  const whole = {
    ...spec,
    selector: { ...recordOf(spec.selector), matchLabels: chosen },
    template: { ...template, metadata: { ...recordOf(template.metadata), labels: chosen } },
  };
  const object = {
    ...rest,
    metadata: { ...metadata, name },
    ...(written !== undefined && { spec: isWorkload ? whole : written }),
  };
  return new InventoryObject({ apiVersion, kind, name, namespace }, source, object);
}

function reasonOf(place: string): { readonly reason?: string } {
  const reason = Object.hasOwn(reasons, place) ? reasons[place] : undefined;
  return reason === undefined ? {} : { reason };
}

/** What the CLI says of an object by itself, for exported checks look at nothing else. */
function verdictOf({ check, parameters }: Exported, object: InventoryObject): string {
  const { violations, diagnostics } = runChecks({
    checks: [check],
    inventory: new Inventory([object], []),
    parameters,
    kubernetesVersion: pssVersion,
    pssVersion,
  });
  if (diagnostics.length > 0) return diagnostics.map(({ said }) => saidText(said, 'en')).join('; ');
  return violations.length > 0 ? 'fail' : 'pass';
}

/** The warnings of all policies, or why the API server does not take the object. */
async function warningsOf(api: Api, { object }: InventoryObject, checks: number): Promise<readonly string[] | string> {
  const warnings: string[] = [];
  for (let index = 0; index < checks; index += groupSize) {
    const answer: Answer = await api.dryRunCreate(labelled(object, groupOf(index)));
    if (answer.status >= 300) return messageOf(answer);
    warnings.push(...answer.warnings);
  }
  return warnings;
}
