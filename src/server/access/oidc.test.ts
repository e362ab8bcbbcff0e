import { createServer } from 'node:http';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type OidcOptions, OidcSignIn } from './oidc.ts';
import { type Answer, Browser } from './testing/browser.ts';
import { Forger, type Forgery } from './testing/forger.ts';
import { startProvider } from './testing/provider.ts';
import { WrittenReviews } from './testing/reviews.ts';
import { startServer, type TestServer } from './testing/server.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  vi.useRealTimers();
  for (const one of open.splice(0).reverse()) await one.close();
});

/** A port that nobody has, and nobody is given who asks for any: those are 32768 and above on Linux. */
async function freePort(): Promise<number> {
  const port = 10_000 + Math.floor(Math.random() * 20_000);
  const server = createServer();
  const isFree = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => resolve(true));
  });
  if (!isFree) return freePort();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const claimNames = { usernameClaim: 'preferred_username', groupsClaim: 'groups' };
const rights = { 'oidc:ada': ['list findings in shop', 'list workloads in shop'], 'oidc:platform': ['*'] };

async function serverAt(port: number, issuer: URL, options: Partial<OidcOptions> = {}): Promise<TestServer> {
  const publicUrl = new URL(`http://127.0.0.1:${port}`);
  const oidc = new OidcSignIn(
    { ...claimNames, issuer, clientId: 'breakwater', clientSecret: undefined, ...options },
    publicUrl,
  );
  const server = await startServer({ reviews: new WrittenReviews({ rights }), publicUrl, oidc }, port);
  open.push(server);
  return server;
}

const locationOf = ({ headers }: Answer) => String(headers.location);
const lastActions = async ({ store }: TestServer) =>
  (await store.audit.page({}, { offset: 0, limit: 100 })).items.map(({ actor, action }) => `${actor} ${action}`);

describe('sign-in at a real OpenID provider', () => {
  async function signIn(options: {
    readonly claims: Readonly<Record<string, unknown>>;
    readonly inIdToken?: boolean;
    readonly secret?: string;
    readonly sentSecret?: string;
    readonly secretInBody?: boolean;
    readonly oidc?: Partial<OidcOptions>;
  }) {
    const { claims, inIdToken = true, secret, sentSecret = secret, secretInBody, oidc = {} } = options;
    const port = await freePort();
    const provider = await startProvider({
      redirectUri: `http://127.0.0.1:${port}/sign-in/oidc/callback`,
      claims,
      inIdToken,
      ...(secret !== undefined && { secret }),
      ...(secretInBody !== undefined && { secretInBody }),
    });
    open.push(provider);
    const server = await serverAt(port, provider.issuer, { ...oidc, clientSecret: sentSecret });
    const browser = server.browser();
    const elsewhere = new Browser(provider.issuer.origin);
    let answer = await browser.get('/sign-in/oidc');
    const steps: string[] = [];
    while (answer.status >= 300 && answer.status < 400 && !/^\/(\?|$|sign-in\?)/.test(locationOf(answer))) {
      const to = new URL(locationOf(answer), provider.issuer);
      steps.push(to.href);
      if (steps.length > 10) throw new Error(`goes in circles: ${steps.join(' ')}`);
      answer = await (to.origin === server.url ? browser : elsewhere).get(`${to.pathname}${to.search}`);
    }
    return { answer, browser, server, steps };
  }

  it.each([
    ['a public client, claims in the ID token', { inIdToken: true }],
    ['a public client, claims to be asked for', { inIdToken: false }],
    ['a secret in the header', { secret: 'a secret of the client' }],
    ['a secret in the body', { secret: 'a secret of the client', secretInBody: true }],
  ])('works with %s', async (_, options) => {
    const claims = { preferred_username: 'ada', groups: ['dev'] };
    const { answer, browser, server, steps } = await signIn({ claims, ...options });
    expect([answer.status, locationOf(answer)]).toEqual([303, '/']);
    const asked = new URL(steps[0] ?? '').searchParams;
    expect(Object.fromEntries(asked)).toMatchObject({
      response_type: 'code',
      client_id: 'breakwater',
      scope: 'openid profile email groups',
      code_challenge_method: 'S256',
    });
    expect((await browser.get('/api/v1/who')).json).toMatchObject({
      name: 'oidc:ada',
      via: 'oidc',
      namespaces: ['shop'],
      permissions: ['findings:read', 'workloads:read'],
    });
    expect(await lastActions(server)).toEqual(['oidc:ada session.sign-in']);
    expect([...browser.cookies.keys()]).toEqual(['breakwater']);

    // The same way back once more, from the same browser and from another.
    const callback = new URL(steps.at(-1) ?? '');
    for (const again of [browser, server.browser()])
      expect(locationOf(await again.get(`${callback.pathname}${callback.search}`))).toBe('/sign-in?error=oidc-refused');
    const secrets = [asked.get('state'), callback.searchParams.get('code')].map(String);
    for (const secret of secrets) expect(server.log.join('')).not.toContain(secret);
  });

  it('gives what groups may', async () => {
    const { browser } = await signIn({ claims: { preferred_username: 'eve', groups: ['platform'] } });
    expect((await browser.get('/api/v1/who')).json).toMatchObject({ name: 'oidc:eve', namespaces: null });
  });

  it('by address needs one that is verified', async () => {
    const oidc = { usernameClaim: 'email' };
    const claims = { email: 'ada', email_verified: false };
    expect(locationOf((await signIn({ claims, oidc })).answer)).toBe('/sign-in?error=oidc-refused');
    const verified = { ...claims, email_verified: true };
    expect(locationOf((await signIn({ claims: verified, oidc })).answer)).toBe('/');
  });

  it('is refused to who may do nothing', async () => {
    const { answer, browser, server } = await signIn({
      claims: { preferred_username: 'eve', groups: ['system:masters'] },
    });
    expect(locationOf(answer)).toBe('/sign-in?error=nothing-granted');
    expect(browser.cookies.size).toBe(0);
    expect(await lastActions(server)).toEqual(['nobody session.sign-in-refused']);
  });

  it('is refused with a wrong secret', async () => {
    const claims = { preferred_username: 'ada' };
    const { answer, server } = await signIn({ claims, secret: 'right secret', sentSecret: 'wrong secret' });
    expect(locationOf(answer)).toBe('/sign-in?error=oidc-refused');
    expect(server.log.join('')).not.toContain('wrong secret');
  });
});

describe('what comes back', () => {
  async function begun() {
    const forger = new Forger();
    await forger.start();
    open.push(forger);
    const server = await serverAt(await freePort(), new URL(forger.issuer));
    const browser = server.browser();
    const to = new URL(locationOf(await browser.get('/sign-in/oidc')));
    forger.nonce = to.searchParams.get('nonce') ?? '';
    const state = to.searchParams.get('state') ?? '';
    const back = (query: string, from: Browser = browser) => from.get(`/sign-in/oidc/callback?${query}`);
    return { forger, server, browser, state, back };
  }

  it('is taken where all fits', async () => {
    const { state, back, browser } = await begun();
    expect(locationOf(await back(`code=x&state=${state}`))).toBe('/');
    expect((await browser.get('/api/v1/who')).json).toMatchObject({ name: 'oidc:ada' });
  });

  const past = Math.floor(Date.now() / 1000) - 3_600;
  it.each<[string, Forgery]>([
    ['no signature (alg none)', { header: { alg: 'none' }, signature: 'none' }],
    ['an empty signature', { signature: 'none' }],
    ['a signature of another key', { signature: 'other-key' }],
    ['a signature with the public key as a secret', { header: { alg: 'HS256' }, signature: 'hmac-of-public-key' }],
    ['another audience', { claims: { aud: 'another' } }],
    ['several audiences and none authorised', { claims: { aud: ['breakwater', 'another'], azp: 'another' } }],
    ['another issuer', { claims: { iss: 'http://127.0.0.1:1' } }],
    ['another nonce', { claims: { nonce: 'another' } }],
    ['no nonce', { claims: { nonce: undefined } }],
    ['a time that is over', { claims: { iat: past - 60, exp: past } }],
    ['no end', { claims: { exp: undefined } }],
    ['no subject', { claims: { sub: undefined } }],
    ['no name', { claims: { preferred_username: undefined } }],
    ['no ID token', { answer: JSON.stringify({ access_token: 'a', token_type: 'Bearer' }) }],
    ['no JSON', { answer: '<html>' }],
    ['an answer too long', { padding: 1_100_000 }],
  ])('is refused with %s', async (_, forgery) => {
    const { forger, server, browser, state, back } = await begun();
    forger.forgery = forgery;
    expect(locationOf(await back(`code=x&state=${state}`))).toBe('/sign-in?error=oidc-refused');
    expect(browser.cookies.size).toBe(0);
    expect((await browser.get('/api/v1/who')).status).toBe(401);
    expect(await lastActions(server)).toEqual(['nobody session.sign-in-refused']);
  });

  it.each([
    ['another state', 'code=x&state=another'],
    ['no state', 'code=x'],
    ['no code', ''],
    ['another issuer in the address', 'code=x&state=STATE&iss=http://127.0.0.1:1'],
    ['a refusal', 'error=access_denied&state=STATE'],
    ['two states', 'code=x&state=STATE&state=another'],
  ])('is refused with %s, and the attempt is over', async (_, query) => {
    const { state, back } = await begun();
    expect(locationOf(await back(query.replace('STATE', state)))).toBe('/sign-in?error=oidc-refused');
    expect(locationOf(await back(`code=x&state=${state}`))).toBe('/sign-in?error=oidc-refused');
  });

  it('is refused in a browser that did not start', async () => {
    const { state, back, server } = await begun();
    expect(locationOf(await back(`code=x&state=${state}`, server.browser()))).toBe('/sign-in?error=oidc-refused');
    const garbled = server.browser();
    garbled.cookies.set('breakwater-oidc', Buffer.from('{"state":1}').toString('base64url'));
    expect(locationOf(await back(`code=x&state=${state}`, garbled))).toBe('/sign-in?error=oidc-refused');
    garbled.cookies.set('breakwater-oidc', '%00%ff');
    expect(locationOf(await back(`code=x&state=${state}`, garbled))).toBe('/sign-in?error=oidc-refused');
  });

  it('is refused after ten minutes', async () => {
    const { state, back } = await begun();
    vi.useFakeTimers({ toFake: ['Date'] });
    vi.advanceTimersByTime(600_000);
    expect(locationOf(await back(`code=x&state=${state}`))).toBe('/sign-in?error=oidc-refused');
  });
});

describe('a provider', () => {
  it('that is away is said, and asked again', async () => {
    const forger = new Forger();
    await forger.start();
    open.push(forger);
    forger.forgery = { discovery: { issuer: 'http://127.0.0.1:1' } };
    const server = await serverAt(await freePort(), new URL(forger.issuer));
    const browser = server.browser();
    expect(locationOf(await browser.get('/sign-in/oidc'))).toBe('/sign-in?error=oidc-unavailable');
    forger.forgery = {};
    expect(locationOf(await browser.get('/sign-in/oidc'))).toContain(`${forger.issuer}/authorize?`);
  });

  it('is not asked over plain HTTP, but on this machine', async () => {
    const server = await serverAt(await freePort(), new URL('http://provider.example'));
    expect(locationOf(await server.browser().get('/sign-in/oidc'))).toBe('/sign-in?error=oidc-unavailable');
  });

  it('is offered where there is one', async () => {
    const server = await serverAt(await freePort(), new URL('http://127.0.0.1:1/realm'));
    expect((await server.browser().get('/api/v1/sign-in/methods')).json).toMatchObject({
      oidc: { issuer: 'http://127.0.0.1:1/realm' },
    });
    const without = await startServer();
    open.push(without);
    expect((await without.browser().get('/sign-in/oidc')).status).toBe(404);
    expect((await without.browser().get('/sign-in/oidc/callback?code=x')).status).toBe(404);
  });
});
