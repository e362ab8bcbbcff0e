import { afterAll, expect, inject, test } from 'vitest';
import { Api, until } from './api.ts';
import { pinnedVersion } from './binaries.ts';

const api = new Api(inject('access'));
afterAll(() => api.close());

test('the API server is the pinned version', async () => {
  const version = await api.demand('GET', '/version');
  expect(version.gitVersion).toBe(await pinnedVersion('k8s.io/kubernetes'));
  expect(await api.kubectl(['version', '--output=json'])).toContain(String(version.gitVersion));
});

test('controllers, scheduler and kwok bring a Deployment to run', async () => {
  await api.create({ apiVersion: 'v1', kind: 'Node', metadata: { name: 'node-1' } });
  await api.create({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'scheduled' },
    spec: {
      replicas: 2,
      selector: { matchLabels: { app: 'web' } },
      template: {
        metadata: { labels: { app: 'web' } },
        spec: { containers: [{ name: 'web', image: 'registry.example.com/web:1' }] },
      },
    },
  });
  const path = '/apis/apps/v1/namespaces/default/deployments/scheduled';
  try {
    await until('two ready pods', 60_000, async () => {
      const { status } = (await api.demand('GET', path)) as { status?: { readyReplicas?: number } };
      return status?.readyReplicas === 2;
    });
  } finally {
    await api.demand('DELETE', `${path}?propagationPolicy=Foreground`);
    await api.demand('DELETE', '/api/v1/nodes/node-1');
  }
});

test('a dry-run create in a missing namespace is answered as if it were there', async () => {
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', namespace: 'dry-run' },
    spec: { containers: [{ name: 'web', image: 'web' }] },
  };
  expect(await api.dryRunCreate(pod)).toMatchObject({ status: 201 });
  expect(await api.dryRunCreate({ ...pod, extra: 1 })).toMatchObject({ status: 400 });
  expect(await api.request('GET', '/api/v1/namespaces/dry-run/pods/web')).toMatchObject({ status: 404 });
  expect(await api.dryRunCreate({ ...pod, kind: 'Pood' })).toMatchObject({ status: 404 });
});
