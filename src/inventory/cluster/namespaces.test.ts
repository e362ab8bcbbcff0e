import { expect, it } from 'vitest';
import type { ApiResource } from '../../kubernetes/client/index.ts';
import { ReadableNamespaces } from './namespaces.ts';

const pods: ApiResource = { group: '', version: 'v1', kind: 'Pod', plural: 'pods', namespaced: true, verbs: ['list'] };

it('of too many namespaces those that were not looked at are not taken for seen', async () => {
  let asked = 0;
  const client = {
    request: async () => {
      asked += 1;
      const resourceRules = asked > 1 ? [{ verbs: ['list', 'watch'], apiGroups: [''], resources: ['pods'] }] : [];
      return { status: 201, body: { status: { incomplete: false, resourceRules } }, warnings: [] };
    },
  };
  const names = Array.from({ length: 503 }, (_, index) => `n${index}`);
  const { readable, unreadable } = await new ReadableNamespaces(client, async () => names).of(pods);
  expect([asked, readable.length]).toEqual([500, 499]);
  expect(unreadable.map(({ namespace }) => namespace)).toEqual(['n0', 'n500', 'n501', 'n502']);
  expect(unreadable[0]?.detail).toBe('no right to list and watch pods');
  expect(unreadable[1]?.detail).toMatch(/^not looked at: .* 500 namespaces$/);
});
