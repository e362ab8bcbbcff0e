import { execFileSync } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parametersNamespace } from '../../src/enforcement/index.ts';
import { type KubernetesObject, listOf, recordOf, stringOf } from '../../src/kubernetes/index.ts';
import { Api, until } from '../../test/cluster/api.ts';
import { startControlPlane, stopControlPlane } from '../../test/cluster/control-plane.ts';
import { inParallel } from '../../test/cluster/in-parallel.ts';
import { endWithUs } from '../../test/cluster/processes.ts';
import { company } from './company.ts';
import { namespace, object } from './kinds.ts';
import { mirrorPods, nodeObject, nodes } from './nodes.ts';
import { controlled, policies, policyKinds } from './policies.ts';
import { addDebugContainer, bindVolumes, giveAddresses, isSettled, ranJobs, setPodStatuses } from './operations.ts';

/**
 * `node examples/harbor/make.ts`: makes the cluster of a freight company that doesn't exist in a control plane of our own, and records it as
 * examples/harbor.recording.
 */
const root = fileURLToPath(new URL('../..', import.meta.url));
const recording = join(root, 'examples/harbor.recording');
const debugged = ['tracking-prod', 'positions'] as const;

const plane = await startControlPlane();
const callOff = endWithUs(plane.processes, plane.folder);
const api = new Api(plane.access);
try {
  await makeNodes();
  await makeCompany();
  await makeRolloutPods();
  await ranJobs(api);
  say('waiting for the pods');
  await until('all pods', 180_000, async () => {
    await bindVolumes(api);
    await setPodStatuses(api);
    return isSettled(api);
  });
  await giveAddresses(api);
  await addDebugContainer(api, ...debugged);
  await setPodStatuses(api);
  await makePolicies();
  // The recording carries the context's name.
  const kubeconfig = join(plane.folder, 'harbor.kubeconfig');
  const ours = readFileSync(plane.access.kubeconfig, 'utf8').replaceAll('"breakwater"', '"harbor"');
  writeFileSync(kubeconfig, ours, { mode: 0o600 });
  record(kubeconfig);
  await control();
  record(kubeconfig);
  say(`${recording}: ${Math.round(statSync(recording).size / 1000)} kB`);
} finally {
  api.close();
  await stopControlPlane(plane);
  callOff();
}

function record(kubeconfig: string): void {
  execFileSync(
    process.execPath,
    ['src/cli/main.ts', 'record', '--kubeconfig', kubeconfig, '--output', recording],
    { cwd: root, stdio: 'inherit', timeout: 120_000 },
  );
}

async function makePolicies(): Promise<void> {
  for (const kind of policyKinds) await api.create(kind);
  await until('the policies’ kinds', 60_000, async () => {
    const answers = await Promise.all(policies.map((one) => api.pathFor(one)));
    return answers.every((path) => path !== undefined);
  });
  for (const one of policies) await api.create(one);
}

/** What Breakwater's controller would do of the policies. */
async function control(): Promise<void> {
  const path = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions/securitypolicies.breakwater.dev';
  const definition = stringOf(recordOf((await api.demand('GET', path)).metadata).uid) ?? '';
  const { natives, statuses } = await controlled(recording, definition, new Date().toISOString());
  // Where the parameters of checks stand.
  await api.ensureNamespace(parametersNamespace);
  await label(namespace(parametersNamespace, 'platform', 'restricted'));
  for (const one of natives) await api.create(one);
  for (const [name, status] of statuses) {
    const raw = { type: 'application/merge-patch+json', text: JSON.stringify({ status }) };
    const at = `/apis/breakwater.dev/v1alpha1/securitypolicies/${name}/status`;
    const answer = await api.request('PATCH', at, undefined, raw);
    if (answer.status !== 200) throw new Error(`status of ${name}: ${JSON.stringify(answer.body)}`);
  }
}

async function makeNodes(): Promise<void> {
  for (const node of nodes) {
    const made = await api.create(nodeObject(node));
    const uid = stringOf(recordOf(made.metadata).uid) ?? '';
    for (const pod of mirrorPods(node, uid)) await api.create(pod);
  }
}

/** Namespaces, kinds and policies first, one after the other; the rest at once. */
async function makeCompany(): Promise<void> {
  say(`creating ${company.length} objects`);
  const [early, late] = [company.filter(isEarly), company.filter((one) => !isEarly(one))];
  for (const one of early) {
    if (one.kind === 'Namespace') await api.ensureNamespace(one.metadata?.name ?? '');
    if (one.kind === 'Namespace') await label(one);
    else await api.create(one);
  }
  await until('the sidecar policy', 60_000, injectsSidecar);
  await until('the custom kinds', 60_000, async () => {
    const answers = await Promise.all(late.map((one) => api.pathFor(one)));
    return answers.every((path) => path !== undefined);
  });
  await inParallel(late, async (one) => {
    await api.create(one);
  });
}

function isEarly({ kind, apiVersion }: KubernetesObject): boolean {
  return (
    ['Namespace', 'PriorityClass', 'StorageClass', 'CustomResourceDefinition', 'ServiceAccount'].includes(kind) ||
    apiVersion.startsWith('admissionregistration.')
  );
}

async function label({ metadata }: KubernetesObject): Promise<void> {
  const raw = { type: 'application/merge-patch+json', text: JSON.stringify({ metadata: { labels: metadata?.labels } }) };
  const answer = await api.request('PATCH', `/api/v1/namespaces/${metadata?.name}`, undefined, raw);
  if (answer.status !== 200) throw new Error(`labels of ${metadata?.name}: ${JSON.stringify(answer.body)}`);
}

/** Policies act some moments after they were made. */
async function injectsSidecar(): Promise<boolean> {
  const spec = { containers: [{ name: 'main', image: 'main' }] };
  const pod = object('v1', 'Pod', 'default', 'sidecar-test', { spec }, { labels: { 'harbor.example/audit': 'sidecar' } });
  const { body } = await api.dryRunCreate(pod);
  return listOf(recordOf(recordOf(body).spec).containers).length === 2;
}

/** What Argo Rollouts' controller would do. */
async function makeRolloutPods(): Promise<void> {
  for (const one of company.filter(({ kind }) => kind === 'Rollout')) {
    const path = await api.pathFor(one);
    const made = await api.demand('GET', `${path}/${one.metadata?.name}`);
    const { replicas, selector, template } = recordOf(one.spec);
    const owner = { apiVersion: one.apiVersion, kind: one.kind, name: one.metadata?.name, controller: true };
    await api.create(
      object(
        'apps/v1',
        'ReplicaSet',
        one.metadata?.namespace,
        `${one.metadata?.name}-6c9d7f5b84`,
        { spec: { replicas, selector, template } },
        { ownerReferences: [{ ...owner, uid: recordOf(made.metadata).uid }], labels: one.metadata?.labels },
      ),
    );
  }
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
