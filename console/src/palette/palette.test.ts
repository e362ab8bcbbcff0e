import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type Entry, entryOf, matching } from './entry.ts';
import { recentEntries, rememberEntry } from './recent.ts';

describe('what a search finds', () => {
  it.each([
    [
      { type: 'object', group: 'apps', kind: 'Deployment', namespace: 'shop', name: 'web', workload: true, open: 3 },
      '/workloads/apps/Deployment/shop/web',
    ],
    [
      { type: 'object', group: '', kind: 'Secret', namespace: 'shop', name: 'key', workload: false, open: 0 },
      '/findings?object=%2FSecret%2Fshop%2Fkey',
    ],
    [
      { type: 'object', group: '', kind: 'Node', namespace: null, name: 'a', workload: false, open: 0 },
      '/findings?object=%2FNode%2F%2Fa',
    ],
    [{ type: 'check', id: 'pod-privileged', title: 'Privileged container', open: 6 }, '/checks/pod-privileged'],
  ] as const)('%j leads to %s', (item, to) => {
    expect(entryOf(item).to).toBe(to);
  });

  it('is narrowed by all words, in the name, the kind or the address', () => {
    const entries: Entry[] = [
      { type: 'page', to: '/compliance/cis', name: 'CIS Kubernetes Benchmark' },
      { type: 'object', to: '/x', kind: 'Pod', name: 'shop/web' },
    ];
    expect(matching(entries, 'cis bench').map(({ to }) => to)).toEqual(['/compliance/cis']);
    expect(matching(entries, 'POD shop').map(({ to }) => to)).toEqual(['/x']);
    expect(matching(entries, 'shop cis')).toEqual([]);
  });
});

describe('what was last gone to', () => {
  const held = new Map<string, string>();
  beforeEach(() => {
    held.clear();
    vi.stubGlobal('sessionStorage', {
      getItem: (key: string) => held.get(key) ?? null,
      setItem: (key: string, value: string) => void held.set(key, value),
    });
  });
  const page = (to: string): Entry => ({ type: 'page', to, name: to });

  it('is kept once each, the latest first, of one cluster', () => {
    for (const to of ['/a', '/b', '/a']) rememberEntry('one', page(to));
    rememberEntry('other', page('/c'));
    expect(recentEntries('one').map(({ to }) => to)).toEqual(['/a', '/b']);
  });

  it('is bounded, and has no counts, which will be old', () => {
    for (let index = 0; index < 20; index++) rememberEntry('one', { ...page(`/${index}`), open: 5 });
    expect(recentEntries('one')).toHaveLength(8);
    expect(recentEntries('one')[0]).toEqual(page('/19'));
  });

  it.each(['', 'null', '{}', '[null, 1, {}]', '[{"type":"page","to":"//example.com","name":"x"}]', '['])(
    'is nothing where the storage holds %j',
    (text) => {
      held.set('breakwater.recent.one', text);
      expect(recentEntries('one')).toEqual([]);
    },
  );
});
