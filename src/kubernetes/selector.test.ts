import { expect, it } from 'vitest';
import { labelsMatch, selectorMatches } from './selector.ts';

const labels = { app: 'web', tier: 'front' };

it.each([
  ['absent selects nothing', undefined, false],
  ['empty selects everything', {}, true],
  ['a label', { matchLabels: { app: 'web' } }, true],
  ['another value', { matchLabels: { app: 'api' } }, false],
  ['In', { matchExpressions: [{ key: 'app', operator: 'In', values: ['api', 'web'] }] }, true],
  ['NotIn', { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['web'] }] }, false],
  ['NotIn on a label that is absent', { matchExpressions: [{ key: 'x', operator: 'NotIn', values: ['y'] }] }, true],
  ['Exists', { matchExpressions: [{ key: 'tier', operator: 'Exists' }] }, true],
  ['DoesNotExist', { matchExpressions: [{ key: 'tier', operator: 'DoesNotExist' }] }, false],
  ['all must hold', { matchLabels: { app: 'web' }, matchExpressions: [{ key: 'x', operator: 'Exists' }] }, false],
  ['an operator that there is not', { matchExpressions: [{ key: 'app', operator: 'Like' }] }, false],
])('%s', (_, selector, expected) => {
  expect(selectorMatches(selector, labels)).toBe(expected);
});

it('a map of labels needs every pair', () => {
  expect(labelsMatch({ app: 'web' }, labels)).toBe(true);
  expect(labelsMatch({ app: 'web', x: 'y' }, labels)).toBe(false);
  expect(labelsMatch({ constructor: 'x' }, labels)).toBe(false);
});
