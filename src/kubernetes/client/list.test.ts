import { afterEach, beforeEach, expect, test } from 'vitest';
import { KubernetesClient } from './client.ts';
import type { ListOptions, Page } from './list.ts';
import type { ApiResource } from './resource.ts';
import { sendJson, startTestServer, status, type TestServer, testTimes } from './testing/test-server.ts';
import { answerBytes } from './transport.ts';

const secrets: ApiResource = {
  group: '',
  version: 'v1',
  kind: 'Secret',
  plural: 'secrets',
  namespaced: true,
  verbs: ['list'],
};

let server: TestServer;
let client: KubernetesClient;

beforeEach(async () => {
  server = await startTestServer((_request, response) => sendJson(response, {}));
  client = new KubernetesClient(server.connection(), testTimes);
});

afterEach(async () => {
  await client.close();
  await server.close();
});

function list(names: readonly string[], token = '', resourceVersion = '7', kind = 'SecretList'): object {
  const items = names.map((name) => ({ metadata: { name, namespace: 'a' }, data: { password: 'aGlkZGVu' } }));
  return { kind, apiVersion: 'v1', metadata: { resourceVersion, continue: token }, items };
}

const expired = (token?: string) =>
  status(410, 'Expired', 'The provided continue parameter is too old', token === undefined ? {} : { continue: token });

function read(options: ListOptions = {}): Promise<Page[]> {
  return Array.fromAsync(client.listPages(secrets, options));
}

function namesOf(pages: readonly Page[]): string[][] {
  return pages.map(({ items, anew }) => [
    ...(anew ? ['anew'] : []),
    ...items.map(({ metadata }) => metadata?.name ?? ''),
  ]);
}

test('reads page after page', async () => {
  server.answer((_request, response, url) => {
    sendJson(response, url.searchParams.get('continue') === 'next/+' ? list(['c']) : list(['a', 'b'], 'next/+'));
  });
  const pages = await read({ namespace: 'a b', pageSize: 2 });
  expect(namesOf(pages)).toEqual([['a', 'b'], ['c']]);
  expect(pages[0]).toMatchObject({ resourceVersion: '7', items: [{ apiVersion: 'v1', kind: 'Secret' }, {}] });
  expect(server.requests).toEqual([
    '/api/v1/namespaces/a%20b/secrets?limit=2',
    '/api/v1/namespaces/a%20b/secrets?limit=2&continue=next%2F%2B',
  ]);
});

test('goes on with the token that comes with an expired one, and neither loses nor doubles anything', async () => {
  server.answer((_request, response, url) => {
    const token = url.searchParams.get('continue');
    if (token === null) sendJson(response, list(['a'], 'old'));
    else if (token === 'old') sendJson(response, expired('inconsistent'), 410);
    else if (token === 'inconsistent') sendJson(response, list(['b'], 'new', '9'));
    else sendJson(response, list(['c'], '', '9'));
  });
  const pages = await read();
  expect(namesOf(pages)).toEqual([['a'], ['b'], ['c']]);
  expect(pages.map(({ resourceVersion }) => resourceVersion)).toEqual(['7', '9', '9']);
});

test('begins anew where there is no such token, and says so; in larger pages, for these were too slow', async () => {
  let expiries = 1;
  server.answer((_request, response, url) => {
    const token = url.searchParams.get('continue');
    if (token === null) return sendJson(response, list(['a'], 'old'));
    expiries -= 1;
    if (expiries >= 0) sendJson(response, expired(), 410);
    else sendJson(response, list(['b']));
  });
  expect(namesOf(await read({ pageSize: 10 }))).toEqual([['a'], ['anew', 'a'], ['b']]);
  expect(server.requests.map((request) => /limit=\d+/.exec(request)?.[0])).toEqual([
    'limit=10',
    'limit=10',
    'limit=40',
    'limit=40',
  ]);
  expiries = Infinity;
  await expect(read()).rejects.toMatchObject({ status: 410, reason: 'Expired' });
});

test('a list that is refused is refused', async () => {
  server.answer((_request, response) => sendJson(response, status(403, 'Forbidden', 'no'), 403));
  await expect(read()).rejects.toMatchObject({ status: 403, path: '/api/v1/secrets' });
});

test('asks for less where a page is too large', async () => {
  server.answer((_request, response, url) => {
    if (Number(url.searchParams.get('limit')) > 40) {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(Buffer.alloc(answerBytes + 1, ' '));
    } else sendJson(response, list(['a']));
  });
  expect(namesOf(await read())).toEqual([['a']]);
  server.answer((_request, response) => response.end(Buffer.alloc(answerBytes + 1, ' ')));
  await expect(read({ pageSize: 4 })).rejects.toMatchObject({ reason: 'TooLarge' });
});

test('takes nothing but metadata where that is asked for', async () => {
  let accept: unknown;
  const applied = 'kubectl.kubernetes.io/last-applied-configuration';
  const item = {
    metadata: { name: 'a', annotations: { [applied]: '{"data":{"password":"aGlkZGVu"}}', kept: 'yes' } },
    data: { password: 'aGlkZGVu' },
  };
  server.answer((request, response) => {
    accept = request.headers.accept;
    sendJson(response, { ...list([], '', '7', 'PartialObjectMetadataList'), items: [item] });
  });
  const [page] = await read({ metadataOnly: true });
  expect(page?.items).toEqual([
    { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a', annotations: { kept: 'yes' } } },
  ]);
  expect(accept).toBe('application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1');
  server.answer((_request, response) => sendJson(response, list(['a'])));
  await expect(read({ metadataOnly: true })).rejects.toMatchObject({ reason: 'Unexpected' });
});

test.each([
  ['null for no items', { ...list([]), items: null }, []],
  ['no list', { kind: 'Secret', metadata: {} }, undefined],
  ['an array', [], undefined],
  ['null', null, undefined],
  ['items that are none', { ...list([]), items: [1] }, undefined],
  ['items without metadata', { ...list([]), items: [{}] }, undefined],
  ['items without a name', { ...list([]), items: [{ metadata: { name: 3 } }] }, undefined],
])('%s', async (_name, body, expected) => {
  server.answer((_request, response) => sendJson(response, body));
  if (expected === undefined) await expect(read()).rejects.toMatchObject({ reason: 'Unexpected' });
  else expect((await read())[0]?.items).toEqual(expected);
});

test('can be called off between pages', async () => {
  server.answer((_request, response) => sendJson(response, list(['a'], 'more')));
  const stop = new AbortController();
  const pages = client.listPages(secrets, { signal: stop.signal });
  await pages.next();
  stop.abort(new Error('enough'));
  await expect(pages.next()).rejects.toThrow('enough');
});
