import { hash } from 'node:crypto';
import { recordOf, stringOf } from '../../kubernetes/index.ts';
import { type Rung, rungs, type SecurityPolicy } from '../objects/index.ts';

/** What the top rung would refuse. */
export interface Refusals {
  /** Workloads of today. */
  readonly workloads: number;
  /** Requests since `since`; undefined where none are recorded. */
  readonly requests: number | undefined;
  /** From when on requests were looked at, ISO 8601. */
  readonly since: string;
  /** Whether something could not be answered: then zero is not none. */
  readonly doubtful: boolean;
}

/** Where a policy stands on the ladder; kept in its status, from where it is read again. Times are ISO 8601 in UTC. */
export interface Standing {
  readonly action: Rung;
  readonly actionSince: string;
  /** The rung that its author had asked for. */
  readonly asked: Rung;
  /** Fingerprint of what is asked. */
  readonly question: string;
  /** Since when nothing would have been refused; undefined: something would be, or that is not known. */
  readonly cleanSince: string | undefined;
  /** When that was seen last. */
  readonly cleanSeen: string | undefined;
}

/** How long nobody may have looked for "clean since" to go on, in milliseconds: longer, and nobody knows what was there in between. */
const longestGap = 3_600_000;
/** Finer than this, "seen last" is not written. */
const seenStep = 600_000;

/** What a policy asks, and of what: where that changes, what was seen before says nothing of it. */
export function questionOf({ profile, checks, pssVersion, scope, enforcement }: SecurityPolicy): string {
  return hash('sha256', JSON.stringify([profile, checks, pssVersion, scope, enforcement])).slice(0, 32);
}

/** The standing that a status keeps; undefined where it keeps none that can be used. */
export function standingIn(status: unknown): Standing | undefined {
  const { action, actionSince, asked, question, cleanSince, cleanSeen } = recordOf(status);
  const rung = rungs.find((one) => one === action);
  const askedRung = rungs.find((one) => one === asked);
  const since = instantOf(actionSince);
  if (rung === undefined || askedRung === undefined || since === undefined || typeof question !== 'string')
    return undefined;
  return {
    action: rung,
    actionSince: since,
    asked: askedRung,
    question,
    cleanSince: instantOf(cleanSince),
    cleanSeen: instantOf(cleanSeen),
  };
}

/**
 * Where a policy stands now. Without a rollout it is where its author put it. With one it begins there and climbs one rung at a time, each
 * once nothing would have been refused for as long as its author wants, counted from the last step. It never climbs down by itself: what
 * is refused on the top rung is what it is there for.
 * @param refusals undefined where it is not known (yet): then what was seen stands, and no step is taken
 * @param now ISO 8601 in UTC
 */
export function climb(
  policy: SecurityPolicy,
  before: Standing | undefined,
  refusals: Refusals | undefined,
  now: string,
): Standing {
  const question = questionOf(policy);
  const same = before?.question === question ? before : undefined;
  const { cleanSince, cleanSeen } = clean(same, refusals, now);
  const start = standingRung(policy, same);
  const standing: Standing = {
    action: start,
    actionSince: before?.action === start ? before.actionSince : now,
    asked: policy.action,
    question,
    cleanSince,
    cleanSeen,
  };
  const due = stepDue(policy, standing);
  if (due === undefined || due > now || !isClean(refusals)) return standing;
  const next = rungs[rungs.indexOf(start) + 1];
  return next === undefined ? standing : { ...standing, action: next, actionSince: now };
}

/** When a policy may take its next step, as far as is known now; undefined where it has none to take, or waits for something else than time. */
export function stepDue({ rollout }: SecurityPolicy, standing: Standing): string | undefined {
  if (rollout === undefined || rungs.indexOf(standing.action) >= rungs.indexOf(rollout.to)) return undefined;
  if (standing.cleanSince === undefined) return undefined;
  const from = standing.cleanSince > standing.actionSince ? standing.cleanSince : standing.actionSince;
  return new Date(Date.parse(from) + rollout.cleanFor).toISOString();
}

/** Whether it is known that nothing would have been refused. */
export function isClean(refusals: Refusals | undefined): boolean {
  return refusals !== undefined && !refusals.doubtful && refusals.workloads === 0 && (refusals.requests ?? 0) === 0;
}

function standingRung({ action, rollout }: SecurityPolicy, before: Standing | undefined): Rung {
  // Whoever changes the rung that is asked for, upwards or downwards, gets that one.
  if (rollout === undefined || before === undefined || before.asked !== action) return action;
  const reached = Math.min(rungs.indexOf(before.action), rungs.indexOf(rollout.to));
  return rungs[Math.max(reached, rungs.indexOf(action))] ?? action;
}

function clean(
  before: Standing | undefined,
  refusals: Refusals | undefined,
  now: string,
): Pick<Standing, 'cleanSince' | 'cleanSeen'> {
  const { cleanSince, cleanSeen } = before ?? { cleanSince: undefined, cleanSeen: undefined };
  if (refusals === undefined || refusals.doubtful) return { cleanSince, cleanSeen };
  if (!isClean(refusals)) return { cleanSince: undefined, cleanSeen: undefined };
  const gap = cleanSeen === undefined ? Number.POSITIVE_INFINITY : Date.parse(now) - Date.parse(cleanSeen);
  // A time that has not come yet is nobody's observation.
  if (cleanSince === undefined || cleanSince > now || gap > longestGap) return { cleanSince: now, cleanSeen: now };
  return { cleanSince, cleanSeen: gap >= seenStep ? now : cleanSeen };
}

/** A time as somebody may have written it into a status. */
function instantOf(value: unknown): string | undefined {
  const time = Date.parse(stringOf(value) ?? '');
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}
