import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { KubernetesClient } from './client.ts';
import { storedCredentials } from './credentials.ts';
import { KubernetesError } from './error.ts';
import { FileText, fixedText } from './rotating-text.ts';
import { makeAuthority } from './testing/certificates.ts';
import { sendJson, startTestServer, status, type TestServer, testTimes } from './testing/test-server.ts';
import { answerBytes } from './transport.ts';

let server: TestServer;
let client: KubernetesClient;
let folder: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'breakwater-client-'));
  server = await startTestServer((_request, response) => sendJson(response, { fine: true }));
  client = new KubernetesClient(server.connection(), testTimes);
});

afterEach(async () => {
  await client.close();
  await server.close();
  rmSync(folder, { recursive: true });
});

async function failure(of: Promise<unknown>): Promise<KubernetesError> {
  const error = await of.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof KubernetesError) return error;
  throw new Error('no KubernetesError was thrown', { cause: error });
}

test('says who we are, and asks below the path of the address', async () => {
  const headers = new Promise((resolve) =>
    server.answer((request, response) => {
      resolve({ ...request.headers, url: request.url });
      sendJson(response, {});
    }),
  );
  const other = new KubernetesClient(
    server.connection({
      server: `${server.url}/k8s/clusters/c-1`,
      impersonation: [
        ['Impersonate-User', 'jane'],
        ['Impersonate-Group', 'a'],
        ['Impersonate-Group', 'b'],
      ],
      credentials: storedCredentials({ token: fixedText('t0ken\n') }),
    }),
    testTimes,
  );
  try {
    await other.get('/version', { query: { fieldSelector: 'a=b&c' } });
  } finally {
    await other.close();
  }
  expect(await headers).toMatchObject({
    url: '/k8s/clusters/c-1/version?fieldSelector=a%3Db%26c',
    authorization: 'Bearer t0ken',
    'user-agent': expect.stringMatching(/^breakwater\/\d/),
    'impersonate-user': 'jane',
    'impersonate-group': 'a, b',
  });
});

test('unpacks, and gives warnings', async () => {
  server.answer((request, response) => {
    expect(request.headers['accept-encoding']).toBe('gzip');
    response.setHeader('content-encoding', 'gzip');
    response.setHeader('warning', ['299 - "v1beta1 is \\"old\\"", 299 - "and slow"', '299 - "third"']);
    response.end(gzipSync('{"packed":true}'));
  });
  expect(await client.request('GET', '/')).toEqual({
    status: 200,
    body: { packed: true },
    warnings: ['v1beta1 is "old"', 'and slow', 'third'],
  });
});

test('does not ask for compression where the kubeconfig forbids it', async () => {
  let asked: unknown = 'nothing';
  server.answer((request, response) => {
    asked = request.headers['accept-encoding'];
    sendJson(response, {});
  });
  const plain = new KubernetesClient(server.connection({ compress: false }), testTimes);
  await plain.get('/').finally(() => plain.close());
  expect(asked).toBe(undefined);
});

test("gives the server's words, on one bounded line", async () => {
  const message = `pods is forbidden:\u001b[31m User\u0000 "jane"\r\n${'x'.repeat(10_000)}`;
  server.answer((_request, response) => sendJson(response, status(403, 'Forbidden', message), 403));
  const error = await failure(client.get('/api/v1/pods'));
  expect(error).toMatchObject({ status: 403, reason: 'Forbidden', path: '/api/v1/pods' });
  expect(error.message).toMatch(/^pods is forbidden: User "jane" x+…$/);
  expect(error.message.length).toBeLessThanOrEqual(500);
});

test.each([
  [
    'text',
    500,
    'text/plain',
    'oh no',
    { status: 500, reason: 'Http500', message: 'the server answered with HTTP 500' },
  ],
  ['a sign-in page', 200, 'text/html', '<html>', { status: 200, reason: 'NotJson' }],
  ['a redirect', 302, 'text/html', '', { status: 302, reason: 'Http302' }],
  ['cut JSON', 200, 'application/json', '{"a":', { reason: 'NotJson' }],
])('%s is an error', async (_name, code, type, text, expected) => {
  server.answer((_request, response) => response.writeHead(code, { 'content-type': type, location: '/x' }).end(text));
  expect(await failure(client.get('/'))).toMatchObject(expected);
});

test('stops reading what is too large, packed or not', async () => {
  let sent = 0;
  server.answer((_request, response) => {
    const piece = Buffer.alloc(1024 * 1024, ' ');
    const push = () => {
      while (!response.destroyed && sent < 1000 && response.write(piece)) sent += 1;
    };
    response.on('drain', push);
    push();
  });
  expect(await failure(client.get('/'))).toMatchObject({ reason: 'TooLarge' });
  expect(sent).toBeLessThan(200);
  server.answer((_request, response) => {
    response.setHeader('content-encoding', 'gzip');
    response.end(gzipSync(Buffer.alloc(answerBytes + 1, ' ')));
  });
  expect(await failure(client.get('/'))).toMatchObject({ reason: 'TooLarge' });
  server.answer((_request, response) => response.setHeader('content-encoding', 'gzip').end('not packed'));
  expect(await failure(client.get('/'))).toMatchObject({ reason: 'Unexpected' });
});

test('waits and asks again where a busy server says so, and only then', async () => {
  let left = 2;
  server.answer((_request, response) => {
    left -= 1;
    if (left < 0) sendJson(response, { at: 'last' });
    else sendJson(response, status(429, 'TooManyRequests', 'later'), 429, { 'retry-after': '1' });
  });
  expect(await client.get('/')).toEqual({ at: 'last' });
  expect(server.requests.length).toBe(3);
  server.answer((_request, response) => sendJson(response, status(503, 'ServiceUnavailable', 'gone'), 503));
  expect(await failure(client.get('/'))).toMatchObject({ status: 503, message: 'gone' });
  expect(server.requests.length).toBe(4);
  server.answer((_request, response) => sendJson(response, {}, 429, { 'retry-after': '1' }));
  expect(await failure(client.get('/'))).toMatchObject({ status: 429, retryAfter: 1 });
  expect(server.requests.length).toBe(10);
});

test('gives up on answers that do not begin, stop or never end', async () => {
  const hasty = new KubernetesClient(server.connection(), { ...testTimes, headers: 100, idle: 100, call: 2500 });
  try {
    server.answer(() => {});
    expect(await failure(hasty.get('/'))).toMatchObject({ status: 0, reason: 'Timeout' });
    server.answer((_request, response) => response.write('{'));
    expect(await failure(hasty.get('/'))).toMatchObject({ status: 0, reason: 'Timeout' });
    server.answer((_request, response) => {
      const timer = setInterval(() => response.write(' '), 10);
      response.on('close', () => clearInterval(timer));
    });
    expect(await failure(hasty.get('/'))).toMatchObject({ status: 0, reason: 'Timeout' });
  } finally {
    await hasty.close();
  }
});

test('says that a connection broke, or that nobody is there', async () => {
  server.answer((_request, response) => {
    response.write('{"a":');
    setTimeout(() => response.destroy(), 10);
  });
  expect(await failure(client.get('/'))).toMatchObject({ status: 0, reason: 'Unreachable' });
  await server.close();
  expect(await failure(client.get('/'))).toMatchObject({ status: 0, reason: 'Unreachable' });
});

test('throws the reason of the signal that calls a request off', async () => {
  server.answer(() => {});
  const stop = new AbortController();
  const asked = client.get('/', { signal: stop.signal });
  stop.abort(new Error('enough'));
  await expect(asked).rejects.toThrow('enough');
});

test('talks to nobody who is not vouched for', async () => {
  const connections = {
    'another authority': server.connection({
      tls: { authority: fixedText(makeAuthority().certificate), insecure: false },
    }),
    'the authorities of the system': server.connection({ tls: { insecure: false } }),
    'another name': server.connection({ server: `https://localhost:${server.port}` }),
  };
  for (const [name, connection] of Object.entries(connections)) {
    const stranger = new KubernetesClient(connection, testTimes);
    const error = await failure(stranger.get('/')).finally(() => stranger.close());
    expect([name, error.reason]).toEqual([name, 'Certificate']);
  }
  expect(server.requests).toEqual([]);
});

test('takes the name of tls-server-name, or any where that is asked for', async () => {
  const named = await startTestServer((_request, response) => sendJson(response, {}), ['kube.example.com']);
  const authority = fixedText(named.authority.certificate);
  try {
    for (const tls of [{ authority, serverName: 'kube.example.com', insecure: false }, { insecure: true }]) {
      const other = new KubernetesClient(named.connection({ tls }), testTimes);
      await other.get('/').finally(() => other.close());
    }
    const strict = new KubernetesClient(named.connection(), testTimes);
    expect(await failure(strict.get('/')).finally(() => strict.close())).toMatchObject({ reason: 'Certificate' });
    expect(named.requests.length).toBe(2);
  } finally {
    await named.close();
  }
});

test('takes up a token that was exchanged when the old one is refused', async () => {
  const file = join(folder, 'token');
  writeFileSync(file, 'old\n');
  let valid = 'Bearer old';
  server.answer((request, response) => {
    if (request.headers.authorization === valid) sendJson(response, {});
    else sendJson(response, status(401, 'Unauthorized', 'Unauthorized'), 401);
  });
  const credentials = storedCredentials({ token: new FileText(file) });
  const other = new KubernetesClient(server.connection({ credentials }), testTimes);
  try {
    await other.get('/');
    valid = 'Bearer new';
    expect(await failure(other.get('/'))).toMatchObject({ status: 401 });
    expect(server.requests.length).toBe(2);
    writeFileSync(file, '');
    expect(await failure(other.get('/'))).toMatchObject({ status: 401 });
    writeFileSync(file, 'new\n');
    await other.get('/');
    expect(server.requests.length).toBe(5);
    rmSync(file);
    valid = 'Bearer third';
    expect(await failure(other.get('/'))).toMatchObject({ status: 401 });
  } finally {
    await other.close();
  }
});

test('shows a client certificate, and the one that it was exchanged for', async () => {
  const files = { certificate: join(folder, 'tls.crt'), key: join(folder, 'tls.key') };
  const write = (name: string) => {
    const identity = server.authority.issue(name);
    writeFileSync(files.certificate, identity.certificate);
    writeFileSync(files.key, identity.key);
  };
  write('old');
  let valid = 'old';
  server.answer((request, response) => {
    if (server.peerOf(request) === valid) sendJson(response, {});
    else sendJson(response, status(401, 'Unauthorized', 'Unauthorized'), 401);
  });
  const credentials = storedCredentials({
    certificate: new FileText(files.certificate),
    key: new FileText(files.key),
  });
  const other = new KubernetesClient(server.connection({ credentials }), testTimes);
  try {
    await other.get('/');
    write('new');
    valid = 'new';
    await other.get('/');
    expect(server.requests.length).toBe(3);
  } finally {
    await other.close();
  }
});

test('takes up an authority that was exchanged', async () => {
  const file = join(folder, 'ca.crt');
  writeFileSync(file, makeAuthority().certificate);
  const tls = { authority: new FileText(file), insecure: false };
  const other = new KubernetesClient(server.connection({ tls }), testTimes);
  try {
    expect(await failure(other.get('/'))).toMatchObject({ reason: 'Certificate' });
    writeFileSync(file, server.authority.certificate);
    expect(await other.get('/')).toEqual({ fine: true });
  } finally {
    await other.close();
  }
});

test('a token that no header can hold is an error that does not show it', async () => {
  const credentials = storedCredentials({ token: fixedText('TOP\nSECRET') });
  const other = new KubernetesClient(server.connection({ credentials }), testTimes);
  const error = await failure(other.get('/')).finally(() => other.close());
  expect(error).toMatchObject({ status: 0, reason: 'Unexpected' });
  expect(`${error.message} ${error.cause}`).not.toContain('SECRET');
});

test('sends a limited number of requests at once', async () => {
  const waiting: (() => void)[] = [];
  let most = 0;
  server.answer((_request, response) => {
    waiting.push(() => sendJson(response, {}));
    most = Math.max(most, waiting.length);
    // None is answered before as many are here as may be, and a moment in which one more could have come.
    if (waiting.length === 8) setTimeout(() => waiting.splice(0).forEach((answer) => void answer()), 20);
  });
  await Promise.all(Array.from({ length: 40 }, (_, index) => client.get(`/${index}`)));
  expect(most).toBe(8);
});
