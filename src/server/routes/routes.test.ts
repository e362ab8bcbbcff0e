import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { permissionSchema } from '../contract/index.ts';
import { openApiDocument } from '../openapi.ts';
import type { Route } from '../route.ts';
import { guard, secretValue, TestCluster, twoTeams } from '../testing/cluster.ts';
import { type TestServer, testServer } from '../testing/server.ts';

const closed = `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web, namespace: shop }
spec: { podSelector: {} }
`;

const held = `apiVersion: breakwater.dev/v1alpha1
kind: SecurityException
metadata: { name: held }
spec: { check: pod-host-network, resources: [Deployment/shop/web], reason: known }
`;

let server: TestServer;
beforeAll(async () => {
  server = await testServer(new TestCluster(`${twoTeams}---${closed}---\n${guard()}---\n${held}`));
  await server.settled();
});
afterAll(() => server.close());

/** Every address that is asked for with GET, with something to ask for in it. */
async function readable(sees?: readonly string[]): Promise<{ route: Route; url: string }[]> {
  const list = await server.ask({ url: '/api/v1/findings?check=pod-privileged', ...(sees && { sees }) });
  const { items } = list.json<{ items: { fingerprint: string }[] }>();
  const values: Readonly<Record<string, string>> = {
    fingerprint: items[0]?.fingerprint ?? '',
    group: 'apps',
    kind: 'Deployment',
    namespace: 'shop',
    name: 'web',
    id: 'pod-privileged',
    framework: 'pss',
    policy: 'guard',
    exception: 'held',
  };
  const draft = '?name=new&checks=pod-privileged&action=Deny&enforcement=Native&failurePolicy=Fail';
  const queries: Readonly<Record<string, string>> = {
    '/api/v1/findings/groups': '?by=workload',
    '/api/v1/search': '?q=e',
    '/api/v1/policies/:policy/change': '?action=Warn',
    '/api/v1/policy-draft': draft,
    '/api/v1/policy-draft/prediction': draft,
    '/api/v1/exception-draft': '?check=pod-privileged&resources=Deployment/shop/web&reason=known',
    '/api/v1/network/explain': '?from=Deployment/shop/web&to=internet',
    '/api/v1/network/policy': '?group=networking.k8s.io&kind=NetworkPolicy&namespace=shop&name=web',
  };
  return server.routes
    .filter(({ method, url, access }) => method === 'GET' && access !== 'sign-in' && url !== '/api/v1/events')
    .map((route) => ({
      route,
      url: route.url.replace(/:(\w+)/g, (_, name: string) => values[name] ?? '') + (queries[route.url] ?? ''),
    }));
}

describe('the table of routes', () => {
  it('names what each takes: nothing, a user, or a permission', () => {
    const known = new Set(['public', 'sign-in', 'signed-in', ...permissionSchema.options]);
    expect(server.routes.filter(({ access }) => !known.has(access))).toEqual([]);
    expect(server.routes.filter(({ access }) => access === 'public').map(({ url }) => url)).toEqual([
      '/api/v1/sign-in/methods',
      '/healthz',
      '/readyz',
      '/api/v1/openapi.json',
    ]);
  });

  it('asks for a permission to change where something is changed', () => {
    const changes = server.routes.filter(({ method, access }) => method !== 'GET' && access !== 'sign-in');
    expect(Object.fromEntries(changes.map(({ method, url, access }) => [`${method} ${url}`, access]))).toEqual({
      'POST /api/v1/sign-out': 'signed-in',
      'DELETE /api/v1/exception-objects/:exception': 'exceptions:write',
      'POST /api/v1/findings/accept': 'findings:accept',
      'POST /api/v1/findings/withdraw': 'findings:accept',
      // Changes nothing: it takes more text than an address does.
      'POST /api/v1/network/simulate': 'workloads:read',
      'POST /api/v1/exceptions': 'findings:accept',
      'DELETE /api/v1/exceptions/:id': 'findings:accept',
      'POST /api/v1/exception-objects': 'exceptions:write',
      'POST /api/v1/policies': 'policies:write',
      'PUT /api/v1/policies/:policy/action': 'policies:write',
      'PUT /api/v1/settings': 'settings:write',
      'POST /api/v1/tokens': 'tokens:write',
      'DELETE /api/v1/tokens/:id': 'tokens:write',
    });
  });

  it('says of each how it answers', () => {
    const silent = server.routes.filter(
      ({ answer, mediaTypes, status }) => answer === undefined && mediaTypes.length === 0 && status === 200,
    );
    expect(silent).toEqual([]);
  });
});

describe('answers', () => {
  it('are what the contract says', async () => {
    for (const { route, url } of await readable()) {
      const answer = await server.ask({ url });
      expect([url, answer.status]).toEqual([url, 200]);
      if (route.answer !== undefined) expect(() => route.answer?.parse(answer.json())).not.toThrow();
    }
  });

  it('show a user nothing of the namespaces of others, nor of the cluster', async () => {
    const ours = await readable(['shop']);
    for (const { route, url } of ours) {
      const administration = ['settings:read', 'audit:read', 'tokens:write', 'cluster:read'].includes(route.access);
      if (administration) continue;
      const answer = await server.ask({ url, sees: ['shop'] });
      expect([url, answer.status]).toEqual([url, 200]);
      expect([url, answer.text.match(/payments|ledger|money|everyone-admin/)?.[0]]).toEqual([url, undefined]);
    }
    const list = await server.ask({ url: '/api/v1/findings?namespace=payments', sees: ['shop'] });
    expect(list.json()).toEqual({ items: [], total: 0 });
  });

  it('do not tell a user whether something of others is there', async () => {
    const list = await server.ask({ url: '/api/v1/findings?namespace=payments' });
    const [finding] = list.json<{ items: { fingerprint: string }[] }>().items;
    for (const url of [
      `/api/v1/findings/${finding?.fingerprint}`,
      '/api/v1/workloads/apps/Deployment/payments/ledger',
    ]) {
      expect((await server.ask({ url })).status).toBe(200);
      const hidden = await server.ask({ url, sees: ['shop'] });
      const absent = await server.ask({ url: url.replace(/.{6}$/, 'a'.repeat(6)), sees: ['shop'] });
      expect(hidden.status).toBe(404);
      expect({ ...hidden.json<object>(), instance: '' }).toEqual({ ...absent.json<object>(), instance: '' });
    }
  });

  it('never show a credential', async () => {
    const list = await server.ask({ url: '/api/v1/findings?limit=500&namespace=payments' });
    const { items } = list.json<{ items: { fingerprint: string }[] }>();
    const urls = [
      ...items.map(({ fingerprint }) => `/api/v1/findings/${fingerprint}`),
      '/api/v1/workloads/apps/Deployment/payments/ledger',
      '/api/v1/findings/export?format=json',
    ];
    expect(items.length).toBeGreaterThan(10);
    for (const url of urls) expect((await server.ask({ url })).text).not.toContain(secretValue);
  });

  it('come in the language asked for', async () => {
    const headers = { 'accept-language': 'zh-CN' };
    const answer = await server.ask({ url: '/api/v1/checks/pod-privileged', headers });
    expect(answer.json<{ title: string }>().title).toMatch(/\p{Script=Han}/u);
  });

  it('come compressed', async () => {
    const answer = await server.ask({ url: '/api/v1/checks', headers: { 'accept-encoding': 'gzip' } });
    expect(answer.headers['content-encoding']).toBe('gzip');
    expect(answer.headers['content-length']).toBeUndefined();
  });
});

describe('the OpenAPI document', () => {
  it('names every route, with schemas that are valid', () => {
    const document = openApiDocument(server.routes, '1.0.0') as {
      paths: Record<string, Record<string, { operationId: string; parameters: { name: string; in: string }[] }>>;
    };
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.values(methods).map((operation) => ({ path, ...operation })),
    );
    expect(operations).toHaveLength(server.routes.length);
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
    for (const { path, parameters } of operations)
      expect(parameters.filter((one) => one.in === 'path').map(({ name }) => `{${name}}`)).toEqual(
        path.match(/\{\w+\}/g) ?? [],
      );
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    const schemas = schemasIn(document);
    expect(schemas.length).toBeGreaterThan(40);
    for (const schema of schemas) expect(ajv.validateSchema(schema)).toBe(true);
  });
});

/** What stands under a key `schema`, wherever it is. */
function schemasIn(value: unknown): object[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'schema' && typeof inner === 'object' && inner !== null ? [inner] : schemasIn(inner),
  );
}
