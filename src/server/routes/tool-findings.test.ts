import { afterAll, beforeAll, expect, it } from 'vitest';
import type { FindingDetail, FindingFacets, FindingPage } from '../contract/index.ts';
import { TestCluster, twoTeams } from '../testing/cluster.ts';
import { type TestServer, testServer } from '../testing/server.ts';

/* What other tools reported is a finding like all others: at its object, with a history, filtered by its tool, excepted by its rule. */
const report = (result: string, name = 'web') => `
apiVersion: wgpolicyk8s.io/v1alpha2
kind: PolicyReport
metadata: { name: tools, namespace: shop }
results:
  - source: kyverno
    policy: require-labels
    rule: autogen-team
    result: ${result}
    severity: high
    message: label team is required
    timestamp: { seconds: 1795000000 }
    resources: [{ apiVersion: apps/v1, kind: Deployment, namespace: shop, name: ${name} }]
`;
const rule = 'kyverno/require-labels/team';

const cluster = new TestCluster(`${twoTeams}---${report('fail')}`);
let server: TestServer;
beforeAll(async () => {
  server = await testServer(cluster);
  await server.settled();
});
afterAll(() => server.close());

async function asked<T>(path: string): Promise<T> {
  const answer = await server.ask({ url: `/api/v1/${path}` });
  expect([path, answer.status]).toEqual([path, 200]);
  return answer.json<T>();
}

const ofTools = (query = '') => asked<FindingPage>(`findings?tool=kyverno${query}`);

it('is told with its tool and rule, at the object', async () => {
  const { items, total } = await ofTools();
  expect(total).toBe(1);
  expect(items[0]).toMatchObject({
    check: rule,
    tool: 'kyverno',
    title: 'require-labels: team',
    message: 'label team is required',
    resource: { kind: 'Deployment', namespace: 'shop', name: 'web' },
  });
  const detail = await asked<FindingDetail>(`findings/${items[0]?.fingerprint}`);
  expect(detail.why).toMatch(/kyverno.*severity: high.*2026-11-18/);
  expect(detail.object?.yaml).toContain('kind: Deployment');
  expect(detail.history.map(({ type }) => type)).toEqual(['opened']);
});

it('is filtered by its tool, and counted', async () => {
  const all = await asked<FindingPage>('findings');
  const own = await asked<FindingPage>('findings?tool=breakwater');
  const both = await asked<FindingPage>('findings?tool=breakwater&tool=kyverno');
  expect([own.total, both.total]).toEqual([all.total - 1, all.total]);
  expect(own.items.every(({ tool }) => tool === null)).toBe(true);
  const facets = await asked<FindingFacets>('findings/facets?tool=kyverno');
  expect(facets.tool).toEqual([
    { value: 'breakwater', label: 'Breakwater', count: own.total },
    { value: 'kyverno', label: 'kyverno', count: 1 },
  ]);
  expect(facets.check).toEqual([{ value: rule, label: rule, count: 1 }]);
  expect(facets.kind).toEqual([{ value: 'Deployment', label: 'Deployment', count: 1 }]);
});

it('is excepted by its rule', async () => {
  const body = {
    check: rule,
    resources: ['Deployment/shop/*'],
    reason: 'known',
    owner: null,
    expires: null,
    container: null,
  };
  const made = await server.ask({ method: 'POST', url: '/api/v1/exceptions', payload: body });
  expect(made.status).toBe(201);
  await server.settled();
  expect((await ofTools('&status=accepted')).total).toBe(1);
  const { id } = made.json<{ id: string }>();
  expect((await server.ask({ method: 'DELETE', url: `/api/v1/exceptions/${id}` })).status).toBe(204);
  await server.settled();
  expect((await ofTools('&status=open')).total).toBe(1);
  const odd = await server.ask({
    method: 'POST',
    url: '/api/v1/exceptions',
    payload: { ...body, check: 'kyverno/a b' },
  });
  expect(odd.status).toBe(400);
});

it('is resolved when its tool says so, and opened again', async () => {
  cluster.apply(report('pass'));
  await server.settled();
  expect((await ofTools('&status=open')).total).toBe(0);
  cluster.apply(report('fail'));
  await server.settled();
  const [finding] = (await ofTools('&status=open')).items;
  const { history } = await asked<FindingDetail>(`findings/${finding?.fingerprint}`);
  const types = history.map(({ type }) => type).filter((type) => !type.startsWith('accept'));
  expect(types).toEqual(['opened', 'resolved', 'reopened']);
});
