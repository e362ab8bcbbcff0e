import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { KubernetesObject } from '../../src/kubernetes/index.ts';
import type { Cluster, FindingDetail, FindingPage, FindingRow } from '../../src/server/contract/index.ts';
import { Api, until } from './api.ts';
import {
  type ControlPlane,
  killApiServer,
  restartApiServer,
  startControlPlane,
  stopControlPlane,
} from './control-plane.ts';
import { ServerProcess } from './server-process.ts';

/**
 * `breakwater server` from end to end: a real API server, the program in a process of its own, its HTTP API as the console asks it. The
 * control plane is the test's own, for it is killed; nothing here needs controllers.
 */
let plane: ControlPlane;
let api: Api;
let folder: string;
let server: ServerProcess;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'breakwater-server-'));
  plane = await startControlPlane({ bare: true });
  api = new Api(plane.access);
  for (const name of ['shop', 'mail'])
    await api.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: { team: name } } });
  server = await startServer();
});

afterAll(async () => {
  await server?.stop();
  api?.close();
  if (plane !== undefined) await stopControlPlane(plane);
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
});

async function startServer(): Promise<ServerProcess> {
  const command = [process.execPath, join(import.meta.dirname, '../../src/cli/main.ts')];
  const started = await ServerProcess.start(command, [
    '--kubeconfig',
    plane.access.kubeconfig,
    '--data',
    join(folder, 'data'),
  ]);
  await until('the first assessment', 60_000, async () => (await started.ask('GET', '/readyz')).status === 200);
  return started;
}

function deployment(name: string, namespace: string, privileged: boolean): KubernetesObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace },
    spec: {
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: { containers: [{ name: 'main', image: 'registry.example.com/main:1', securityContext: { privileged } }] },
      },
    },
  };
}

async function setPrivileged(name: string, namespace: string, privileged: boolean): Promise<void> {
  const containers = [{ name: 'main', securityContext: { privileged } }];
  const raw = {
    type: 'application/strategic-merge-patch+json',
    text: JSON.stringify({ spec: { template: { spec: { containers } } } }),
  };
  const path = `/apis/apps/v1/namespaces/${namespace}/deployments/${name}`;
  expect(await api.request('PATCH', path, undefined, raw)).toMatchObject({ status: 200 });
}

/** Findings of pod-privileged on a Deployment, of any status. */
async function privilegedFindings(name: string, namespace: string): Promise<readonly FindingRow[]> {
  const object = encodeURIComponent(`apps/Deployment/${namespace}/${name}`);
  const status = ['open', 'accepted', 'resolved'].map((one) => `status=${one}`).join('&');
  return (await server.get<FindingPage>(`findings?check=pod-privileged&object=${object}&${status}`)).items;
}

/** Waits until there is exactly one such finding, of this status. */
async function findingIs(status: FindingRow['status'], name: string, namespace: string): Promise<FindingRow> {
  let found: readonly FindingRow[] = [];
  await until(`pod-privileged of ${name} to be ${status}`, 30_000, async () => {
    found = await privilegedFindings(name, namespace);
    return found.length === 1 && found[0]?.status === status;
  });
  const [finding] = found;
  if (finding === undefined) throw new Error('no finding');
  return finding;
}

async function historyOf({ fingerprint }: FindingRow): Promise<string[]> {
  const { history } = await server.get<FindingDetail>(`findings/${fingerprint}`);
  return history.toSorted((a, b) => a.at.localeCompare(b.at)).map(({ type }) => type);
}

/** Everything that is known of findings, without what says when they were seen last. */
async function allFindings(): Promise<Map<string, Omit<FindingRow, 'lastSeen'>>> {
  const found = new Map<string, Omit<FindingRow, 'lastSeen'>>();
  let total = 1;
  for (let offset = 0; offset < total; offset += 500) {
    const page = await server.get<FindingPage>(
      `findings?status=open&status=accepted&status=resolved&sort=name&order=asc&limit=500&offset=${offset}`,
    );
    total = page.total;
    for (const { lastSeen: _, ...row } of page.items) {
      expect(found.has(row.fingerprint), `${row.fingerprint} is there twice`).toBe(false);
      found.set(row.fingerprint, row);
    }
  }
  expect(found.size).toBe(total);
  return found;
}

describe('a workload', () => {
  test('has its finding when it is made, loses it when it is mended, and has it again with its history', async () => {
    await api.create(deployment('web', 'shop', true));
    const opened = await findingIs('open', 'web', 'shop');
    expect(opened).toMatchObject({ severity: 'critical', team: 'shop', resource: { container: 'main' } });
    await setPrivileged('web', 'shop', false);
    const resolved = await findingIs('resolved', 'web', 'shop');
    expect(resolved).toMatchObject({ fingerprint: opened.fingerprint, firstSeen: opened.firstSeen });
    expect(resolved.resolvedAt).not.toBeNull();
    await setPrivileged('web', 'shop', true);
    const reopened = await findingIs('open', 'web', 'shop');
    expect(reopened).toMatchObject({ fingerprint: opened.fingerprint, firstSeen: opened.firstSeen, resolvedAt: null });
    expect(await historyOf(reopened)).toEqual(['opened', 'resolved', 'reopened']);
  });

  test('that is deleted leaves nothing open', async () => {
    await api.create(deployment('short', 'mail', true));
    await findingIs('open', 'short', 'mail');
    await api.demand('DELETE', '/apis/apps/v1/namespaces/mail/deployments/short');
    await findingIs('resolved', 'short', 'mail');
    const open = await server.get<FindingPage>(
      `findings?status=open&object=${encodeURIComponent('apps/Deployment/mail/short')}`,
    );
    expect(open.total).toBe(0);
  });

  test('has what was accepted after a change of something else', async () => {
    await api.create(deployment('accepted', 'shop', true));
    const { fingerprint } = await findingIs('open', 'accepted', 'shop');
    const body = { fingerprints: [fingerprint], reason: 'replaced next week', expires: null };
    expect(await server.ask('POST', '/api/v1/findings/accept', body)).toMatchObject({ status: 200 });
    await findingIs('accepted', 'accepted', 'shop');
    await api.create(deployment('neighbour', 'shop', true));
    await findingIs('open', 'neighbour', 'shop');
    await findingIs('accepted', 'accepted', 'shop');
  });
});

describe('a server that is killed', () => {
  test('knows afterwards what it knew, and nothing twice', async () => {
    await findingIs('open', 'web', 'shop');
    const before = await allFindings();
    await server.kill();
    server = await startServer();
    expect(await allFindings()).toEqual(before);
  });

  test('in the middle of many changes, sees those that it missed', async () => {
    const names = Array.from({ length: 40 }, (_, index) => `many-${index}`);
    const made = Promise.all(names.map((name) => api.create(deployment(name, 'mail', true))));
    const dead = server.kill();
    await Promise.all([made, dead]);
    await setPrivileged('web', 'shop', false);
    server = await startServer();
    for (const name of names) await findingIs('open', name, 'mail');
    const web = await findingIs('resolved', 'web', 'shop');
    expect(await historyOf(web)).toEqual(['opened', 'resolved', 'reopened', 'resolved']);
    await allFindings();
  });
});

describe('an API server that is gone', () => {
  test('is said, and what changed meanwhile is seen when it is back', async () => {
    const before = await allFindings();
    expect(await lostKinds()).toEqual([]);
    killApiServer(plane);
    await until('the loss to be said', 60_000, async () => (await lostKinds()).includes('apps/Deployment'));
    const { kinds } = await server.get<Cluster>('cluster');
    expect(kinds.find(({ kind }) => kind === 'apps/Deployment')).toMatchObject({ state: 'retrying' });
    // What was known is still shown, and not taken for gone.
    expect(await allFindings()).toEqual(before);
    await restartApiServer(plane);
    await until('all kinds to be watched again', 90_000, async () => (await lostKinds()).length === 0);
    await api.create(deployment('after', 'shop', true));
    await findingIs('open', 'after', 'shop');
  });
});

/** Kinds whose watch is lost, as the page of the cluster says it. */
async function lostKinds(): Promise<string[]> {
  const { blindSpots } = await server.get<Cluster>('cluster');
  return blindSpots.filter(({ code }) => code === 'watch-lost').map(({ kind }) => kind ?? '');
}
