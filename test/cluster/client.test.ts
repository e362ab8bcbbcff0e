import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import {
  type ApiResource,
  type ClusterConnection,
  type FollowHandler,
  KubernetesClient,
  loadConnection,
  type ReviewedUser,
  usualTimes,
} from '../../src/kubernetes/client/index.ts';
import { Transport } from '../../src/kubernetes/client/transport.ts';
import { watchEvents } from '../../src/kubernetes/client/watch-events.ts';
import type { KubernetesObject } from '../../src/kubernetes/index.ts';
import { Api, until } from './api.ts';
import { startControlPlane, stopControlPlane } from './control-plane.ts';

const access = inject('access');
const api = new Api(access);
let connection: ClusterConnection;
let client: KubernetesClient;

beforeAll(async () => {
  connection = await loadConnection({ kubeconfig: access.kubeconfig, env: {} });
  client = new KubernetesClient(connection);
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

/** The real API server as someone else, with short waits. */
function clientAs(user: string): KubernetesClient {
  const impersonation = [['Impersonate-User', user]] as const;
  return new KubernetesClient({ ...connection, impersonation }, { ...usualTimes, refusedDelay: 200 });
}

async function bind(user: object): Promise<void> {
  await api.create({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'Role',
    metadata: { name: 'reader', namespace: 'client' },
    rules: [{ apiGroups: [''], resources: ['configmaps'], verbs: ['list', 'watch'] }],
  });
  await api.create({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: { name: 'reader', namespace: 'client' },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'reader' },
    subjects: [user],
  });
}

async function unbind(): Promise<void> {
  for (const plural of ['rolebindings', 'roles']) {
    await api.demand('DELETE', `/apis/rbac.authorization.k8s.io/v1/namespaces/client/${plural}/reader`);
  }
}

test('reads Secrets by their metadata, when they are listed and when they change', async () => {
  const secret = { ...configMap('hidden', { password: 'aGlkZGVu' }), kind: 'Secret' };
  const applied = { 'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify(secret) };
  await api.create({ ...secret, metadata: { ...secret.metadata, annotations: applied } });
  const mirror = new Mirror();
  const following = client.follow(secrets, { namespace: 'client', metadataOnly: true }, mirror);
  await until('the list', 10_000, async () => mirror.states.includes('live'));
  await api.create({ ...secret, metadata: { name: 'later', namespace: 'client' } });
  await until('the change', 10_000, async () => mirror.objects.has('later'));
  await following.stop();
  expect(Object.keys(mirror.objects.get('hidden') ?? {})).toEqual(['apiVersion', 'kind', 'metadata']);
  expect(mirror.objects.get('later')).toMatchObject({ apiVersion: 'v1', kind: 'Secret' });
  expect(JSON.stringify([...mirror.objects.values()])).not.toContain('aGlkZGVu');
});

test('an API whose server is not there is a failure of discovery', async () => {
  await api.create({
    apiVersion: 'apiregistration.k8s.io/v1',
    kind: 'APIService',
    metadata: { name: 'v1.gone.example.com' },
    spec: {
      group: 'gone.example.com',
      version: 'v1',
      groupPriorityMinimum: 100,
      versionPriority: 100,
      insecureSkipTLSVerify: true,
      service: { name: 'gone', namespace: 'client' },
    },
  });
  try {
    await until('the failure', 30_000, async () => {
      const { failures } = await client.discover();
      return failures.some(({ groupVersion }) => groupVersion === 'gone.example.com/v1');
    });
  } finally {
    await api.demand('DELETE', '/apis/apiregistration.k8s.io/v1/apiservices/v1.gone.example.com');
  }
});

test('watches get bookmarks', async () => {
  const transport = new Transport(connection, usualTimes);
  const path = '/api/v1/namespaces/client/configmaps';
  try {
    const list = (await client.get(path)) as { metadata: { resourceVersion: string } };
    const { resourceVersion } = list.metadata;
    // What happens in other namespaces moves it, too.
    await api.create({ ...configMap('elsewhere'), metadata: { name: 'elsewhere', namespace: 'default' } });
    let found: unknown;
    await until('a bookmark', 200_000, async () => {
      // The API server means to send one two seconds before the end; one that has just started takes a minute or so to begin with that.
      const query = { watch: true, allowWatchBookmarks: true, timeoutSeconds: 10, resourceVersion };
      const body = await transport.open({ method: 'GET', path, query });
      for await (const { type, object } of watchEvents(body, path)) if (type === 'BOOKMARK') found = object.metadata;
      return found !== undefined;
    });
    const bookmark = found as { resourceVersion: string };
    expect(Number(bookmark.resourceVersion)).toBeGreaterThan(Number(resourceVersion));
  } finally {
    await transport.close();
    await api.demand('DELETE', '/api/v1/namespaces/default/configmaps/elsewhere');
  }
}, 240_000);

test('a user without rights is told so, and reads on as soon as they are granted', async () => {
  const jane = clientAs('jane');
  const mirror = new Mirror();
  const following = jane.follow(configMaps, { namespace: 'client' }, mirror);
  try {
    await until('the refusal', 10_000, async () => mirror.states.some((state) => state.startsWith('forbidden')));
    expect(mirror.states[1]).toMatch(/^forbidden: configmaps is forbidden: User "jane" cannot list resource/);
    expect(await jane.mayI({ group: '', resource: 'configmaps', verb: 'list', namespace: 'client' })).toBe(false);
    await bind({ kind: 'User', name: 'jane', apiGroup: 'rbac.authorization.k8s.io' });
    await until('the list', 20_000, async () => mirror.states.at(-1) === 'live');
    expect(mirror.objects.has('a')).toBe(true);
    expect(await jane.mayI({ group: '', resource: 'configmaps', verb: 'list', namespace: 'client' })).toBe(true);
    expect(await jane.mayI({ group: '', resource: 'configmaps', verb: 'list' })).toBe(false);
  } finally {
    await following.stop();
    await jane.close();
    await unbind();
  }
});

test('says whose a token is, and what its owner may do', async () => {
  const request = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: {} };
  const made = await api.demand('POST', '/api/v1/namespaces/client/serviceaccounts/default/token', request);
  const { token } = made.status as { token: string };
  const answer = await client.reviewToken(token);
  expect(answer).toMatchObject({
    authenticated: true,
    user: {
      username: 'system:serviceaccount:client:default',
      uid: expect.any(String),
      groups: expect.arrayContaining(['system:serviceaccounts:client', 'system:authenticated']),
      extra: { 'authentication.kubernetes.io/credential-id': [expect.any(String)] },
    },
  });
  const { user } = answer as { user: ReviewedUser };
  const question = { group: '', resource: 'configmaps', verb: 'list', namespace: 'client' };
  expect(await client.reviewAccess(user, question)).toMatchObject({ allowed: false });
  await bind({ kind: 'ServiceAccount', name: 'default', namespace: 'client' });
  try {
    await until('the right', 10_000, async () => (await client.reviewAccess(user, question)).allowed);
    expect((await client.reviewAccess(user, question)).reason).toContain('RoleBinding "reader/client"');
    expect(await client.reviewAccess(user, { ...question, namespace: 'default' })).toMatchObject({ allowed: false });
  } finally {
    await unbind();
  }
  expect(await client.reviewToken(`${token.slice(0, -8)}AAAAAAAA`)).toMatchObject({ authenticated: false });
  expect(await client.reviewToken('nobody')).toMatchObject({ authenticated: false });
});

test('a kind that is not served, and one whose CRD comes later', async () => {
  const widgets: ApiResource = { ...configMaps, group: 'client.example.com', kind: 'Widget', plural: 'widgets' };
  const patient = new KubernetesClient(connection, { ...usualTimes, refusedDelay: 200 });
  const mirror = new Mirror();
  const following = patient.follow(widgets, {}, mirror);
  const crd = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
  try {
    await until('the 404', 10_000, async () => mirror.states.some((state) => state.startsWith('retrying')));
    const schema = { openAPIV3Schema: { type: 'object' } };
    await api.demand('POST', crd, {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'widgets.client.example.com' },
      spec: {
        group: 'client.example.com',
        names: { kind: 'Widget', plural: 'widgets' },
        scope: 'Namespaced',
        versions: [{ name: 'v1', served: true, storage: true, schema }],
      },
    });
    await until('the watch', 30_000, async () => mirror.states.at(-1) === 'live');
    await api.create({
      apiVersion: 'client.example.com/v1',
      kind: 'Widget',
      metadata: { name: 'w', namespace: 'client' },
    });
    await until('the widget', 10_000, async () => mirror.objects.has('w'));
    await api.demand('DELETE', `${crd}/widgets.client.example.com`);
    await until(
      'the end',
      60_000,
      async () => !mirror.objects.has('w') && /^(?:retrying|syncing): /.test(mirror.states.at(-1) ?? ''),
    );
  } finally {
    await following.stop();
    await patient.close();
    await api.request('DELETE', `${crd}/widgets.client.example.com`);
  }
});

test('a list that is overtaken by a compaction of etcd misses nothing', async () => {
  const plane = await startControlPlane({ bare: true });
  const etcd = plane.apiServer.args.find((arg) => arg.startsWith('--etcd-servers='))?.split('=')[1];
  const own = new KubernetesClient(await loadConnection({ kubeconfig: plane.access.kubeconfig, env: {} }));
  const kubectl = (...args: string[]) =>
    execFileSync(plane.access.kubectl, [`--kubeconfig=${plane.access.kubeconfig}`, '--namespace=default', ...args]);
  try {
    for (const name of ['b', 'c', 'd', 'e', 'f']) kubectl('create', 'configmap', name);
    const mirror = new Mirror();
    let compacted = false;
    const take = mirror.page.bind(mirror);
    mirror.page = (objects) => {
      take(objects);
      if (compacted) return;
      compacted = true;
      // Before the second page is asked for: what stands before and behind the first page changes, then its version is gone.
      for (const name of ['a', 'g']) kubectl('create', 'configmap', name);
      for (const name of ['b', 'e']) kubectl('delete', 'configmap', name);
      const post = `(path, body) => fetch('${etcd}/v3/' + path, { method: 'POST', body: JSON.stringify(body) }).then((answer) => answer.json())`;
      const script = `const post = ${post};
        const { header } = await post('maintenance/status', {});
        console.log(JSON.stringify(await post('kv/compaction', { revision: header.revision, physical: true })));`;
      expect(String(execFileSync(process.execPath, ['--input-type=module', '-e', script]))).toContain('revision');
    };
    const following = own.follow(configMaps, { namespace: 'default', pageSize: 2 }, mirror);
    await until('the changes', 20_000, async () => mirror.objects.has('g') && !mirror.objects.has('b'));
    await following.stop();
    expect(mirror.states).toEqual(['syncing', 'live']);
    const fresh = (await Array.fromAsync(own.listPages(configMaps, { namespace: 'default' }))).flatMap(
      ({ items }) => items,
    );
    expect(Object.fromEntries(mirror.objects)).toEqual(
      Object.fromEntries(fresh.map((object) => [object.metadata?.name, object])),
    );
    expect(fresh.map(({ metadata }) => metadata?.name)).toEqual(['a', 'c', 'd', 'f', 'g']);
  } finally {
    await own.close();
    await stopControlPlane(plane);
  }
});
