import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { makeApp } from './app.ts';
import { makeLog } from './log.ts';
import { type Route, route } from './route.ts';

const routes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/api/v1/things/:name',
    access: 'public',
    summary: 'A thing',
    params: z.object({ name: z.string().max(20) }),
    query: z.object({ limit: z.coerce.number().int().max(10).default(5) }),
    answer: z.object({ name: z.string(), limit: z.number() }),
    handle: ({ params, query }) => ({ name: params.name, limit: query.limit }),
  }),
  route({
    method: 'POST',
    url: '/api/v1/things',
    access: 'public',
    summary: 'Makes a thing',
    body: z.object({ reason: z.string().min(3) }),
    handle: () => undefined,
  }),
];

const app = await makeApp({
  routes,
  access: () => undefined,
  console: undefined,
  proxies: undefined,
  log: makeLog({ write: () => undefined }, 'silent'),
});

describe('the HTTP manners', () => {
  it('answers with a weak tag, and with 304 to whoever has it', async () => {
    const first = await app.inject('/api/v1/things/x');
    expect(first.json()).toEqual({ name: 'x', limit: 5 });
    const etag = String(first.headers.etag);
    expect(etag).toMatch(/^W\/"/);
    const again = await app.inject({ url: '/api/v1/things/x', headers: { 'if-none-match': etag } });
    expect([again.statusCode, again.body]).toEqual([304, '']);
  });

  it.each([
    ['GET', '/api/v1/things/x?limit=11', 400, 'query.limit'],
    ['GET', '/api/v1/things/x?limt=1', 400, 'query'],
    ['GET', `/api/v1/things/${'x'.repeat(21)}`, 400, 'path.name'],
    ['GET', '/api/v1/nothing', 404, undefined],
    ['GET', '/api/v1/things/%ff', 400, undefined],
    ['DELETE', '/api/v1/things/x', 405, undefined],
    ['POST', '/api/v1/things', 400, 'body'],
  ] as const)('%s %s: %i as a problem', async (method, url, status, path) => {
    const answer = await app.inject({ method, url });
    expect(answer.statusCode).toBe(status);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(answer.json().errors?.[0].path).toBe(path);
  });

  it('says what is wrong in the language asked for', async () => {
    const answer = await app.inject({ url: '/api/v1/nothing', headers: { 'accept-language': 'zh-CN,en;q=0.5' } });
    expect(answer.json().title).toBe('没有这个地址');
  });

  it.each([
    [{ 'content-type': 'text/plain' }, 'x', 415],
    [{ 'content-type': 'application/json', 'content-encoding': 'gzip' }, '{}', 415],
    [{ 'content-type': 'application/json' }, '{"reason":', 400],
    [{ 'content-type': 'application/json' }, `{"reason":"${'x'.repeat(1_048_576)}"}`, 413],
    [{ 'content-type': 'application/json' }, '{"reason":"enough"}', 204],
  ] as const)('takes only JSON of a bounded size: %j', async (headers, payload, status) => {
    const answer = await app.inject({ method: 'POST', url: '/api/v1/things', headers, payload });
    expect(answer.statusCode).toBe(status);
  });

  it('names the methods that an address takes', async () => {
    const answer = await app.inject({ method: 'DELETE', url: '/api/v1/things/x' });
    expect(answer.headers.allow).toBe('GET, HEAD');
  });
});
