import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type KubernetesObject, listOf, recordOf } from '../../src/kubernetes/index.ts';
import { Api, until } from './api.ts';
import { ServerProcess } from './server-process.ts';

/**
 * `breakwater server --write-reports --write-events` with the rights of deploy/rbac and the reader's: reports come, change and go with the
 * findings, what others wrote stays, Events are only of what is new. wg-policy-prototypes can't be had as a module: its CRDs are written here
 * by their documented names, without a schema of their own.
 */
const api = new Api(inject('access'));
const deploy = join(import.meta.dirname, '../../deploy/rbac');
const namespace = 'published';
const reports = `/apis/wgpolicyk8s.io/v1alpha2/namespaces/${namespace}/policyreports`;
let folder = '';
let server: ServerProcess;

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
  for (const one of definitions) await api.create(one);
  await until('the reports to be served', 30_000, async () => (await api.request('GET', reports)).status === 200);
  await api.ensureNamespace(namespace);
  await api.create(deployment('first'));
  await api.create({
    apiVersion: 'wgpolicyk8s.io/v1alpha2',
    kind: 'PolicyReport',
    metadata: { name: 'of-others', namespace },
    results: [],
  });
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
  const kubeconfig = join(folder, 'kubeconfig');
  await writeFile(kubeconfig, JSON.stringify(config), { mode: 0o600 });
  const command = ['node', join(import.meta.dirname, '../../src/cli/main.ts')];
  const args = ['--write-reports', 'policyreport', '--write-events', '--kubeconfig', kubeconfig, '--data', folder];
  server = await ServerProcess.start(command, args);
});

afterAll(async () => {
  await server?.stop();
  for (const { metadata } of definitions)
    await api.request('DELETE', `/apis/apiextensions.k8s.io/v1/customresourcedefinitions/${metadata?.name}`);
  // The namespace stays: other tests have theirs in it, too.
  for (const kind of ['clusterrolebindings', 'clusterroles'])
    for (const name of ['breakwater-reads', 'breakwater-control', 'breakwater-reports'])
      await api.request('DELETE', `/apis/rbac.authorization.k8s.io/v1/${kind}/${name}`);
  api.close();
  await rm(folder, { recursive: true, force: true });
});

/** What is reported of a Deployment, by rule. */
async function reported(name: string): Promise<string[]> {
  const { items } = await api.demand('GET', reports);
  return listOf(items)
    .flatMap((report) => listOf(recordOf(report).results).map(recordOf))
    .filter(({ resources }) => listOf(resources).some((one) => recordOf(one).name === name))
    .map(({ policy }) => String(policy));
}

async function eventsOf(name: string): Promise<number> {
  const { items } = await api.demand('GET', `/apis/events.k8s.io/v1/namespaces/${namespace}/events`);
  const ours = listOf(items).filter((event) => JSON.stringify(event).includes('breakwater'));
  return ours.filter((event) => recordOf(recordOf(event).regarding).name === name).length;
}

test('reports and Events follow the findings', async () => {
  await until('the report', 90_000, async () => (await reported('first')).includes('pod-privileged'));
  await api.create(deployment('second'));
  await until('the new finding', 60_000, async () => (await reported('second')).includes('pod-privileged'));
  await until('its Event', 60_000, async () => (await eventsOf('second')) > 0);
  // What was there at the start is no news.
  expect(await eventsOf('first')).toBe(0);

  for (const name of ['first', 'second'])
    await api.demand('DELETE', `/apis/apps/v1/namespaces/${namespace}/deployments/${name}`);
  await until('what was found of them to be gone', 60_000, async () => {
    return (await reported('first')).length + (await reported('second')).length === 0;
  });
  expect((await api.request('GET', `${reports}/of-others`)).status).toBe(200);
});
