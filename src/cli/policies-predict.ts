import { type Language, loadTexts, type Profile } from '../checks/index.ts';
import {
  checksOf,
  exceptionRulesIn,
  exceptionsIn,
  type Mistake,
  mistakesOf,
  mistakeText,
  type PredictionOptions,
  policiesIn,
  predict,
  protectedNamespaces,
  type Rung,
  rungAbove,
  type SecurityPolicy,
} from '../enforcement/index.ts';
import { Inventory, type InventoryObject, readInventory } from '../inventory/index.ts';
import { latestVersion, parseSelector, parseVersion } from '../kubernetes/index.ts';
import { visible } from '../reports/index.ts';
import { standingQuestion } from './assessment.ts';
import { CallError } from './call-error.ts';
import { callTexts } from './call-texts.ts';
import { type Predicted, predictionJson, predictionTable } from './policies-predict-report.ts';
import { predictTexts } from './policies-predict-texts.ts';
import { policiesTexts } from './policies-texts.ts';
import { progressOn } from './progress.ts';
import { errorText, type ReadingOptions, readingFrom } from './psa.ts';

export interface PoliciesPredictOptions extends ReadingOptions {
  /** A file with the policies. */
  readonly policy?: string;
  readonly action?: Rung;
  readonly namespaceSelector?: string;
  readonly profile?: Profile;
  readonly checks?: readonly string[];
  readonly pssVersion?: string;
  readonly kubernetesVersion?: string;
  readonly config?: string;
  readonly output: 'table' | 'json';
  readonly allowErrors?: boolean;
}

/** One policy to predict. */
interface Target {
  /** Undefined for checks that the call names. */
  readonly name: string | undefined;
  /** Where it stands; undefined for checks that the call names. */
  readonly from: Rung | undefined;
  readonly to: Rung;
  readonly failsClosed: boolean;
  readonly question: Pick<PredictionOptions, 'checks' | 'parameters' | 'pssVersion' | 'scope' | 'exceptions'>;
}

/** `breakwater policies predict`. @returns the exit code: 1 where something would be refused, 2 where something is not known */
export async function policiesPredictCommand(
  paths: readonly string[],
  options: PoliciesPredictOptions,
  language: Language,
): Promise<number> {
  const named = options.profile !== undefined || options.checks !== undefined;
  const asksItself = named || options.pssVersion !== undefined || options.namespaceSelector !== undefined;
  if (options.policy !== undefined && asksItself) throw new CallError(predictTexts[language].policyOrChecks);
  const progress = progressOn(process.stderr);
  const { inventory, workloads = new Map(), ...reading } = await readingFrom(paths, options, progress, language);
  const kubernetesVersion = versionOf(options.kubernetesVersion ?? reading.kubernetesVersion, language);
  const errors: string[] = [];
  const targets = named
    ? [await calledTarget(options, inventory, language)]
    : await objectTargets(options, inventory, errors, language);
  const now = new Date().toISOString();
  const predicted: Predicted[] = [];
  for (const { question, ...target } of targets) {
    const prediction = await predict({ ...question, inventory, workloads, kubernetesVersion, now });
    predicted.push({ ...target, prediction });
  }
  progress.done();
  // What could not be read of files, and bodies that are read on first use.
  errors.push(...inventory.diagnostics.map((diagnostic) => errorText(diagnostic, language)));
  const words = { language, texts: await loadTexts(language), inventory };
  if (options.output === 'json') process.stdout.write(predictionJson(predicted, errors, words));
  else for (const block of predictionTable(predicted, words)) process.stdout.write(block);
  for (const error of errors) process.stderr.write(`breakwater: ${visible(error)}\n`);
  const isDoubtful =
    errors.length > 0 ||
    predicted.some(
      ({ prediction: { unanswered, faults, unplaced } }) =>
        unanswered.size > 0 || faults.length > 0 || unplaced.length > 0,
    );
  if (isDoubtful && options.allowErrors !== true) return 2;
  return predicted.some(({ prediction: { refused } }) => refused.length > 0) ? 1 : 0;
}

/** The checks that the call names, with the exceptions of the settings, as `policies export` would write them. */
async function calledTarget(
  options: PoliciesPredictOptions,
  inventory: Inventory,
  language: Language,
): Promise<Target> {
  const { namespaceSelector: written } = options;
  const namespaceSelector = written === undefined ? undefined : parseSelector(written);
  if (written !== undefined && namespaceSelector === undefined)
    throw new CallError(policiesTexts[language].notASelector(written));
  const { settings, checks, parameters, pssVersion } = await standingQuestion(options, 'security', language);
  const excludeNamespaces = namespaceSelector === undefined ? protectedNamespaces : [];
  const exceptions = [...settings.exceptions, ...exceptionRulesIn(inventory)];
  const question = { checks, parameters, pssVersion, exceptions, scope: { namespaceSelector, excludeNamespaces } };
  return { name: undefined, from: undefined, to: options.action ?? 'Deny', failsClosed: true, question };
}

/** The SecurityPolicies of a file, or those that were read. @param errors gets what can't be used */
async function objectTargets(
  options: PoliciesPredictOptions,
  inventory: Inventory,
  errors: string[],
  language: Language,
): Promise<readonly Target[]> {
  const text = predictTexts[language];
  const given = options.policy === undefined ? undefined : await readInventory({ paths: [options.policy] });
  for (const diagnostic of given?.diagnostics ?? []) errors.push(errorText(diagnostic, language));
  const unusable = ({ kind, name }: InventoryObject, mistakes: readonly Mistake[]) => {
    if (mistakes.length === 0) return;
    errors.push(
      text.unreadable(
        kind,
        name,
        mistakes.map((mistake) => mistakeText(mistake, language)),
      ),
    );
  };
  const around = new Inventory([...(given?.objects ?? []), ...inventory.objects], []);
  for (const one of exceptionsIn(around)) unusable(one.object, mistakesOf(one));
  const exceptions = exceptionRulesIn(around);
  const found = policiesIn(given ?? inventory);
  if (found.length === 0)
    throw new CallError(options.policy === undefined ? text.noPolicy : text.noPolicyIn(options.policy));
  return found.flatMap(({ object, parsed }) => {
    if (!('value' in parsed)) {
      unusable(object, parsed.mistakes);
      return [];
    }
    const { mistakes, checks, parameters, pssVersion } = checksOf(parsed.value);
    unusable(object, mistakes);
    return [targetOf(parsed.value, { checks, parameters, pssVersion, exceptions }, options.action)];
  });
}

function targetOf(
  policy: SecurityPolicy,
  question: Omit<Target['question'], 'scope'>,
  wanted: Rung | undefined,
): Target {
  const { name, action, scope, failurePolicy } = policy;
  const to = wanted ?? rungAbove(action) ?? action;
  return { name, from: action, to, failsClosed: failurePolicy === 'Fail', question: { ...question, scope } };
}

function versionOf(text: string | undefined, language: Language) {
  const version = parseVersion(text === undefined || text === 'latest' ? latestVersion : text);
  if (version === undefined) throw new CallError(callTexts[language].notAVersion(String(text)));
  return version;
}
