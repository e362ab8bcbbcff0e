import { expect, it } from 'vitest';
import type { Identity } from './account-types.ts';
import { onEachDatabase } from './testing/on-each-database.ts';

const at = (minutes: number) => new Date(Date.UTC(2027, 2, 1, 10, minutes)).toISOString();
const ada: Identity = { name: 'ada', uid: '1', groups: ['dev', 'ops'], extra: { scopes: ['a'] } };
const hash = 'a'.repeat(64);

onEachDatabase((databases) => {
  it('keeps sessions until they end', async () => {
    const { sessions } = await databases.store();
    const session = { hash, identity: ada, via: 'oidc' as const, csrf: 'token', createdAt: at(0), expires: at(10) };
    await sessions.add(session);
    expect(await sessions.get(hash, at(9))).toEqual(session);
    expect(await sessions.get(hash, at(10))).toBeUndefined();
    expect(await sessions.get('b'.repeat(64), at(1))).toBeUndefined();
    await sessions.extend(hash, at(20));
    expect((await sessions.get(hash, at(19)))?.expires).toBe(at(20));
    await sessions.add({ ...session, hash: 'c'.repeat(64) });
    await sessions.add({ ...session, hash: 'd'.repeat(64), identity: { ...ada, name: 'grace' } });
    await sessions.remove(hash);
    expect(await sessions.get(hash, at(1))).toBeUndefined();
    expect(await sessions.removeOf('ada')).toBe(1);
    expect((await sessions.get('d'.repeat(64), at(1)))?.identity.name).toBe('grace');
  });

  it('knows API tokens by the hash of their secret, and when they were used', async () => {
    const { tokens } = await databases.store();
    const made = { name: 'ci', hash, namespaces: ['shop'], createdBy: ada, createdAt: at(0), expires: at(60) };
    const token = await tokens.add({ ...made, scopes: ['read', 'accept'] });
    expect(token).toMatchObject({ ...made, scopes: ['read', 'accept'], lastUsed: undefined });
    await expect(tokens.add({ ...made, scopes: ['read'] })).rejects.toThrow(/the database failed/);
    expect(await tokens.use('b', at(1))).toBeUndefined();
    expect(await tokens.use(hash, at(1))).toEqual({ ...token, lastUsed: at(1) });
    const later = new Date(Date.parse(at(1)) + 59_000).toISOString();
    expect((await tokens.use(hash, later))?.lastUsed).toBe(at(1));
    expect((await tokens.use(hash, at(2)))?.lastUsed).toBe(at(2));
    expect(await tokens.use(hash, at(60))).toBeUndefined();
    const all = await tokens.add({
      ...made,
      hash: 'other',
      namespaces: undefined,
      scopes: ['admin'],
      createdAt: at(5),
    });
    expect(await tokens.list()).toEqual([all, { ...token, lastUsed: at(2) }]);
    expect([await tokens.remove(token.id), await tokens.remove(token.id)]).toEqual([true, false]);
    expect(await tokens.use(hash, at(3))).toBeUndefined();
  });

  it('remembers who was here and what they may do', async () => {
    const { users } = await databases.store();
    const user = { name: 'ada', via: 'oidc' as const, lastSeen: at(0), permissions: ['b', 'a'], namespaces: ['shop'] };
    const kept = { ...user, permissions: ['a', 'b'] };
    await users.seen(user);
    await users.seen({
      ...user,
      lastSeen: new Date(Date.parse(at(0)) + 30_000).toISOString(),
      permissions: ['a', 'b'],
    });
    expect(await users.list()).toEqual([kept]);
    await users.seen({ ...user, lastSeen: new Date(Date.parse(at(0)) + 40_000).toISOString(), namespaces: undefined });
    expect((await users.list())[0]?.namespaces).toBeUndefined();
    await users.seen({ ...user, via: 'token', lastSeen: at(5) });
    expect((await users.list()).map(({ via }) => via)).toEqual(['token', 'oidc']);
  });

  it('writes down what users do, and pages it', async () => {
    const { audit } = await databases.store();
    const entry = {
      at: at(0),
      actor: 'ada',
      action: 'findings.accept',
      target: 'x',
      detail: undefined,
      address: '::1',
    };
    for (let number = 0; number < 5; number++) await audit.append({ ...entry, at: at(number) });
    await audit.append({ ...entry, actor: "'; drop table audit; --", action: 'sign-in', target: '\0'.repeat(9000) });
    const page = await audit.page({}, { offset: 1, limit: 2 });
    expect(page).toMatchObject({ total: 6, items: [{ ...entry, at: at(4) }, { at: at(3) }] });
    expect((await audit.page({ actor: 'ada' }, { offset: 0, limit: 9 })).total).toBe(5);
    expect((await audit.page({ actor: 'ada', action: 'sign-in' }, { offset: 0, limit: 9 })).total).toBe(0);
    expect((await audit.page({ action: 'sign-in' }, { offset: 0, limit: 9 })).items[0]?.target?.length).toBeLessThan(
      4001,
    );
  });

  it('has settings from the start, and keeps those that were made', async () => {
    const { settings } = await databases.store();
    const defaults = await settings.get();
    expect(defaults.retention.resolvedDays).toBeGreaterThan(30);
    const other = { retention: { resolvedDays: 1, trendDays: 7, auditDays: 8 }, teamLabels: ['squad'] };
    await settings.set(other);
    await settings.set(other);
    expect(await settings.get()).toEqual(other);
  });

  it('keeps exception rules of a cluster', async () => {
    const { exceptions } = await databases.store();
    const rule = {
      check: 'pod-privileged',
      resources: ['DaemonSet/logs/*'],
      container: 'app',
      reason: 'reads node logs',
      owner: undefined,
      expires: '2027-12-31',
      createdBy: 'ada',
      createdAt: at(0),
    };
    const made = await exceptions.addRule('c1', rule);
    expect(made).toEqual({ ...rule, id: made.id });
    const second = await exceptions.addRule('c1', { ...rule, resources: [], container: undefined, createdAt: at(1) });
    expect(await exceptions.rules('c1')).toEqual([made, second]);
    expect(await exceptions.rules('c2')).toEqual([]);
    expect(await exceptions.removeRule('c2', made.id)).toBe(false);
    expect([await exceptions.removeRule('c1', made.id), await exceptions.removeRule('c1', made.id)]).toEqual([
      true,
      false,
    ]);
    expect(await exceptions.rules('c1')).toEqual([second]);
  });

  it('knows clusters, and keeps what their last assessment asked until another says it', async () => {
    const { clusters } = await databases.store();
    const cluster = {
      id: 'c3',
      name: 'Three',
      source: 'recording' as const,
      server: undefined,
      recorded: at(0),
      version: 'v1.37.2',
      coverage: {
        asked: ['pod-privileged'],
        notConfigured: ['img-registry-allow'],
        objectsByCheck: { 'pod-privileged': 3 },
      },
      blindSpots: [{ code: 'forbidden' as const, groupKind: '/Secret', detail: 'secrets is forbidden' }],
    };
    await clusters.put(cluster);
    await clusters.put({ ...cluster, name: 'III', coverage: undefined, blindSpots: [] });
    expect(await clusters.get('c3')).toEqual({ ...cluster, name: 'III', blindSpots: [], assessedAt: undefined });
    expect((await clusters.list()).map(({ id }) => id)).toEqual(['c3', 'c1', 'c2']);
    expect(await clusters.get('c4')).toBeUndefined();
  });
});
