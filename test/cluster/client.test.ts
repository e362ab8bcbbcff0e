import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import {
  type ApiResource,
  type FollowHandler,
  KubernetesClient,
  loadConnection,
} from '../../src/kubernetes/client/index.ts';
import type { KubernetesObject } from '../../src/kubernetes/index.ts';
import { Api, until } from './api.ts';

const access = inject('access');
const api = new Api(access);
let client: KubernetesClient;

beforeAll(async () => {
  client = new KubernetesClient(await loadConnection({ kubeconfig: access.kubeconfig, env: {} }));
  await api.ensureNamespace('client');
});

afterAll(async () => {
  await client.close();
  api.close();
});

const configMaps: ApiResource = {
  group: '',
  version: 'v1',
  kind: 'ConfigMap',
  plural: 'configmaps',
  namespaced: true,
  verbs: ['list', 'watch'],
};
const secrets: ApiResource = { ...configMaps, kind: 'Secret', plural: 'secrets' };

function configMap(name: string, data: Record<string, string> = {}): KubernetesObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'client' }, data };
}

/** Keeps what a follow tells, as its user would: by name. */
class Mirror implements FollowHandler {
  readonly states: string[] = [];
  readonly objects = new Map<string, KubernetesObject>();
  #listed = new Set<string>();
  syncs = 0;

  state(state: string, error?: Error): void {
    this.states.push(error === undefined ? state : `${state}: ${error.message}`);
    if (state === 'syncing') this.#listed = new Set();
  }

  page(objects: readonly KubernetesObject[]): void {
    for (const object of objects) {
      this.applied(object);
      this.#listed.add(object.metadata?.name ?? '');
    }
  }

  synced(): void {
    this.syncs += 1;
    for (const name of this.objects.keys()) if (!this.#listed.has(name)) this.objects.delete(name);
  }

  applied(object: KubernetesObject): void {
    this.objects.set(object.metadata?.name ?? '', object);
  }

  deleted(object: KubernetesObject): void {
    this.objects.delete(object.metadata?.name ?? '');
  }
}

test('asks for the version and for what is served', async () => {
  expect(await client.version()).toMatch(/^v1\.\d+\.\d+$/);
  const { resources, failures } = await client.discover();
  expect(failures).toEqual([]);
  expect(resources).toContainEqual({
    group: 'apps',
    version: 'v1',
    kind: 'Deployment',
    plural: 'deployments',
    namespaced: true,
    verbs: expect.arrayContaining(['list', 'watch']),
  });
  const keys = resources.map(({ group, plural }) => `${group}/${plural}`);
  expect(new Set(keys).size).toBe(keys.length);
});

test('follows what is created, changed and deleted', async () => {
  for (const name of ['a', 'b', 'c']) await api.create(configMap(name));
  const mirror = new Mirror();
  const following = client.follow(configMaps, { namespace: 'client', pageSize: 2 }, mirror);
  await until('the list', 10_000, async () => mirror.states.includes('live'));
  expect([...mirror.objects.keys()].filter((name) => name.length === 1)).toEqual(['a', 'b', 'c']);
  await api.create(configMap('d'));
  await api.demand('PUT', '/api/v1/namespaces/client/configmaps/a', configMap('a', { changed: 'yes' }));
  await api.demand('DELETE', '/api/v1/namespaces/client/configmaps/b');
  await until('the changes', 10_000, async () => mirror.objects.has('d') && !mirror.objects.has('b'));
  expect(mirror.objects.get('a')).toMatchObject({ apiVersion: 'v1', kind: 'ConfigMap', data: { changed: 'yes' } });
  expect(mirror.states).toEqual(['syncing', 'live']);
  await following.stop();
  await api.create(configMap('e'));
  expect(mirror.objects.has('e')).toBe(false);
});

test('reads Secrets by their metadata', async () => {
  await api.create({ ...configMap('hidden', { password: 'aGlkZGVu' }), kind: 'Secret' });
  const pages = client.listPages(secrets, { namespace: 'client', metadataOnly: true });
  const found = (await Array.fromAsync(pages)).flatMap(({ items }) => items);
  const secret = found.find(({ metadata }) => metadata?.name === 'hidden');
  expect(Object.keys(secret ?? {})).toEqual(['apiVersion', 'kind', 'metadata']);
});
