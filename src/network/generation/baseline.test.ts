import { expect, it } from 'vitest';
import { inventoryFromText } from '../../inventory/index.ts';
import { generate } from './generate.ts';

const definition = (versions: string) => `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: clusternetworkpolicies.policy.networking.k8s.io }
spec: { group: policy.networking.k8s.io, names: { kind: ClusterNetworkPolicy }, versions: [${versions}] }
`;

it.each([
  ['no definition', '', 'v1alpha2'],
  ['the first release', definition('{ name: v1alpha2, served: true }'), 'v1alpha2'],
  ['both', definition('{ name: v1alpha2, served: true }, { name: v1beta1, served: true }'), 'v1beta1'],
  ['one not served', definition('{ name: v1alpha2, served: true }, { name: v1beta1, served: false }'), 'v1alpha2'],
])('the baseline is of the version that is served: %s', (_, text, version) => {
  const { baseline } = generate(inventoryFromText(text), { baseline: true });
  expect(baseline?.apiVersion).toBe(`policy.networking.k8s.io/${version}`);
});
