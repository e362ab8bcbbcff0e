import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestCluster, twoTeams } from './testing/cluster.ts';
import { type TestServer, testServer } from './testing/server.ts';

const parent = mkdtempSync(join(tmpdir(), 'breakwater-console-'));
const folder = join(parent, 'console');
mkdirSync(join(folder, 'assets'), { recursive: true });
writeFileSync(join(parent, 'outside.txt'), 'not for anybody');
writeFileSync(join(folder, '.hidden'), 'not for anybody');
writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Breakwater</title>');
writeFileSync(join(folder, 'before-paint.js'), 'theme()');
writeFileSync(join(folder, 'assets/index-D3adb33f.js'), `console.log(${'1,'.repeat(2_000)}1)`);

let server: TestServer;
beforeAll(async () => {
  server = await testServer(new TestCluster(twoTeams), { console: folder });
});
afterAll(async () => {
  await server.close();
  rmSync(parent, { recursive: true });
});

const get = (url: string, headers: Record<string, string> = {}) => server.app.inject({ url, headers });

describe('the console', () => {
  it('has its page at every address of a view, fresh each time', async () => {
    for (const url of ['/', '/findings?status=open', '/workloads/apps/Deployment/shop/web', '/index.html', '/x.y']) {
      const answer = await get(url);
      expect([url, answer.statusCode, answer.body]).toEqual([url, 200, '<!doctype html><title>Breakwater</title>']);
      expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
      expect(answer.headers['cache-control']).toBe('no-cache');
    }
    const { etag } = (await get('/')).headers;
    expect((await get('/', { 'if-none-match': String(etag) })).statusCode).toBe(304);
    expect((await server.app.inject({ method: 'HEAD', url: '/findings' })).statusCode).toBe(200);
  });

  it('keeps files whose name has their hash for good, compressed', async () => {
    const url = '/assets/index-D3adb33f.js';
    const answer = await get(url, { 'accept-encoding': 'br, gzip' });
    expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(answer.headers['content-encoding']).toBe('br');
    expect(answer.headers['content-type']).toMatch(/javascript/);
    const { etag } = (await get(url)).headers;
    expect((await get(url, { 'if-none-match': String(etag) })).statusCode).toBe(304);
    expect((await get('/before-paint.js')).headers['cache-control']).toBe('no-cache');
  });

  it.each(['/assets/gone-12345678.js', '/assets/', '/api/v1/none', '/api', '/api/'])(
    'has no page at %s',
    async (url) => {
      expect((await get(url)).statusCode).toBe(404);
    },
  );

  it.each([
    '/../outside.txt',
    '/..%2foutside.txt',
    '/assets/../../outside.txt',
    '/assets/%2e%2e/%2e%2e/outside.txt',
    '/assets/..%5c..%5coutside.txt',
    '//outside.txt',
    '/.hidden',
    '/assets/%00',
  ])('gives out nothing else: %s', async (url) => {
    expect((await get(url)).body).not.toContain('not for anybody');
  });
});
