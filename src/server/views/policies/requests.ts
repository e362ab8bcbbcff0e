import { type CheckTexts, catalogue } from '../../../checks/index.ts';
import type { DecisionCount, DecisionRecord, Scope, Store } from '../../../store/index.ts';
import { type PolicyRequests, type Refusal, type RequestedCheck, verdictSchema } from '../../contract/index.ts';

/** How far back requests count, in days. */
const days = 7;
/** Newest samples that are looked at for who made them. */
const mostSamples = 500;
/** Users and objects that are named of a check. */
const mostNamed = 10;

const failing: ReadonlySet<DecisionCount['verdict']> = new Set(['would-refuse', 'warned', 'denied']);

const severities = new Map(catalogue.map(({ id, severity }) => [id, severity]));

/** Verdicts that lists show: of what passed only numbers are kept. */
export const shownVerdicts = verdictSchema.options;

/** Requests of the last days that policies were asked about and would have refused, whatever was done with them; undefined where none are recorded. */
export async function countedRequests(
  decisions: Store['decisions'],
  scope: Scope,
): Promise<(policy: string) => { readonly asked: number; readonly failed: number } | undefined> {
  const begun = await decisions.since(scope.cluster);
  if (begun === undefined) return () => undefined;
  const counts = await decisions.counts(scope, { since: daysAgo() });
  const byPolicy = Map.groupBy(counts, ({ policy }) => policy);
  return (policy) => {
    const whole = (byPolicy.get(policy) ?? []).filter(({ check }) => check === '');
    return { asked: sum(whole, () => true), failed: sum(whole, ({ verdict }) => failing.has(verdict)) };
  };
}

export interface RequestsOf {
  readonly policy: string;
  /** When the policy was made, ISO 8601: one of its name that was there before is another one. */
  readonly created: string | undefined;
  /** Whether the API server itself refuses what fails. */
  readonly unrecorded: boolean;
  /** Ids of the checks that the server asks. */
  readonly asked: ReadonlySet<string>;
}

/** The same of one policy: by which check, by whom, and the way out. */
export async function policyRequests(
  decisions: Store['decisions'],
  scope: Scope,
  { policy, created, unrecorded, asked }: RequestsOf,
  texts: CheckTexts,
): Promise<PolicyRequests> {
  const begun = await decisions.since(scope.cluster);
  const since = [daysAgo(), iso(created), begun].filter((time) => time !== undefined).reduce((a, b) => (a > b ? a : b));
  const counts = begun === undefined ? [] : await decisions.counts(scope, { policy, since });
  const filter = { policy, since, verdicts: [...failing] };
  const page = { offset: 0, limit: mostSamples };
  // As a whole, each request counts once for whoever made it.
  const { items } = await decisions.list(scope, { ...filter, check: '' }, page);
  const blamed = await decisions.list(scope, { ...filter, blamed: true }, page);
  const whole = (of: (count: DecisionCount) => boolean): number => sum(counts, (one) => one.check === '' && of(one));
  const samples = Map.groupBy(blamed.items, ({ check }) => check);
  const failed = counts.filter(({ check, verdict }) => check !== '' && failing.has(verdict));
  return {
    since: begun === undefined ? null : since,
    asked: whole(() => true),
    failed: whole(({ verdict }) => failing.has(verdict)),
    errors: whole(({ verdict }) => verdict === 'error'),
    byCheck: facet(
      failed,
      ({ check }) => check,
      ({ count }) => count,
    ).map(({ value, count }) => requestedCheck(value, count, samples.get(value) ?? [], texts, asked)),
    byUser: facet(items, ({ user }) => user),
    samples: items.length,
    unrecorded,
  };
}

function requestedCheck(
  check: string,
  requests: number,
  samples: readonly DecisionRecord[],
  texts: CheckTexts,
  asked: ReadonlySet<string>,
): RequestedCheck {
  const text = Object.hasOwn(texts, check) ? texts[check] : undefined;
  // Pods of a workload are the workload's: there is where the fix goes.
  const objects = Map.groupBy(samples, ({ workload, kind, namespace, name }) =>
    JSON.stringify([workload ?? [kind, namespace, name]]),
  );
  return {
    check,
    title: text?.title ?? check,
    severity: severities.get(check) ?? null,
    requests,
    remedy: text?.action ?? '',
    finding: asked.has(check),
    users: facet(samples, ({ user }) => user).slice(0, mostNamed),
    objects: [...objects.values()]
      .flatMap((some) => (some[0] === undefined ? [] : [{ ...placeOf(some[0]), count: some.length }]))
      .sort((a, b) => b.count - a.count)
      .slice(0, mostNamed),
  };
}

/** Where the fix goes: `apps/Deployment/shop/web`, or the object itself. */
function placeOf({ workload, kind, namespace, name }: DecisionRecord) {
  const [, ofKind, ofNamespace, ofName] = workload?.split('/') ?? [];
  if (ofKind === undefined || ofNamespace === undefined || ofName === undefined)
    return { kind, namespace: namespace === '' ? null : namespace, name, workload: null };
  return { kind: ofKind, namespace: ofNamespace === '' ? null : ofNamespace, name: ofName, workload: workload ?? null };
}

/** A request as lists show it. */
export function refusalRow(record: DecisionRecord, texts: CheckTexts): Refusal {
  const { id, at, user, operation, kind, namespace, name, workload, policy, check, action, verdict } = record;
  const text = Object.hasOwn(texts, check) ? texts[check] : undefined;
  return {
    ...{ id, at, user, operation, kind, name, policy, action, message: record.message },
    milliseconds: record.milliseconds,
    namespace: namespace === '' ? null : namespace,
    workload: workload ?? null,
    check: check === '' ? null : check,
    title: text?.title ?? check,
    remedy: text?.action ?? '',
    verdict: verdictSchema.parse(verdict),
  };
}

function daysAgo(): string {
  return new Date(Date.now() - days * 86_400_000).toISOString();
}

/** A time as the store writes it; undefined where it is none. */
function iso(time: string | undefined): string | undefined {
  const read = Date.parse(time ?? '');
  return Number.isNaN(read) ? undefined : new Date(read).toISOString();
}

function sum(counts: readonly DecisionCount[], of: (count: DecisionCount) => boolean): number {
  return counts.filter(of).reduce((total, { count }) => total + count, 0);
}

function facet<T>(items: readonly T[], of: (item: T) => string, countOf: (item: T) => number = () => 1) {
  return [...Map.groupBy(items, of)]
    .map(([value, some]) => ({ value, label: value, count: some.reduce((total, item) => total + countOf(item), 0) }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}
