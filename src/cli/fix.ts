import { styleText } from 'node:util';
import { atLeast, type Language, secretLines } from '../checks/index.ts';
import type { AssessedFinding, Assessment } from '../findings/index.ts';
import {
  additionsText,
  createFile,
  type FixPlan,
  type NotFixed,
  planVerifiedFixes,
  refusalText,
  replaceFile,
  unifiedDiff,
} from '../fixes/index.ts';
import type { Inventory } from '../inventory/index.ts';
import type { Json } from '../kubernetes/index.ts';
import { maskValue, resourceText, visible } from '../reports/index.ts';
import { type AssessmentOptions, assessPaths } from './assessment.ts';
import { CallError } from './call-error.ts';
import { colorWanted } from './color.ts';
import { fixTexts } from './fix-texts.ts';

interface FixCommandOptions extends AssessmentOptions {
  readonly dryRun?: boolean;
  /** `NAME=VALUE`, of each `--set`. */
  readonly set?: readonly string[];
  readonly risky?: boolean;
  /** File to write added objects to. */
  readonly addObjects?: string;
  readonly allowErrors?: boolean;
  readonly color: boolean;
}

/** The check that a fixed object still has to pass, whichever checks were chosen. */
const schemaCheck = 'meta-schema-valid';

/**
 * `breakwater fix`: edits source files. Prints a diff that `git apply` takes, then what was not fixed, and why.
 * @returns the exit code: 2 where something could not be read or written, 1 where findings of severity high or above stay, else 0
 */
export async function fixCommand(
  paths: readonly string[],
  options: FixCommandOptions,
  language: Language,
): Promise<number> {
  const text = fixTexts[language];
  const values = valuesOf(options.set ?? [], language);
  const checks = [...(options.checks ?? [])];
  if (!checks.some((name) => name.replace(/^[-+]/, '') === schemaCheck)) checks.push(`+${schemaCheck}`);
  const { inventory, assessment, again } = await assessPaths(paths, { ...options, checks }, undefined, language);
  const plan = planVerifiedFixes(
    inventory,
    assessment.findings,
    { values, risky: options.risky === true },
    (changed) => again(changed).findings,
  );
  const unused = unusedValues(values, assessment);
  if (unused !== undefined) process.stderr.write(`${text.unusedValue(unused)}\n`);

  const result = options.dryRun === true ? { plan, failures: 0 } : write(plan, paths);
  const added = await addObjects(result.plan, options, language);
  process.stdout.write(
    [
      diffsOf(
        result.plan,
        added.diff,
        inventory,
        options.color && colorWanted(process.env, process.stdout.isTTY === true),
      ),
      ...assessment.errors.map(({ file, line, message }) =>
        visible(`${text.error} ${[file, line].filter((part) => part !== undefined).join(':')}  ${message}`),
      ),
      ...notFixedLines(result.plan, added.written, language),
      ...summaryLines(result.plan, options, language),
      ...added.lines,
    ]
      .filter((line) => line !== '')
      .map((line) => `${line.replace(/\n$/, '')}\n`)
      .join(''),
  );
  if ((assessment.errors.length > 0 && options.allowErrors !== true) || result.failures + added.failures > 0) return 2;
  const open = options.dryRun === true ? assessment.findings : stayingFindings(result.plan, added.written);
  return open.some(({ finding }) => finding.exception === null && atLeast(finding.severity, 'high')) ? 1 : 0;
}

/** @throws CallError where a `--set` is not NAME=VALUE */
function valuesOf(settings: readonly string[], language: Language): Record<string, Json> {
  const entries = settings.map((setting): [string, Json] => {
    const [, name, value] = /^([^=]+)=(.*)$/s.exec(setting) ?? [];
    if (name === undefined || value === undefined) throw new CallError(fixTexts[language].malformedValue(setting));
    return [name, scalarOf(value)];
  });
  return Object.fromEntries(entries);
}

/** `10001`, `true` and `"10001"` as JSON has them; everything else is text. */
function scalarOf(text: string): Json {
  try {
    const value = JSON.parse(text) as Json;
    return typeof value === 'object' ? text : value;
  } catch {
    return text;
  }
}

/** A value that no fix asks for is most often a misspelt name. */
function unusedValues(values: Readonly<Record<string, Json>>, { findings }: Assessment): string | undefined {
  const asked = new Set(
    findings.flatMap(({ finding }) =>
      (finding.fix?.edits ?? []).flatMap((edit) =>
        edit.op === 'set' && typeof edit.value === 'object' && edit.value !== null && '$ask' in edit.value
          ? [String(edit.value.$ask)]
          : [],
      ),
    ),
  );
  return Object.keys(values).find((name) => !asked.has(name));
}

/** Writes the files of a plan; what could not be written moves to what is not fixed. */
function write(plan: FixPlan, paths: readonly string[]): { plan: FixPlan; failures: number } {
  const failed: NotFixed[] = [];
  const roots = paths.filter((path) => path !== '-');
  const files = plan.files.filter(({ file, before, after, findings }) => {
    const reason = replaceFile(file, before, after, roots);
    if (reason !== undefined) for (const entry of findings) failed.push({ entry, refusal: reason });
    return reason === undefined;
  });
  return { plan: { ...plan, files, notFixed: [...failed, ...plan.notFixed] }, failures: failed.length };
}

interface Added {
  /** Whether the objects are in a file now (or would be). */
  readonly written: boolean;
  readonly diff: string;
  readonly lines: readonly string[];
  readonly failures: number;
}

async function addObjects({ additions }: FixPlan, options: FixCommandOptions, language: Language): Promise<Added> {
  const { addObjects: file, dryRun } = options;
  const none: Added = { written: false, diff: '', lines: [], failures: 0 };
  if (file === undefined || additions.length === 0) return none;
  const text = additionsText(additions);
  const reason = dryRun === true ? undefined : createFile(file, text);
  if (reason !== undefined)
    return { ...none, lines: [`${fixTexts[language].error} ${visible(refusalText(reason, language))}`], failures: 1 };
  const say = dryRun === true ? fixTexts[language].wouldAdd : fixTexts[language].added;
  const lines = [say(additions.length, visible(file))];
  return { written: true, diff: unifiedDiff(file, undefined, text), lines, failures: 0 };
}

/** Lines of a file that hold a credential: a diff shows them around a change, and ends up in the log of a pipeline. */
function secretTexts(inventory: Inventory, file: string, text: string): ReadonlySet<string> {
  const lines = text.split('\n');
  const objects = inventory.objects.filter(({ source }) => source.file === file && source.rendering === undefined);
  return new Set(objects.flatMap((object) => [...secretLines(object)].map((number) => lines[number - 1] ?? '')));
}

function diffsOf({ files }: FixPlan, more: string, inventory: Inventory, color: boolean): string {
  const masked = files.map(({ file, before, after }) => {
    const secrets = secretTexts(inventory, file, before);
    const lines = unifiedDiff(file, before, after).split('\n');
    return lines
      .map((line) => (secrets.has(line.slice(1)) ? line.charAt(0) + maskValue(line.slice(1)) : line))
      .join('\n');
  });
  const diffs = [...masked, more].join('');
  // A terminal shows no control characters of strangers; a pipe gets every byte, or the diff would not apply.
  if (process.stdout.isTTY !== true && !color) return diffs;
  return diffs
    .split('\n')
    .map((line) => {
      const shown = visible(line.replace(/\r$/, ''));
      if (!color) return shown;
      if (/^(?:---|\+\+\+) /.test(line)) return styleText('bold', shown, { validateStream: false });
      const style = { '+': 'green', '-': 'red', '@': 'cyan' }[line.charAt(0)];
      return style === undefined
        ? shown
        : styleText(style as 'green' | 'red' | 'cyan', shown, { validateStream: false });
    })
    .join('\n');
}

/** Grouped by check and reason, each place on a line. */
function notFixedLines({ notFixed }: FixPlan, objectsWritten: boolean, language: Language): string[] {
  const left = notFixed.filter(({ refusal }) => !(refusal.code === 'objects' && objectsWritten));
  if (left.length === 0) return [];
  const groups = Map.groupBy(left, ({ entry, refusal }) => `${entry.finding.check}\n${refusalText(refusal, language)}`);
  const lines = [...groups].flatMap(([key, group]) => {
    const [check = '', ...reason] = key.split('\n');
    const title = visible(group[0]?.entry.finding.title ?? '');
    return [
      `  ${check}  ${title}`,
      ...reason.map((line) => `    ${visible(line)}`),
      ...group.map(({ entry: { finding } }) => {
        const { file, line } = finding.location;
        return `      ${visible(line === undefined ? file : `${file}:${line}`)}  ${visible(resourceText(finding))}`;
      }),
    ];
  });
  return [fixTexts[language].notFixed(left.length), ...lines];
}

function summaryLines({ files }: FixPlan, { dryRun }: FixCommandOptions, language: Language): string[] {
  const text = fixTexts[language];
  const count = files.reduce((sum, { findings }) => sum + findings.length, 0);
  if (count === 0) return [text.nothing];
  return [(dryRun === true ? text.wouldFix : text.fixed)(count, files.length)];
}

/** What was not fixed, without what the added objects close. */
function stayingFindings({ notFixed }: FixPlan, objectsWritten: boolean): AssessedFinding[] {
  return notFixed.filter(({ refusal }) => !(refusal.code === 'objects' && objectsWritten)).map(({ entry }) => entry);
}
