import {
  type Check,
  type CheckedViolation,
  type CheckTexts,
  type Language,
  objectsWithoutSchema,
  type RunOptions,
  runChecks,
  type Severity,
  severities,
} from '../checks/index.ts';
import { type Diagnostic, grouped, type InventoryObject, type Said, saidText } from '../inventory/index.ts';
import { compareVersions, formatVersion, latestVersion, parseVersion, supportedVersions } from '../kubernetes/index.ts';
import type { Baseline } from './baseline.ts';
import { type ExceptionSettings, Exceptions } from './exceptions.ts';
import { FactMaker } from './fact-maker.ts';
import type { Finding } from './finding.ts';
import type { Notice } from './notice.ts';
import { repetitions } from './repetition.ts';
import type { Surroundings } from './risk.ts';
import { inWords } from './words.ts';

export interface AssessOptions extends RunOptions {
  readonly language: Language;
  /** Of every check asked. */
  readonly texts: CheckTexts;
  /** Severities that users set, by check id. */
  readonly severities: Readonly<Record<string, Severity>>;
  readonly surroundings: Surroundings;
  readonly exceptions: ExceptionSettings;
  readonly baseline: Baseline | undefined;
  /** What users' own policies said of the same inventory. */
  readonly policies?: PolicyFindings;
  /** The day in UTC, `2027-01-31`. */
  readonly today: string;
  /** Of pods that stand for those of a workload: that workload. What is found at both is said of the workload only. */
  readonly workloads?: ReadonlyMap<InventoryObject, InventoryObject>;
}

interface PolicyFindings {
  readonly checks: readonly Check[];
  readonly violations: readonly CheckedViolation[];
  readonly texts: CheckTexts;
  readonly diagnostics: readonly Diagnostic[];
  /** What users should know although everything works. */
  readonly notes: readonly Said[];
}

/** A finding with what it was made from, for excerpts and fixes. */
export interface AssessedFinding {
  readonly finding: Finding;
  readonly object: InventoryObject;
  /** Whether the place holds a secret, so that nothing prints its value. */
  readonly sensitive: boolean;
}

interface Summary {
  /** Objects read. */
  readonly objects: number;
  /** Checks asked. */
  readonly checks: number;
  /** Findings that nobody has accepted. */
  readonly bySeverity: Readonly<Record<Severity, number>>;
  /** Findings that an exception or the baseline covers. */
  readonly accepted: number;
}

/** A diagnostic in the language of the report. */
export interface InputError extends Omit<Diagnostic, 'said'> {
  readonly message: string;
}

export interface Assessment {
  readonly summary: Summary;
  /** Riskiest first. */
  readonly findings: readonly AssessedFinding[];
  readonly errors: readonly InputError[];
  readonly notices: readonly Notice[];
}

/** Asks the checks of an inventory and says what they found. */
export function assess(options: AssessOptions): Assessment {
  const run = runChecks(options);
  const exceptions = new Exceptions(options.exceptions, options.today);
  const { policies, language } = options;
  const texts = policies === undefined ? options.texts : { ...options.texts, ...policies.texts };
  const maker = new FactMaker({ ...options, texts, exceptions });
  const made = (violation: CheckedViolation): AssessedFinding => {
    const { object, check } = violation;
    return { finding: inWords(maker.make(violation), texts, language), object, sensitive: check.sensitive ?? false };
  };
  const findings: AssessedFinding[] = [];
  // Each is let go as soon as it is a finding: of hundreds of thousands, both at once take twice the memory.
  run.violations.reverse();
  const repeated = repetitions(run.violations, options.workloads ?? new Map());
  for (let violation = run.violations.pop(); violation !== undefined; violation = run.violations.pop())
    if (!repeated.has(violation)) findings.push(made(violation));
  for (const violation of policies?.violations ?? []) findings.push(made(violation));
  findings.sort(riskiestFirst);
  return {
    summary: {
      objects: options.inventory.objects.length,
      checks: run.asked.length + (policies?.checks.length ?? 0),
      ...count(findings),
    },
    findings,
    errors: [...options.inventory.diagnostics, ...run.diagnostics, ...(policies?.diagnostics ?? [])].map(
      ({ said, ...place }) => ({ ...place, message: saidText(said, language) }),
    ),
    notices: [
      ...exceptions.notices(),
      ...notConfigured(run.notConfigured, options.checks),
      ...versionNotices(options, run.asked),
      ...(run.asked.includes('meta-schema-valid') ? withoutSchema(options) : []),
      ...(policies?.notes ?? []).map(
        (note): Notice => ({ code: 'policy', values: { message: saidText(note, language) } }),
      ),
      ...goneFromBaseline(options.baseline, findings),
    ],
  };
}

function count(findings: readonly AssessedFinding[]): Pick<Summary, 'bySeverity' | 'accepted'> {
  const bySeverity = Object.fromEntries(severities.map((severity) => [severity, 0])) as Record<Severity, number>;
  let accepted = 0;
  for (const { finding } of findings) {
    if (finding.exception === null) bySeverity[finding.severity]++;
    else accepted++;
  }
  return { bySeverity, accepted };
}

function riskiestFirst({ finding: a }: AssessedFinding, { finding: b }: AssessedFinding): number {
  return (
    b.risk.score - a.risk.score ||
    severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
    compare(a.location.file, b.location.file) ||
    (a.location.line ?? 0) - (b.location.line ?? 0) ||
    compare(a.check, b.check) ||
    compare(a.path, b.path)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function versionNotices({ kubernetesVersion, pssVersion }: AssessOptions, asked: readonly string[]): readonly Notice[] {
  const notices: Notice[] = [];
  const version = formatVersion(kubernetesVersion);
  if (asked.includes('meta-schema-valid') && !supportedVersions.some((known) => known === version))
    notices.push({ code: 'schema-version', values: { version, known: supportedVersions.join(', ') } });
  const latest = parseVersion(latestVersion);
  if (latest !== undefined && compareVersions(pssVersion, latest) > 0)
    notices.push({ code: 'pss-version', values: { version: formatVersion(pssVersion), known: latestVersion } });
  return notices;
}

function withoutSchema({ inventory, kubernetesVersion }: AssessOptions): readonly Notice[] {
  const objects = objectsWithoutSchema(inventory, kubernetesVersion);
  if (objects.length === 0) return [];
  const kinds = [...new Set(objects.map(({ apiVersion, kind }) => `${apiVersion} ${kind}`))].sort();
  return [{ code: 'schema-unknown', values: { count: grouped(objects.length), kinds: kinds.join(', ') } }];
}

function notConfigured(ids: readonly string[], checks: readonly Check[]): readonly Notice[] {
  if (ids.length === 0) return [];
  const needs = new Map(checks.map((check) => [check.id, check.needs ?? []]));
  const named = ids.map((id) => `${id} (${needs.get(id)?.join(', ')})`);
  return [{ code: 'check-not-configured', values: { checks: named.join(', ') } }];
}

function goneFromBaseline(baseline: Baseline | undefined, findings: readonly AssessedFinding[]): readonly Notice[] {
  if (baseline === undefined) return [];
  const present = new Set(findings.map(({ finding }) => finding.fingerprint));
  const gone = Object.keys(baseline.findings).filter((fingerprint) => !present.has(fingerprint)).length;
  return gone === 0 ? [] : [{ code: 'baseline-unmatched', values: { count: grouped(gone) } }];
}
