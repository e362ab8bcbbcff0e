import type { Language } from '../../checks/index.ts';
import { recordOf } from '../../kubernetes/index.ts';
import {
  hasEnded,
  type Mistake,
  mistakeText,
  type Parsed,
  type SecurityException,
  type SecurityPolicy,
} from '../objects/index.ts';
import { isClean, type Refusals, type Standing, stepDue } from './climb.ts';
import { type Condition, conditionsOf } from './conditions.ts';
import type { NativeWants } from './native-objects.ts';
import { statusTexts } from './status-texts.ts';

type Status = Readonly<Record<string, unknown>>;

/** What became of a policy. */
export interface PolicyOutcome {
  readonly policy: SecurityPolicy;
  readonly standing: Standing;
  readonly wants: NativeWants;
  /** ValidatingAdmissionPolicies that are in force. */
  readonly inForce: number;
  /** Keys of objects that are somebody else's. */
  readonly conflicts: readonly string[];
  /** What the API server refused or did not answer, by key of the object. */
  readonly failures: ReadonlyMap<string, string>;
  /** Keys of objects that somebody else keeps changing. */
  readonly contested: readonly string[];
  readonly refusals: Refusals | undefined;
  /** Whether a webhook asks what admission policies can't. */
  readonly webhook: boolean;
}

const mostListed = 100;

/** The status of a policy. @param before the object as it is */
export function policyStatus(
  outcome: PolicyOutcome,
  before: { generation: number; status: unknown },
  now: string,
): Status {
  const { policy, standing, wants, inForce, conflicts, refusals } = outcome;
  return {
    observedGeneration: before.generation,
    ...defined(standing),
    checks: wants.checks,
    nativePolicies: inForce,
    ...(wants.notNative.length > 0 && { notNative: wants.notNative }),
    ...(conflicts.length > 0 && { conflicts: conflicts.slice(0, mostListed) }),
    ...(refusals !== undefined && {
      wouldRefuse: {
        workloads: refusals.workloads,
        ...(refusals.requests !== undefined && { requests: refusals.requests }),
        since: refusals.since,
      },
    }),
    conditions: conditionsOf(policyConditions(outcome), before.status, before.generation, now),
  };
  function policyConditions(one: PolicyOutcome): readonly Condition[] {
    return [ready(one), enforced(one), ...(policy.rollout === undefined ? [] : [rolloutReady(one)])];
  }
}

/** The status of a policy that can't be read: what was in force for it stays. */
export function unreadableStatus(
  mistakes: readonly Mistake[],
  before: { generation: number; status: unknown },
  now: string,
): Status {
  const { conditions: _, observedGeneration: __, ...kept } = recordOf(before.status);
  const message = `${statusTexts.en.unreadable} ${saidIn(mistakes, 'en')}`;
  const condition: Condition = { type: 'Ready', status: 'False', reason: 'Invalid', message };
  return {
    ...kept,
    observedGeneration: before.generation,
    conditions: conditionsOf([condition], before.status, before.generation, now),
  };
}

function ready(outcome: PolicyOutcome): Condition {
  const { policy, wants, conflicts, failures, contested } = outcome;
  const text = statusTexts[policy.language];
  const type = 'Ready';
  const because = (reason: string, message: string): Condition => ({ type, status: 'False', reason, message });
  if (conflicts.length > 0) return because('Conflict', text.conflicts(conflicts));
  if (failures.size > 0) {
    const [[key, said] = ['', '']] = failures;
    return because('NotApplied', text.failures(failures.size, key, said));
  }
  if (wants.mistakes.length > 0) return because('UnknownChecks', saidIn(wants.mistakes, policy.language));
  if (contested.length > 0) return because('Contested', text.contested(contested));
  return { type, status: 'True', reason: 'AsWritten', message: text.ready };
}

function enforced({ policy, standing, wants, inForce, webhook }: PolicyOutcome): Condition {
  const text = statusTexts[policy.language];
  const type = 'Enforced';
  if (standing.action === 'Off') return { type, status: 'False', reason: 'Off', message: text.off };
  const left = wants.notNative.map(({ check }) => check);
  if (inForce === 0 && !webhook) return { type, status: 'False', reason: 'Nothing', message: text.nothing };
  if (left.length === 0)
    return { type, status: 'True', reason: 'Native', message: text.enforced(inForce, standing.action) };
  const message = webhook ? text.throughWebhook(inForce, left) : text.notAsked(inForce, left);
  return { type, status: 'True', reason: webhook ? 'NativeAndWebhook' : 'InPart', message };
}

function rolloutReady({ policy, standing, refusals }: PolicyOutcome): Condition {
  const text = statusTexts[policy.language];
  const type = 'RolloutReady';
  if (standing.action === policy.rollout?.to)
    return { type, status: 'True', reason: 'Through', message: text.through(standing.action) };
  if (refusals === undefined || refusals.doubtful)
    return { type, status: 'Unknown', reason: 'NotKnown', message: text.notKnown };
  if (!isClean(refusals))
    return {
      type,
      status: 'False',
      reason: 'WouldRefuse',
      message: text.wouldRefuse(refusals.workloads, refusals.requests ?? 0),
    };
  const due = stepDue(policy, standing);
  const message = text.waits(due ?? '', refusals.requests !== undefined);
  return { type, status: 'False', reason: 'Waiting', message };
}

/**
 * The status of an exception.
 * @param matches findings that it covers; undefined where that is not known
 */
export function exceptionStatus(
  parsed: Parsed<SecurityException>,
  matches: number | undefined,
  before: { generation: number; status: unknown },
  now: string,
): Status {
  const text = statusTexts.en;
  const conditions: Condition[] = [];
  const ended = 'value' in parsed && hasEnded(parsed.value, now);
  if ('mistakes' in parsed)
    conditions.push({ type: 'InForce', status: 'False', reason: 'Invalid', message: saidIn(parsed.mistakes, 'en') });
  else if (ended) conditions.push({ type: 'InForce', status: 'False', reason: 'Expired', message: text.expired });
  else {
    conditions.push({ type: 'InForce', status: 'True', reason: 'Valid', message: text.inForce });
    if (matches === undefined)
      conditions.push({ type: 'Matched', status: 'Unknown', reason: 'NotKnown', message: text.matchesUnknown });
    else if (matches === 0)
      conditions.push({ type: 'Matched', status: 'False', reason: 'Unmatched', message: text.unmatched });
    else conditions.push({ type: 'Matched', status: 'True', reason: 'Matched', message: text.matched(matches) });
  }
  return {
    observedGeneration: before.generation,
    ...(matches !== undefined && !ended && { matches }),
    expired: ended,
    conditions: conditionsOf(conditions, before.status, before.generation, now),
  };
}

function saidIn(mistakes: readonly Mistake[], language: Language): string {
  return mistakes.map((mistake) => mistakeText(mistake, language)).join(language === 'zh-CN' ? '；' : '; ');
}

/** Only what is there: a status holds no field without a value. */
function defined(standing: Standing): Status {
  return Object.fromEntries(Object.entries(standing).filter(([, value]) => value !== undefined));
}
