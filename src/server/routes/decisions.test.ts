import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Exception, FindingDetail, FindingRow } from '../contract/index.ts';
import { TestCluster, twoTeams } from '../testing/cluster.ts';
import { type TestServer, testServer } from '../testing/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer(new TestCluster(twoTeams));
  await server.settled();
});
afterAll(() => server.close());

async function findings(query: string): Promise<FindingRow[]> {
  return (await server.ask({ url: `/api/v1/findings?${query}` })).json<{ items: FindingRow[] }>().items;
}

describe('accepting findings', () => {
  it('needs the permission, a reason, and a day that is not over', async () => {
    const [finding] = await findings('check=pod-privileged&namespace=shop');
    const payload = { fingerprints: [finding?.fingerprint], reason: 'reads node logs', expires: null };
    const url = '/api/v1/findings/accept';
    const wrong = [
      { ...payload, reason: '  ' },
      { ...payload, expires: '2020-01-01' },
      { ...payload, expires: 'tomorrow' },
      { ...payload, fingerprints: ['x'] },
      { ...payload, more: 1 },
    ];
    for (const one of wrong) expect((await server.ask({ method: 'POST', url, payload: one })).status).toBe(400);
    expect(await findings('status=accepted')).toEqual([]);
  });

  it('is remembered with who and why, is on the list of exceptions, and is withdrawn', async () => {
    const [finding] = await findings('check=pod-privileged&namespace=shop');
    const fingerprints = [finding?.fingerprint];
    const accepted = await server.ask({
      method: 'POST',
      url: '/api/v1/findings/accept',
      payload: { fingerprints, reason: 'reads node logs', expires: '2999-01-01' },
    });
    expect(accepted.json()).toEqual({ changed: 1 });
    const detail = (await server.ask({ url: `/api/v1/findings/${fingerprints[0]}` })).json<FindingDetail>();
    expect(detail.status).toBe('accepted');
    expect(detail.exception).toEqual({
      reason: 'reads node logs',
      owner: null,
      expires: '2999-01-01',
      from: 'user',
      by: 'admin',
    });
    expect(detail.history.map(({ type, actor }) => [type, actor])).toEqual([
      ['opened', null],
      ['accepted', 'admin'],
    ]);
    const { items } = (await server.ask({ url: '/api/v1/exceptions' })).json<{ items: Exception[] }>();
    expect(items).toMatchObject([{ fingerprint: fingerprints[0], status: 'active', matches: 1 }]);
    const ended = await server.ask({ method: 'DELETE', url: `/api/v1/exceptions/${items[0]?.id}` });
    expect(ended.status).toBe(204);
    expect(await findings('status=accepted')).toEqual([]);
    const audit = (await server.ask({ url: '/api/v1/audit' })).json<{ items: { action: string }[] }>();
    expect(audit.items.map(({ action }) => action)).toEqual(['findings.withdraw', 'findings.accept']);
  });

  it('is for namespaces that the user may decide about', async () => {
    const [theirs] = await findings('check=pod-privileged&namespace=payments');
    const answer = await server.ask({
      method: 'POST',
      url: '/api/v1/findings/accept',
      payload: { fingerprints: [theirs?.fingerprint], reason: 'not mine', expires: null },
      sees: ['shop'],
    });
    expect(answer.json()).toEqual({ changed: 0 });
    expect(await findings('status=accepted')).toEqual([]);
  });
});

describe('exceptions for a check', () => {
  const rule = {
    check: 'pod-privileged',
    resources: ['Deployment/shop/*'],
    container: null,
    reason: 'reads node logs',
    owner: 'platform',
    expires: null,
  };
  const make = (payload: object, sees?: readonly string[]) =>
    server.ask({ method: 'POST', url: '/api/v1/exceptions', payload, ...(sees && { sees }) });

  it('hold from when they are made until they are ended', async () => {
    const made = await make(rule);
    expect(made.status).toBe(201);
    await server.settled();
    expect((await findings('status=accepted')).map(({ check }) => check)).toEqual(['pod-privileged']);
    const listed = (await server.ask({ url: '/api/v1/exceptions?q=platform' })).json<{ items: Exception[] }>();
    expect(listed.items).toMatchObject([{ from: 'user', status: 'active', matches: 1, createdBy: 'admin' }]);
    const [finding] = await findings('status=accepted');
    const detail = (await server.ask({ url: `/api/v1/findings/${finding?.fingerprint}` })).json<FindingDetail>();
    expect(detail.exception).toMatchObject({ from: 'user', owner: 'platform' });
    await server.ask({ method: 'DELETE', url: `/api/v1/exceptions/${listed.items[0]?.id}` });
    await server.settled();
    expect(await findings('status=accepted')).toEqual([]);
  });

  it.each([
    [{ ...rule, check: 'no-such-check' }, 'body.check'],
    [{ ...rule, resources: ['not a glob'] }, 'body.resources.0'],
    [{ ...rule, expires: '2020-01-01' }, 'body.expires'],
  ])('are refused where they would mean nothing: %j', async (payload, path) => {
    const answer = await make(payload);
    expect([answer.status, answer.json<{ errors: { path: string }[] }>().errors[0]?.path]).toEqual([400, path]);
  });

  it.each([[['Deployment/payments/*']], [['Deployment/*/*']], [['ClusterRole/x']], [[]]])(
    'of a user with some namespaces are for these: %j is not',
    async (resources) => {
      expect((await make({ ...rule, resources }, ['shop'])).status).toBe(400);
    },
  );

  it('of others can’t be ended', async () => {
    const made = (await make({ ...rule, resources: ['Deployment/payments/*'] })).json<Exception>();
    const url = `/api/v1/exceptions/${made.id}`;
    expect((await server.ask({ method: 'DELETE', url, sees: ['shop'] })).status).toBe(404);
    expect((await server.ask({ url: '/api/v1/exceptions', sees: ['shop'] })).json()).toEqual({ items: [], total: 0 });
    expect((await server.ask({ method: 'DELETE', url })).status).toBe(204);
  });
});

describe('administration', () => {
  it('changes the settings, and with them the teams', async () => {
    const settings = (await server.ask({ url: '/api/v1/settings' })).json<Record<string, unknown>>();
    const payload = { retention: settings.retention, teamLabels: ['app'] };
    const changed = await server.ask({ method: 'PUT', url: '/api/v1/settings', payload });
    expect(changed.json()).toMatchObject({ teamLabels: ['app'], database: 'sqlite' });
    await server.settled();
    expect(new Set((await findings('namespace=shop&kind=Deployment')).map(({ team }) => team))).toEqual(
      new Set(['web']),
    );
    await server.ask({ method: 'PUT', url: '/api/v1/settings', payload: { ...payload, teamLabels: ['team'] } });
    await server.settled();
    expect(new Set((await findings('namespace=shop')).map(({ team }) => team))).toEqual(new Set(['storefront']));
  });

  it('makes a token whose secret is shown once', async () => {
    const payload = { name: 'ci', scopes: ['read'], namespaces: null, days: 30 };
    const made = await server.ask({ method: 'POST', url: '/api/v1/tokens', payload });
    expect(made.status).toBe(201);
    const { id, secret } = made.json<{ id: string; secret: string }>();
    const list = await server.ask({ url: '/api/v1/tokens' });
    expect(list.text).toContain(id);
    expect(list.text).not.toContain(secret);
    expect((await server.ask({ method: 'DELETE', url: `/api/v1/tokens/${id}` })).status).toBe(204);
    expect((await server.ask({ method: 'DELETE', url: `/api/v1/tokens/${id}` })).status).toBe(404);
  });
});
