import { expect, it } from 'vitest';
import { compareVersions, parseVersion } from './version.ts';

it.each([
  ['1.37', { major: 1, minor: 37 }],
  ['v1.37', { major: 1, minor: 37 }],
  ['v1.30.2', { major: 1, minor: 30 }],
  ['v1.30.2-eks-1', { major: 1, minor: 30 }],
  ['v1.31+k3s1', { major: 1, minor: 31 }],
])('reads %s', (text, version) => {
  expect(parseVersion(text)).toEqual(version);
});

it.each(['', '1', 'one', '1.x', '1.37x', ' 1.37', '1..3'])('refuses "%s"', (text) => {
  expect(parseVersion(text)).toBeUndefined();
});

it('orders by number, not by text', () => {
  expect(compareVersions({ major: 1, minor: 9 }, { major: 1, minor: 10 })).toBeLessThan(0);
  expect(compareVersions({ major: 2, minor: 0 }, { major: 1, minor: 40 })).toBeGreaterThan(0);
  expect(compareVersions({ major: 1, minor: 37 }, { major: 1, minor: 37 })).toBe(0);
});
