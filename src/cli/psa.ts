import { type Language, loadTexts } from '../checks/index.ts';
import { type NamespacePlan, podSecurityPlan } from '../enforcement/index.ts';
import { type Diagnostic, readInventory, saidText } from '../inventory/index.ts';
import { latestVersion, parseVersion } from '../kubernetes/index.ts';
import type { Reading } from './assessment.ts';
import { CallError } from './call-error.ts';
import { callTexts } from './call-texts.ts';
import type { ClusterOptions } from './cluster.ts';
import { type Progress, progressOn } from './progress.ts';
import { type PlanWords, planJson, planTable } from './psa-report.ts';
import { cliTexts } from './texts.ts';

/** What is read: files, or a cluster. */
export interface ReadingOptions extends ClusterOptions {
  readonly cluster?: boolean;
}

export interface PsaPlanOptions extends ReadingOptions {
  readonly output: 'table' | 'json';
  readonly kubernetesVersion?: string;
  readonly allowErrors?: boolean;
}

/** What was read, planned. */
export interface Planned {
  readonly plan: readonly NamespacePlan[];
  /** What could not be read, in words. */
  readonly errors: readonly string[];
  readonly words: PlanWords;
}

/** `breakwater psa plan`. @returns the exit code: 2 where something could not be read */
export async function psaPlanCommand(
  paths: readonly string[],
  options: PsaPlanOptions,
  language: Language,
): Promise<number> {
  const { plan, errors, words } = await planned(paths, options, language);
  if (options.output === 'json') process.stdout.write(planJson(plan, errors, words));
  else for (const block of planTable(plan, words)) process.stdout.write(block);
  for (const error of errors) process.stderr.write(`breakwater: ${error}\n`);
  return errors.length > 0 && options.allowErrors !== true ? 2 : 0;
}

/** @throws CallError */
export async function planned(
  paths: readonly string[],
  options: Omit<PsaPlanOptions, 'output'>,
  language: Language,
): Promise<Planned> {
  const progress = progressOn(process.stderr);
  const { inventory, workloads, ...reading } = await readingFrom(paths, options, progress, language);
  const version = options.kubernetesVersion ?? reading.kubernetesVersion ?? latestVersion;
  const parsed = parseVersion(version === 'latest' ? latestVersion : version);
  if (parsed === undefined) throw new CallError(callTexts[language].notAVersion(version));
  const wanted = options.namespace?.split(',').map((name) => name.trim());
  const plan = podSecurityPlan(inventory, parsed).filter(({ name }) => wanted?.includes(name) ?? true);
  progress.done();
  // Bodies that are read on first use may have been broken: all of them were read by now.
  const errors = inventory.diagnostics.map((diagnostic) => errorText(diagnostic, language));
  // What a file holds that can't be read, and for which namespace, nobody knows. Of a cluster the plan knows what it can't see.
  const isPartial = errors.length > 0 && !inventory.isWhole;
  return {
    plan: isPartial ? plan.map(({ proposal, ...rest }) => rest) : plan,
    errors,
    words: { language, texts: await loadTexts(language), workloads: workloads ?? new Map(), isPartial },
  };
}

/** What paths and options name. @throws CallError where they contradict each other, or nothing can be read */
export async function readingFrom(
  paths: readonly string[],
  options: ReadingOptions,
  progress: Progress,
  language: Language,
): Promise<Reading> {
  if (options.cluster !== true && options.recording === undefined) {
    if (options.context !== undefined) throw new CallError(callTexts[language].onlyWithCluster('--context'));
    if (options.kubeconfig !== undefined) throw new CallError(callTexts[language].onlyWithCluster('--kubeconfig'));
    progress.say(cliTexts[language].reading);
    const given = paths.length === 0 ? ['.'] : paths;
    return { inventory: await readInventory({ paths: given, helm: { values: [], set: [] } }) };
  }
  if (paths.length > 0) throw new CallError(callTexts[language].clusterOrPaths);
  if (options.cluster === true && options.recording !== undefined)
    throw new CallError(callTexts[language].recordingOrCluster);
  return (await import('./cluster.ts')).readingOf(options, progress, language);
}

/** What could not be read, with its place. */
export function errorText({ file, line, said }: Diagnostic, language: Language): string {
  const place = [file, line].filter((part) => part !== undefined).join(':');
  return `${place === '' ? '' : `${place}: `}${saidText(said, language)}`;
}
