import { isDeepStrictEqual } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { KubernetesClient, loadConnection } from '../../src/kubernetes/client/index.ts';
import { grantsYaml } from '../../src/server/access/index.ts';
import type { Browser } from '../../src/server/access/testing/browser.ts';
import { startServer, type TestServer } from '../../src/server/access/testing/server.ts';
import { permissionSchema } from '../../src/server/contract/index.ts';
import { Api, until } from './api.ts';

/** Sign-in and rights against the real API server: TokenReview of ServiceAccounts' tokens, RBAC by the YAML that the console shows. */
const access = inject('access');
const api = new Api(access);
const namespaces = ['access-mail', 'access-shop', 'access-web'];
const [mail = '', shop = ''] = namespaces;
let client: KubernetesClient;
let server: TestServer | undefined;

beforeAll(async () => {
  client = new KubernetesClient(await loadConnection({ kubeconfig: access.kubeconfig, env: {} }));
  for (const name of namespaces) await api.ensureNamespace(name);
  for (const language of ['en', 'zh-CN'] as const) await api.kubectl(['apply', '-f', '-'], grantsYaml(language));
});

afterEach(stopServer);

async function freshServer(): Promise<TestServer> {
  await stopServer();
  server = await startServer({ reviews: client, namespaces: () => ['default', 'kube-system', ...namespaces] });
  return server;
}

async function stopServer(): Promise<void> {
  await server?.close();
  server = undefined;
}

afterAll(async () => {
  await client.close();
  api.close();
});

const userPermissions = ['findings:read', 'workloads:read'];
const operatorPermissions = ['findings:accept', ...userPermissions];

/** A token of a new ServiceAccount with these bindings. */
async function tokenOf(name: string, bindings: readonly { role: string; namespace?: string }[]): Promise<string> {
  await api.demand('POST', `/api/v1/namespaces/${shop}/serviceaccounts`, {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name },
  });
  const rbac = '/apis/rbac.authorization.k8s.io/v1';
  for (const { role, namespace } of bindings)
    await api.demand(
      'POST',
      namespace === undefined ? `${rbac}/clusterrolebindings` : `${rbac}/namespaces/${namespace}/rolebindings`,
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: namespace === undefined ? 'ClusterRoleBinding' : 'RoleBinding',
        metadata: { name: `${name}-${role}` },
        subjects: [{ kind: 'ServiceAccount', name, namespace: shop }],
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: role },
      },
    );
  const path = `/api/v1/namespaces/${shop}/serviceaccounts/${name}/token`;
  const { status } = await api.demand('POST', path, { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest' });
  return (status as { token: string }).token;
}

/** Who a token's user is, as a server says that decided nothing yet: RBAC hears of new bindings a little later. */
async function signIn(token: string, wanted: object): Promise<Browser> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const browser = (await freshServer()).browser();
    const { status } = await browser.post('/api/v1/sign-in/token', { token });
    if (status === 204) await browser.readCsrf();
    const { csrf, ...who } = (await browser.get('/api/v1/who')).json;
    if (isDeepStrictEqual(who, wanted) || Date.now() > deadline) {
      expect(who).toEqual(wanted);
      return browser;
    }
  }
}

describe('a ServiceAccount', () => {
  test.each([
    ['viewer-one', [{ role: 'breakwater-viewer', namespace: shop }], userPermissions, [shop], []],
    ['viewer-all', [{ role: 'breakwater-viewer' }], ['cluster:read', ...userPermissions], null, []],
    ['operator-one', [{ role: 'breakwater-operator', namespace: mail }], operatorPermissions, [mail], [mail]],
    [
      'viewer-and-operator',
      [
        { role: 'breakwater-viewer', namespace: shop },
        { role: 'breakwater-operator', namespace: mail },
      ],
      operatorPermissions,
      [mail, shop],
      [mail],
    ],
    // What is the whole cluster's is not given by a binding in a namespace.
    ['admin-one', [{ role: 'breakwater-admin', namespace: shop }], operatorPermissions, [shop], [shop]],
    ['admin-all', [{ role: 'breakwater-admin' }], [...permissionSchema.options].sort(), null, null],
    // Kubernetes' own roles: admin by aggregation, view not, who may do everything everything.
    [
      'own-admin',
      [
        { role: 'admin', namespace: shop },
        { role: 'view', namespace: mail },
      ],
      operatorPermissions,
      [shop],
      [shop],
    ],
    ['cluster-admin', [{ role: 'cluster-admin' }], [...permissionSchema.options].sort(), null, null],
  ])('%s gets exactly what is granted', async (name, bindings, permissions, sees, accepts) => {
    const token = await tokenOf(name, bindings);
    const wanted = {
      name: `system:serviceaccount:${shop}:${name}`,
      via: 'kubernetes',
      permissions: [...permissions].sort(),
      namespaces: sees,
      accepts,
    };
    const browser = await signIn(token, wanted);
    const mayRead = permissions.includes('settings:read');
    expect((await browser.get('/api/v1/settings')).status).toBe(mayRead ? 200 : 403);
    const mayAccept = permissions.includes('findings:accept');
    expect((await browser.post('/api/v1/accept')).status).toBe(mayAccept ? 204 : 403);
  });

  test('without a binding, or with a token that is none, is refused', async () => {
    const token = await tokenOf('nobody', []);
    const browser = (await freshServer()).browser();
    expect((await browser.post('/api/v1/sign-in/token', { token })).status).toBe(403);
    expect((await browser.post('/api/v1/sign-in/token', { token: `${token}x` })).status).toBe(401);
    const [head, , signature] = token.split('.');
    const forged = Buffer.from(JSON.stringify({ sub: 'system:admin' })).toString('base64url');
    expect((await browser.post('/api/v1/sign-in/token', { token: `${head}.${forged}.${signature}` })).status).toBe(401);
    expect(browser.cookies.size).toBe(0);
    const headers = { authorization: `Bearer ${token}` };
    expect((await browser.get('/api/v1/settings', { headers })).status).toBe(403);
  });
});

test('groups of an OpenID provider have what the examples bind', async () => {
  const examples = grantsYaml('en')
    .split('\n')
    .filter((line) => line.startsWith('# '))
    .map((line) => line.slice(2));
  const yaml = examples.slice(examples.findIndex((line) => line.startsWith('# A team')) + 1).join('\n');
  await api.kubectl(['apply', '-f', '-'], yaml.replaceAll('namespace: shop', `namespace: ${shop}`));
  for (const [groups, allowed] of [
    [['oidc:shop-team'], { [shop]: true, [mail]: false }],
    [['shop-team'], { [shop]: false, [mail]: false }],
    [['oidc:platform'], { [shop]: true, [mail]: true }],
  ] as const)
    for (const [namespace, wanted] of Object.entries(allowed))
      await until(`${groups} in ${namespace}: ${wanted}`, 30_000, async () => {
        const question = { group: 'breakwater.dev', resource: 'findings', verb: 'update', namespace };
        return (await client.reviewAccess({ username: 'oidc:x', groups, extra: {} }, question)).allowed === wanted;
      });
});
