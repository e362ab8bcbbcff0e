import { describe, expect, it } from 'vitest';
import { SelectorIndex } from './selector-index.ts';

const index = new SelectorIndex([
  { namespace: 'shop', selector: { matchLabels: { app: 'web' } }, entry: 'web' },
  { namespace: 'shop', selector: { matchLabels: { app: 'web', tier: 'front' } }, entry: 'web front' },
  { namespace: 'shop', selector: { matchExpressions: [{ key: 'app', operator: 'Exists' }] }, entry: 'any app' },
  { namespace: 'shop', selector: {}, entry: 'everything' },
  { namespace: 'shop', selector: undefined, entry: 'nothing' },
  { namespace: 'shop', selector: { app: 'web' }, plain: true, entry: 'service' },
  { namespace: 'shop', selector: {}, plain: true, entry: 'service without selector' },
  { namespace: 'other', selector: { matchLabels: { app: 'web' } }, entry: 'elsewhere' },
]);

describe('SelectorIndex', () => {
  it.each([
    ['shop', { app: 'web' }, ['any app', 'everything', 'service', 'web']],
    ['shop', { tier: 'front', app: 'web' }, ['any app', 'everything', 'service', 'web', 'web front']],
    ['shop', {}, ['everything']],
    ['shop', { app: 'db' }, ['any app', 'everything']],
    ['other', { app: 'web' }, ['elsewhere']],
    ['nowhere', { app: 'web' }, []],
  ])('in %s selects %o', (namespace, labels, expected) => {
    expect([...index.matching(namespace, labels)].sort()).toEqual(expected);
  });
});
