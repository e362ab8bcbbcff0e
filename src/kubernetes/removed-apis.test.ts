import { expect, test } from 'vitest';
import { apiLifecycle, removableApis } from './removed-apis.ts';
import { loadSchemas } from './schema/index.ts';
import { compareVersions, formatVersion, parseVersion, supportedVersions } from './version.ts';

test.each([
  ['extensions/v1beta1', 'Ingress', '1.1', '1.14', '1.22', 'networking.k8s.io/v1'],
  ['policy/v1beta1', 'PodSecurityPolicy', '1.10', '1.21', '1.25', undefined],
  ['batch/v1beta1', 'CronJob', '1.8', '1.21', '1.25', 'batch/v1'],
  ['autoscaling/v2beta2', 'HorizontalPodAutoscaler', '1.12', '1.23', '1.26', 'autoscaling/v2'],
  ['batch/v2alpha1', 'CronJob', '1.4', undefined, '1.21', 'batch/v1'],
])('%s %s', (apiVersion, kind, introduced, deprecated, removed, replacement) => {
  const lifecycle = apiLifecycle(apiVersion, kind);
  expect(lifecycle && formatVersion(lifecycle.introduced)).toBe(introduced);
  expect(lifecycle?.deprecated && formatVersion(lifecycle.deprecated)).toBe(deprecated);
  expect(lifecycle && formatVersion(lifecycle.removed)).toBe(removed);
  expect(lifecycle?.replacement).toBe(replacement);
});

test.each([
  ['apps/v1', 'Deployment'],
  ['apps/v1beta1', 'DaemonSet'],
  ['example.com/v1', 'Widget'],
])('%s %s has no end', (apiVersion, kind) => {
  expect(apiLifecycle(apiVersion, kind)).toBeUndefined();
});

test('versions follow each other in every row', () => {
  for (const [name, { introduced, deprecated, removed }] of removableApis()) {
    const order = [introduced, deprecated ?? introduced, removed];
    expect(order.toSorted(compareVersions), name).toEqual(order);
  }
});

test.each(supportedVersions)('agrees with the kinds that the schemas of %s have', (supported) => {
  const schemas = loadSchemas(supported);
  const version = parseVersion(supported);
  if (version === undefined) throw new Error(supported);
  const differences: string[] = [];
  for (const [name, { introduced, removed }] of removableApis()) {
    const slash = name.lastIndexOf('/');
    const served = schemas.isNamespaced(name.slice(0, slash), name.slice(slash + 1)) !== undefined;
    const listed = compareVersions(introduced, version) <= 0 && compareVersions(version, removed) < 0;
    if (served !== listed) differences.push(`${name}: ${served ? 'served' : 'not served'}`);
  }
  expect(differences).toEqual([]);
});
