import { type Language, loadTexts, type Profile } from '../checks/index.ts';
import {
  type Action,
  defaultedChecks,
  mutatingApi,
  mutatingObjects,
  type NotExported,
  parametersNamespace,
  policyObjects,
  takesPolicies,
} from '../enforcement/index.ts';
import { definitions } from '../enforcement/objects/index.ts';
import type { ExceptionRule } from '../findings/index.ts';
import { formatVersion, type KubernetesObject, parseSelector, parseVersion } from '../kubernetes/index.ts';
import { yamlOf } from '../reports/index.ts';
import { standingQuestion } from './assessment.ts';
import { CallError } from './call-error.ts';
import { exportedPolicies } from './policies-of-objects.ts';
import { policiesTexts } from './policies-texts.ts';
import { writeFolder } from './write-folder.ts';

export interface PoliciesExportOptions {
  readonly action: Action;
  /** What fills in defaults, instead of what refuses. */
  readonly mutating?: boolean;
  readonly namespaceSelector?: string;
  /** A folder; standard output where absent. */
  readonly output?: string;
  readonly profile?: Profile;
  readonly checks?: readonly string[];
  readonly pssVersion?: string;
  readonly kubernetesVersion?: string;
  readonly config?: string;
  /** A file or folder with SecurityPolicies: they say all the rest. */
  readonly policy?: string;
}

/** `breakwater policies export`: checks as ValidatingAdmissionPolicies. @returns the exit code */
export async function policiesExportCommand(options: PoliciesExportOptions, language: Language): Promise<number> {
  const text = policiesTexts[language];
  const selector = options.namespaceSelector === undefined ? undefined : parseSelector(options.namespaceSelector);
  if (options.namespaceSelector !== undefined && selector === undefined)
    throw new CallError(text.notASelector(options.namespaceSelector));
  const { settings, checks, parameters, pssVersion, kubernetesVersion } = await standingQuestion(
    options,
    options.mutating === true ? 'all' : 'security',
    language,
  );
  const version = parseVersion(options.kubernetesVersion ?? '') ?? kubernetesVersion(undefined);
  if (!takesPolicies(version)) throw new CallError(text.tooOld(formatVersion(version)));
  const mutating = mutatingApi(version);
  if (options.mutating === true && mutating === undefined) throw new CallError(text.noMutating(formatVersion(version)));
  const texts = await loadTexts(language);
  const today = new Date().toISOString().slice(0, 10);
  if (options.policy !== undefined) return exportObjects(options.policy, options.output, today, language);
  const files = new Map<string, readonly KubernetesObject[]>();
  const left = new Map<NotExported, string[]>();
  for (const check of checks) {
    const checkText = texts[check.id];
    if (checkText === undefined) throw new Error(`check ${check.id} has no text`);
    if (options.mutating === true && mutating !== undefined) {
      if (!defaultedChecks.includes(check.id)) continue;
      const shared = { namespaceSelector: selector, exceptions: settings.exceptions, today, text: checkText };
      const { apiVersion } = mutating;
      const objects = mutatingObjects(check.id, { ...shared, apiVersion });
      if (objects.length === 0) left.set('too-many-exceptions', [...(left.get('too-many-exceptions') ?? []), check.id]);
      else files.set(`default-${check.id}.yaml`, objects);
      continue;
    }
    const objects = policyObjects(check, {
      action: options.action,
      namespaceSelector: selector,
      exceptions: settings.exceptions,
      parameters,
      pssVersion,
      language,
      text: checkText,
      today,
    });
    if (typeof objects === 'string') left.set(objects, [...(left.get(objects) ?? []), check.id]);
    else files.set(`${check.id}.yaml`, objects);
  }
  if (files.size === 0 && options.mutating === true) throw new CallError(text.noDefault);
  emit(files, options.output, language);
  if (options.mutating === true && mutating?.isOff === true)
    process.stderr.write(`${text.switchedOff(formatVersion(version), mutating.apiVersion)}\n`);
  for (const [reason, ids] of left) process.stderr.write(`${text.notExported[reason](ids)}\n`);
  const exported = checks.filter(({ id }) => files.has(`${id}.yaml`) || files.has(`default-${id}.yaml`));
  sayEnds(settings.exceptions, new Set(exported.map(({ id }) => id)), today, language);
  return 0;
}

/** What SecurityPolicies of files say. */
async function exportObjects(
  path: string,
  output: string | undefined,
  today: string,
  language: Language,
): Promise<number> {
  const text = policiesTexts[language];
  const { files, left, off, rules, checks } = await exportedPolicies(path, language);
  emit(new Map(files), output, language);
  if (off.length > 0) process.stderr.write(`${text.off(off)}\n`);
  for (const [reason, ids] of left) {
    const names = [...new Set(ids)];
    if (reason === 'webhook') process.stderr.write(`${text.webhook(names)}\n`);
    else if (reason !== 'unusable') process.stderr.write(`${text.notExported[reason](names)}\n`);
  }
  sayEnds(rules, checks, today, language);
  return 0;
}

/** To a folder, or to standard output; what holds parameters needs its namespace first. */
function emit(files: Map<string, readonly KubernetesObject[]>, output: string | undefined, language: Language): void {
  const all = [...files.values()].flat();
  if (all.some(({ kind }) => kind === 'ConfigMap')) {
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: parametersNamespace } };
    files.set('namespace.yaml', [namespace]);
  }
  const sorted = [...files].sort(([a], [b]) => Number(b === 'namespace.yaml') - Number(a === 'namespace.yaml'));
  if (output === undefined) process.stdout.write(sorted.map(([, objects]) => yamlOf(objects)).join('---\n'));
  else {
    write(output, sorted, language);
    process.stderr.write(`${policiesTexts[language].written(all.filter(isPolicy).length, output)}\n`);
  }
}

/** `breakwater policies crds`: the CustomResourceDefinitions of SecurityPolicy and SecurityException. @returns the exit code */
export function policiesCrdsCommand(): number {
  process.stdout.write(yamlOf(definitions));
  return 0;
}

/** Says which exceptions were exported although they will end. */
function sayEnds(
  rules: readonly ExceptionRule[],
  checks: ReadonlySet<string>,
  today: string,
  language: Language,
): void {
  for (const { check, expires } of rules)
    if (expires !== undefined && expires >= today && checks.has(check))
      process.stderr.write(`${policiesTexts[language].expires(check, expires)}\n`);
}

function isPolicy({ kind }: KubernetesObject): boolean {
  return kind === 'ValidatingAdmissionPolicy' || kind === 'MutatingAdmissionPolicy';
}

/** The first line of each file: what it is, and that it may be written anew. */
const mark = '# Written by "breakwater policies export": a change here is lost when it is written again.\n';

/** Writes a file for each check. */
function write(
  folder: string,
  files: readonly (readonly [string, readonly KubernetesObject[]])[],
  language: Language,
): void {
  const written = files.map(([name, objects]) => ({ name, text: `${mark}${yamlOf(objects)}` }));
  writeFolder(folder, written, { language, marks: [mark], foreignFile: policiesTexts[language].foreignFile });
}
