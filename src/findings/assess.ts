import {
  type Check,
  type CheckedViolation,
  type CheckTexts,
  formatMessage,
  type Language,
  objectsWithoutSchema,
  type RunOptions,
  runChecks,
  type Severity,
  severities,
} from '../checks/index.ts';
import { type Diagnostic, grouped, type InventoryObject, type Said, saidText } from '../inventory/index.ts';
import {
  compareVersions,
  type FieldPath,
  formatPath,
  formatVersion,
  isRecord,
  latestVersion,
  parseVersion,
  supportedVersions,
  valueAt,
} from '../kubernetes/index.ts';
import { type Baseline, baselineOrigin } from './baseline.ts';
import { type ExceptionSettings, Exceptions } from './exceptions.ts';
import type { Finding, ResourceReference } from './finding.ts';
import { Fingerprints, stablePath } from './fingerprint.ts';
import type { Notice } from './notice.ts';
import { RiskScale, type Surroundings } from './risk.ts';

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
  const maker = new FindingMaker(options, exceptions);
  const { policies } = options;
  const findings: AssessedFinding[] = [];
  // Each is let go as soon as it is a finding: of hundreds of thousands, both at once take twice the memory.
  run.violations.reverse();
  for (let violation = run.violations.pop(); violation !== undefined; violation = run.violations.pop())
    findings.push(maker.make(violation));
  for (const violation of policies?.violations ?? []) findings.push(maker.make(violation));
  findings.sort(riskiestFirst);
  return {
    summary: {
      objects: options.inventory.objects.length,
      checks: run.asked.length + (policies?.checks.length ?? 0),
      ...count(findings),
    },
    findings,
    errors: [...options.inventory.diagnostics, ...run.diagnostics, ...(policies?.diagnostics ?? [])].map(
      ({ said, ...place }) => ({ ...place, message: saidText(said, options.language) }),
    ),
    notices: [
      ...exceptions.notices(),
      ...notConfigured(run.notConfigured, options.checks),
      ...versionNotices(options, run.asked),
      ...(run.asked.includes('meta-schema-valid') ? withoutSchema(options) : []),
      ...(policies?.notes ?? []).map(
        (note): Notice => ({ code: 'policy', values: { message: saidText(note, options.language) } }),
      ),
      ...goneFromBaseline(options.baseline, findings),
    ],
  };
}

const inBaseline: Readonly<Record<Language, string>> = {
  en: 'known when the baseline was written',
  'zh-CN': '写入基线时已经存在',
};

class FindingMaker {
  readonly #options: AssessOptions;
  readonly #exceptions: Exceptions;
  readonly #fingerprints = new Fingerprints();
  readonly #risk: RiskScale;
  readonly #resources = new Map<InventoryObject, Map<string | undefined, ResourceReference>>();

  constructor(options: AssessOptions, exceptions: Exceptions) {
    this.#options = options;
    this.#exceptions = exceptions;
    this.#risk = new RiskScale(options.surroundings, options.language);
  }

  make(violation: CheckedViolation): AssessedFinding {
    const { check, object, path } = violation;
    const text = this.#options.texts[check.id] ?? this.#options.policies?.texts[check.id];
    if (text === undefined) throw new Error(`check ${check.id} has no text`);
    const severity = this.#options.severities[check.id] ?? violation.severity ?? check.severity;
    const sensitive = check.sensitive ?? false;
    const resource = this.#resourceOf(object, violation.container);
    const fingerprint = this.#fingerprints.of([
      check.id,
      object.groupKind,
      (resource.namespace === undefined ? undefined : object.declaredNamespace) ?? '',
      object.name,
      violation.container ?? '',
      stablePath(object.object, path, sensitive),
      violation.message ?? '',
    ]);
    const position = object.source.locate(path);
    const { fix } = violation;
    const finding: Finding = {
      fingerprint,
      check: check.id,
      severity,
      title: text.title,
      message: formatMessage(text, violation.message, this.#values(violation)),
      resource,
      path: shortened(formatPath(path), longestPath),
      location: {
        file: object.source.file,
        ...position,
        ...(object.source.rendering !== undefined && { renderedBy: object.source.rendering.by }),
      },
      standards: violation.standards,
      risk: this.#risk.of(severity, object),
      fix: fix === undefined ? null : { title: text.action, ...fix },
      exception: this.#exceptionFor(fingerprint, check, resource, object),
    };
    return { finding, object, sensitive };
  }

  /** The same one for all findings: most of them are of few objects, or there are very many of them. */
  #resourceOf(object: InventoryObject, container: string | undefined): ResourceReference {
    let known = this.#resources.get(object);
    if (known === undefined) {
      known = new Map();
      this.#resources.set(object, known);
    }
    let resource = known.get(container);
    if (resource === undefined) {
      resource = resourceOf(object, container);
      known.set(container, resource);
    }
    return resource;
  }

  #exceptionFor(
    fingerprint: string,
    check: Check,
    resource: ResourceReference,
    object: InventoryObject,
  ): Finding['exception'] {
    const known = this.#exceptions.for(check.id, resource, object);
    if (known !== null) return known;
    const { baseline } = this.#options;
    if (baseline === undefined || !Object.hasOwn(baseline.findings, fingerprint)) return null;
    return { reason: inBaseline[this.#options.language], from: baselineOrigin };
  }

  #values({ check, object, path, container, values }: CheckedViolation): Record<string, string> {
    return {
      kind: shortened(object.kind, longestName),
      name: shortened(object.name, longestName),
      field: shortened(formatPath(path), longestPath),
      container: shortened(container ?? '', longestName),
      item: itemOf(object.object, path),
      // A place that holds a secret has no value to print.
      ...(!check.sensitive && { value: brief(valueAt(object.object, path)) }),
      ...(values !== undefined && mapValues(values, (value) => shortened(value, longestPath))),
    };
  }
}

/** Longest name that findings quote, in characters: Kubernetes takes none that is longer. */
const longestName = 253;
/** Longest path, and longest list of names: keys have no bound but the size of an object. */
const longestPath = 1000;

function shortened(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}

function mapValues(
  values: Readonly<Record<string, string>>,
  change: (value: string) => string,
): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]));
}

function resourceOf(object: InventoryObject, container: string | undefined): ResourceReference {
  return {
    apiVersion: shortened(object.apiVersion, longestName),
    kind: shortened(object.kind, longestName),
    ...(object.namespace !== undefined &&
      object.declaredNamespace !== undefined && { namespace: shortened(object.declaredNamespace, longestName) }),
    name: shortened(object.name, longestName),
    ...(container !== undefined && { container: shortened(container, longestName) }),
  };
}

/** What tells the innermost list item of a place from its neighbours: a volume's name, a mount's path; nothing outside of lists. */
function itemOf(root: unknown, path: FieldPath): string {
  const index = path.findLastIndex((step) => typeof step === 'number');
  const item = index < 0 ? undefined : valueAt(root, path.slice(0, index + 1));
  return isRecord(item) ? brief(item.mountPath ?? item.name ?? item.key) : '';
}

/** Longest value that a message quotes, in characters. */
const briefLength = 80;

function brief(value: unknown): string {
  if (value === undefined) return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return shortened(text, briefLength);
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
