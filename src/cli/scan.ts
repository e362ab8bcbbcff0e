import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { atLeast, type Language, type Severity } from '../checks/index.ts';
import { type Assessment, type Baseline, baselineOf } from '../findings/index.ts';
import { type Format, formatReport } from '../reports/index.ts';
import { type AssessmentOptions, assessInventory, assessPaths, type PathsAssessment } from './assessment.ts';
import { CallError } from './call-error.ts';
import { callTexts, fileReason } from './call-texts.ts';
import type { ClusterOptions } from './cluster.ts';
import { colorWanted } from './color.ts';
import { cliTexts } from './texts.ts';
import { packageVersion } from './version.ts';

/** Columns where there is no terminal that says. */
const defaultWidth = 100;

interface ScanOptions extends AssessmentOptions, ClusterOptions {
  /** Reads a cluster, not files. */
  readonly cluster?: boolean;
  /** `KEY=VALUE` for Helm charts. */
  readonly set?: readonly string[];
  readonly output: Format;
  readonly failOn: Severity | 'none';
  readonly baseline?: string;
  readonly writeBaseline?: string;
  readonly allowErrors?: boolean;
  /** False with `--no-color`. */
  readonly color: boolean;
}

/** `breakwater scan`: reads, asks, reports. @returns the exit code */
export async function scanCommand(paths: readonly string[], options: ScanOptions, language: Language): Promise<number> {
  const baseline = options.baseline === undefined ? undefined : await readBaseline(options.baseline, language);
  const { assessment, texts } = await assessed(paths, options, baseline, language);
  const report = await formatReport(options.output, {
    assessment,
    language,
    texts,
    version: packageVersion(),
    color: options.color && colorWanted(process.env, process.stdout.isTTY === true),
    width: Math.max(40, Math.min(process.stdout.columns || defaultWidth, 160)),
    time: new Date().toISOString(),
  });
  // Before anything is written: a reader that closes the pipe ends the program.
  const code = exitCode(assessment, options);
  process.exitCode = code;
  // At the reader's pace: a report may be larger than memory.
  for (const block of report) if (!process.stdout.write(block)) await once(process.stdout, 'drain');
  if (options.writeBaseline !== undefined) writeBaseline(options.writeBaseline, assessment, language);
  return code;
}

async function assessed(
  paths: readonly string[],
  options: ScanOptions,
  baseline: Baseline | undefined,
  language: Language,
): Promise<PathsAssessment> {
  if (options.cluster !== true && options.recording === undefined) {
    const stray = clusterFlags.find((flag) => options[flag] !== undefined);
    if (stray !== undefined) throw new CallError(callTexts[language].onlyWithCluster(`--${stray}`));
    const given = paths.length === 0 ? ['.'] : paths;
    return assessPaths(given, { ...options, helmSet: options.set ?? [] }, baseline, language);
  }
  if (paths.length > 0) throw new CallError(callTexts[language].clusterOrPaths);
  if (options.cluster === true && options.recording !== undefined)
    throw new CallError(callTexts[language].recordingOrCluster);
  const unused = chartFlags.find((flag) => options[flag] !== undefined);
  if (unused !== undefined) throw new CallError(callTexts[language].onlyWithCharts(flagNames[unused]));
  const { readingOf } = await import('./cluster.ts');
  return assessInventory(options, baseline, language, (progress) => readingOf(options, progress, language));
}

const clusterFlags = ['context', 'kubeconfig'] as const;
const chartFlags = ['values', 'set', 'releaseName'] as const;
const flagNames = { values: '--values', set: '--set', releaseName: '--release-name' } as const;

function exitCode({ errors, findings }: Assessment, { allowErrors, failOn }: ScanOptions): number {
  if (errors.length > 0 && allowErrors !== true) return 2;
  if (failOn === 'none') return 0;
  return findings.some(({ finding }) => finding.exception === null && atLeast(finding.severity, failOn)) ? 1 : 0;
}

async function readBaseline(file: string, language: Language): Promise<Baseline> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new CallError(callTexts[language].unreadable(file, fileReason(error, language)), { cause: error });
  }
  return (await import('./baseline-schema.ts')).parseBaseline(text, file, language);
}

function writeBaseline(file: string, { findings }: Assessment, language: Language): void {
  const baseline = baselineOf(findings.map(({ finding }) => finding));
  try {
    writeFileSync(file, `${JSON.stringify(baseline, null, 2)}\n`);
  } catch (error) {
    throw new CallError(callTexts[language].unwritable(file, fileReason(error, language)), { cause: error });
  }
  process.stderr.write(`${cliTexts[language].baselineWritten(Object.keys(baseline.findings).length, file)}\n`);
}
