import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ClusterSource, type ClusterState, readCluster, watchCluster } from '../../src/inventory/cluster/index.ts';
import { KubernetesClient, loadConnection, usualTimes } from '../../src/kubernetes/client/index.ts';
import { type KubernetesObject, listOf, recordOf } from '../../src/kubernetes/index.ts';
import { Api, until } from './api.ts';
import { Changes, compact } from './changes.ts';
import {
  type ControlPlane,
  killApiServer,
  restartApiServer,
  startControlPlane,
  stopControlPlane,
} from './control-plane.ts';
import { CutProxy } from './cut-proxy.ts';

/**
 * A watched cluster is what a fresh list says it is, after thousands of changes, a crash of the API server, and a compaction of etcd
 * behind the watcher's back. The control plane is the test's own, for it is killed.
 */

let plane: ControlPlane;
let api: Api;
let proxy: CutProxy;

beforeAll(async () => {
  plane = await startControlPlane();
  api = new Api(plane.access);
  proxy = await CutProxy.before(Number(new URL(plane.access.url).port));
  await api.create({ apiVersion: 'v1', kind: 'Node', metadata: { name: 'node-1' } });
  for (const name of namespaces) await api.ensureNamespace(name);
});

afterAll(async () => {
  proxy?.close();
  api?.close();
  if (plane !== undefined) await stopControlPlane(plane);
});

const namespaces = ['one', 'two', 'three'];
/** Shorter than in earnest, so that the test waits less. */
const times = { ...usualTimes, longestDelay: 1000, refusedDelay: 500 };

async function clientAt(port: number, token = plane.access.token): Promise<KubernetesClient> {
  const connection = await loadConnection({ kubeconfig: plane.access.kubeconfig, env: {} });
  return new KubernetesClient(
    {
      ...connection,
      server: `https://127.0.0.1:${port}`,
      credentials: { current: async () => ({ token }), renew: () => {} },
    },
    times,
  );
}

describe('a watched cluster', () => {
  let source: ClusterSource;
  let client: KubernetesClient;
  const work = new Changes();

  beforeAll(async () => {
    client = await clientAt(proxy.port);
    source = await watchCluster(client, { log: () => {} });
  });

  afterAll(async () => {
    await source?.close();
    await client?.close();
  });

  test('follows a thousand changes, also of a kind that is defined while it watches', async () => {
    const first = work.run(api, 500);
    await api.create(widgets);
    await first;
    await until('the new kind', 30_000, async () => {
      const answer = await api.request('GET', '/apis/example.com/v1/namespaces/one/widgets');
      return answer.status === 200;
    });
    work.kinds.push('Widget');
    await work.run(api, 700);
    await same(source);
    expect(count(source.state, 'example.com/Widget')).toBeGreaterThan(5);
    expect(JSON.stringify(plain(source.state))).not.toContain('hunter-');
  });

  test('follows on after the API server was killed in the middle', async () => {
    const changes = work.run(api, 1000);
    await until('half of the changes', 60_000, async () => work.left < 500);
    killApiServer(plane);
    // Without its cache a watch begins at what etcd still has, as it does on servers that have just started.
    const { program, args } = plane.apiServer;
    await restartApiServer({ ...plane, apiServer: { program, args: [...args, '--watch-cache=false'] } });
    await changes;
    await same(source);
  });

  test('lists again after what it missed was compacted away', async () => {
    const before = await api.demand('GET', '/api/v1/configmaps?limit=1');
    proxy.cut();
    await work.run(api, 800);
    await compact(plane);
    const { resourceVersion } = recordOf(before.metadata);
    const watch = await api.request(
      'GET',
      `/api/v1/configmaps?watch=true&timeoutSeconds=5&resourceVersion=${resourceVersion}`,
    );
    expect(JSON.stringify(watch.body)).toContain('"reason":"Expired","code":410');
    proxy.mend();
    await same(source);
  });

  test('forgets a kind whose definition is deleted', async () => {
    await api.demand('DELETE', '/apis/apiextensions.k8s.io/v1/customresourcedefinitions/widgets.example.com');
    work.forget('Widget');
    await same(source);
    expect(source.state.kinds.map(({ groupKind }) => groupKind)).not.toContain('example.com/Widget');
  });
});

test('what may not be read is said, with the words of the API server, and the rest is read', async () => {
  const token = await accountThatReads('one');
  const client = await clientAt(Number(new URL(plane.access.url).port), token);
  const source = await watchCluster(client, { log: () => {}, fallbackNamespace: 'one' });
  try {
    const { state } = source;
    const whole = await fresh();
    const inOne = (known: ClusterState) => [...known.objects.keys()].filter((key) => key.startsWith('/ConfigMap/one/'));
    expect(inOne(state)).toEqual(inOne(whole));
    expect([...state.objects.keys()].filter((key) => !key.includes('/one/'))).toEqual([]);
    expect(state.kinds.find(({ groupKind }) => groupKind === '/ConfigMap')).toMatchObject({ namespaces: ['one'] });
    expect(state.blindSpots).toContainEqual({
      code: 'forbidden',
      groupKind: '/Node',
      detail: expect.stringContaining('cannot list resource "nodes" in API group "" at the cluster scope'),
    });
    // Rights that are granted later are used.
    await api.create({
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: { name: 'reader' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' },
      subjects: [{ kind: 'ServiceAccount', name: 'reader', namespace: 'one' }],
    });
    await until('everything', 60_000, async () => state.blindSpots.every(({ code }) => code === 'not-read'));
    await same(source);
  } finally {
    await source.close();
    await client.close();
  }
});

test('the command line says the same of the cluster and of its recording', async () => {
  const { kubeconfig } = plane.access;
  const file = join(plane.folder, 'test.recording');
  const scan = (...args: string[]) => {
    const answer = breakwater('scan', ...args, '-o', 'json', '--fail-on', 'none');
    expect(answer.status).toBe(0);
    return JSON.parse(answer.stdout);
  };
  let live: ReturnType<typeof scan>;
  // Controllers are still busy with what the tests before left: what is compared is a cluster that stood still meanwhile.
  await until('a cluster that stands still', 90_000, async () => {
    const before = plain(await fresh());
    expect(breakwater('record', '--kubeconfig', kubeconfig, '-o', file)).toMatchObject({ status: 0 });
    live = scan('--cluster', '--kubeconfig', kubeconfig);
    return isDeepStrictEqual(plain(await fresh()), before);
  });
  expect(scan('--recording', file)).toEqual(live);
  expect(live.summary.objects).toBeGreaterThan(200);
});

function breakwater(...args: string[]) {
  const program = fileURLToPath(new URL('../../bin/breakwater.js', import.meta.url));
  return spawnSync(process.execPath, [program, ...args], { encoding: 'utf8', maxBuffer: 1e9 });
}

/** A token of an account that may read ConfigMaps and Deployments of one namespace, and list nothing else. */
async function accountThatReads(namespace: string): Promise<string> {
  const metadata = { name: 'reader', namespace };
  const group = 'rbac.authorization.k8s.io';
  await api.create({ apiVersion: 'v1', kind: 'ServiceAccount', metadata });
  await api.create({
    apiVersion: `${group}/v1`,
    kind: 'Role',
    metadata,
    rules: [
      { apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'list', 'watch'] },
      { apiGroups: ['apps'], resources: ['deployments'], verbs: ['get', 'list', 'watch'] },
    ],
  });
  await api.create({
    apiVersion: `${group}/v1`,
    kind: 'RoleBinding',
    metadata,
    roleRef: { apiGroup: group, kind: 'Role', name: 'reader' },
    subjects: [{ kind: 'ServiceAccount', ...metadata }],
  });
  const answer = await api.demand('POST', `/api/v1/namespaces/${namespace}/serviceaccounts/reader/token`, {
    apiVersion: 'authentication.k8s.io/v1',
    kind: 'TokenRequest',
    spec: {},
  });
  return String(recordOf(answer.status).token);
}

const widgets: KubernetesObject = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'widgets.example.com' },
  spec: {
    group: 'example.com',
    scope: 'Namespaced',
    names: { plural: 'widgets', singular: 'widget', kind: 'Widget' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: { spec: { type: 'object', properties: { size: { type: 'integer' } } } },
          },
        },
      },
    ],
  },
};

async function fresh(): Promise<ClusterState> {
  const client = await clientAt(Number(new URL(plane.access.url).port));
  try {
    return await readCluster(client, { log: () => {} });
  } finally {
    await client.close();
  }
}

/** Waits until the watched state is that of a fresh list, and has what the API server itself lists. */
async function same(source: ClusterSource): Promise<void> {
  let pair = await compared(source);
  await until('the watched state to be the listed one', 90_000, async () => {
    // Controllers go on for a while.
    pair = await compared(source);
    return pair.watched === pair.listed;
  }).catch(() => {});
  expect(JSON.parse(pair.watched)).toEqual(JSON.parse(pair.listed));
}

async function compared({ state }: ClusterSource): Promise<{ watched: string; listed: string }> {
  const listed = await fresh();
  const names: Record<string, string[]> = {};
  const known: Record<string, string[]> = {};
  for (const [groupKind, path] of listedKinds) {
    const { items } = await api.demand('GET', path);
    names[groupKind] = listOf(items)
      .map((item) => {
        const { namespace, name } = recordOf(recordOf(item).metadata);
        return `${groupKind}/${namespace}/${name}`;
      })
      .sort();
    known[groupKind] = (groupKind === '/Pod' ? podKeys(state) : keysOf(state, groupKind)).sort();
  }
  return { watched: JSON.stringify([known, plain(state)]), listed: JSON.stringify([names, plain(listed)]) };
}

const listedKinds = [
  ['/ConfigMap', '/api/v1/configmaps'],
  ['/Secret', '/api/v1/secrets'],
  ['/Pod', '/api/v1/pods'],
  ['apps/Deployment', '/apis/apps/v1/deployments'],
  ['networking.k8s.io/NetworkPolicy', '/apis/networking.k8s.io/v1/networkpolicies'],
] as const;

function keysOf({ objects }: ClusterState, groupKind: string): string[] {
  return [...objects.keys()].filter((key) => key.startsWith(`${groupKind}/`));
}

function podKeys({ pods }: ClusterState): string[] {
  return [...pods.values()].flatMap((instances) =>
    [...instances.values()].map(({ namespace, name }) => `/Pod/${namespace}/${name}`),
  );
}

function count(state: ClusterState, groupKind: string): number {
  return keysOf(state, groupKind).length;
}

function plain({ objects, pods, representatives, kinds }: ClusterState) {
  const sorted = <T>(map: ReadonlyMap<string, T>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    objects: sorted(objects).map(([key, { object }]) => [key, object]),
    pods: sorted(pods).map(([key, instances]) => [key, sorted(instances)]),
    representatives: sorted(representatives),
    kinds: kinds
      .map(({ groupKind, objects: number }) => [groupKind, number])
      .sort(([a = ''], [b = '']) => (a < b ? -1 : 1)),
  };
}
