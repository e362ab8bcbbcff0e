import { describe, expect, it } from 'vitest';
import { saidText } from '../diagnostic-texts.ts';
import { inventoryOf, sightOf } from './cluster-inventory.ts';
import type { BlindSpot, KindState } from './state.ts';
import { stateOf } from './testing/state-of.ts';

const kind = (groupKind: string, more: Partial<KindState> = {}): KindState => ({
  groupKind,
  apiVersion: 'v1',
  namespaced: true,
  objects: 0,
  state: 'live',
  ...more,
});

const kinds = [
  kind('/ConfigMap'),
  kind('/Secret', { namespaces: ['shop'] }),
  kind('/ServiceAccount', { namespaces: ['shop'] }),
];
const blindSpots: readonly BlindSpot[] = [
  { code: 'forbidden', groupKind: '/Node', detail: 'nodes is forbidden' },
  {
    code: 'namespace-forbidden',
    groupKind: '/ConfigMap',
    namespace: 'dark',
    detail: 'no right to list and watch configmaps',
  },
  {
    code: 'namespace-forbidden',
    groupKind: '/ServiceAccount',
    detail: 'no right to list and watch serviceaccounts in 300 namespaces',
  },
  { code: 'unavailable', groupKind: 'broken.example/*', detail: 'the server behind this API did not answer' },
  { code: 'watch-lost', groupKind: '/Service', detail: 'connection refused' },
  { code: 'not-read', groupKind: '/Secret', detail: 'only metadata is read, never what they hold' },
];

describe('what can be seen of a cluster', () => {
  const sees = sightOf({ kinds, blindSpots });

  it.each([
    ['/ConfigMap', 'shop', true],
    ['/ConfigMap', 'dark', false],
    ['/ConfigMap', undefined, false],
    ['/Secret', 'shop', true],
    ['/Secret', 'other', false],
    ['/Secret', undefined, false],
    ['/ServiceAccount', 'shop', true],
    ['/ServiceAccount', 'other', false],
    ['/Node', undefined, false],
    ['broken.example/Thing', 'shop', false],
    ['/Service', 'shop', true],
    ['not-served.example/Thing', 'shop', true],
    ['/Event', 'shop', false],
  ])('of %s in %s: %s', (groupKind, namespace, seen) => {
    expect(sees(groupKind, namespace)).toBe(seen);
  });

  it('is said in both languages, but for what is left out on purpose', () => {
    const { diagnostics, isWhole } = inventoryOf(stateOf([], { kinds, blindSpots }));
    expect(isWhole).toBe(true);
    expect(diagnostics.map(({ said }) => saidText(said, 'en'))).toEqual([
      "Node can't be read: nodes is forbidden",
      "ConfigMap can't be read in namespace dark: no right to list and watch configmaps",
      "ServiceAccount can't be read: no right to list and watch serviceaccounts in 300 namespaces",
      'broken.example/* could not be read: the server behind this API did not answer',
      'What is known of Service may be old, for the watch was lost: connection refused',
    ]);
    expect(diagnostics.map(({ said }) => saidText(said, 'zh-CN'))[1]).toBe(
      '无法读取命名空间 dark 中的 ConfigMap：没有 list 和 watch configmaps 的权限',
    );
  });
});
