import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import fc from 'fast-check';
import type { InjectOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type PostgresServer, startPostgres } from '../store/testing/postgres-server.ts';
import { problemSchema } from './contract/index.ts';
import { TestCluster, twoTeams } from './testing/cluster.ts';
import { type TestServer, testServer, userHeader } from './testing/server.ts';

let server: TestServer;

/** What is refused, and how, is not the database's to decide: both are asked. */
function onEachDatabase(tests: () => void): void {
  describe.each(['sqlite', 'postgres'])('on %s', (dialect) => {
    let postgres: PostgresServer | undefined;
    beforeAll(async () => {
      if (dialect === 'postgres') postgres = await startPostgres();
      const database = postgres && { url: await postgres.database() };
      server = await testServer(new TestCluster(twoTeams), { ...(database && { database }) });
      await server.settled();
    }, 120_000);
    afterAll(async () => {
      await server.close();
      await postgres?.stop();
    });
    tests();
  });
}

/** Never a fault of ours, never anything of our insides; what is wrong is said as a problem. */
async function expectAnswered(request: InjectOptions): Promise<number> {
  const answer = await server.ask(request);
  const what = JSON.stringify([request.method, request.url]).slice(0, 300);
  expect([what, answer.status < 500]).toEqual([what, true]);
  expect(answer.text).not.toMatch(/\bat .+\.(ts|js):\d+|SQLITE|node_modules|Kysely/);
  if (answer.status >= 400) {
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    problemSchema.parse(answer.json());
  }
  return answer.status;
}

/** What people try, beside what chance brings. */
const tricks = [
  "' OR 1=1 --",
  '1; DROP TABLE findings',
  '%',
  '_',
  '\\',
  '\u0000',
  'a\u0000b',
  '\u{d800}',
  '\u{1f4a9}'.repeat(50),
  '__proto__',
  'constructor',
  '../../../etc/passwd',
  '..%2f..%2fetc%2fpasswd',
  '-1',
  '1e9',
  'NaN',
  '[]',
  '{}',
  'null',
  'true',
  'x'.repeat(300),
  '2026-02-30',
  '9999-99-99',
  '',
];
const nasty = fc.constantFrom(...tricks);
const text = fc.oneof(nasty, fc.string({ unit: 'binary', maxLength: 40 }), fc.string({ maxLength: 40 }));

function encoded(value: string): string {
  return encodeURIComponent(value.toWellFormed());
}

onEachDatabase(() => {
  it('a request is hostile in its parameters', async () => {
    const names = fc.oneof(
      fc.constantFrom(...'status severity check namespace kind team standard object q since resolvedSince'.split(' ')),
      fc.constantFrom(...'offset limit sort order by days format exposure actor action'.split(' ')),
      text,
    );
    const reads = server.routes.filter(({ method, url }) => method === 'GET' && url !== '/api/v1/events');
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...reads),
        fc.array(text, { minLength: 4, maxLength: 4 }),
        fc.array(fc.tuple(names, text), { maxLength: 6 }),
        async ({ url }, parts, query) => {
          const path = url.replace(/:\w+/g, () => encoded(parts.pop() ?? 'x') || 'x');
          const search = query.map(([name, value]) => `${encoded(name)}=${encoded(value)}`).join('&');
          await expectAnswered({ method: 'GET', url: `${path}?${search}` });
        },
      ),
      { numRuns: 600 },
    );
  });

  it('in each of them alone', async () => {
    let asked = 0;
    for (const { url, query, method } of server.routes) {
      if (!(query instanceof z.ZodObject)) continue;
      for (const name of Object.keys(query.shape))
        for (const value of [...tricks, '1', 'risk', 'open', '2026-11-25']) {
          const by = url.endsWith('/groups') ? 'by=check&' : '';
          await expectAnswered({ method, url: `${url}?${by}${name}=${encoded(value)}` });
          asked += 1;
        }
    }
    expect(asked).toBeGreaterThan(1_000);
  }, 240_000);

  it('in its body', async () => {
    const changes = server.routes.filter(({ method, url }) => method !== 'GET' && url !== '/api/v1/sign-out');
    const fields = 'fingerprints reason expires check resources container owner name scopes namespaces days retention';
    const object = fc.dictionary(
      fc.oneof(fc.constantFrom(...fields.split(' '), 'teamLabels', 'token'), text),
      fc.jsonValue(),
    );
    const body = fc.oneof(
      object.map((value) => JSON.stringify(value)),
      fc.json(),
      text,
      fc.constantFrom('', '{', '[', '"', '{"__proto__":{"x":1}}', '[['.repeat(5_000), '{"a":'.repeat(20_000)),
    );
    const type = fc.constantFrom(
      'application/json',
      'application/json; charset=utf-16',
      'text/plain',
      'multipart/form-data',
      'application/x-www-form-urlencoded',
      'application/xml',
      'x',
      '',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...changes),
        body,
        type,
        text,
        async ({ method, url }, payload, contentType, id) => {
          await expectAnswered({
            method,
            url: url.replace(/:\w+/g, encoded(id) || 'x'),
            payload,
            headers: { ...(contentType !== '' && { 'content-type': contentType }) },
          });
        },
      ),
      { numRuns: 600 },
    );
  });
});

describe('a hostile request', () => {
  beforeAll(async () => {
    server = await testServer(new TestCluster(twoTeams));
    await server.settled();
  });
  afterAll(() => server.close());

  it.each([
    '/../../etc/passwd',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/assets/..%2f..%2fpackage.json',
    '/assets/%00.js',
    '//evil.example/',
    '/api/v1/findings/../../../x',
    '/api/v1/%2e%2e/healthz',
    '/%ff%fe',
    '/api/v1/findings/%',
    `/${'a/'.repeat(2_000)}`,
    `/api/v1/findings?${'check=a&'.repeat(500)}`,
    '/api/v1/findings?check[]=a&check[b]=c&check.d=e',
    '/api/v1/findings?limit=1&limit=2',
  ])('in its address: %s', async (url) => {
    expect(await expectAnswered({ method: 'GET', url })).toBeGreaterThanOrEqual(400);
  });

  it.each(['PATCH', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'SEARCH'] as const)('by %s', async (method) => {
    const status = await expectAnswered({ method: method as 'PATCH', url: '/api/v1/findings' });
    expect([404, 405]).toContain(status);
  });

  it('that is no HTTP', async () => {
    await server.app.listen({ host: '127.0.0.1', port: 0 });
    const { port } = server.app.server.address() as AddressInfo;
    const raw = (bytes: string): Promise<string> =>
      new Promise((resolve) => {
        let read = '';
        const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
        socket.on('data', (data) => {
          read += data.toString();
          if (read.includes('}')) socket.destroy();
        });
        socket.on('close', () => resolve(read));
        socket.on('error', () => resolve(read));
      });
    expect(await raw('NONSENSE\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 [\s\S]*problem\+json/);
    expect(await raw(`GET / HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(40_000)}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 431 /);
    const twice =
      'POST /api/v1/sign-out HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n';
    expect(await raw(twice)).toMatch(/^HTTP\/1\.1 400 /);
  });
});

describe('the log', () => {
  beforeAll(async () => {
    server = await testServer(new TestCluster(twoTeams));
    await server.settled();
  });
  afterAll(() => server.close());

  it('has nothing of what requests carry', async () => {
    const secret = 'S3cr3t-in-a-request';
    const headers = {
      authorization: `Bearer ${secret}`,
      cookie: `breakwater=${secret}`,
      'x-csrf-token': secret,
      'x-forwarded-for': secret,
      'user-agent': secret,
      referer: `http://x/${secret}`,
      'content-type': 'application/json',
    };
    const user = JSON.stringify({ sees: null, may: [] });
    const urls = [
      `/?code=${secret}`,
      `/sign-in/link?code=${secret}`,
      `/api/v1/findings?q=${secret}`,
      `/${secret}`,
      '/%ff',
    ];
    for (const url of urls) await server.app.inject({ url, headers });
    for (const payload of [`{"token":"${secret}"}`, `{"token":"${secret}`, secret, `{"reason":"${secret}"}`])
      for (const url of ['/api/v1/sign-in/token', '/api/v1/findings/accept', `/api/v1/${secret}`])
        await server.app.inject({ method: 'POST', url, headers: { ...headers, [userHeader]: user }, payload });
    expect(server.log.length).toBeGreaterThan(15);
    expect(server.log.join('')).not.toContain(secret);
    const line = JSON.parse(server.log.at(-1) ?? '') as Record<string, unknown>;
    expect(Object.keys(line).sort()).toEqual('level method ms msg reqId route status time user'.split(' '));
  });

  it('says why where an answer is a fault of ours, and the answer does not', async () => {
    const fails = await testServer(new TestCluster(twoTeams));
    await fails.settled();
    await fails.store.close();
    const answer = await fails.ask({ url: '/api/v1/findings' });
    expect(answer.status).toBe(500);
    expect(answer.text).not.toMatch(/database|sqlite|\.ts/i);
    const { instance } = answer.json<{ instance: string }>();
    const lines = fails.log.map((line) => JSON.parse(line) as Record<string, unknown>);
    const found = lines.find(({ level, reqId }) => level === 'error' && instance.endsWith(String(reqId)));
    expect(found).toMatchObject({ msg: 'request failed', err: { type: expect.any(String) } });
    await fails.app.close();
    await fails.watch.stop();
  });
});
