import { describe, expect, it } from 'vitest';
import { type Check, inventoryCheck } from './check.ts';
import { checksOf, nearNames, selectChecks, UnknownCheckError } from './selection.ts';

function check(id: string, rest: Partial<Check> = {}): Check {
  return inventoryCheck({ id, severity: 'low', standards: {}, source: 'test', run: () => [], ...rest } as Parameters<
    typeof inventoryCheck
  >[0]);
}

const catalogue = [
  check('a', { standards: { cis: ['5.2.2'] } }),
  check('b', { profiles: ['reliability'] }),
  check('c', { profiles: ['security', 'pss-baseline'], standards: { nsa: ['pod'] } }),
  check('d', { profiles: [] }),
];
const ids = (checks: readonly Check[]) => checks.map(({ id }) => id).join('');

describe('profiles', () => {
  it.each([
    ['all', 'abcd'],
    ['security', 'ac'],
    ['reliability', 'b'],
    ['cis', 'a'],
    ['nsa', 'c'],
    ['pss-baseline', 'c'],
    ['pss-restricted', ''],
  ] as const)('%s: %s', (profile, expected) => {
    expect(ids(checksOf(profile, catalogue))).toBe(expected);
  });
});

describe('names', () => {
  it.each([
    [[], 'ac'],
    [['b'], 'b'],
    [['b', 'd'], 'bd'],
    [['-a'], 'c'],
    [['+d'], 'acd'],
    [['b', '-b'], ''],
    [['b', '+d'], 'bd'],
  ])('%j: %s', (names, expected) => {
    expect(ids(selectChecks('security', names, catalogue))).toBe(expected);
  });

  it('refuses a name that does not exist and says what comes near', () => {
    const real = [check('pod-privileged')];
    expect(() => selectChecks('all', ['pod-priviledged'], real)).toThrow(UnknownCheckError);
    expect(() => selectChecks('all', ['-pod-priviledged'], real)).toThrow(UnknownCheckError);
    expect(nearNames(['pod-priviledged'], real)).toEqual(['pod-privileged']);
  });
});
