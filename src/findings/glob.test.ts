import { expect, it } from 'vitest';
import { globMatches } from './glob.ts';

it.each([
  ['Deployment/shop/web', 'Deployment/shop/web', true],
  ['Deployment/shop/web', 'Deployment/shop/web2', false],
  ['Deployment/shop/*', 'Deployment/shop/web', true],
  ['Deployment/shop/*', 'Deployment/shop/a/b', false],
  ['*/shop/web-*-canary', 'Deployment/shop/web-eu-canary', true],
  ['*/shop/web-*-canary', 'Deployment/shop/web-canary', false],
  ['*/*/*', 'ClusterRole/admin', false],
  ['*/*', 'ClusterRole/admin', true],
  ['a*a', 'a', false],
  ['a*b*a', 'aba', true],
  ['**', 'anything', true],
  ['', '', true],
  ['web.', 'webx', false],
])('%s on %s: %s', (glob, text, expected) => {
  expect(globMatches(glob, text)).toBe(expected);
});

it('stays linear on a glob made to backtrack', () => {
  const glob = `${'*a'.repeat(2000)}b`;
  expect(globMatches(glob, 'a'.repeat(100_000))).toBe(false);
});
