import { join } from 'node:path';
import type { Language } from '../checks/index.ts';
import { type Hardening, hardeningOf, mutatingApi, readUse, type SandboxRule, type Use } from '../enforcement/index.ts';
import {
  type ApiServerEndpoints,
  inventoryOf,
  podAddressesOf,
  representedWorkloads,
} from '../inventory/cluster/index.ts';
import type { Inventory, InventoryObject } from '../inventory/index.ts';
import { KubernetesError } from '../kubernetes/client/index.ts';
import { formatVersion, latestVersion, type MinorVersion, parseSelector, parseVersion } from '../kubernetes/index.ts';
import { visible, yamlOf } from '../reports/index.ts';
import { CallError } from './call-error.ts';
import { callTexts } from './call-texts.ts';
import { asCallErrors, clusterState, connect } from './cluster.ts';
import { type HardenFile, hardenFiles } from './harden-files.ts';
import { hardenTexts } from './harden-texts.ts';
import { withinBounds } from './network.ts';
import { policiesTexts } from './policies-texts.ts';
import { progressOn } from './progress.ts';
import { errorText, type ReadingOptions, readingFrom } from './psa.ts';
import { writeFolder } from './write-folder.ts';

export interface HardenOptions extends Omit<ReadingOptions, 'namespace'> {
  /** A folder. */
  readonly output?: string;
  readonly format: 'text' | 'json';
  readonly kubernetesVersion?: string;
  readonly allowErrors?: boolean;
  /** RuntimeClasses. */
  readonly sandbox?: readonly string[];
  readonly sandboxSelector?: string;
  readonly sandboxInternetFacing?: boolean;
  readonly sandboxDefault?: boolean;
}

/** Lines of one prediction that text shows; JSON has all. */
const mostLines = 40;

/** `breakwater harden`. @returns the exit code: 1 where something of today would be refused, 2 where something could not be read */
export async function hardenCommand(
  namespace: string,
  paths: readonly string[],
  options: HardenOptions,
  language: Language,
): Promise<number> {
  const text = hardenTexts[language];
  if (!/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(namespace)) throw new CallError(text.notAName(namespace));
  const sandbox = sandboxRule(options, language);
  const read = await whatIsThere(paths, options, language);
  const { inventory } = read;
  const isThere =
    inventory.find('/Namespace', undefined, namespace) !== undefined ||
    inventory.objects.some((object) => object.namespace === namespace);
  if (!isThere) throw new CallError(text.noNamespace(namespace));
  const { use, doubt } = await measured(namespace, options, language);
  const version = parseVersion(options.kubernetesVersion ?? read.kubernetesVersion ?? latestVersion);
  if (version === undefined) throw new CallError(callTexts[language].versionWanted);
  const hardening = withinBounds(language, () =>
    hardeningOf(inventory, namespace, { ...read, kubernetesVersion: version, use, sandbox }),
  );
  const files = hardenFiles(hardening, language, mutatingVersion(options, version, language));
  const errors = inventory.diagnostics.map((diagnostic) => errorText(diagnostic, language));
  const doubts = [
    ...(hardening.unseen.length > 0 ? [text.unseen(hardening.unseen)] : []),
    ...(doubt === undefined ? [] : [text.unmeasuredBecause(doubt)]),
  ];
  if (options.output !== undefined) writeFiles(options.output, files, language);
  process.stdout.write(reportOf(hardening, files, doubts, errors, options, language));
  for (const error of [...errors, ...(options.format === 'json' ? [] : doubts)])
    process.stderr.write(`breakwater: ${visible(error)}\n`);
  if ((errors.length > 0 || hardening.unseen.length > 0) && options.allowErrors !== true) return 2;
  return files.some(({ refuses }) => refuses) ? 1 : 0;
}

function sandboxRule(options: HardenOptions, language: Language): SandboxRule | undefined {
  const { sandbox, sandboxSelector: selector, sandboxInternetFacing } = options;
  if (sandbox === undefined) {
    if (selector !== undefined || sandboxInternetFacing === true || options.sandboxDefault === true)
      throw new CallError(hardenTexts[language].sandboxWanted);
    return undefined;
  }
  const parsed = selector === undefined ? undefined : parseSelector(selector);
  if (selector !== undefined && parsed === undefined) throw new CallError(hardenTexts[language].notASelector(selector));
  return {
    classes: sandbox,
    ...(parsed !== undefined && { selector: parsed }),
    onlyInternetFacing: sandboxInternetFacing === true,
  };
}

/** The version of MutatingAdmissionPolicies to write; undefined where none are asked for. @throws CallError where the cluster knows none */
function mutatingVersion(options: HardenOptions, version: MinorVersion, language: Language): string | undefined {
  if (options.sandboxDefault !== true) return undefined;
  const text = policiesTexts[language];
  const api = mutatingApi(version);
  if (api === undefined) throw new CallError(text.noMutating(formatVersion(version)));
  if (api.isOff) process.stderr.write(`${text.switchedOff(formatVersion(version), api.apiVersion)}\n`);
  return api.apiVersion;
}

interface WhatIsThere {
  readonly inventory: Inventory;
  readonly workloads: ReadonlyMap<InventoryObject, InventoryObject>;
  readonly addresses: ReadonlyMap<InventoryObject, readonly string[]>;
  readonly kubernetesVersion?: string | undefined;
  readonly apiServer?: ApiServerEndpoints | undefined;
}

async function whatIsThere(paths: readonly string[], options: HardenOptions, language: Language): Promise<WhatIsThere> {
  const progress = progressOn(process.stderr);
  try {
    // Of files, and for what contradicts itself in the call.
    if ((options.cluster !== true && options.recording === undefined) || paths.length > 0) {
      const { inventory } = await readingFrom(paths, options, progress, language);
      return { inventory, workloads: new Map(), addresses: new Map() };
    }
    if (options.cluster === true && options.recording !== undefined)
      throw new CallError(callTexts[language].recordingOrCluster);
    const state = await clusterState(options, progress, language);
    return {
      inventory: inventoryOf(state),
      workloads: representedWorkloads(state),
      addresses: podAddressesOf(state),
      kubernetesVersion: state.facts.version,
      apiServer: state.facts.apiServer,
    };
  } finally {
    progress.done();
  }
}

/** What containers use, of a cluster that runs. */
async function measured(
  namespace: string,
  options: HardenOptions,
  language: Language,
): Promise<{ readonly use: Use | undefined; readonly doubt: string | undefined }> {
  if (options.cluster !== true) return { use: undefined, doubt: undefined };
  const { client } = await asCallErrors(language, () => connect(options, language));
  try {
    const use = await readUse(client, namespace);
    return { use, doubt: use === undefined ? hardenTexts[language].noMetrics : undefined };
  } catch (error) {
    if (!(error instanceof KubernetesError)) throw error;
    return { use: undefined, doubt: error.message };
  } finally {
    await client.close();
  }
}

function reportOf(
  { namespace }: Hardening,
  files: readonly HardenFile[],
  doubts: readonly string[],
  errors: readonly string[],
  options: HardenOptions,
  language: Language,
): string {
  if (options.format === 'json') {
    const shown = files.map(({ name, objects, prediction, refuses }) => ({ name, objects, prediction, refuses }));
    return `${JSON.stringify({ version: 1, namespace, files: shown, doubts, errors }, null, 2)}\n`;
  }
  // Without a folder the files themselves are the answer, fit for kubectl.
  if (options.output === undefined)
    return files
      .filter(({ objects }) => objects.length > 0)
      .map((file) => fileText(file, language))
      .join('---\n');
  const blocks = files.map(({ name, objects, prediction }) =>
    [
      objects.length > 0 ? join(options.output ?? '', name) : name,
      ...shown(prediction, language).map((line) => `  ${line}`),
    ].join('\n'),
  );
  return `${blocks.join('\n\n')}\n`;
}

function shown(lines: readonly string[], language: Language): readonly string[] {
  const more = lines.length - mostLines;
  const kept = lines.slice(0, mostLines).map(visible);
  return more > 0 ? [...kept, hardenTexts[language].more(more)] : kept;
}

function fileText({ objects, prediction }: HardenFile, language: Language): string {
  const comments = shown(prediction, language).map((line) => `#   ${line}\n`);
  return `# ${hardenTexts[language].header}\n${comments.join('')}${yamlOf(objects)}`;
}

function writeFiles(folder: string, files: readonly HardenFile[], language: Language): void {
  const text = hardenTexts[language];
  const written = files
    .filter(({ objects }) => objects.length > 0)
    .map((file) => ({ name: file.name, text: fileText(file, language) }));
  const marks = Object.values(hardenTexts).map(({ header }) => `# ${header}\n`);
  writeFolder(folder, written, { language, marks, foreignFile: text.foreignFile });
  process.stderr.write(`${text.written(written.length, folder)}\n`);
}
