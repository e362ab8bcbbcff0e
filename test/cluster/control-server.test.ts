import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type KubernetesObject, recordOf } from '../../src/kubernetes/index.ts';
import { Api, until } from './api.ts';
import {
  conditionOf,
  inForce,
  installDefinitions,
  nativesOf,
  ours,
  removeDefinitions,
  securityException,
  securityPolicy,
} from './control.ts';
import { ServerProcess } from './server-process.ts';

/* `breakwater server --control` as it is started: what it knows of the cluster goes into the status of policies and exceptions. */
const api = new Api(inject('access'));
let folder = '';
let server: ServerProcess;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'breakwater-control-'));
  await installDefinitions(api);
  await api.ensureNamespace('ladder');
  for (const name of ['agent', 'web']) await api.create(pod(name));
  const command = ['node', join(import.meta.dirname, '../../src/cli/main.ts')];
  server = await ServerProcess.start(command, ['--control', '--kubeconfig', api.access.kubeconfig, '--data', folder]);
});

afterAll(async () => {
  await server.stop();
  await removeDefinitions(api);
  api.close();
  await rm(folder, { recursive: true, force: true });
});

function pod(name: string): KubernetesObject {
  const containers = [{ name: 'a', image: 'registry.example.com/a:1', securityContext: { privileged: true } }];
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'ladder' }, spec: { containers } };
}

test('policies and exceptions say what becomes of the cluster', async () => {
  const scope = { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'ladder' } } };
  const rollout = { to: 'Deny', cleanFor: '7d' };
  await api.create(
    securityException('agent', { check: 'pod-privileged', resources: ['Pod/ladder/agent'], reason: 'a test' }),
  );
  await api.create(
    securityException('nobody', { check: 'pod-privileged', resources: ['Pod/ladder/nobody'], reason: 'a test' }),
  );
  await api.create(securityPolicy('ladder', { checks: { 'pod-privileged': {} }, action: 'Audit', scope, rollout }));
  await inForce(api, 'ladder');
  await until('the prediction', 60_000, async () => {
    return (await conditionOf(api, 'securitypolicies/ladder', 'RolloutReady'))?.reason === 'WouldRefuse';
  });
  const { wouldRefuse } = recordOf((await api.demand('GET', `${ours}/securitypolicies/ladder`)).status);
  // Of two privileged pods one is excepted.
  expect(wouldRefuse).toMatchObject({ workloads: 1 });
  await until('what the exception covers', 60_000, async () => {
    return (await conditionOf(api, 'securityexceptions/agent', 'Matched'))?.reason === 'Matched';
  });
  await until('what the other one does not', 60_000, async () => {
    return (await conditionOf(api, 'securityexceptions/nobody', 'Matched'))?.reason === 'Unmatched';
  });
  const { text } = await server.ask('GET', '/api/v1/findings?check=pod-privileged&namespace=ladder&status=accepted');
  expect(JSON.parse(text)).toMatchObject({ total: 1, items: [{ resource: { name: 'agent' } }] });

  await api.demand('DELETE', `${ours}/securitypolicies/ladder`);
  await until('what it made to be gone', 20_000, async () => (await nativesOf(api, 'ladder')).length === 0);
});
