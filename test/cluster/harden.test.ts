import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { hardenFiles } from '../../src/cli/harden-files.ts';
import { hardeningOf } from '../../src/enforcement/index.ts';
import { inventoryOf, podAddressesOf, readRecording, representedWorkloads } from '../../src/inventory/cluster/index.ts';
import { Api } from './api.ts';

/** Every file of `breakwater harden` for every namespace of a recorded cluster is what an API server takes. */

const api = new Api(inject('access'));
const { state } = await readRecording('examples/harbor.recording');
const inventory = inventoryOf(state);
const namespaces = inventory.ofKind('/Namespace').map(({ name }) => name);
const shared = ['default', 'kube-system', 'kube-public', 'kube-node-lease'];
const own = namespaces.filter((name) => !shared.includes(name));

beforeAll(async () => {
  for (const name of own) await api.request('POST', '/api/v1/namespaces', { metadata: { name } });
});

afterAll(async () => {
  for (const name of own) await api.request('DELETE', `/api/v1/namespaces/${name}`);
});

test.each(namespaces)('%s', async (namespace) => {
  const hardening = hardeningOf(inventory, namespace, {
    kubernetesVersion: { major: 1, minor: 37 },
    workloads: representedWorkloads(state),
    addresses: podAddressesOf(state),
    use: undefined,
    sandbox: { classes: ['gvisor', 'kata'], onlyInternetFacing: true },
  });
  const objects = hardenFiles(hardening, 'en').flatMap((file) => file.objects);
  expect(objects.map(({ kind }) => kind)).toContain('NetworkPolicy');
  expect(objects.map(({ kind }) => kind)).toContain('ResourceQuota');
  for (const object of objects) {
    const path = `${await api.pathFor(object)}/${object.metadata?.name}`;
    const { status, body, warnings } = await api.request(
      'PATCH',
      `${path}?dryRun=All&fieldManager=test&force=true&fieldValidation=Strict`,
      undefined,
      { type: 'application/apply-patch+yaml', text: JSON.stringify(object) },
    );
    expect([200, 201], JSON.stringify({ object, body })).toContain(status);
    // Of the pods that are there a namespace's label may warn; here there are none.
    expect(warnings).toEqual([]);
  }
});
