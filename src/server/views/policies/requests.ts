import type { CheckTexts } from '../../../checks/index.ts';
import type { DecisionCount, DecisionRecord, Scope, Store } from '../../../store/index.ts';
import { type PolicyRequests, type Refusal, verdictSchema } from '../../contract/index.ts';

/** How far back requests count, in days. */
const days = 7;
/** Newest samples that are looked at for who made them. */
const mostSamples = 500;

const failing: ReadonlySet<DecisionCount['verdict']> = new Set(['would-refuse', 'warned', 'denied']);

/** Verdicts that lists show: of what passed only numbers are kept. */
export const shownVerdicts = verdictSchema.options;

/** Requests of the last days that policies would have refused, whatever was done with them; undefined where none are recorded. */
export async function failedRequests(
  decisions: Store['decisions'],
  scope: Scope,
): Promise<(policy: string) => number | undefined> {
  const begun = await decisions.since(scope.cluster);
  if (begun === undefined) return () => undefined;
  const counts = await decisions.counts(scope, { since: daysAgo() });
  const byPolicy = Map.groupBy(counts, ({ policy }) => policy);
  return (policy) => sum(byPolicy.get(policy) ?? [], ({ check, verdict }) => check === '' && failing.has(verdict));
}

/** The same of one policy, and by whom. */
export async function policyRequests(
  decisions: Store['decisions'],
  scope: Scope,
  policy: string,
  texts: CheckTexts,
): Promise<PolicyRequests> {
  const since = daysAgo();
  const begun = await decisions.since(scope.cluster);
  const counts = begun === undefined ? [] : await decisions.counts(scope, { policy, since });
  const filter = { policy, since, verdicts: [...failing] };
  const samples = await decisions.list(scope, filter, { offset: 0, limit: mostSamples });
  const whole = (of: (count: DecisionCount) => boolean): number => sum(counts, (one) => one.check === '' && of(one));
  return {
    since: begun === undefined ? null : begun > since ? begun : since,
    days,
    asked: whole(() => true),
    failed: whole(({ verdict }) => failing.has(verdict)),
    errors: whole(({ verdict }) => verdict === 'error'),
    byCheck: facet(
      counts.filter(({ check, verdict }) => check !== '' && failing.has(verdict)),
      ({ check }) => check,
      (id) => texts[id]?.title ?? id,
    ),
    byUser: facet(
      samples.items.map((sample) => ({ ...sample, count: 1 })),
      ({ user }) => user,
    ),
  };
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

function sum(counts: readonly DecisionCount[], of: (count: DecisionCount) => boolean): number {
  return counts.filter(of).reduce((total, { count }) => total + count, 0);
}

function facet<T extends { readonly count: number }>(
  items: readonly T[],
  of: (item: T) => string,
  labelOf: (value: string) => string = (value) => value,
) {
  return [...Map.groupBy(items, of)]
    .map(([value, some]) => ({
      value,
      label: labelOf(value),
      count: some.reduce((total, { count }) => total + count, 0),
    }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}
