import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { KubernetesClient } from './client.ts';
import { KubernetesError } from './error.ts';
import { proxyFor } from './proxies.ts';
import { startHttpProxy, startSocksProxy, type TestProxy } from './testing/test-proxies.ts';
import { sendJson, startTestServer, type TestServer, testTimes } from './testing/test-server.ts';

const at = { file: 'config', entry: 'cluster "a"' };
const proxy = 'http://proxy:3128/';

describe('which proxy', () => {
  test.each<[string, NodeJS.ProcessEnv, string | undefined]>([
    ['https://kube:6443', {}, undefined],
    ['https://kube:6443', { HTTPS_PROXY: proxy }, proxy],
    ['https://kube:6443', { https_proxy: proxy }, proxy],
    ['https://kube:6443', { HTTPS_PROXY: 'proxy:3128' }, proxy],
    ['https://kube:6443', { HTTPS_PROXY: '', https_proxy: proxy }, proxy],
    ['https://kube:6443', { HTTPS_PROXY: 'socks5h://proxy:1080' }, 'socks5://proxy:1080'],
    ['https://kube:6443', { HTTP_PROXY: proxy }, undefined],
    ['http://kube:8080', { HTTP_PROXY: proxy, HTTPS_PROXY: 'http://other' }, proxy],
    ['https://localhost:6443', { HTTPS_PROXY: proxy }, undefined],
    ['https://127.3.2.1:6443', { HTTPS_PROXY: proxy }, undefined],
    ['https://[::1]:6443', { HTTPS_PROXY: proxy }, undefined],
  ])('%s with %o', (server, env, expected) => {
    expect(proxyFor(server, undefined, env, at)).toBe(expected);
  });

  test.each<[string, string, boolean]>([
    ['https://kube.example.com', '*', true],
    ['https://kube.example.com', 'other.com, example.com', true],
    ['https://kube.example.com', 'KUBE.example.com', true],
    ['https://kube.example.com', '.example.com', true],
    ['https://kube.example.com', '*.example.com', true],
    ['https://example.com', '.example.com', false],
    ['https://notexample.com', 'example.com', false],
    ['https://kube.example.com', 'example.com:443', true],
    ['https://kube.example.com:6443', 'example.com:443', false],
    ['https://kube.example.com', ' , ', false],
    ['https://10.1.2.3:6443', '10.0.0.0/8', true],
    ['https://11.1.2.3:6443', '10.0.0.0/8', false],
    ['https://10.1.2.3:6443', '10.1.2.3', true],
    ['https://10.1.2.3:6443', '10.1.2.3:6443', true],
    ['https://10.1.2.3:6443', '10.1.2.3:443', false],
    ['https://10.1.2.3:6443', '2.3', false],
    ['https://[fd00::1]:6443', 'fd00::/8', true],
    ['https://[fd00::1]:6443', 'fd00:0::1', true],
    ['https://[fd00::1]:6443', '[fd00::1]:6443', true],
    ['https://[fd00::1]:6443', '10.0.0.0/8,10.0.0.0/99,fd00::/x,/', false],
  ])('%s with NO_PROXY=%s', (server, list, direct) => {
    expect(proxyFor(server, undefined, { HTTPS_PROXY: proxy, NO_PROXY: list }, at)).toBe(direct ? undefined : proxy);
    expect(proxyFor(server, undefined, { HTTPS_PROXY: proxy, no_proxy: list }, at)).toBe(direct ? undefined : proxy);
  });

  test("the cluster's own counts, wherever the server is", () => {
    const env = { HTTPS_PROXY: 'http://other', NO_PROXY: '*' };
    expect(proxyFor('https://127.0.0.1', 'socks5://proxy:1080', env, at)).toBe('socks5://proxy:1080');
  });

  test('what is none is refused, and not shown', () => {
    const refused = (explicit: string | undefined, env: NodeJS.ProcessEnv) => () =>
      proxyFor('https://kube', explicit, env, at);
    expect(refused('ftp://user:secret@proxy', {})).toThrow(/^config: cluster "a": proxy-url is not an address such as/);
    expect(refused('user:secret@proxy', {})).not.toThrow(/secret/);
    expect(refused(undefined, { HTTPS_PROXY: 'http://user:secret@:x' })).toThrow(/^HTTPS_PROXY is not the address/);
  });
});

describe('through a proxy', () => {
  let server: TestServer;
  const proxies: TestProxy[] = [];

  beforeEach(async () => {
    server = await startTestServer(
      (_request, response) => sendJson(response, { fine: true }),
      ['127.0.0.1', 'kube.test'],
    );
  });

  afterEach(async () => {
    await Promise.all(proxies.splice(0).map((one) => one.close()));
    await server.close();
  });

  async function get(address: string, parts: object = {}): Promise<unknown> {
    const client = new KubernetesClient(server.connection({ proxy: address, ...parts }), testTimes);
    try {
      return await client.get('/').catch((error: unknown) => error);
    } finally {
      await client.close();
    }
  }

  async function keep(starting: Promise<TestProxy>): Promise<TestProxy> {
    const started = await starting;
    proxies.push(started);
    return started;
  }

  test('http', async () => {
    const http = await keep(startHttpProxy());
    expect(await get(`http://127.0.0.1:${http.port}`)).toEqual({ fine: true });
    expect(await get(`http://127.0.0.1:${http.port}`, { server: `https://kube.test:${server.port}` })).toEqual({
      fine: true,
    });
    expect(http.asked).toEqual([`127.0.0.1:${server.port}`, `kube.test:${server.port}`]);
  });

  test('http with a password, which no error shows', async () => {
    const http = await keep(startHttpProxy(undefined, 'user:p@ss'));
    expect(await get(`http://user:p%40ss@127.0.0.1:${http.port}`)).toEqual({ fine: true });
    expect(http.asked).toEqual([`user:p@ss@127.0.0.1:${server.port}`]);
    const error = await get(`http://user:secret@127.0.0.1:${http.port}`);
    expect(error).toBeInstanceOf(KubernetesError);
    expect(error).toMatchObject({ status: 0, reason: 'Unreachable', message: expect.stringContaining('407') });
    expect(String(error)).not.toContain('secret');
  });

  test('https, with a certificate that is verified', async () => {
    const trusted = await keep(startHttpProxy(server.authority.issue('proxy', ['127.0.0.1'])));
    expect(await get(`https://127.0.0.1:${trusted.port}`)).toEqual({ fine: true });
    const misnamed = await keep(startHttpProxy(server.authority.issue('proxy', ['other.test'])));
    expect(await get(`https://127.0.0.1:${misnamed.port}`)).toMatchObject({ status: 0, name: 'KubernetesError' });
    expect(misnamed.asked).toEqual([]);
  });

  test('socks5', async () => {
    const socks = await keep(startSocksProxy());
    expect(await get(`socks5://127.0.0.1:${socks.port}`)).toEqual({ fine: true });
    expect(await get(`socks5://127.0.0.1:${socks.port}`, { server: `https://kube.test:${server.port}` })).toEqual({
      fine: true,
    });
    expect(socks.asked).toEqual([`127.0.0.1:${server.port}`, `kube.test:${server.port}`]);
  });

  test('socks5 with a password', async () => {
    const socks = await keep(startSocksProxy('user:secret'));
    expect(await get(`socks5://user:secret@127.0.0.1:${socks.port}`)).toEqual({ fine: true });
    const error = await get(`socks5://user:wrong@127.0.0.1:${socks.port}`);
    expect(error).toMatchObject({ status: 0, reason: 'Unreachable', name: 'KubernetesError' });
    expect(String(error)).not.toContain('wrong');
  });

  test.each(['http', 'socks5'])('the server behind %s is verified as ever', async (scheme) => {
    const one = await keep(scheme === 'http' ? startHttpProxy() : startSocksProxy());
    const address = `${scheme}://127.0.0.1:${one.port}`;
    const misnamed = { server: `https://other.test:${server.port}` };
    expect(await get(address, misnamed)).toMatchObject({ reason: 'Certificate' });
    expect(await get(address, { tls: { insecure: false } })).toMatchObject({ reason: 'Certificate' });
    expect(server.requests).toEqual([]);
  });

  test('a proxy that is not there', async () => {
    const gone = await startHttpProxy();
    await gone.close();
    expect(await get(`http://127.0.0.1:${gone.port}`)).toMatchObject({ status: 0, reason: 'Unreachable' });
    expect(await get(`socks5://127.0.0.1:${gone.port}`)).toMatchObject({ status: 0, reason: 'Unreachable' });
  });
});
