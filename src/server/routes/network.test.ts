import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {
  NetworkConnection,
  NetworkExplanation,
  NetworkExposure,
  NetworkMap,
  NetworkPolicies,
  NetworkSimulation,
  Problem,
} from '../contract/index.ts';
import { deployment, TestCluster } from '../testing/cluster.ts';
import { type TestServer, testServer } from '../testing/server.ts';

const port = 'ports: [{ containerPort: 8080, name: http }]';
/** Five namespaces; the databases of two of them are closed. */
const manifests = [
  ...['shop', 'payments', 'mail', 'data', 'ops'].flatMap((namespace) => [
    `apiVersion: v1\nkind: Namespace\nmetadata: { name: ${namespace} }\n---`,
    deployment(namespace, 'web', port),
    deployment(namespace, 'db', port),
  ]),
  ...['shop', 'payments'].map(
    (namespace) => `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: db-from-web, namespace: ${namespace} }
spec:
  podSelector: { matchLabels: { app: db } }
  ingress:
    - from: [{ podSelector: { matchLabels: { app: web } } }]
      ports: [{ port: 8080 }]
---`,
  ),
  `
apiVersion: v1
kind: Service
metadata: { name: front, namespace: mail }
spec: { type: NodePort, selector: { app: web }, ports: [{ port: 80, targetPort: 8080, nodePort: 30080 }] }
---`,
].join('\n');

const closing = `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: closing, namespace: shop }
spec: { podSelector: {}, policyTypes: [Ingress] }
`;

let cluster: TestCluster;
let server: TestServer;
beforeAll(async () => {
  cluster = new TestCluster(manifests);
  server = await testServer(cluster);
  await server.settled();
});
afterAll(() => server.close());

type Sees = { readonly sees?: readonly string[] };

async function get<T>(url: string, who: Sees = {}): Promise<T> {
  const answer = await server.ask({ url: `/api/v1/network/${url}`, ...who });
  expect([url, answer.status]).toEqual([url, 200]);
  return answer.json<T>();
}

function simulate(yaml: string, who: Sees = {}) {
  return server.ask({ method: 'POST', url: '/api/v1/network/simulate', payload: { yaml }, ...who });
}

const lines = ({ edges, everyone }: NetworkMap) =>
  edges.map(({ from, to, state, ports, everyPort }) => {
    const except = everyone.find(({ id }) => id === from)?.except;
    const source = except === undefined ? from : `all but ${except.join() || 'nobody'}`;
    return `${source} > ${to} ${state} ${everyPort ? 'every port' : ports.join()}`;
  });

describe('the map', () => {
  it('begins with namespaces, and says once what everyone may', async () => {
    const map = await get<NetworkMap>('map');
    expect(map.nodes.map(({ id }) => id).sort()).toEqual(
      ['data/', 'internet', 'mail/', 'nodes', 'ops/', 'payments/', 'shop/'].sort(),
    );
    expect(map.nodes.find(({ id }) => id === 'shop/')).toMatchObject({
      members: 2,
      ingress: { yes: 1, unknown: 0 },
      egress: { yes: 0, unknown: 0 },
    });
    expect(map.counts).toEqual({ namespaces: 5, workloads: 10, policies: 2, ignored: 0 });
    expect(lines(map).sort()).toEqual(
      ['data/', 'mail/', 'nodes', 'ops/', 'payments/', 'shop/', 'internet']
        .map((to) => `all but nobody > ${to} allowed every port`)
        .sort(),
    );
  });

  it('opens a namespace into its workloads', async () => {
    const map = await get<NetworkMap>('map?open=shop');
    const ids = map.nodes.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(['shop/', 'Deployment/shop/web', 'Deployment/shop/db', 'payments/']));
    expect(lines(map)).toContain('Deployment/shop/web > Deployment/shop/db allowed TCP 8080');
    expect(lines(map).filter((line) => line.includes('> Deployment/shop/db'))).toHaveLength(1);
  });

  it.each([
    ['q=payments/db', ['Deployment/payments/web > Deployment/payments/db allowed TCP 8080']],
    ['q=payments/db&port=9', []],
    ['q=payments/db&port=8080', ['Deployment/payments/web > Deployment/payments/db allowed TCP 8080']],
  ])('of %s has its connections only', async (query, expected) => {
    const map = await get<NetworkMap>(`map?open=payments&${query}`);
    expect(lines(map).filter((line) => line.includes('> Deployment/payments/db'))).toEqual(expected);
  });

  it('shows what may not be where that is asked for', async () => {
    const map = await get<NetworkMap>('map?open=shop&state=denied');
    expect(map.edges.length).toBeGreaterThan(0);
    expect(map.edges.every(({ state, allowed, unknown }) => state === 'denied' && allowed + unknown === 0)).toBe(true);
    expect(map.edges).toContainEqual(expect.objectContaining({ from: 'mail/', to: 'Deployment/shop/db' }));
  });

  it('names nothing of the namespaces of others', async () => {
    const answer = await server.ask({ url: '/api/v1/network/map?open=shop&open=payments', sees: ['shop'] });
    expect(answer.text).not.toMatch(/payments|mail|data|ops/);
    expect(answer.json<NetworkMap>().nodes.find(({ kind }) => kind === 'others')).toMatchObject({ id: 'others' });
    expect(answer.json<NetworkMap>().counts).toEqual({ namespaces: 1, workloads: 2, policies: 1, ignored: 0 });
  });

  it('is listed page by page for tables', async () => {
    const all = await get<{ items: NetworkConnection[]; total: number }>('connections?open=shop');
    const second = await get<{ items: NetworkConnection[] }>('connections?open=shop&offset=1&limit=1');
    expect(all.total).toBe(all.items.length);
    expect(second.items).toEqual(all.items.slice(1, 2));
  });

  it('follows the cluster, and is not made anew for what it does not ask about', async () => {
    const before = await get<NetworkMap>('map?open=ops');
    expect(before.nodes.map(({ id }) => id)).not.toContain('Deployment/ops/late');
    cluster.apply(deployment('ops', 'late', port));
    // Not at once where making the first took long.
    const ids = async () => (await get<NetworkMap>('map?open=ops')).nodes.map(({ id }) => id);
    await expect.poll(ids, { timeout: 30_000 }).toContain('Deployment/ops/late');
    cluster.remove('apps/Deployment/ops/late');
    await server.settled();
  });
});

describe('an explanation', () => {
  it('names the rule that decides, and takes the port that the destination declares', async () => {
    const found = await get<NetworkExplanation>('explain?from=Deployment/shop/web&to=shop/db');
    expect(found).toMatchObject({
      from: 'Deployment/shop/web',
      to: 'Deployment/shop/db',
      port: 8080,
      outcome: 'allowed',
      ports: ['TCP 8080'],
      directions: [
        { direction: 'egress', outcome: 'allowed', decides: null },
        {
          direction: 'ingress',
          outcome: 'allowed',
          decides: { policy: { namespace: 'shop', name: 'db-from-web' }, rule: 'spec.ingress[0]', action: 'allow' },
        },
      ],
    });
  });

  it('says which policy closes it', async () => {
    const found = await get<NetworkExplanation>('explain?from=internet&to=shop/db&port=5432');
    expect(found.outcome).toBe('denied');
    expect(found.directions[1]?.closedBy).toMatchObject([{ policy: { name: 'db-from-web' }, rule: null }]);
  });

  it.each([
    ['from=shop/&to=payments/db', 400],
    ['from=internet&to=internet', 400],
    ['from=shop/gone&to=payments/db', 404],
    ['from=shop/web&to=shop/db&port=http', 400],
  ])('of %s is refused', async (query, status) => {
    expect((await server.ask({ url: `/api/v1/network/explain?${query}` })).status).toBe(status);
  });

  it('is not given for what others have', async () => {
    const url = '/api/v1/network/explain?from=shop/web&to=';
    for (const to of ['payments/db', 'payments/gone', '10.0.0.1'])
      expect([to, (await server.ask({ url: url + to, sees: ['shop'] })).status]).toEqual([to, 404]);
  });
});

describe('ways in', () => {
  it('are listed with what is behind them', async () => {
    const { items, total } = await get<NetworkExposure>('exposure');
    expect(total).toBe(items.length);
    expect(items).toContainEqual(
      expect.objectContaining({
        by: 'nodeport',
        via: expect.objectContaining({ namespace: 'mail', name: 'front' }),
        workload: expect.objectContaining({ namespace: 'mail', name: 'web' }),
        ports: ['30080 → 8080'],
      }),
    );
  });

  it('of others are nobody else\u2019s', async () => {
    expect((await get<NetworkExposure>('exposure', { sees: ['shop'] })).items).toEqual([]);
    expect((await get<NetworkExposure>('exposure', { sees: ['mail'] })).items).toHaveLength(1);
  });
});

describe('policies', () => {
  it('are those that a user may see, with their text', async () => {
    const all = await get<NetworkPolicies>('policies');
    expect(all.items.map(({ namespace, name }) => `${namespace}/${name}`)).toEqual([
      'payments/db-from-web',
      'shop/db-from-web',
    ]);
    expect((await get<NetworkPolicies>('policies', { sees: ['shop'] })).total).toBe(1);
    const one = (namespace: string) =>
      `policy?group=networking.k8s.io&kind=NetworkPolicy&namespace=${namespace}&name=db-from-web`;
    expect(await get<{ yaml: string }>(one('shop'))).toMatchObject({ yaml: expect.stringContaining('port: 8080') });
    expect((await server.ask({ url: `/api/v1/network/${one('payments')}`, sees: ['shop'] })).status).toBe(404);
  });
});

describe('a simulation', () => {
  it('says what a policy would close and leaves the cluster as it is', async () => {
    const before = await get<NetworkMap>('map');
    const found = (await simulate(closing)).json<NetworkSimulation>();
    expect(found.policies).toMatchObject([
      { kind: 'NetworkPolicy', namespace: 'shop', name: 'closing', replaces: false },
    ]);
    expect(found.pairs.closed).toBeGreaterThan(0);
    expect(found.pairs.opened).toBe(0);
    expect(
      found.changes.every(({ change, to }) => change === 'closed' && to.names.join() === 'Deployment/shop/web'),
    ).toBe(true);
    expect(await get<NetworkMap>('map')).toEqual(before);
  });

  it('says what an edited policy would open', async () => {
    const open = closing
      .replace('closing', 'db-from-web')
      .replace('podSelector: {}', 'podSelector: { matchLabels: { no: one } }');
    const found = (await simulate(open)).json<NetworkSimulation>();
    expect(found.policies).toMatchObject([{ name: 'db-from-web', replaces: true }]);
    expect(found.pairs.opened).toBeGreaterThan(0);
    expect(found.pairs.closed).toBe(0);
  });

  it('says of which policies nothing would enforce', async () => {
    const flannel = `
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: network, namespace: kube-system }
spec:
  selector: { matchLabels: { app: network } }
  template:
    metadata: { labels: { app: network } }
    spec: { containers: [{ name: network, image: "ghcr.io/flannel-io/flannel:v0.27.0" }] }
`;
    const open = await testServer(new TestCluster(manifests + flannel));
    await open.settled();
    const answer = await open.ask({ method: 'POST', url: '/api/v1/network/simulate', payload: { yaml: closing } });
    expect(answer.json<NetworkSimulation>()).toMatchObject({ policies: [{ ignored: true }], total: 0 });
    expect((await simulate(closing)).json<NetworkSimulation>().policies).toMatchObject([{ ignored: false }]);
    await open.close();
  });

  it('names nothing of others', async () => {
    const answer = await simulate(closing, { sees: ['shop'] });
    expect(answer.status).toBe(200);
    expect(answer.text).not.toMatch(/payments|mail|data|ops/);
  });

  it.each([
    ['no YAML', 'a: [', undefined],
    ['nothing', '# nothing', undefined],
    ['another kind', 'apiVersion: v1\nkind: Secret\nmetadata: { name: a, namespace: shop }', undefined],
    ['a policy of others', closing.replace('shop', 'payments'), ['shop']],
    [
      'a policy for the whole cluster',
      'apiVersion: policy.networking.k8s.io/v1alpha2\nkind: ClusterNetworkPolicy\nmetadata: { name: a }',
      ['shop'],
    ],
    [
      'aliases that expand',
      `a: &a [1,1,1,1,1,1,1,1,1]\n${Array.from({ length: 9 }, (_, i) => `b${i}: &b${i} [${`*${i === 0 ? 'a' : `b${i - 1}`},`.repeat(9)}]`).join('\n')}`,
      undefined,
    ],
    ['201 policies', Array.from({ length: 201 }, (_, i) => closing.replace('closing', `n${i}`)).join('---'), undefined],
  ])('is not made of %s', async (_, yaml, sees) => {
    const answer = await simulate(yaml, sees === undefined ? {} : { sees });
    expect(answer.status).toBe(400);
    expect(answer.json<Problem>().errors?.length).toBeGreaterThan(0);
  });

  it('is not made of more text than is taken', async () => {
    expect((await simulate(`${closing}#${'x'.repeat(262_144)}`)).status).toBe(400);
  });
});

describe('recorded flows', () => {
  let recorded: TestServer;
  let folder: string;
  const flow = (from: string, to: string, count: number) =>
    JSON.stringify({
      time: '2026-11-25T10:00:00Z',
      from: { workload: from },
      to: { workload: to },
      port: 8080,
      count,
    });
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'breakwater-flows-'));
    const file = join(folder, 'flows.json');
    const lines = [
      flow('Deployment/mail/web', 'Deployment/shop/web', 7),
      flow('Deployment/mail/web', 'Deployment/shop/db', 2),
      flow('Deployment/data/web', 'Deployment/ops/db', 1),
    ];
    writeFileSync(file, lines.join('\n'));
    recorded = await testServer(new TestCluster(manifests), { flows: [file] });
    await recorded.settled();
  });
  afterAll(async () => {
    await recorded.close();
    rmSync(folder, { recursive: true });
  });

  it('are shown with what policies say of them', async () => {
    const map = (await recorded.ask({ url: '/api/v1/network/map?open=shop' })).json<NetworkMap>();
    expect(map.flows).toMatchObject({ state: 'read', total: 10, until: '2026-11-25T10:00:00.000Z' });
    const seen = map.edges.filter((edge) => edge.seen !== null);
    expect(seen.map(({ from, to, state, seen: one }) => [from, to, state, one?.flows, one?.denied])).toEqual([
      ['mail/', 'Deployment/shop/db', 'seen-denied', 2, 2],
      ['mail/', 'Deployment/shop/web', 'seen', 7, 0],
      ['data/', 'ops/', 'seen', 1, 0],
    ]);
  });

  it('are said to break where a policy would refuse them', async () => {
    const answer = await recorded.ask({ method: 'POST', url: '/api/v1/network/simulate', payload: { yaml: closing } });
    expect(answer.json<NetworkSimulation>().broken).toEqual({
      total: 1,
      flows: [
        {
          from: 'Deployment/mail/web',
          to: 'Deployment/shop/web',
          port: 'TCP 8080',
          flows: 7,
          last: '2026-11-25T10:00:00.000Z',
          certain: true,
        },
      ],
    });
  });

  it('of others stay unnamed', async () => {
    const answer = await recorded.ask({
      method: 'POST',
      url: '/api/v1/network/simulate',
      payload: { yaml: closing },
      sees: ['shop'],
    });
    expect(answer.json<NetworkSimulation>().broken?.flows).toMatchObject([{ from: '•••', to: 'Deployment/shop/web' }]);
  });
});
