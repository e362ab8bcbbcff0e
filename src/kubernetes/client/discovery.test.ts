import { afterEach, beforeEach, expect, test } from 'vitest';
import { KubernetesClient } from './client.ts';
import { sendJson, startTestServer, status, type TestServer, testTimes } from './testing/test-server.ts';

let server: TestServer;
let client: KubernetesClient;

beforeEach(async () => {
  server = await startTestServer((_request, response) => sendJson(response, {}));
  client = new KubernetesClient(server.connection(), testTimes);
});

afterEach(async () => {
  await client.close();
  await server.close();
});

/** Answers these paths; anything else is not found. */
function serve(answers: Readonly<Record<string, unknown>>): void {
  server.answer((_request, response, url) => {
    const body = answers[url.pathname];
    if (body === undefined) sendJson(response, status(404, 'NotFound', 'not found'), 404);
    else if (body === 503) sendJson(response, status(503, 'ServiceUnavailable', 'service unavailable'), 503);
    else sendJson(response, body);
  });
}

const verbs = ['list', 'watch'];
const pods = { group: '', version: 'v1', kind: 'Pod', plural: 'pods', namespaced: true, verbs };

const aggregated = (resource: string, kind: string, scope = 'Namespaced') => ({
  resource,
  responseKind: { group: '', version: '', kind },
  scope,
  verbs,
});

const core = {
  kind: 'APIGroupDiscoveryList',
  items: [
    {
      metadata: {},
      versions: [
        {
          version: 'v1',
          resources: [{ ...aggregated('pods', 'Pod'), subresources: [{ subresource: 'log' }] }],
          freshness: 'Current',
        },
      ],
    },
  ],
};

test('reads aggregated discovery: each kind in the version that is preferred, or the one that has it', async () => {
  const versions = [
    { version: 'v1', resources: [aggregated('widgets', 'Widget')], freshness: 'Current' },
    {
      version: 'v1beta1',
      resources: [aggregated('widgets', 'Widget'), aggregated('gears', 'Gear', 'Cluster')],
      freshness: 'Current',
    },
  ];
  serve({
    '/api': core,
    '/apis': { kind: 'APIGroupDiscoveryList', items: [{ metadata: { name: 'example.com' }, versions }] },
  });
  const widget = { group: 'example.com', kind: 'Widget', plural: 'widgets', version: 'v1', namespaced: true, verbs };
  expect(await client.discover()).toEqual({
    resources: [pods, widget, { ...widget, kind: 'Gear', plural: 'gears', version: 'v1beta1', namespaced: false }],
    failures: [],
  });
});

test('an API whose server does not answer is a failure, not an empty list', async () => {
  const versions = [{ version: 'v1beta1', freshness: 'Stale' }];
  serve({
    '/api': core,
    '/apis': { kind: 'APIGroupDiscoveryList', items: [{ metadata: { name: 'metrics.k8s.io' }, versions }] },
  });
  expect(await client.discover()).toEqual({
    resources: [pods],
    failures: [{ groupVersion: 'metrics.k8s.io/v1beta1', message: 'the server behind this API did not answer' }],
  });
});

test('asks the old way where the server knows no other', async () => {
  const group = (name: string, preferred: string, ...versions: string[]) => ({
    name,
    versions: versions.map((version) => ({ groupVersion: `${name}/${version}`, version })),
    preferredVersion: { groupVersion: `${name}/${preferred}`, version: preferred },
  });
  const list = (...resources: object[]) => ({ kind: 'APIResourceList', resources });
  serve({
    '/api': { kind: 'APIVersions', versions: ['v1'] },
    '/api/v1': list(
      { name: 'pods', kind: 'Pod', namespaced: true, verbs },
      { name: 'pods/log', kind: 'Pod', namespaced: true, verbs: ['get'] },
    ),
    '/apis': {
      kind: 'APIGroupList',
      groups: [group('apps', 'v1', 'v1beta1', 'v1'), group('metrics.k8s.io', 'v1', 'v1')],
    },
    '/apis/apps/v1': list({ name: 'deployments', kind: 'Deployment', namespaced: true, verbs }),
    '/apis/apps/v1beta1': list({ name: 'deployments', kind: 'Deployment', namespaced: true, verbs }),
    '/apis/metrics.k8s.io/v1': 503,
  });
  expect(await client.discover()).toEqual({
    resources: [pods, { ...pods, group: 'apps', kind: 'Deployment', plural: 'deployments' }],
    failures: [{ groupVersion: 'metrics.k8s.io/v1', message: 'service unavailable' }],
  });
});

test('half of it being refused is a failure; all of it, an error', async () => {
  serve({ '/api': core });
  expect(await client.discover()).toEqual({
    resources: [pods],
    failures: [{ groupVersion: '/apis', message: 'not found' }],
  });
  serve({ '/api': {}, '/apis': [] });
  await expect(client.discover()).rejects.toMatchObject({ reason: 'Unexpected', path: '/api' });
});

test('asks for the version', async () => {
  serve({ '/version': { gitVersion: 'v1.37.2' } });
  expect(await client.version()).toBe('v1.37.2');
  serve({ '/version': {} });
  await expect(client.version()).rejects.toMatchObject({ reason: 'Unexpected' });
});
