import { describe, expect, it } from 'vitest';
import { type SecurityPolicy, securityPolicyOf } from '../objects/index.ts';
import { climb, type Refusals, type Standing, standingIn, stepDue } from './climb.ts';

function policy(spec: Readonly<Record<string, unknown>>): SecurityPolicy {
  const parsed = securityPolicyOf({
    apiVersion: 'breakwater.dev/v1alpha1',
    kind: 'SecurityPolicy',
    metadata: { name: 'base' },
    spec: { profile: 'pss-baseline', ...spec },
  });
  if ('value' in parsed) return parsed.value;
  throw new Error(JSON.stringify(parsed.mistakes));
}

const start = Date.parse('2026-11-01T00:00:00.000Z');
const hour = 3_600_000;
const at = (hours: number) => new Date(start + hours * hour).toISOString();
const none: Refusals = { workloads: 0, requests: 0, since: at(0), doubtful: false };
const rolling = policy({ action: 'Audit', rollout: { to: 'Deny', cleanFor: '24h' } });

/** Looks every half an hour, as often as needed for "clean since" to go on. */
function watch(
  one: SecurityPolicy,
  from: Standing | undefined,
  [begin, end]: readonly [number, number],
  refusals: (hour: number) => Refusals | undefined,
): Standing {
  let standing = from;
  for (let time = begin; time <= end; time += 0.5) standing = climb(one, standing, refusals(time), at(time));
  if (standing === undefined) throw new Error('no time passed');
  return standing;
}

describe('the ladder', () => {
  it('is where its author puts it without a condition', () => {
    const plain = policy({ action: 'Warn' });
    expect(climb(plain, undefined, none, at(0))).toMatchObject({
      action: 'Warn',
      actionSince: at(0),
      cleanSince: at(0),
    });
    const moved = climb(policy({ action: 'Deny' }), climb(plain, undefined, none, at(0)), none, at(1));
    expect(moved).toMatchObject({ action: 'Deny', actionSince: at(1), cleanSince: at(0) });
  });

  it('is climbed one rung at a time, each after the time that its author wants', () => {
    expect(watch(rolling, undefined, [0, 23.5], () => none).action).toBe('Audit');
    const warned = watch(rolling, undefined, [0, 24], () => none);
    expect(warned).toMatchObject({ action: 'Warn', actionSince: at(24), cleanSince: at(0) });
    expect(watch(rolling, warned, [24.5, 47.5], () => none).action).toBe('Warn');
    const denied = watch(rolling, warned, [24.5, 48], () => none);
    expect(denied.action).toBe('Deny');
    expect(watch(rolling, denied, [48.5, 100], () => none)).toMatchObject({ action: 'Deny', actionSince: at(48) });
  });

  it('is not climbed further than its author wants', () => {
    const toWarn = policy({ action: 'Audit', rollout: { to: 'Warn', cleanFor: '24h' } });
    expect(watch(toWarn, undefined, [0, 100], () => none).action).toBe('Warn');
  });

  it.each([
    ['a workload', { workloads: 1 }],
    ['a request', { requests: 1 }],
  ])('begins to wait anew where %s would have been refused', (_, change) => {
    const standing = watch(rolling, undefined, [0, 30], (time) => (time === 20 ? { ...none, ...change } : none));
    expect(standing).toMatchObject({ action: 'Audit', cleanSince: at(20.5) });
    expect(stepDue(rolling, standing)).toBe(at(44.5));
  });

  it.each([
    ['nothing is known', undefined],
    ['something is doubtful', { ...none, doubtful: true }],
  ])('is not climbed while %s', (_, refusals) => {
    const seen = watch(rolling, undefined, [0, 23.5], () => none);
    expect(climb(rolling, seen, refusals, at(24))).toMatchObject({ action: 'Audit', cleanSince: at(0) });
    expect(climb(rolling, seen, none, at(24.2)).action).toBe('Warn');
  });

  it('begins to wait anew where nobody looked for long', () => {
    const seen = watch(rolling, undefined, [0, 10], () => none);
    expect(climb(rolling, seen, none, at(40))).toMatchObject({ action: 'Audit', cleanSince: at(40) });
  });

  it('is not climbed down where the top rung refuses, nor begun anew by a restart', () => {
    const denied = watch(rolling, undefined, [0, 60], () => none);
    const refusing = climb(rolling, denied, { ...none, workloads: 3 }, at(61));
    expect(refusing).toMatchObject({ action: 'Deny', cleanSince: undefined });
    const stored = JSON.parse(JSON.stringify(refusing));
    expect(climb(rolling, standingIn(stored), undefined, at(62))).toEqual(refusing);
  });

  it('is begun anew where something else is asked, or its author wants another rung', () => {
    const denied = watch(rolling, undefined, [0, 60], () => none);
    const other = policy({ profile: 'pss-restricted', action: 'Audit', rollout: { to: 'Deny', cleanFor: '24h' } });
    expect(climb(other, denied, none, at(61))).toMatchObject({ action: 'Audit', cleanSince: at(61) });
    const raised = policy({ action: 'Warn', rollout: { to: 'Deny', cleanFor: '24h' } });
    expect(climb(raised, denied, none, at(61))).toMatchObject({
      action: 'Warn',
      actionSince: at(61),
      cleanSince: at(0),
    });
  });

  it('takes no standing from a status that says what can not be', () => {
    for (const status of [
      undefined,
      {},
      { action: 'Up', actionSince: at(0), asked: 'Off', question: '' },
      { action: 'Deny' },
    ])
      expect(standingIn(status)).toBeUndefined();
    const future = { ...watch(rolling, undefined, [0, 1], () => none), cleanSince: at(1000), cleanSeen: at(1000) };
    // A time that has not come yet is no reason to climb.
    expect(climb(rolling, standingIn(future), none, at(30))).toMatchObject({ action: 'Audit', cleanSince: at(30) });
  });
});
