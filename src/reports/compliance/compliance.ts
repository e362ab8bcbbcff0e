import { type Check, type CheckTexts, type Language, type Severity, severities } from '../../checks/index.ts';
import { type FrameworkId, frameworks, type StandardControl } from '../../checks/standards/index.ts';
import { carriesPods, isClusterScoped } from '../../kubernetes/index.ts';
import { complianceTexts } from './texts.ts';

export type ComplianceStatus = 'pass' | 'fail' | 'not-checked';
type Counts = Readonly<Record<Severity, number>>;

/** What was asked of a cluster, and what came of it. */
export interface ComplianceInput {
  /** All that there are, also those that were not asked. */
  readonly checks: readonly Check[];
  /** Severities that users set, by check id. */
  readonly severities: Readonly<Record<string, Severity>>;
  /** Ids of the checks asked. */
  readonly asked: readonly string[];
  /** Ids of checks that need parameters which nobody set. */
  readonly notConfigured: readonly string[];
  /** How many objects each check was asked of. */
  readonly objectsByCheck: ReadonlyMap<string, number>;
  /** Findings by check; a check without any has none. */
  readonly countsByCheck: ReadonlyMap<string, { readonly open: Counts; readonly accepted: number }>;
  /** What can't be read: a kind (`apps/Deployment`), all kinds of a namespace, or a kind of a namespace. */
  readonly unseen: readonly { readonly groupKind?: string | undefined; readonly namespace?: string | undefined }[];
  /** Whether `countsByCheck` is of some namespaces only, because the reader sees no others and nothing of the cluster as a whole. */
  readonly restricted: boolean;
  /** ISO 8601; null before the first assessment. */
  readonly assessedAt: string | null;
}

export interface ComplianceCheck {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly status: ComplianceStatus;
  /** Why it was not checked, or what may be missing from the answer. */
  readonly reason: string | null;
  readonly open: number;
  readonly accepted: number;
}

export interface ComplianceControl {
  readonly id: string;
  readonly title: string;
  readonly section: string;
  /**
   * `fail`: one of its checks has an open finding; `pass`: none has, at least one was asked of at least one object, and the others had
   * nothing to ask; otherwise `not-checked`: what was not looked at may not be clean.
   */
  readonly status: ComplianceStatus;
  /** Why it was not checked, or what of it was not; null where all of it was. */
  readonly reason: string | null;
  readonly open: number;
  readonly bySeverity: Counts;
  readonly accepted: number;
  /** Objects that its checks were asked of: of the check that was asked of the most. */
  readonly objects: number;
  readonly checks: readonly ComplianceCheck[];
}

export interface ComplianceReport {
  readonly id: FrameworkId;
  readonly title: string;
  readonly version: string;
  readonly source: string;
  readonly tally: { readonly pass: number; readonly fail: number; readonly notChecked: number };
  readonly assessedAt: string | null;
  readonly controls: readonly ComplianceControl[];
}

/** Places that can't be read, named one by one up to so many. */
const mostUnseen = 5;

/** How a cluster stands against a framework, in the words of a language. @param texts of every check in that language */
export function complianceOf(
  id: FrameworkId,
  input: ComplianceInput,
  texts: CheckTexts,
  language: Language,
): ComplianceReport {
  const { title, version, source, controls: definitions, limits } = frameworks[id];
  const asked = new Set(input.asked);
  const notConfigured = new Set(input.notConfigured);
  const byControl = new Map<string, ComplianceCheck[]>();
  for (const check of input.checks) {
    const ids: readonly string[] = check.standards[id] ?? [];
    if (ids.length === 0) continue;
    const answer = checkAnswer(check, { ...input, asked, notConfigured }, texts, language);
    for (const control of ids) byControl.set(control, [...(byControl.get(control) ?? []), answer]);
  }
  const controls = definitions.map((definition) =>
    controlAnswer(definition, byControl.get(definition.id) ?? [], limits?.[language], input, language),
  );
  const count = (status: ComplianceStatus) => controls.filter((control) => control.status === status).length;
  return {
    id,
    title: title[language],
    version,
    source,
    tally: { pass: count('pass'), fail: count('fail'), notChecked: count('not-checked') },
    assessedAt: input.assessedAt,
    controls,
  };
}

function checkAnswer(
  check: Check,
  input: Omit<ComplianceInput, 'asked' | 'notConfigured'> & {
    readonly asked: ReadonlySet<string>;
    readonly notConfigured: ReadonlySet<string>;
  },
  texts: CheckTexts,
  language: Language,
): ComplianceCheck {
  const text = complianceTexts[language];
  const { id } = check;
  const counts = input.countsByCheck.get(id);
  const open = counts === undefined ? 0 : sum(counts.open);
  const unseen = unseenBy(check, input.unseen);
  const incomplete = unseen.length === 0 ? null : text.unseen(unseen);
  const answer = (status: ComplianceStatus, reason: string | null): ComplianceCheck => ({
    id,
    title: texts[id]?.title ?? id,
    severity: input.severities[id] ?? check.severity,
    status,
    reason,
    open,
    accepted: counts?.accepted ?? 0,
  });
  if (open > 0) return answer('fail', incomplete);
  if (input.assessedAt === null) return answer('not-checked', text.neverAssessed);
  if (input.notConfigured.has(id)) return answer('not-checked', text.notConfigured);
  if (!input.asked.has(id)) return answer('not-checked', text.notAsked);
  // Findings that the reader may not see are not among the counts: no finding is then no answer.
  if (input.restricted && !isOfNamespaces(check)) return answer('not-checked', text.restricted);
  if ((input.objectsByCheck.get(id) ?? 0) === 0) return answer('not-checked', incomplete ?? text.nothing);
  return answer('pass', incomplete ?? (input.restricted ? text.restricted : null));
}

/** Whether a check is asked of objects that each belong to a namespace. */
function isOfNamespaces(check: Check): boolean {
  if (check.type === 'inventory') return false;
  return check.scope !== 'object' || !(check.kinds ?? []).some((groupKind) => isClusterScoped(...inParts(groupKind)));
}

/** What of what can't be read a check would ask; a question about many objects may depend on any. */
function unseenBy(check: Check, unseen: ComplianceInput['unseen']): readonly string[] {
  const asks = (groupKind: string) => {
    if (check.type === 'inventory') return true;
    if (check.scope === 'object') return check.kinds?.includes(groupKind) ?? true;
    if (check.workloads !== undefined) return check.workloads.includes(groupKind);
    return carriesPods(...inParts(groupKind));
  };
  const named = unseen
    .filter(({ groupKind }) => groupKind === undefined || asks(groupKind))
    .map(({ groupKind, namespace }) => [groupKind?.replace(/^\//, ''), namespace].filter((part) => part !== undefined))
    .map((parts) => parts.join(' / '))
    .filter((text) => text !== '');
  const different = [...new Set(named)];
  return different.length <= mostUnseen
    ? different
    : [...different.slice(0, mostUnseen), `+${different.length - mostUnseen}`];
}

/** `apps/Deployment` as an API version and a kind; which version does not matter. */
function inParts(groupKind: string): [apiVersion: string, kind: string] {
  const [group, kind = ''] = groupKind.split('/');
  return [group === '' ? 'v1' : `${group}/v1`, kind];
}

function controlAnswer(
  definition: StandardControl,
  checks: readonly ComplianceCheck[],
  limits: string | undefined,
  { countsByCheck, objectsByCheck }: ComplianceInput,
  language: Language,
): ComplianceControl {
  const text = complianceTexts[language];
  const status: ComplianceStatus = checks.some((check) => check.status === 'fail')
    ? 'fail'
    : checks.some((check) => check.status === 'pass') && !checks.some(isOpen)
      ? 'pass'
      : 'not-checked';
  function isOpen({ status, reason }: ComplianceCheck): boolean {
    return status === 'not-checked' && reason !== text.nothing;
  }
  const bySeverity = Object.fromEntries(
    severities.map((severity) => [severity, add(checks, ({ id }) => countsByCheck.get(id)?.open[severity] ?? 0)]),
  ) as Record<Severity, number>;
  return {
    id: definition.id,
    title: definition.title[language],
    section: definition.section[language],
    status,
    reason: reasonOf(),
    open: add(checks, ({ open }) => open),
    bySeverity,
    accepted: add(checks, ({ accepted }) => accepted),
    objects: Math.max(0, ...checks.map(({ id }) => objectsByCheck.get(id) ?? 0)),
    checks,
  };

  function reasonOf(): string | null {
    if (checks.length === 0) return definition.notChecked?.[language] ?? text.notAsked;
    const incomplete = checks.filter((check) => check.reason !== null);
    const different = new Set(incomplete.map(({ reason }) => reason ?? ''));
    const each = incomplete.map(({ id, reason }) => text.because(id, reason ?? ''));
    const alike = incomplete.length === checks.length && different.size === 1;
    const sentences = alike ? [...different] : each.length === 0 ? [] : [text.notAll(each)];
    if (status !== 'not-checked' && limits !== undefined) sentences.push(limits);
    return sentences.length === 0 ? null : text.join(sentences);
  }
}

function sum(counts: Counts): number {
  return severities.reduce((total, severity) => total + counts[severity], 0);
}

function add<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((total, item) => total + value(item), 0);
}
