import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { permissionSchema } from '../contract/index.ts';
import { OneTimeLink } from './one-time-link.ts';
import { idleLifetime, longestLifetime } from './sessions.ts';
import type { Browser } from './testing/browser.ts';
import { WrittenReviews } from './testing/reviews.ts';
import { startServer, type TestServer } from './testing/server.ts';

let server: TestServer;
const reviews = () =>
  new WrittenReviews({
    tokens: {
      'ada-token': 'ada',
      'bob-token': 'bob',
      'carol-token': 'carol',
      'nobody-token': 'nobody',
      'local-token': 'local',
    },
    rights: {
      ada: ['*'],
      bob: [
        'list findings in shop',
        'list workloads in shop',
        'list findings in mail',
        'list workloads in mail',
        'update findings in shop',
        'create tokens',
      ],
      carol: ['list findings', 'list workloads', 'create tokens'],
      local: ['*'],
    },
  });

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterEach(async () => {
  vi.useRealTimers();
  await server.close();
});

async function signedIn(token = 'ada-token'): Promise<Browser> {
  const browser = server.browser();
  expect((await browser.post('/api/v1/sign-in/token', { token })).status).toBe(204);
  await browser.readCsrf();
  return browser;
}

const actions = async () =>
  (await server.store.audit.page({}, { offset: 0, limit: 100 })).items.map(({ actor, action }) => `${actor} ${action}`);

describe('the one-time link', () => {
  it('signs in as local, who may do everything; its code leaves the address', async () => {
    const link = new OneTimeLink();
    server = await startServer({ link });
    const browser = server.browser();
    const answer = await browser.get(link.path);
    expect([answer.status, answer.headers.location]).toEqual([303, '/']);
    expect(answer.headers['referrer-policy']).toBe('no-referrer');
    expect(answer.headers['set-cookie']?.[0]).toMatch(
      /^breakwater=[\w-]{43}; Max-Age=604800; Path=\/; HttpOnly; SameSite=Strict$/,
    );
    const { json } = await browser.get('/api/v1/who');
    expect(json).toMatchObject({ name: 'local', via: 'link', namespaces: null, accepts: null });
    expect(json.permissions).toEqual([...permissionSchema.options].sort());
    expect(await actions()).toEqual(['local session.sign-in']);
    expect(server.log.join('')).not.toContain(link.path.slice(-43));
  });

  it('is good once; who is in already stays in', async () => {
    const link = new OneTimeLink();
    server = await startServer({ link });
    const browser = server.browser();
    await browser.get(link.path);
    const thief = server.browser();
    expect((await thief.get(link.path)).headers.location).toBe('/sign-in?error=link-used');
    expect((await thief.get('/api/v1/who')).status).toBe(401);
    expect((await browser.get(link.path)).headers.location).toBe('/');
    expect(await actions()).toEqual(['nobody session.sign-in-refused', 'local session.sign-in']);
  });

  it('is not used up by a HEAD, a wrong code, or a wrong address', async () => {
    const link = new OneTimeLink();
    server = await startServer({ link });
    const browser = server.browser();
    await browser.ask('HEAD', link.path, {});
    for (const [path, headers] of [
      ['/sign-in/link?code=wrong', {}],
      [link.path, { host: '10.1.2.3:80' }],
      [link.path, { 'x-forwarded-for': '10.1.2.3' }],
      [link.path, { forwarded: 'for=10.1.2.3' }],
    ] as const)
      expect((await browser.get(path, { headers })).headers.location).toBe('/sign-in?error=link-wrong');
    expect((await browser.get('/sign-in/link')).status).toBe(400);
    expect((await browser.get(`/sign-in/link?code=${'x'.repeat(101)}`)).status).toBe(400);
    expect(browser.cookies.size).toBe(0);
    expect((await browser.get(link.path)).headers.location).toBe('/');
  });

  it('expires', async () => {
    const link = new OneTimeLink();
    server = await startServer({ link });
    vi.advanceTimersByTime(600_000);
    expect((await server.browser().get(link.path)).headers.location).toBe('/sign-in?error=link-expired');
  });

  it('keeps nobody signed in at a server that offers none', async () => {
    const link = new OneTimeLink();
    server = await startServer({ link });
    const browser = server.browser();
    await browser.get(link.path);
    const later = await startServer({ store: server.store, link: new OneTimeLink() });
    const exposed = await startServer({ store: server.store });
    const statuses: number[] = [];
    for (const { browser: open, close } of [later, exposed]) {
      const other = open();
      for (const [name, value] of browser.cookies) other.cookies.set(name, value);
      statuses.push((await other.get('/api/v1/who')).status);
      await close();
    }
    expect(statuses).toEqual([200, 401]);
  });

  it('is there only where the server made one', async () => {
    server = await startServer();
    const browser = server.browser();
    expect((await browser.get('/sign-in/link?code=')).headers.location).toBe('/sign-in?error=link-wrong');
    expect((await browser.get('/api/v1/sign-in/methods')).json).toEqual({
      link: false,
      oidc: null,
      kubernetesToken: false,
    });
  });
});

describe('a Kubernetes token', () => {
  it('signs in whom the API server knows', async () => {
    server = await startServer({ reviews: reviews() });
    const browser = await signedIn('bob-token');
    expect((await browser.get('/api/v1/who')).json).toMatchObject({
      name: 'bob',
      via: 'kubernetes',
      permissions: ['findings:accept', 'findings:read', 'tokens:write', 'workloads:read'],
      namespaces: ['mail', 'shop'],
      accepts: ['shop'],
    });
    expect(server.log.join('')).not.toContain('bob-token');
    expect(await actions()).toEqual(['bob session.sign-in']);
    expect(await server.store.users.list()).toMatchObject([
      { name: 'bob', via: 'kubernetes', namespaces: ['mail', 'shop'] },
    ]);
  });

  it.each([
    ['nobody’s', 'stolen', 401, 'nobody session.sign-in-refused'],
    ['of someone without rights', 'nobody-token', 403, 'nobody session.sign-in-refused'],
    ['of someone called like the link’s user', 'local-token', 401, 'nobody session.sign-in-refused'],
  ])('is refused where it is %s', async (_, token, status, action) => {
    server = await startServer({ reviews: reviews() });
    const browser = server.browser();
    const answer = await browser.post('/api/v1/sign-in/token', { token });
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(browser.cookies.size).toBe(0);
    expect(await actions()).toEqual([action]);
    expect(answer.text).not.toContain(token);
  });

  it('needs an API server, and one that answers', async () => {
    const cluster = reviews();
    cluster.failure = new Error('down');
    server = await startServer({ reviews: cluster });
    const answer = await server.browser().post('/api/v1/sign-in/token', { token: 'ada-token' });
    expect([answer.status, answer.headers['retry-after']]).toEqual([503, '5']);
    await server.close();
    server = await startServer();
    expect((await server.browser().post('/api/v1/sign-in/token', { token: 'ada-token' })).status).toBe(404);
  });

  it('is not sent over plain HTTP, but to this machine', async () => {
    server = await startServer({ reviews: reviews() });
    const answer = await server
      .browser()
      .post('/api/v1/sign-in/token', { token: 'ada-token' }, { headers: { host: '10.1.2.3:8080' } });
    expect([answer.status, answer.json.type]).toEqual([403, 'urn:breakwater:problem:plain-http']);
  });

  it('is not brought by pages of others', async () => {
    server = await startServer({ reviews: reviews() });
    for (const headers of [{ origin: 'http://evil.example' }, { 'sec-fetch-site': 'cross-site' }, { origin: 'null' }]) {
      const answer = await server.browser().post('/api/v1/sign-in/token', { token: 'ada-token' }, { headers });
      expect([answer.status, answer.json.type]).toEqual([403, 'urn:breakwater:problem:foreign-page']);
    }
  });

  it('ends its session with itself', async () => {
    const claims = { exp: Math.floor(Date.now() / 1000) + 600 };
    const token = `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.x`;
    server = await startServer({ reviews: new WrittenReviews({ tokens: { [token]: 'ada' }, rights: { ada: ['*'] } }) });
    const browser = await signedIn(token);
    vi.advanceTimersByTime(595_000);
    expect((await browser.get('/api/v1/who')).status).toBe(200);
    vi.advanceTimersByTime(6_000);
    expect((await browser.get('/api/v1/who')).status).toBe(401);
  });

  it('is taken as a bearer token, too, and asked about once a minute', async () => {
    const cluster = reviews();
    server = await startServer({ reviews: cluster });
    const headers = { authorization: 'Bearer bob-token' };
    const program = server.browser();
    for (let time = 0; time < 3; time++)
      expect((await program.get('/api/v1/who', { headers })).json).toMatchObject({ name: 'bob', csrf: '' });
    expect(cluster.asked.filter((question) => question === 'token').length).toBe(1);
    vi.advanceTimersByTime(60_000);
    await program.get('/api/v1/who', { headers });
    expect(cluster.asked.filter((question) => question === 'token').length).toBe(2);
    expect((await program.post('/api/v1/accept', undefined, { headers })).status).toBe(204);
    expect(program.cookies.size).toBe(0);
  });
});

describe('a session', () => {
  beforeEach(async () => {
    server = await startServer({ reviews: reviews(), link: new OneTimeLink() });
  });

  it('is another one after each sign-in, and the one before is over', async () => {
    const browser = await signedIn();
    const before = browser.cookies.get('breakwater') ?? '';
    await browser.post('/api/v1/sign-in/token', { token: 'bob-token' });
    expect(browser.cookies.get('breakwater')).not.toBe(before);
    const old = server.browser();
    old.cookies.set('breakwater', before);
    expect((await old.get('/api/v1/who')).status).toBe(401);
  });

  it('ends with sign-out, for a stolen cookie, too', async () => {
    const browser = await signedIn();
    const thief = server.browser();
    thief.cookies.set('breakwater', browser.cookies.get('breakwater') ?? '');
    expect((await thief.get('/api/v1/who')).status).toBe(200);
    expect((await browser.post('/api/v1/sign-out')).status).toBe(204);
    expect(browser.cookies.size).toBe(0);
    expect((await thief.get('/api/v1/who')).status).toBe(401);
    expect(await actions()).toEqual(['ada session.sign-out', 'ada session.sign-in']);
  });

  it('ends when it is not used, and after a week in any case', async () => {
    const link = new OneTimeLink();
    await server.close();
    server = await startServer({ link });
    const browser = server.browser();
    await browser.get(link.path);
    const end = Date.now() + longestLifetime;
    while (Date.now() + idleLifetime - 1 < end) {
      vi.advanceTimersByTime(idleLifetime - 1);
      expect((await browser.get('/api/v1/who')).status).toBe(200);
    }
    vi.advanceTimersByTime(idleLifetime - 1);
    expect((await browser.get('/api/v1/who')).status).toBe(401);
  });

  it('ends when it is idle', async () => {
    const browser = await signedIn();
    vi.advanceTimersByTime(idleLifetime);
    expect((await browser.get('/api/v1/who')).status).toBe(401);
  });

  it('is not prolonged by asking again who a request came from', async () => {
    const link = new OneTimeLink();
    await server.close();
    server = await startServer({ link });
    const browser = server.browser();
    await browser.get(link.path);
    await browser.get('/api/v1/who');
    const [request] = server.requests;
    if (request === undefined) throw new Error('nobody asked');
    vi.advanceTimersByTime(idleLifetime - 1);
    expect((await server.access.principalNow(request))?.name).toBe('local');
    vi.advanceTimersByTime(1);
    expect(await server.access.principalNow(request)).toBeUndefined();
  });

  it.each(['', 'x', `${'A'.repeat(43)}`, `${'A'.repeat(5_000)}`, "' or 1=1 --"])(
    'is none with the cookie %j',
    async (cookie) => {
      const browser = server.browser();
      browser.cookies.set('breakwater', cookie);
      expect((await browser.get('/api/v1/who')).status).toBe(401);
    },
  );

  it('is not known from the database', async () => {
    const browser = await signedIn();
    const cookie = browser.cookies.get('breakwater') ?? '';
    expect(await server.store.sessions.get(cookie, new Date().toISOString())).toBeUndefined();
  });
});

describe('a change', () => {
  let browser: Browser;
  beforeEach(async () => {
    server = await startServer({ reviews: reviews() });
    browser = await signedIn();
  });

  it('is made with the session’s token', async () => {
    const headers = { origin: server.url, 'sec-fetch-site': 'same-origin' };
    expect((await browser.post('/api/v1/accept', undefined, { headers })).status).toBe(204);
  });

  it.each([
    ['no token', () => ({ 'x-csrf-token': '' })],
    ['a wrong token', () => ({ 'x-csrf-token': 'x' })],
    ['another origin', () => ({ origin: 'http://evil.example' })],
    ['another port’s origin', () => ({ origin: 'http://127.0.0.1:1' })],
    ['no origin', () => ({ origin: 'null' })],
    ['a page of another site', () => ({ 'sec-fetch-site': 'cross-site' })],
    ['a page of the same site', () => ({ 'sec-fetch-site': 'same-site' })],
  ])('is refused with %s', async (_, headers) => {
    const answer = await browser.post('/api/v1/accept', undefined, { headers: headers() });
    expect([answer.status, answer.json.type]).toEqual([403, 'urn:breakwater:problem:foreign-page']);
  });

  it('is refused with the token of another session', async () => {
    browser.csrf = (await signedIn('bob-token')).csrf;
    expect((await browser.post('/api/v1/accept')).status).toBe(403);
  });

  it('is refused without it, sign-out, too', async () => {
    browser.csrf = undefined;
    expect((await browser.post('/api/v1/sign-out')).status).toBe(403);
    expect((await browser.get('/api/v1/who')).status).toBe(200);
  });

  it('is remembered, in one line whatever it is called', async () => {
    await browser.post('/api/v1/accept');
    const [entry] = (await server.store.audit.page({ action: 'findings.accept' }, { offset: 0, limit: 1 })).items;
    expect(entry).toMatchObject({ actor: 'ada', target: 'a\ufffd[31m\ufffdfinding\ufffd', address: '127.0.0.1' });
    expect(entry?.detail?.length).toBe(1_000);
  });
});

describe('rights', () => {
  it('are asked for at each route', async () => {
    server = await startServer({ reviews: reviews() });
    expect((await (await signedIn('bob-token')).get('/api/v1/settings')).status).toBe(403);
    expect((await (await signedIn('ada-token')).get('/api/v1/settings')).status).toBe(200);
    expect((await server.browser().get('/api/v1/settings')).status).toBe(401);
    expect((await server.browser().ask('HEAD', '/api/v1/settings', {})).status).toBe(401);
  });

  it('are refused where the API server does not answer, once what it said is old', async () => {
    const cluster = reviews();
    server = await startServer({ reviews: cluster });
    const browser = await signedIn();
    cluster.failure = new Error('down');
    expect((await browser.get('/api/v1/settings')).status).toBe(200);
    vi.advanceTimersByTime(60_000);
    const answer = await browser.get('/api/v1/settings');
    expect([answer.status, answer.json.type]).toEqual([503, 'urn:breakwater:problem:unanswered']);
  });

  it('give nobody a route that the table does not name', async () => {
    server = await startServer({ reviews: reviews() });
    for (const browser of [server.browser(), await signedIn()])
      expect((await browser.get('/forgotten')).status).toBe(403);
  });

  it.each(['/api', '/api/v1/nothing', '/api/v1/settings/x', '/api?x'])(
    'are needed to hear that there is no %s',
    async (path) => {
      server = await startServer({ reviews: reviews() });
      expect((await server.browser().get(path)).status).toBe(401);
      expect((await (await signedIn()).get(path)).status).toBe(404);
    },
  );

  it.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE'])('are needed for %s of anything', async (method) => {
    server = await startServer({ reviews: reviews() });
    for (const path of ['/', '/assets/x', '/healthz', '/sign-in/link', '/api/v1/who'])
      expect((await server.browser().ask(method, path, {})).status).toBe(401);
  });
});

describe('an API token', () => {
  const makeToken = async (maker: Browser, body: Record<string, unknown>) =>
    await maker.post('/api/v1/tokens', { name: 'ci', scopes: ['read'], namespaces: null, days: 30, ...body });
  const use = async (secret: unknown, path = '/api/v1/who') =>
    await server.browser().get(path, { headers: { authorization: `Bearer ${secret}` } });

  beforeEach(async () => {
    server = await startServer({ reviews: reviews() });
  });

  it('may do what its scopes say of what its maker may', async () => {
    const ada = await signedIn();
    const { secret } = (await makeToken(ada, { scopes: ['read'] })).json;
    expect(secret).toMatch(/^bwt_[\w-]{43}$/);
    expect((await use(secret)).json).toEqual({
      name: 'ada (token ci)',
      via: 'token',
      permissions: ['cluster:read', 'findings:read', 'workloads:read'],
      namespaces: null,
      accepts: [],
      csrf: '',
    });
    expect((await use(secret, '/api/v1/settings')).status).toBe(403);
    const admin = (await makeToken(ada, { scopes: ['read', 'accept', 'admin'] })).json.secret;
    expect((await use(admin)).json.permissions).toEqual(
      [...permissionSchema.options].filter((one) => one !== 'tokens:write').sort(),
    );
    expect(JSON.stringify(await server.store.tokens.list())).not.toContain(String(secret));
    expect(server.log.join('')).not.toContain(String(secret));
  });

  it('is for its namespaces only', async () => {
    const ada = await signedIn();
    const { secret } = (await makeToken(ada, { scopes: ['read', 'accept'], namespaces: ['shop'] })).json;
    expect((await use(secret)).json).toMatchObject({
      permissions: ['findings:accept', 'findings:read', 'workloads:read'],
      namespaces: ['shop'],
      accepts: ['shop'],
    });
  });

  it('has its maker’s namespaces', async () => {
    const { secret } = (await makeToken(await signedIn('bob-token'), { scopes: ['read', 'accept'] })).json;
    expect((await use(secret)).json).toMatchObject({ namespaces: ['mail', 'shop'], accepts: ['shop'] });
  });

  it.each([
    ['a scope that its maker has not', { scopes: ['admin'] }],
    ['a namespace that its maker does not see', { namespaces: ['shop', 'kube-system'] }],
    ['no namespace at all', { namespaces: [] }],
    ['no scope', { scopes: [] }],
    ['an unknown scope', { scopes: ['tokens:write'] }],
    ['no end', { days: 100_000 }],
    ['a hash of its own', { hash: 'x' }],
  ])('is not made with %s', async (_, body) => {
    expect((await makeToken(await signedIn('bob-token'), body)).status).toBe(400);
    expect(await server.store.tokens.list()).toEqual([]);
  });

  it('is not made with scopes that its maker has not', async () => {
    const carol = await signedIn('carol-token');
    expect((await makeToken(carol, { scopes: ['read'] })).status).toBe(200);
    for (const scope of ['accept', 'admin'])
      expect((await makeToken(carol, { scopes: ['read', scope] })).json.errors).toEqual([
        { path: 'body.scopes', message: expect.stringContaining(scope) },
      ]);
  });

  it('of an admin is not for single namespaces', async () => {
    expect((await makeToken(await signedIn(), { scopes: ['admin'], namespaces: ['shop'] })).status).toBe(400);
  });

  it('makes no tokens', async () => {
    const { secret } = (await makeToken(await signedIn(), { scopes: ['admin'] })).json;
    const headers = { authorization: `Bearer ${secret}` };
    const answer = await server
      .browser()
      .post('/api/v1/tokens', { name: 'x', scopes: ['read'], namespaces: null, days: 1 }, { headers });
    expect(answer.status).toBe(403);
  });

  it('loses what its maker loses', async () => {
    const cluster = reviews();
    await server.close();
    server = await startServer({ reviews: cluster });
    const { secret } = (
      await makeToken(await signedIn('bob-token'), { scopes: ['read'], namespaces: ['shop', 'mail'] })
    ).json;
    const admin = (await makeToken(await signedIn(), { scopes: ['read', 'accept', 'admin'] })).json.secret;
    cluster.rights = { bob: ['list findings in mail', 'list workloads in mail'], ada: ['list findings'] };
    vi.advanceTimersByTime(60_000);
    expect((await use(secret)).json).toMatchObject({ namespaces: ['mail'] });
    expect((await use(admin)).json).toMatchObject({ permissions: ['findings:read'], accepts: [] });
    cluster.failure = new Error('down');
    vi.advanceTimersByTime(60_000);
    expect((await use(secret)).status).toBe(503);
  });

  it('of the link’s user works without an API server', async () => {
    const link = new OneTimeLink();
    await server.close();
    server = await startServer({ link });
    const local = server.browser();
    await local.get(link.path);
    await local.readCsrf();
    const { secret } = (await makeToken(local, { scopes: ['read'] })).json;
    expect((await use(secret)).json).toMatchObject({ name: 'local (token ci)', namespaces: null });
  });

  it('ends when it is revoked, and when it expires', async () => {
    const ada = await signedIn();
    const one = (await makeToken(ada, {})).json;
    const other = (await makeToken(ada, { days: 1 })).json;
    expect((await use(one.secret)).status).toBe(200);
    expect(await server.access.tokens.revoke(String(one.id))).toBe(true);
    expect(await server.access.tokens.revoke(String(one.id))).toBe(false);
    expect((await use(one.secret)).status).toBe(401);
    vi.advanceTimersByTime(24 * 3_600_000 - 1);
    expect((await use(other.secret)).status).toBe(200);
    vi.advanceTimersByTime(1);
    expect((await use(other.secret)).status).toBe(401);
  });

  it.each([
    'Bearer bwt_wrong',
    'Bearer stolen',
    'Bearer',
    'Basic YTpi',
    'Bearer a b',
    `Bearer ${'x'.repeat(20_000)}`,
    '',
  ])('is not %s, whatever the cookie', async (authorization) => {
    const browser = await signedIn();
    const answer = await browser.get('/api/v1/who', { headers: { authorization } });
    expect(answer.status).toBe(401);
    expect(answer.headers['www-authenticate']).toBe('Bearer');
  });
});

describe('limits', () => {
  it('hold attempts to sign in', async () => {
    server = await startServer({ reviews: reviews() });
    const browser = server.browser();
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 22; attempt++)
      statuses.push((await browser.post('/api/v1/sign-in/token', { token: `guess-${attempt}` })).status);
    expect(statuses).toEqual([...Array(20).fill(401), 429, 429]);
    const answer = await browser.post('/api/v1/sign-in/token', { token: 'ada-token' });
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    // Ways to sign in share the limit by address, not who is in already.
    expect((await browser.get('/sign-in/link?code=x')).status).toBe(429);
    expect((await browser.get('/api/v1/sign-in/methods')).status).toBe(200);
    expect((await browser.get('/api/v1/who', { headers: { authorization: 'Bearer ada-token' } })).status).toBe(200);
    expect((await browser.post('/api/v1/sign-in/token', { token: 'ada-token' }, { from: '127.0.0.2' })).status).toBe(
      204,
    );
  });

  it('hold guessed bearer tokens, not good ones', async () => {
    const cluster = reviews();
    server = await startServer({ reviews: cluster });
    const ask = async (token: string) =>
      (await server.browser().get('/api/v1/who', { headers: { authorization: `Bearer ${token}` } })).status;
    expect(await ask('ada-token')).toBe(200);
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 70; attempt++)
      statuses.push(await ask(attempt % 2 === 0 ? `guess-${attempt}` : `bwt_guess-${attempt}`));
    expect(statuses.filter((status) => status === 401).length).toBe(59);
    expect(statuses.at(-1)).toBe(429);
    expect(cluster.asked.filter((question) => question === 'token').length).toBeLessThanOrEqual(60);
    expect(await ask('ada-token')).toBe(200);
  });

  it('of costly addresses are each user’s own', async () => {
    server = await startServer({ reviews: reviews() });
    const ask = async (token: string, path = '/api/v1/costly') =>
      (await server.browser().get(path, { headers: { authorization: `Bearer ${token}` } })).status;
    expect([await ask('ada-token'), await ask('ada-token'), await ask('ada-token')]).toEqual([200, 200, 429]);
    expect(await ask('bob-token')).toBe(200);
    expect(await ask('ada-token', '/api/v1/who')).toBe(200);
  });

  it('hold requests', async () => {
    server = await startServer();
    const { app } = server;
    const statuses = new Map<number, number>();
    for (let request = 0; request < 3_002; request++) {
      const { statusCode } = await app.inject('/api/v1/who');
      statuses.set(statusCode, (statuses.get(statusCode) ?? 0) + 1);
    }
    expect(Object.fromEntries(statuses)).toEqual({ 401: 3_000, 429: 2 });
  });
});

describe('every answer', () => {
  it.each([
    ['/', 404],
    ['/api/v1/who', 401],
    ['/api/v1/sign-in/methods', 200],
    ['/sign-in/link?code=x', 303],
    ['/api/v1/%ff', 400],
    ['/%ff', 400],
    ['//', 404],
    ['/api/v1/sign-in/methods?x=1', 200],
  ])('to %s has the headers that browsers act on', async (path, status) => {
    server = await startServer();
    const { headers, status: answered } = await server.browser().get(path);
    expect(answered).toBe(status);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
    const policy = String(headers['content-security-policy']);
    expect(policy).toMatch(/^default-src 'none'/);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
    expect(headers).not.toHaveProperty('server');
    expect(headers).not.toHaveProperty('x-powered-by');
    expect(headers).not.toHaveProperty('strict-transport-security');
    if (path.startsWith('/api')) expect(String(headers['cache-control'])).toMatch(/private|no-store/);
  });

  it.each(['evil.example', 'localhost.evil.example', 'breakwater.example.com', 'a b'])(
    'to the host %j is a refusal',
    async (host) => {
      server = await startServer({ reviews: reviews() });
      for (const path of ['/', '/healthz', '/api/v1/who', '/api/v1/sign-in/methods']) {
        const answer = await server.browser().get(path, { headers: { host } });
        expect([400, 421]).toContain(answer.status);
      }
    },
  );

  it('under HTTPS keeps browsers there, and its cookie to this host', async () => {
    server = await startServer({ reviews: reviews(), publicUrl: new URL('https://breakwater.example.com') });
    const headers = { host: 'breakwater.example.com', origin: 'https://breakwater.example.com' };
    const browser = server.browser();
    const answer = await browser.post('/api/v1/sign-in/token', { token: 'ada-token' }, { headers });
    expect(answer.headers['strict-transport-security']).toBe('max-age=31536000');
    expect(answer.headers['set-cookie']?.[0]).toMatch(
      /^__Host-breakwater=[\w-]{43}; Max-Age=604800; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    );
    expect((await browser.get('/api/v1/who', { headers })).json).toMatchObject({ name: 'ada' });
    const plain = server.browser();
    plain.cookies.set('breakwater', browser.cookies.get('__Host-breakwater') ?? '');
    expect((await plain.get('/api/v1/who', { headers })).status).toBe(401);
  });
});
