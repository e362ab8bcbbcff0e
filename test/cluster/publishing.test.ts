import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type KubernetesObject, listOf, recordOf } from '../../src/kubernetes/index.ts';
import { Api, until } from './api.ts';
import { type PublishingReplica, startPublishing } from './publishing-replica.ts';
import { ServerProcess } from './server-process.ts';

/**
 * Reports and Events in a cluster, with the rights of deploy/rbac and the reader's: they come, change and go with the findings, one of two
 * replicas writes them, what others do to them is undone, and what others wrote stays. wg-policy-prototypes can't be had as a module: its
 * CRDs are written here by their documented names, without a schema of their own.
 */
const api = new Api(inject('access'));
const deploy = join(import.meta.dirname, '../../deploy/rbac');
const namespace = 'published';
const reports = `/apis/wgpolicyk8s.io/v1alpha2/namespaces/${namespace}/policyreports`;
let folder = '';
let kubeconfig = '';
const replicas: PublishingReplica[] = [];

function definition(kind: string, scope: string): KubernetesObject {
  const plural = `${kind.toLowerCase()}s`;
  const schema = { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.wgpolicyk8s.io` },
    spec: {
      group: 'wgpolicyk8s.io',
      scope,
      names: { kind, plural, singular: kind.toLowerCase(), listKind: `${kind}List` },
      versions: [{ name: 'v1alpha2', served: true, storage: true, schema }],
    },
  };
}

const definitions = [definition('PolicyReport', 'Namespaced'), definition('ClusterPolicyReport', 'Cluster')];

function deployment(name: string): KubernetesObject {
  const containers = [{ name: 'a', image: 'registry.example.com/a:1', securityContext: { privileged: true } }];
  const labels = { app: name };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace },
    spec: { replicas: 0, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers } } },
  };
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'breakwater-publishing-'));
  await install();
  await api.ensureNamespace(namespace);
  await api.create(deployment('first'));
  await api.create(ofOthers('of-others', {}));
  for (const file of ['control.yaml', 'reports.yaml']) await api.kubectl(['apply', '-f', join(deploy, file)]);
  const account = 'system:serviceaccount:breakwater-system:breakwater';
  await api.create({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: { name: 'breakwater-reads' },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' },
    subjects: [{ kind: 'User', apiGroup: 'rbac.authorization.k8s.io', name: account }],
  });
  const config = JSON.parse(await readFile(api.access.kubeconfig, 'utf8'));
  config.users[0].user.as = account;
  kubeconfig = join(folder, 'kubeconfig');
  await writeFile(kubeconfig, JSON.stringify(config), { mode: 0o600 });
  // As if there had been a server before, that gave it back: whoever makes a lease anew waits until nobody may believe in an old one.
  await api.request('DELETE', lease);
  await api.create({
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: { name: 'breakwater-reports', namespace: 'breakwater-system' },
    spec: { holderIdentity: '', renewTime: new Date().toISOString().replace('Z', '000Z'), leaseDurationSeconds: 1 },
  });
});

afterAll(async () => {
  for (const replica of replicas) await replica.stop();
  for (const { metadata } of definitions)
    await api.request('DELETE', `/apis/apiextensions.k8s.io/v1/customresourcedefinitions/${metadata?.name}`);
  // The namespace stays: other tests have theirs in it, too.
  for (const kind of ['clusterrolebindings', 'clusterroles'])
    for (const name of ['breakwater-reads', 'breakwater-control', 'breakwater-reports'])
      await api.request('DELETE', `/apis/rbac.authorization.k8s.io/v1/${kind}/${name}`);
  api.close();
  await rm(folder, { recursive: true, force: true });
});

const lease = '/apis/coordination.k8s.io/v1/namespaces/breakwater-system/leases/breakwater-reports';

async function install(): Promise<void> {
  for (const one of definitions) await api.create(one);
  await until('the reports to be served', 30_000, async () => (await api.request('GET', reports)).status === 200);
}

function ofOthers(name: string, labels: Readonly<Record<string, string>>): KubernetesObject {
  return {
    apiVersion: 'wgpolicyk8s.io/v1alpha2',
    kind: 'PolicyReport',
    metadata: { name, namespace, labels },
    results: [],
  };
}

/** What is reported of a Deployment, by rule. */
async function reported(name: string, at = reports): Promise<string[]> {
  const { items } = await api.demand('GET', at);
  return listOf(items)
    .flatMap((report) => listOf(recordOf(report).results).map(recordOf))
    .filter(({ resources }) => listOf(resources).some((one) => recordOf(one).name === name))
    .map(({ policy }) => String(policy));
}

function isReported(name: string): Promise<void> {
  return until(`a report of ${name}`, 30_000, async () => (await reported(name)).includes('pod-privileged'));
}

async function eventsOf(name: string): Promise<number> {
  const { items } = await api.demand('GET', `/apis/events.k8s.io/v1/namespaces/${namespace}/events`);
  const ours = listOf(items).filter((event) => JSON.stringify(event).includes('breakwater'));
  return ours.filter((event) => recordOf(recordOf(event).regarding).name === name).length;
}

async function start(name: string): Promise<PublishingReplica> {
  const replica = await startPublishing(kubeconfig, folder, name);
  replicas.push(replica);
  return replica;
}

async function holder(): Promise<string> {
  return String(recordOf((await api.demand('GET', lease)).spec).holderIdentity);
}

/** Writes to a report as somebody else. */
async function edit(path: string, change: unknown): Promise<void> {
  const raw = { type: 'application/merge-patch+json', text: JSON.stringify(change) };
  expect((await api.request('PATCH', path, undefined, raw)).status).toBe(200);
}

test('the command writes them, with the rights of deploy/rbac', async () => {
  const command = ['node', join(import.meta.dirname, '../../src/cli/main.ts')];
  const args = ['--write-reports', 'policyreport', '--write-events', '--kubeconfig', kubeconfig, '--data', folder];
  const server = await ServerProcess.start(command, args);
  try {
    await isReported('first');
  } finally {
    await server.stop();
  }
  expect(await holder()).toBe('');
});

test('one of two replicas writes, and the other takes over; reports and Events follow the findings', async () => {
  const first = await start('a');
  await until('a leader', 30_000, async () => (await holder()) !== '');
  const second = await start('b');
  await api.create(deployment('second'));
  await isReported('second');
  await until('its Event', 30_000, async () => (await eventsOf('second')) > 0);
  // What was there at the start is no news.
  expect(await eventsOf('first')).toBe(0);
  expect(second.writes).toEqual([]);

  const leader = await holder();
  await first.stop();
  replicas.shift();
  await until('the next leader', 30_000, async () => !['', leader].includes(await holder()));
  await api.create(deployment('third'));
  await isReported('third');
  expect(second.writes.length).toBeGreaterThan(0);

  for (const name of ['first', 'third'])
    await api.demand('DELETE', `/apis/apps/v1/namespaces/${namespace}/deployments/${name}`);
  await until('what was found of them to be gone', 30_000, async () => {
    return (await reported('first')).length + (await reported('third')).length === 0;
  });
});

test('what others do to our reports is undone, and theirs are let be', async () => {
  const [replica] = replicas;
  const report = `${reports}/breakwater`;
  const whole = recordOf((await api.demand('GET', report)) as unknown);
  const isAsBefore = () =>
    until('the report to be as it was', 30_000, async () => {
      const { status, body } = await api.request('GET', report);
      const { metadata, results, summary } = recordOf(body);
      const labels = recordOf(recordOf(metadata).labels);
      return (
        status === 200 &&
        labels['app.kubernetes.io/managed-by'] === 'breakwater' &&
        JSON.stringify([results, summary]) === JSON.stringify([whole.results, whole.summary])
      );
    });
  expect(await reported('second')).toContain('pod-privileged');
  for (const change of [
    { results: [] },
    { results: null },
    { summary: { fail: 0 } },
    { metadata: { labels: { 'app.kubernetes.io/managed-by': null } } },
  ]) {
    await edit(report, change);
    await isAsBefore();
  }
  await api.demand('DELETE', report);
  await isAsBefore();
  // What others add stays.
  await edit(report, { metadata: { annotations: { note: 'seen' } } });
  await api.create(deployment('fourth'));
  await isReported('fourth');
  expect(recordOf(recordOf((await api.demand('GET', report)).metadata).annotations).note).toBe('seen');

  // A copy with our labels was not made by us, and neither was a report that has our name where we have nothing to say.
  const labels = { 'app.kubernetes.io/managed-by': 'breakwater', 'breakwater.dev/report': 'findings' };
  await api.create(ofOthers('copy', labels));
  const elsewhere = reports.replace(namespace, 'default');
  await api.create({ ...ofOthers('breakwater', {}), metadata: { name: 'breakwater', namespace: 'default' } });
  await api.create({ ...deployment('there'), metadata: { name: 'there', namespace: 'default' } });
  await api.create(deployment('fifth'));
  await isReported('fifth');
  for (const name of ['of-others', 'copy']) expect((await api.demand('GET', `${reports}/${name}`)).results).toEqual([]);
  expect(await reported('there', elsewhere)).toEqual([]);
  const touched = replica?.writes.filter((write) => /copy|of-others|namespaces\/default\/policyreports/.test(write));
  expect(touched).toEqual([]);
  await api.demand('DELETE', '/apis/apps/v1/namespaces/default/deployments/there');
});

test('definitions may go and come back, and so may namespaces', async () => {
  for (const { metadata } of definitions)
    await api.demand('DELETE', `/apis/apiextensions.k8s.io/v1/customresourcedefinitions/${metadata?.name}`);
  await until('the reports to be gone', 30_000, async () => (await api.request('GET', reports)).status === 404);
  // Events don't wait for them.
  await api.create(deployment('sixth'));
  await until('an Event', 30_000, async () => (await eventsOf('sixth')) > 0);
  await install();
  await isReported('sixth');

  await api.demand('DELETE', `/api/v1/namespaces/${namespace}`);
  await until('the namespace to be gone', 60_000, async () => {
    return (await api.request('GET', `/api/v1/namespaces/${namespace}`)).status === 404;
  });
  await api.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
  await api.create(deployment('seventh'));
  await isReported('seventh');
});
