import { afterEach, describe, expect, it } from 'vitest';
import { OneTimeLink } from './one-time-link.ts';
import { WrittenReviews } from './testing/reviews.ts';
import { startServer, type TestServer } from './testing/server.ts';
import { type TrustedProxies, trustedProxies } from './trusted-proxies.ts';

let server: TestServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

function proxiesOf(...blocks: readonly string[]): TrustedProxies {
  const proxies = trustedProxies(blocks);
  if ('wrong' in proxies) throw new Error(proxies.wrong);
  return proxies;
}

it.each([
  '0.0.0.0/0',
  '::/0',
  '10.0.0.0/33',
  'fd00::/129',
  '10.0.0',
  'proxy.example.com',
  '10.0.0.0/',
  '10.0.0.0/8/8',
  '',
])('%j is no block of proxies', (wrong) => {
  expect(trustedProxies(['10.0.0.1', wrong])).toEqual({ wrong });
});

it('IPv4 addresses are the same on IPv6 sockets', () => {
  const { trusts } = proxiesOf('10.42.0.0/16', 'fd00::7');
  expect(['10.42.1.2', '::ffff:10.42.1.2', 'fd00::7'].map(trusts)).toEqual([true, true, true]);
  expect(['10.43.1.2', 'fd00::8', 'unknown', ''].map(trusts)).toEqual([false, false, false, false]);
});

const reviews = () => new WrittenReviews({ tokens: { t: 'ada' }, rights: { ada: ['*'] } });

/** The address that the audit trail has of a refused sign-in with this X-Forwarded-For. */
async function addressOf(forwarded: string, proxies?: TrustedProxies, more = {}): Promise<string | undefined> {
  server = await startServer({ reviews: reviews(), ...(proxies && { proxies }) });
  const headers = { 'x-forwarded-for': forwarded, ...more };
  expect((await server.browser().post('/api/v1/sign-in/token', { token: 'wrong' }, { headers })).status).toBe(401);
  const { items } = await server.store.audit.page({}, { offset: 0, limit: 1 });
  return items[0]?.address;
}

describe('where a request comes from', () => {
  const local = proxiesOf('127.0.0.1', '10.42.0.0/16');
  it.each<[string, string, TrustedProxies | undefined, string]>([
    ['is who connects, where no proxy is trusted', '203.0.113.9', undefined, '127.0.0.1'],
    ['is who connects, where others are trusted', '203.0.113.9', proxiesOf('10.0.0.0/8'), '127.0.0.1'],
    ['is what a trusted proxy says', '203.0.113.9', local, '203.0.113.9'],
    ['is not what the caller wrote before it', '198.51.100.1, 203.0.113.9', local, '203.0.113.9'],
    ['is what the first of several trusted ones says', '198.51.100.1, 203.0.113.9, 10.42.7.7', local, '203.0.113.9'],
    ['has no port', '203.0.113.9:4711', local, '203.0.113.9'],
    ['has no brackets', '[2001:db8::9]:4711', local, '2001:db8::9'],
    ['is the proxy where it says nothing of use', 'unknown, _hidden', local, '127.0.0.1'],
    ['is the proxy where it says nothing', ' ', local, '127.0.0.1'],
    ['is not what stands before something that is no address', '203.0.113.9, <b>, 10.42.7.7', local, '10.42.7.7'],
  ])('%s', async (_, forwarded, proxies, address) => {
    expect(await addressOf(forwarded, proxies)).toBe(address);
  });

  it('is not what other headers say', async () => {
    const more = { forwarded: 'for=198.51.100.1', 'x-real-ip': '198.51.100.1', 'x-client-ip': '198.51.100.1' };
    expect(await addressOf('203.0.113.9', local, more)).toBe('203.0.113.9');
  });
});

describe('behind a trusted proxy', () => {
  const proxies = proxiesOf('127.0.0.0/8');

  it('each address has its own limit, and another one written before it makes no other', async () => {
    server = await startServer({ reviews: reviews(), proxies });
    const browser = server.browser();
    const guess = async (forwarded: string) =>
      (await browser.post('/api/v1/sign-in/token', { token: 'x' }, { headers: { 'x-forwarded-for': forwarded } }))
        .status;
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 22; attempt++)
      statuses.push(await guess(`198.51.100.${attempt}, 203.0.113.9:${40_000 + attempt}`));
    expect(statuses).toEqual([...Array(20).fill(401), 429, 429]);
    expect(await guess('203.0.113.10')).toBe(401);
  });

  it('the one-time link is not offered, whatever the header says', async () => {
    const link = new OneTimeLink();
    server = await startServer({ link, proxies });
    for (const forwarded of ['127.0.0.1', 'unknown', ''])
      expect(
        (await server.browser().get(link.path, { headers: { 'x-forwarded-for': forwarded } })).headers.location,
      ).toBe('/sign-in?error=link-wrong');
  });

  it('hosts and schemes are those of the public URL all the same', async () => {
    server = await startServer({ reviews: reviews(), proxies, publicUrl: new URL('https://breakwater.example.com') });
    const headers = { host: 'breakwater.example.com', origin: 'https://breakwater.example.com' };
    const forwarded = {
      'x-forwarded-for': '203.0.113.9',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'http',
    };
    const good = await server
      .browser()
      .post('/api/v1/sign-in/token', { token: 't' }, { headers: { ...headers, ...forwarded } });
    expect([good.status, good.headers['set-cookie']?.[0]]).toEqual([204, expect.stringMatching(/^__Host-.*; Secure;/)]);
    const foreign = { ...forwarded, host: 'evil.example', 'x-forwarded-host': 'breakwater.example.com' };
    expect((await server.browser().get('/api/v1/sign-in/methods', { headers: foreign })).status).toBe(421);
  });

  it('without a public URL no scheme makes cookies of HTTPS', async () => {
    server = await startServer({ reviews: reviews(), proxies });
    const headers = { 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': 'https' };
    const answer = await server.browser().post('/api/v1/sign-in/token', { token: 't' }, { headers });
    expect(answer.headers['set-cookie']?.[0]).not.toContain('Secure');
    expect(answer.headers).not.toHaveProperty('strict-transport-security');
  });
});
