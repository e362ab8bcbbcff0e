import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { inventoryOf, podAddressesOf, readRecording } from '../../src/inventory/cluster/index.ts';
import { generate } from '../../src/network/generation/index.ts';
import { Api } from './api.ts';

const access = inject('access');
const folder = mkdtempSync(join(tmpdir(), 'breakwater-generate-'));
let api: Api;

beforeAll(() => {
  api = new Api(access);
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await api.close();
});

test('a real API server takes every policy that is generated for the example cluster', async () => {
  const recording = fileURLToPath(new URL('../../examples/harbor.recording', import.meta.url));
  const { state } = await readRecording(recording);
  const { namespaces } = generate(inventoryOf(state), { addresses: podAddressesOf(state) });
  const policies = namespaces.flatMap((one) => one.policies.map(({ object }) => object));
  expect(policies.length).toBeGreaterThan(80);
  // One after the other, in one namespace: what is asked is whether the objects are right.
  const refused: unknown[] = [];
  for (const policy of policies) {
    const inOne = { ...policy, metadata: { ...policy.metadata, namespace: 'default' } };
    const { status, body } = await api.dryRunCreate(inOne);
    if (status !== 201) refused.push([policy.metadata?.name, body]);
  }
  expect(refused).toEqual([]);
});

const home = 'generate-test';
const objects = `
apiVersion: v1
kind: Namespace
metadata: { name: ${home} }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: reads, namespace: ${home} }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }
subjects: [{ kind: ServiceAccount, name: default, namespace: ${home} }]
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: reader, namespace: ${home} }
spec:
  replicas: 0
  selector: { matchLabels: { app: reader } }
  template:
    metadata: { labels: { app: reader } }
    spec: { containers: [{ name: app, image: "app:1" }] }
---
# An API server writes it itself, but for one that listens on the loopback as this one does.
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: { name: kubernetes, namespace: default, labels: { kubernetes.io/service-name: kubernetes } }
addressType: IPv4
endpoints: [{ addresses: [198.51.100.7] }]
ports: [{ name: https, port: 7443 }]
`;

test('the API server’s own address and port are read of a real cluster, and are in a recording of it', () => {
  const kubectl = (...args: readonly string[]) =>
    execFileSync(access.kubectl, ['--kubeconfig', access.kubeconfig, ...args], { encoding: 'utf8' });
  const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
  const run = (...args: readonly string[]) => {
    const { stdout, stderr } = spawnSync(process.execPath, [main, ...args, '--language', 'en'], { encoding: 'utf8' });
    return { stdout, stderr };
  };
  const file = join(folder, 'objects.yaml');
  writeFileSync(file, objects);
  kubectl('apply', '-f', file);
  try {
    const recording = join(folder, 'cluster.recording');
    run('record', '--kubeconfig', access.kubeconfig, '-o', recording);
    for (const source of [
      ['--cluster', '--kubeconfig', access.kubeconfig],
      ['--recording', recording],
    ]) {
      const { stdout, stderr } = run('network', 'generate', ...source, '-n', home, '--format', 'json');
      expect(stdout, stderr).toContain('198.51.100.7/32');
      const [{ policies }] = JSON.parse(stdout).namespaces;
      const rules = policies.flatMap(
        ({ object }: { object: { spec: { egress?: unknown[] } } }) => object.spec.egress ?? [],
      );
      expect(rules).toContainEqual({
        to: [{ ipBlock: { cidr: '198.51.100.7/32' } }],
        ports: [{ protocol: 'TCP', port: 7443 }],
      });
    }
  } finally {
    kubectl('delete', '-f', file, '--wait=false');
  }
});
