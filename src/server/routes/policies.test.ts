import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KubernetesError } from '../../kubernetes/client/index.ts';
import { recordOf } from '../../kubernetes/index.ts';
import type {
  Policies,
  PolicyControlView,
  PolicyDetail,
  PolicyDraft,
  PolicyPrediction,
  PolicyRequests,
  Refusal,
} from '../contract/index.ts';
import type { WritingClient } from '../policy-writer.ts';
import { guard, TestCluster, twoTeams } from '../testing/cluster.ts';
import { type TestServer, testServer } from '../testing/server.ts';

let server: TestServer;
let cluster: TestCluster;
/** What was sent to the API server. */
let sent: { method: string; path: string; body: unknown }[];
let object: Record<string, unknown>;
let mayWrite = true;
let refusal: KubernetesError | undefined;

const client: WritingClient = {
  get: async () => object,
  mayI: async () => mayWrite,
  request: async (method, path, { body } = {}) => {
    sent.push({ method, path, body });
    if (refusal !== undefined) throw refusal;
    const { action, name = 'guard' } = { ...recordOf(recordOf(body).spec), ...recordOf(recordOf(body).metadata) };
    cluster.apply(guard(String(action)).replace('name: guard', `name: ${name}`));
    return { status: 200, body: {}, warnings: [] };
  },
};

async function start(policies: string, writing?: WritingClient): Promise<void> {
  cluster = new TestCluster(`${twoTeams}---\n${policies}`);
  const kinds = ['SecurityPolicy', 'SecurityException'].map((kind) => ({
    groupKind: `breakwater.dev/${kind}`,
    apiVersion: 'breakwater.dev/v1alpha1',
    namespaced: false,
    objects: 1,
    state: 'live' as const,
  }));
  cluster.state = { ...cluster.state, kinds: [...cluster.state.kinds, ...kinds] };
  server = await testServer(cluster, writing === undefined ? {} : { writing });
  await server.settled();
}

beforeEach(() => {
  sent = [];
  mayWrite = true;
  refusal = undefined;
  object = { metadata: { resourceVersion: '7' }, spec: { action: 'Audit' } };
});
afterEach(() => server.close());

async function get<T>(path: string, sees?: readonly string[]): Promise<T> {
  const answer = await server.ask({ url: `/api/v1/${path}`, ...(sees && { sees }) });
  expect([path, answer.status]).toEqual([path, 200]);
  return answer.json<T>();
}

const step = (payload: object, more = {}) =>
  server.ask({ method: 'PUT', url: '/api/v1/policies/guard/action', payload, ...more });

describe('policies', () => {
  it('are listed with what the next step would do to what a user sees', async () => {
    await start(guard());
    const { items, writing, foreign } = await get<Policies>('policies');
    expect(items).toMatchObject([
      {
        name: 'guard',
        action: 'Audit',
        inForce: null,
        checks: 1,
        scope: { selector: null, excluded: [], namespaces: 2 },
        next: { rung: 'Warn', objects: 2, doubtful: false },
        mistakes: [],
      },
    ]);
    expect(foreign).toEqual([]);
    expect(writing).toEqual({ possible: false, reason: 'recording' });
    const mine = await get<Policies>('policies', ['shop']);
    expect(mine.items[0]).toMatchObject({ scope: { namespaces: 1 }, next: { objects: 1 } });
  });

  it('are listed with what is wrong with them', async () => {
    await start(guard('Sometimes'));
    const { items } = await get<Policies>('policies');
    expect(items[0]).toMatchObject({ action: null, next: null });
    expect(items[0]?.mistakes[0]).toContain('spec.action');
    expect((await server.ask({ url: '/api/v1/policies/guard/prediction' })).status).toBe(404);
    await get<PolicyDetail>('policies/guard');
  });

  it('say where they hold, and whose native policies are not theirs', async () => {
    const policy = (name: string, labels: string) => `---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: { name: ${name}, labels: { ${labels} } }
spec: { failurePolicy: Ignore }
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: { name: ${name} }
spec: { policyName: ${name}, validationActions: [Audit, Warn] }
`;
    const scope = ', scope: { namespaceSelector: { matchLabels: { team: storefront } }, excludeNamespaces: [lab] }';
    await start(guard('Deny', scope) + policy('ours', 'breakwater.dev/policy: guard') + policy('theirs', ''));
    const { items, foreign } = await get<Policies>('policies');
    expect(items[0]).toMatchObject({
      scope: { selector: 'team=storefront', excluded: ['lab'], namespaces: 1 },
      next: null,
    });
    expect(foreign).toMatchObject([{ name: 'theirs', action: 'Warn', bindings: 1, failurePolicy: 'Ignore' }]);
    const { natives, checkList } = await get<PolicyDetail>('policies/guard');
    expect(natives).toEqual([{ kind: 'ValidatingAdmissionPolicy', name: 'ours', action: 'Warn' }]);
    expect(checkList).toMatchObject([{ id: 'pod-privileged', by: 'native' }]);
  });

  it('predict whom they would refuse, why, whose it is, and what to do', async () => {
    await start(guard());
    const { items, ...rest } = await get<PolicyPrediction>('policies/guard/prediction?namespace=shop');
    expect(rest).toMatchObject({ asked: 2, refused: 2, excepted: 0, unanswered: 0, failsClosed: true, total: 1 });
    expect(rest.facets.namespace).toEqual([
      { value: 'payments', label: 'payments', count: 1 },
      { value: 'shop', label: 'shop', count: 1 },
    ]);
    expect(items).toMatchObject([
      {
        resource: { kind: 'Deployment', namespace: 'shop', name: 'web' },
        workload: null,
        team: 'storefront',
        reasons: [{ check: 'pod-privileged', container: 'app', edit: true, finding: true }],
      },
    ]);
    const words = await get<PolicyPrediction>('policies/guard/prediction?q=money%20LEDGER');
    expect(words.items.map(({ resource }) => resource.name)).toEqual(['ledger']);
    const page = await get<PolicyPrediction>('policies/guard/prediction?offset=1&limit=1');
    expect([page.total, page.items.length]).toEqual([2, 1]);
    expect((await get<PolicyPrediction>('policies/guard/prediction', ['shop'])).refused).toBe(1);
  });

  it('predict anew when the cluster or an exception changed', async () => {
    await start(guard());
    expect((await get<PolicyPrediction>('policies/guard/prediction')).refused).toBe(2);
    cluster.apply(`apiVersion: breakwater.dev/v1alpha1
kind: SecurityException
metadata: { name: ledger }
spec: { check: pod-privileged, resources: [Deployment/payments/ledger], reason: until it moves }
`);
    expect(await get<PolicyPrediction>('policies/guard/prediction')).toMatchObject({ refused: 1, excepted: 1 });
    expect(await get<PolicyDetail>('policies/guard')).toMatchObject({ exceptions: [{ name: 'ledger', ended: false }] });
    expect(await get<PolicyDetail>('policies/guard', ['shop'])).toMatchObject({ exceptions: [] });
  });
});

it('what was refused, to whom, and what to do', async () => {
  await start(guard());
  expect(await get<PolicyRequests>('policies/guard/requests')).toMatchObject({ since: null, failed: 0 });
  expect((await get<Policies>('policies')).items[0]?.next?.requests).toBeNull();
  const at = new Date().toISOString();
  const entry = {
    ...{ at, user: 'ada', groups: [], operation: 'CREATE', resource: '/pods', kind: 'Pod', namespace: 'shop' },
    ...{ name: 'web-1', workload: 'apps/Deployment/shop/web', policy: 'guard', check: 'pod-privileged' },
    ...{ action: 'Audit', verdict: 'would-refuse' as const, message: 'Privileged container', milliseconds: 1.5 },
  };
  const tally = { at, policy: 'guard', namespace: 'shop', action: 'Audit', count: 3 };
  await server.store.decisions.add(
    'c1',
    [
      entry,
      { ...entry, namespace: 'payments', user: 'grace', verdict: 'denied' as const, workload: undefined },
    ].flatMap((one) => [{ ...one, check: '', message: '' }, one]),
    [
      { ...tally, check: '', verdict: 'would-refuse' },
      { ...tally, check: 'pod-privileged', verdict: 'would-refuse' },
      { ...tally, check: '', verdict: 'allowed', count: 10 },
      { ...tally, check: '', verdict: 'denied', namespace: 'payments', count: 1 },
    ],
  );
  const all = await get<{ items: Refusal[]; total: number }>('refusals?policy=guard');
  expect(all.total).toBe(2);
  expect(all.items[1]).toMatchObject({
    user: 'ada',
    verdict: 'would-refuse',
    check: 'pod-privileged',
    title: 'Privileged container',
    remedy: expect.stringContaining('Remove privileged'),
    workload: 'apps/Deployment/shop/web',
  });
  expect((await get<{ total: number }>('refusals?verdict=denied')).total).toBe(1);
  expect((await get<{ items: Refusal[] }>('refusals', ['shop'])).items.map(({ user }) => user)).toEqual(['ada']);
  expect(await get<PolicyRequests>('policies/guard/requests')).toMatchObject({
    asked: 14,
    failed: 4,
    byCheck: [
      {
        check: 'pod-privileged',
        severity: 'critical',
        requests: 3,
        remedy: expect.stringContaining('Remove privileged'),
        finding: true,
        users: [
          { value: 'ada', count: 1 },
          { value: 'grace', count: 1 },
        ],
        objects: [
          { kind: 'Pod', namespace: 'payments', name: 'web-1', workload: null },
          { kind: 'Deployment', namespace: 'shop', name: 'web', workload: 'apps/Deployment/shop/web', count: 1 },
        ],
      },
    ],
    byUser: [
      { value: 'ada', count: 1 },
      { value: 'grace', count: 1 },
    ],
    samples: 2,
    unrecorded: false,
  });
  // What others may not see is neither counted nor named.
  expect(await get<PolicyRequests>('policies/guard/requests', ['shop'])).toMatchObject({
    asked: 13,
    failed: 3,
    byCheck: [{ users: [{ value: 'ada' }], objects: [{ namespace: 'shop' }] }],
  });
  expect((await get<Policies>('policies')).items[0]?.next?.requests).toEqual({ asked: 14, failed: 4 });
  expect((await get<Policies>('policies', ['shop'])).items[0]?.next?.requests).toEqual({ asked: 13, failed: 3 });
});

describe('a step', () => {
  it('can be had as a file and a command', async () => {
    await start(guard());
    const { manifest, writing } = await get<PolicyDraft>('policies/guard/change?action=Warn');
    expect(manifest.yaml).toContain('action: Warn');
    expect(manifest.command).toBe(
      `kubectl patch securitypolicy.breakwater.dev guard --type=merge -p '{"spec":{"action":"Warn"}}'`,
    );
    expect(writing.reason).toBe('recording');
    expect((await step({ from: 'Audit', to: 'Warn' })).json<{ type: string }>().type).toMatch(/recording$/);
  });

  it('is written where user and server may, and remembered', async () => {
    await start(guard(), client);
    expect((await get<PolicyDetail>('policies/guard')).writing).toEqual({ possible: true, reason: null });
    expect((await step({ from: 'Audit', to: 'Warn' })).status).toBe(204);
    expect(sent).toEqual([
      {
        method: 'PATCH',
        path: '/apis/breakwater.dev/v1alpha1/securitypolicies/guard',
        body: { metadata: { resourceVersion: '7' }, spec: { action: 'Warn' } },
      },
    ]);
    const { items } = await get<{ items: { action: string; detail: string }[] }>('audit');
    expect(items).toMatchObject([
      { action: 'policies.step', target: 'guard', detail: '{"from":"Audit","to":"Warn","seen":null}' },
    ]);
  });

  it('is remembered with the prediction that was seen', async () => {
    await start(guard(), client);
    const requests = { since: '2026-11-20T10:00:00.000Z', asked: 12, failed: 3 };
    const seen = { at: '2026-11-25T10:00:00.000Z', asked: 40, refused: 2, excepted: 1, doubtful: false, requests };
    expect((await step({ from: 'Audit', to: 'Warn', seen })).status).toBe(204);
    const { items } = await get<{ items: { detail: string }[] }>('audit');
    expect(JSON.parse(items[0]?.detail ?? '')).toEqual({ from: 'Audit', to: 'Warn', seen });
    const forged = { ...seen, at: 'once upon a time', refused: -1 };
    const answer = await step({ from: 'Warn', to: 'Deny', seen: forged });
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining('body.seen.at')]);
    expect(sent).toHaveLength(1);
  });

  it('is not written where the policy is on another rung by now, the server may not, or the API server refuses', async () => {
    await start(guard(), client);
    object = { metadata: { resourceVersion: '8' }, spec: {} };
    expect((await step({ from: 'Audit', to: 'Warn' })).status).toBe(409);
    expect(sent).toEqual([]);
    refusal = new KubernetesError('spec.action: not now', { status: 422, reason: 'Invalid', path: '/' });
    const answer = await step({ from: 'Off', to: 'Audit' });
    expect([answer.status, answer.text]).toEqual([422, expect.stringContaining('not now')]);
    refusal = new KubernetesError('changed', { status: 409, reason: 'Conflict', path: '/' });
    expect((await step({ from: 'Off', to: 'Audit' })).status).toBe(409);
    object = { metadata: { resourceVersion: '9', generation: 4 }, spec: { action: 'Audit' } };
    refusal = undefined;
    sent = [];
    expect((await step({ from: 'Audit', to: 'Warn', generation: 3 })).status).toBe(409);
    expect(sent).toEqual([]);
    expect((await get<{ total: number }>('audit')).total).toBe(0);
  });

  it('is written although the status was, a moment before', async () => {
    const refusals = [1, 2].map(() => new KubernetesError('changed', { status: 409, reason: 'Conflict', path: '/' }));
    await start(guard(), {
      ...client,
      request: async (...call) => {
        const first = refusals.pop();
        if (first !== undefined) throw first;
        return client.request(...call);
      },
    });
    expect((await step({ from: 'Audit', to: 'Warn' })).status).toBe(204);
    expect((await get<{ total: number }>('audit')).total).toBe(1);
  });

  it('is not written where the server itself may not', async () => {
    mayWrite = false;
    await start(guard(), client);
    expect((await get<Policies>('policies')).writing).toEqual({ possible: false, reason: 'server-may-not' });
    expect((await step({ from: 'Audit', to: 'Warn' })).status).toBe(409);
    expect(sent).toEqual([]);
  });

  it('of a policy that is not there is none', async () => {
    await start(guard(), client);
    const answer = await server.ask({
      method: 'PUT',
      url: '/api/v1/policies/other/action',
      payload: { from: 'Off', to: 'Deny' },
    });
    expect([answer.status, sent]).toEqual([404, []]);
  });
});

describe('a new policy', () => {
  const form = {
    name: 'no-root',
    profile: 'pss-baseline',
    checks: ['pod-run-as-non-root'],
    action: 'Audit',
    selector: 'team in (storefront)',
    excludeNamespaces: ['lab'],
    enforcement: 'Native',
    failurePolicy: 'Fail',
    rollout: { to: 'Deny', days: 7 },
  };
  const query =
    'name=no-root&profile=pss-baseline&checks=pod-run-as-non-root&action=Audit&selector=team%20in%20(storefront)&excludeNamespaces=lab&enforcement=Native&failurePolicy=Fail&rollout=Deny,7';

  it('is a file first, with its prediction', async () => {
    await start('');
    const { manifest } = await get<PolicyDraft>(`policy-draft?${query}`);
    expect(manifest.yaml).toBe(`apiVersion: breakwater.dev/v1alpha1
kind: SecurityPolicy
metadata:
  name: no-root
spec:
  profile: pss-baseline
  checks:
    pod-run-as-non-root: {}
  action: Audit
  scope:
    namespaceSelector:
      matchExpressions:
        - key: team
          operator: In
          values:
            - storefront
    excludeNamespaces:
      - lab
  enforcement: Native
  failurePolicy: Fail
  rollout:
    to: Deny
    cleanFor: 7d
`);
    const prediction = await get<PolicyPrediction>(`policy-draft/prediction?${query}`);
    expect(prediction.items.map(({ resource }) => resource.name)).toEqual(['web']);
  });

  it('is made in the cluster', async () => {
    await start('', client);
    const answer = await server.ask({ method: 'POST', url: '/api/v1/policies', payload: form });
    expect([answer.status, answer.json()]).toEqual([201, { name: 'no-root' }]);
    expect(sent).toMatchObject([
      { method: 'POST', body: { kind: 'SecurityPolicy', spec: { profile: 'pss-baseline' } } },
    ]);
    const { items } = await get<{ items: { action: string; detail: string }[] }>('audit');
    expect(items).toMatchObject([{ action: 'policies.create', detail: '{"to":"Audit","seen":null}' }]);
  });

  it.each([
    [{ selector: 'a b' }, 'selector'],
    [{ checks: ['no-such-check'] }, 'no-such-check'],
    [{ profile: null, checks: [] }, 'spec'],
    [{ profile: 'mine' }, 'spec.profile'],
    [{ name: 'Not a name' }, 'body.name'],
    [{ rollout: { to: 'Deny', days: 0 } }, 'body.rollout.days'],
  ])('can’t be %j', async (more, place) => {
    await start('', client);
    const answer = await server.ask({ method: 'POST', url: '/api/v1/policies', payload: { ...form, ...more } });
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining(place)]);
    expect(sent).toEqual([]);
  });
});

describe('an exception as an object', () => {
  const form = {
    check: 'pod-privileged',
    resources: ['Deployment/shop/web'],
    container: 'app',
    reason: 'drives the radio',
    owner: 'storefront',
    expires: '2999-01-31',
  };

  it('is a file, an entry of the settings, or written', async () => {
    await start('', client);
    const query = new URLSearchParams(
      Object.entries(form).map(([name, value]): [string, string] => [name, String(value)]),
    );
    const draft = await get<{ manifest: { yaml: string; fileName: string }; settings: string }>(
      `exception-draft?${query}`,
    );
    expect(draft.manifest.yaml).toContain('expiresAt: 2999-02-01T00:00:00Z');
    expect(draft.manifest.fileName).toMatch(/^securityexception-pod-privileged-[0-9a-f]{6}\.yaml$/);
    expect(draft.settings).toContain('- check: pod-privileged');
    const answer = await server.ask({ method: 'POST', url: '/api/v1/exception-objects', payload: form });
    expect(answer.status).toBe(201);
    expect(sent).toMatchObject([
      { body: { kind: 'SecurityException', spec: { containers: ['app'], owner: 'storefront' } } },
    ]);
    const { items } = await get<{ items: { action: string; detail: string }[] }>('audit');
    expect(items).toMatchObject([{ action: 'exceptions.write', detail: 'drives the radio' }]);
  });

  it.each([
    [{ check: 'no-such' }, 'body.check'],
    [{ resources: ['shop'] }, 'spec.resources'],
    [{ expires: '2020-01-01' }, 'body.expires'],
  ])('can’t be %j', async (more, place) => {
    await start('', client);
    const url = '/api/v1/exception-objects';
    const answer = await server.ask({ method: 'POST', url, payload: { ...form, ...more } });
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining(place)]);
    expect(sent).toEqual([]);
  });
});

describe('the end of an exception that is an object', () => {
  const held = `apiVersion: breakwater.dev/v1alpha1
kind: SecurityException
metadata: { name: ledger }
spec: { checks: [pod-privileged, img-latest], resources: [Deployment/payments/ledger], reason: until it moves }
`;
  const url = '/api/v1/exception-objects/ledger';

  it('is said with all that ends, and written', async () => {
    const ending: WritingClient = {
      ...client,
      request: async (method, path) => {
        sent.push({ method, path, body: undefined });
        cluster.remove('breakwater.dev/SecurityException//ledger');
        return { status: 200, body: {}, warnings: [] };
      },
    };
    await start(held, ending);
    expect(await get<object>('exception-objects/ledger/removal')).toEqual({
      command: 'kubectl delete securityexception.breakwater.dev ledger',
      managedBy: null,
      checks: ['pod-privileged', 'img-latest'],
      writing: { possible: true, reason: null },
    });
    expect((await server.ask({ method: 'DELETE', url })).status).toBe(204);
    expect(sent.map(({ method, path }) => [method, path])).toEqual([
      ['DELETE', '/apis/breakwater.dev/v1alpha1/securityexceptions/ledger'],
    ]);
    const { items } = await get<{ items: object[] }>('audit');
    expect(items).toMatchObject([
      { action: 'exceptions.remove', target: 'ledger', detail: expect.stringContaining('Deployment/payments/ledger') },
    ]);
    expect((await server.ask({ method: 'DELETE', url })).status).toBe(404);
  });

  it('is not written to a recording', async () => {
    await start(held);
    expect((await server.ask({ method: 'DELETE', url })).json<{ type: string }>().type).toMatch(/recording$/);
  });
});

describe('who controls the policies', () => {
  const lease = (changes: object) => ({ spec: { holderIdentity: 'pod-a_7_x', leaseDurationSeconds: 15, ...changes } });
  const leases = '/apis/coordination.k8s.io/v1/namespaces/breakwater-system/leases';
  const answering = (answer: (path: string) => unknown): WritingClient => ({
    ...client,
    get: async (path) => answer(path),
  });
  const refused = (status: number) => new KubernetesError('leases is forbidden', { status, reason: 'x', path: '/' });
  const now = () => new Date().toISOString().replace('Z', '123Z');

  it('is another process with a sign of life', async () => {
    await start(
      guard(),
      answering(() => lease({ acquireTime: '2026-11-20T10:00:00.000000Z', renewTime: now() })),
    );
    expect(await get<PolicyControlView>('policy-control')).toMatchObject({
      leader: 'elsewhere',
      holder: 'pod-a_7_x',
      since: '2026-11-20T10:00:00.000Z',
      work: null,
      left: [],
    });
    // Of what is in no namespace others see nothing.
    const other = await server.ask({ url: '/api/v1/policy-control', may: ['findings:read'], sees: ['shop'] });
    expect(other.json()).toMatchObject({ leader: 'elsewhere', holder: null, seen: false });
  });

  it('is found in the list where the lease itself may not be read', async () => {
    await start(
      guard(),
      answering((path) => {
        if (path !== leases) throw refused(403);
        return { items: [lease({ renewTime: now() })] };
      }),
    );
    expect(await get<PolicyControlView>('policy-control')).toMatchObject({ leader: 'elsewhere', since: null });
  });

  it.each([
    ['silent', () => lease({ renewTime: '2026-11-20T10:00:00.000000Z' })],
    ['silent', () => lease({})],
    ['nobody', () => lease({ holderIdentity: '', renewTime: now() })],
    [
      'nobody',
      () => {
        throw refused(404);
      },
    ],
    [
      'unknown',
      () => {
        throw refused(403);
      },
    ],
    ['nobody', () => ({ spec: 'nonsense' })],
  ])('is %s', async (leader, answer) => {
    await start(guard(), answering(answer));
    const view = await get<PolicyControlView>('policy-control');
    expect(view).toMatchObject({ leader, trouble: leader === 'unknown' ? 'leases is forbidden' : null });
  });

  it('is not in a recording', async () => {
    await start(guard());
    expect((await get<PolicyControlView>('policy-control')).leader).toBe('recording');
  });

  it('is this server, and what it left alone is said, also to Prometheus', async () => {
    const kinds = ['ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding'];
    const orphans = kinds.map(
      (kind) => `---
apiVersion: admissionregistration.k8s.io/v1
kind: ${kind}
metadata: { name: breakwater.old.pod-privileged, labels: { breakwater.dev/policy: old } }
spec: {}
`,
    );
    const status =
      'status: { conditions: [{ type: Ready, status: "False", reason: Conflict, message: "x is not ours" }] }\n';
    const own = {
      isLeader: true,
      identity: 'me',
      holder: 'me',
      work: 'in-force',
      trouble: undefined,
      orphans: ['old'],
    } as const;
    cluster = new TestCluster(`${twoTeams}---\n${guard()}${status}${orphans.join('')}`);
    server = await testServer(cluster, { writing: answering(() => lease({ renewTime: now() })), control: own });
    await server.settled();
    expect(await get<PolicyControlView>('policy-control')).toMatchObject({
      leader: 'here',
      work: 'in-force',
      seen: true,
      left: [
        { policy: 'old', reason: 'definition-gone', objects: 2, message: '' },
        { policy: 'guard', reason: 'not-ready', objects: null, message: 'x is not ours' },
      ],
    });
    const metrics = (await server.ask({ url: '/metrics' })).text;
    for (const line of [
      'breakwater_policy_control_leading 1',
      'breakwater_policy_control_state{state="in-force"} 1',
      'breakwater_policy_control_state{state="failing"} 0',
      'breakwater_policy_control_left_alone{reason="definition-gone"} 1',
      'breakwater_policy_control_left_alone{reason="not-ready"} 1',
    ])
      expect(metrics).toContain(`${line}\n`);
  });
});

it('a SecurityException covers findings, is listed with them, and ends when it is gone', async () => {
  await start('');
  const accepted = async () =>
    (await get<{ items: { resource: { name: string } }[] }>('findings?status=accepted&check=pod-privileged')).items;
  expect(await accepted()).toEqual([]);
  cluster.apply(`apiVersion: breakwater.dev/v1alpha1
kind: SecurityException
metadata: { name: ledger }
spec: { check: pod-privileged, resources: [Deployment/payments/ledger], reason: until it moves, owner: money }
`);
  await server.settled();
  const [finding] = (await get<{ items: { fingerprint: string }[] }>('findings?status=accepted')).items;
  expect((await accepted()).map(({ resource }) => resource.name)).toEqual(['ledger']);
  expect(await get<object>(`findings/${finding?.fingerprint}`)).toMatchObject({
    exception: { reason: 'until it moves', owner: 'money', from: 'object' },
  });
  expect(await get<object>('exceptions')).toMatchObject({
    items: [{ id: 'object-ledger-pod-privileged', from: 'object', object: 'ledger', status: 'active', matches: 1 }],
  });
  expect(await get<object>('exceptions', ['shop'])).toMatchObject({ items: [] });
  cluster.remove('breakwater.dev/SecurityException//ledger');
  await server.settled();
  expect(await accepted()).toEqual([]);
});

it('Pod Security: what each namespace has, could have, and what is in the way', async () => {
  await start('');
  const { items } = await get<{ items: object[] }>('pod-security', ['shop']);
  expect(items).toMatchObject([
    {
      name: 'shop',
      workloads: 1,
      now: { enforce: null, audit: null, warn: null },
      passes: { level: 'privileged', version: null },
      next: { level: 'baseline' },
      blockers: [{ check: 'pod-privileged', places: [{ resource: { name: 'web' }, containers: ['app'] }], total: 1 }],
      command: expect.stringMatching(/^kubectl label namespace shop .*warn=baseline/),
      yaml: expect.stringContaining('kind: Namespace'),
    },
  ]);
});
