import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { inventoryOf, podAddressesOf, readRecording } from '../../src/inventory/cluster/index.ts';
import { generate } from '../../src/network/generation/index.ts';
import { Api } from './api.ts';

let api: Api;

beforeAll(() => {
  api = new Api(inject('access'));
});
afterAll(() => api.close());

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
