import { describe, expect, it } from 'vitest';
import { rungAbove, standsOn } from './state.ts';

const rollout = { to: 'Deny', cleanFor: 1 };

describe('where a policy stands', () => {
  it.each([
    [{ action: 'Audit', inForce: null, rollout: null }, 'Audit'],
    [{ action: 'Audit', inForce: 'Warn', rollout }, 'Warn'],
    [{ action: 'Warn', inForce: 'Audit', rollout }, 'Warn'],
    // Without a rollout its controller has only not come to it yet.
    [{ action: 'Audit', inForce: 'Warn', rollout: null }, 'Audit'],
    [{ action: null, inForce: 'Warn', rollout: null }, null],
  ] as const)('%j stands on %s', (policy, rung) => {
    expect(standsOn(policy)).toBe(rung);
  });

  it('the ladder ends', () => {
    expect([rungAbove('Off'), rungAbove('Warn'), rungAbove('Deny')]).toEqual(['Audit', 'Deny', undefined]);
  });
});
