import {
  type Check,
  type CheckTexts,
  catalogue,
  type Language,
  loadTexts,
  nearNames,
  ParameterError,
  type Profile,
  runChecks,
  type Severity,
  selectChecks,
  toolChecks,
  UnknownCheckError,
} from '../checks/index.ts';
import {
  type Assessment,
  type AssessOptions,
  assess,
  type Baseline,
  surroundingsOf,
  toolRuleTexts,
} from '../findings/index.ts';
import { Inventory, type InventoryObject, isToolReport, readInventory } from '../inventory/index.ts';
import { type Json, latestVersion, type MinorVersion, parseVersion } from '../kubernetes/index.ts';
import { CallError } from './call-error.ts';
import { callTexts } from './call-texts.ts';
import { objectsOf } from './policy-objects.ts';
import { type Progress, progressOn } from './progress.ts';
import { readSettings, type Settings } from './settings.ts';
import { cliTexts } from './texts.ts';

/** What `scan` and `fix` have in common. */
export interface AssessmentOptions {
  readonly profile?: Profile;
  readonly pssVersion?: string;
  readonly checks?: readonly string[];
  readonly kubernetesVersion?: string;
  readonly policies?: string;
  readonly config?: string;
  /** Values files, `KEY=VALUE`, release name and namespace for Helm charts. */
  readonly values?: readonly string[];
  readonly helmSet?: readonly string[];
  readonly releaseName?: string;
  readonly namespace?: string;
  /** Whether what other tools reported is shown, too. */
  readonly reports?: boolean;
}

/** What was read and found, and the way to ask the same again. */
export interface PathsAssessment {
  readonly inventory: Inventory;
  readonly assessment: Assessment;
  readonly texts: CheckTexts;
  /** Asks the same checks with the same settings of another inventory. */
  readonly again: (inventory: Inventory) => Assessment;
}

/** Reads the paths and asks the checks that options and settings select. */
export function assessPaths(
  paths: readonly string[],
  options: AssessmentOptions,
  baseline: Baseline | undefined,
  language: Language,
): Promise<PathsAssessment> {
  return assessInventory(options, baseline, language, async (progress) => {
    progress.say(cliTexts[language].reading);
    const inventory = await readInventory({
      paths,
      helm: {
        values: options.values ?? [],
        set: options.helmSet ?? [],
        ...(options.releaseName !== undefined && { releaseName: options.releaseName }),
        ...(options.namespace !== undefined && { namespace: options.namespace }),
      },
    });
    return { inventory };
  });
}

/** What was read, wherever it came from. */
export interface Reading {
  readonly inventory: Inventory;
  /** Version of the cluster that it came from. */
  readonly kubernetesVersion?: string;
  /** Of pods that stand for those of a workload: that workload. */
  readonly workloads?: ReadonlyMap<InventoryObject, InventoryObject>;
  readonly notices?: Assessment['notices'];
}

/** Asks the checks that options and settings select of what `read` brings. */
export async function assessInventory(
  options: AssessmentOptions,
  baseline: Baseline | undefined,
  language: Language,
  read: (progress: Progress) => Promise<Reading>,
): Promise<PathsAssessment> {
  const settings = await readSettings(options.config, language);
  const checks = chosenChecks(options, settings, language);
  const wantedVersion = options.kubernetesVersion ?? settings.kubernetesVersion;
  // What is wrong with the call is said before anything is read.
  versionOf(wantedVersion, language);
  const pssVersion = versionOf(options.pssVersion ?? settings.pssVersion, language);
  const progress = progressOn(process.stderr);
  const reading = await read(progress);
  const { inventory } = reading;
  const kubernetesVersion = versionOf(wantedVersion ?? reading.kubernetesVersion, language);
  const texts = await loadTexts(language);
  const beside = options.policies === undefined ? undefined : await readInventory({ paths: [options.policies] });
  const policies = beside && (await policyFindings(beside, kubernetesVersion, language));
  const objects = objectsOf(beside === undefined ? [inventory] : [beside, inventory], language);
  const again = (other: Inventory): Assessment =>
    assess({
      inventory: other,
      checks,
      texts,
      language,
      parameters: settingOf(settings, 'parameters'),
      severities: settingOf(settings, 'severity'),
      kubernetesVersion,
      pssVersion,
      surroundings: surroundingsOf(other),
      exceptions: {
        rules: [...settings.exceptions, ...objects.rules],
        byAnnotation: settings.annotationExceptions,
        file: settings.file,
      },
      baseline,
      ...(policies !== undefined && { policies: policies(other) }),
      ...(reading.workloads !== undefined && { workloads: reading.workloads }),
      today: new Date().toISOString(),
    });
  progress.say(cliTexts[language].asking(checks.length, inventory.objects.length));
  const asked = withSettingsOf(settings.file, language, () => again(inventory));
  const assessment = {
    ...asked,
    errors: [...asked.errors, ...objects.errors],
    notices: [...asked.notices, ...(reading.notices ?? []), ...noReports(options, inventory)],
  };
  progress.done();
  const ofTools = toolRuleTexts(
    assessment.findings.map(({ finding }) => finding),
    language,
  );
  return { inventory, assessment, texts: { ...texts, ...ofTools }, again };
}

/** That there is nothing of what was asked for. */
function noReports({ reports }: AssessmentOptions, { groupKinds }: Inventory): Assessment['notices'] {
  return reports !== true || [...groupKinds].some(isToolReport) ? [] : [{ code: 'reports-none', values: {} }];
}

/** What is asked of clusters that are not known yet: by a server all the time that it runs, by policies that are exported. */
export interface StandingQuestion {
  readonly settings: Settings;
  readonly profile: Profile;
  readonly checks: readonly Check[];
  readonly parameters: AssessOptions['parameters'];
  readonly severities: AssessOptions['severities'];
  readonly pssVersion: MinorVersion;
  /** The version to ask for: that of the settings, else the cluster's. */
  readonly kubernetesVersion: (ofCluster: string | undefined) => MinorVersion;
}

/** The checks that call and settings select; those of the `usual` profile where neither names one. */
export async function standingQuestion(
  options: Pick<AssessmentOptions, 'config' | 'profile' | 'checks' | 'pssVersion'>,
  usual: Profile,
  language: Language,
): Promise<StandingQuestion> {
  const settings = await readSettings(options.config, language);
  const profile = options.profile ?? settings.profile ?? usual;
  const checks = chosenChecks(options, settings, language, usual);
  const parameters = settingOf(settings, 'parameters');
  const pssVersion = versionOf(options.pssVersion ?? settings.pssVersion, language);
  const wanted = settings.kubernetesVersion;
  const kubernetesVersion = (ofCluster: string | undefined): MinorVersion =>
    versionOf(wanted ?? (parseVersion(ofCluster ?? '') && ofCluster), language);
  // What is wrong with a parameter is said now, not by each assessment.
  withSettingsOf(settings.file, language, () =>
    runChecks({
      checks,
      parameters,
      pssVersion,
      kubernetesVersion: kubernetesVersion(undefined),
      inventory: new Inventory([], []),
    }),
  );
  const severities = settingOf(settings, 'severity');
  return { settings, profile, checks, parameters, severities, pssVersion, kubernetesVersion };
}

/** @throws CallError that names the settings file where a parameter in it can't be used */
function withSettingsOf<T>(file: string, language: Language, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof ParameterError)
      throw new CallError(callTexts[language].notAPattern(file, error.parameter, error.value), { cause: error });
    throw error;
  }
}

/** Takes users' policies as they were read once, and asks them of any inventory. */
async function policyFindings(
  files: Inventory,
  version: MinorVersion,
  language: Language,
): Promise<(inventory: Inventory) => NonNullable<AssessOptions['policies']>> {
  const { evaluatePolicies, policiesOf } = await import('../checks/policies/index.ts');
  const set = policiesOf(files, version);
  return (inventory) => {
    const result = evaluatePolicies(set, inventory, language);
    return { ...result, diagnostics: [...set.diagnostics, ...result.diagnostics], notes: set.notes };
  };
}

/** The checks of the profile, or those that `--checks` names; settings switch single ones on and off unless the call names them. */
function chosenChecks(
  options: Pick<AssessmentOptions, 'profile' | 'checks' | 'reports'>,
  settings: Settings,
  language: Language,
  usual: Profile = 'security',
): readonly Check[] {
  const profile = options.profile ?? settings.profile ?? usual;
  // A bare name asks only what is named.
  const added = settings.isWhole === true && options.profile === undefined ? '' : '+';
  const switched = Object.entries(settings.checks).flatMap(([id, { enabled }]) =>
    enabled === undefined ? [] : [enabled ? `${added}${id}` : `-${id}`],
  );
  const named = options.checks ?? [];
  const bare = new Set(named.map((name) => name.replace(/^[-+]/, '')));
  const ofTools = options.reports === true ? toolChecks.map((id) => `+${id}`) : [];
  const names = [...named, ...[...switched, ...ofTools].filter((name) => !bare.has(name.replace(/^[-+]/, '')))];
  let checks: readonly Check[];
  try {
    checks = selectChecks(profile, names, catalogue);
  } catch (error) {
    if (error instanceof UnknownCheckError)
      throw new CallError(callTexts[language].unknownCheck(error.names, nearNames(error.names, catalogue)), {
        cause: error,
      });
    throw error;
  }
  if (checks.length === 0) throw new CallError(callTexts[language].noCheckLeft);
  return checks;
}

function settingOf(settings: Settings, field: 'parameters'): Record<string, Readonly<Record<string, Json>>>;
function settingOf(settings: Settings, field: 'severity'): Record<string, Severity>;
function settingOf(settings: Settings, field: 'parameters' | 'severity'): Record<string, unknown> {
  const values = Object.entries(settings.checks).map(([id, check]) => [id, check[field]] as const);
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}

function versionOf(text: string | undefined, language: Language): MinorVersion {
  const version = parseVersion(text === undefined || text === 'latest' ? latestVersion : text);
  if (version === undefined) throw new CallError(callTexts[language].notAVersion(String(text)));
  return version;
}
