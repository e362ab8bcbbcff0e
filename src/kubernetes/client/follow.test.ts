import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { KubernetesObject } from '../object.ts';
import { KubernetesClient } from './client.ts';
import type { KubernetesError } from './error.ts';
import type { FollowHandler, Following, FollowOptions, FollowState } from './follow.ts';
import type { ApiResource } from './resource.ts';
import { sendJson, startTestServer, status, type TestServer, testTimes } from './testing/test-server.ts';
import type { Times } from './times.ts';
import { eventBytes } from './watch-events.ts';

const deployments: ApiResource = {
  group: 'apps',
  version: 'v1',
  kind: 'Deployment',
  plural: 'deployments',
  namespaced: true,
  verbs: ['list', 'watch'],
};

let server: TestServer;
let told: string[];
let errors: (KubernetesError | undefined)[];
const open: { client: KubernetesClient; following: Following }[] = [];

beforeEach(async () => {
  told = [];
  errors = [];
  server = await startTestServer((_request, response) => sendJson(response, {}));
});

afterEach(async () => {
  for (const { client, following } of open.splice(0)) {
    await following.stop();
    await client.close();
  }
  await server.close();
});

const nameOf = ({ metadata }: KubernetesObject) => metadata?.name ?? '';

const recorder: FollowHandler = {
  state: (state: FollowState, error?: KubernetesError) => {
    told.push(error === undefined ? state : `${state} (${error.reason})`);
    errors.push(error);
  },
  page: (objects) => told.push(`page ${objects.map(nameOf).join(' ')}`.trim()),
  synced: () => told.push('synced'),
  applied: (object) => told.push(`applied ${nameOf(object)}`),
  deleted: (object) => told.push(`deleted ${nameOf(object)}`),
};

function follow(
  parts: { times?: Partial<Times>; handler?: Partial<FollowHandler>; options?: FollowOptions } = {},
): Following {
  const client = new KubernetesClient(server.connection(), { ...testTimes, ...parts.times });
  const following = client.follow(deployments, parts.options ?? {}, { ...recorder, ...parts.handler });
  open.push({ client, following });
  return following;
}

/** Answers lists with these names, and hands watches on: the first to the first function, and so on; more of them are left open. */
function serve(
  lists: readonly (readonly string[])[],
  ...watches: ((response: ServerResponse, url: URL) => void)[]
): void {
  let listed = 0;
  let watched = 0;
  server.answer((_request, response, url) => {
    if (url.searchParams.get('watch') === 'true') {
      const watch = watches[watched];
      watched += 1;
      response.flushHeaders();
      watch?.(response, url);
      return;
    }
    const names = lists[Math.min(listed, lists.length - 1)] ?? [];
    listed += 1;
    const items = names.map((name) => ({ metadata: { name } }));
    sendJson(response, { kind: 'DeploymentList', metadata: { resourceVersion: String(listed * 100) }, items });
  });
}

function event(type: string, name: string, resourceVersion: number): string {
  const metadata = { name, resourceVersion: String(resourceVersion) };
  return `${JSON.stringify({ type, object: { apiVersion: 'apps/v1', kind: 'Deployment', metadata } })}\n`;
}

const until = (check: () => void) => vi.waitFor(check, { timeout: 50_000, interval: 5 });
const untilTold = (...lines: string[]) => until(() => expect(told.slice(-lines.length)).toEqual(lines));
const watchesOf = () => server.requests.filter((request) => request.includes('watch=true'));
const versionsOf = () => watchesOf().map((request) => /resourceVersion=(\d+)/.exec(request)?.[1]);

test('tells the list, then the changes', async () => {
  serve([['a', 'b']], (response) => {
    response.write(event('MODIFIED', 'a', 101) + event('DELETED', 'b', 102));
    response.write(event('ADDED', 'c', 103));
  });
  follow();
  await untilTold('syncing', 'page a b', 'synced', 'live', 'applied a', 'deleted b', 'applied c');
  expect(watchesOf()[0]).toMatch(
    /^\/apis\/apps\/v1\/deployments\?watch=true&allowWatchBookmarks=true&timeoutSeconds=\d+&resourceVersion=100$/,
  );
});

test('puts together what comes in pieces, within characters, too', async () => {
  serve([[]], (response) => {
    const bytes = Buffer.from(`${event('ADDED', '部署-é', 101)}\n${event('ADDED', 'next', 102)}`);
    void (async () => {
      for (let start = 0; start < bytes.length; start += 7) {
        response.write(bytes.subarray(start, start + 7));
        await sleep(1);
      }
    })();
  });
  follow();
  await untilTold('live', 'applied 部署-é', 'applied next');
});

test('goes on where it was, bookmarks included, when a watch ends or breaks', async () => {
  serve(
    [['a']],
    (response) => response.end(event('ADDED', 'b', 105)),
    (response) => {
      // They come together: who was told of the one has read the other, and only then the watch breaks.
      response.write(event('ADDED', 'c', 149) + event('BOOKMARK', '', 150));
      void untilTold('applied c').then(() => response.destroy());
    },
    (response) => response.write(event('ADDED', 'd', 160)),
  );
  follow();
  await untilTold('live', 'applied b', 'applied c', 'retrying (Unreachable)', 'live', 'applied d');
  expect(versionsOf()).toEqual(['100', '105', '150']);
});

test.each<[string, (response: ServerResponse) => void]>([
  [
    'an event',
    (response) => response.write(`${JSON.stringify({ type: 'ERROR', object: status(410, 'Expired', 'too old') })}\n`),
  ],
  ['a bookmark that went back in time', (response) => response.write(event('BOOKMARK', '', 99))],
])('lists again after %s, and says why', async (_name, write) => {
  serve([['a', 'b'], ['b']], write);
  follow();
  await untilTold('synced', 'live', 'syncing (Expired)', 'page b', 'synced', 'live');
  expect(versionsOf()).toEqual(['100', '200']);
});

test('lists again after an HTTP 410', async () => {
  let watches = 0;
  server.answer((_request, response, url) => {
    if (!url.searchParams.has('watch')) {
      return sendJson(response, { kind: 'DeploymentList', metadata: { resourceVersion: '5' }, items: [] });
    }
    watches += 1;
    if (watches === 1) sendJson(response, status(410, 'Expired', 'too old resource version'), 410);
    else response.flushHeaders();
  });
  follow();
  await untilTold('syncing', 'page', 'synced', 'syncing (Expired)', 'page', 'synced', 'live');
});

test('a silent watch that outlives its time is opened anew', async () => {
  serve([[]]);
  follow({ times: { watch: 200, slack: 100 } });
  await until(() => expect(told.filter((line) => line === 'live').length).toBeGreaterThan(2));
  expect(told.slice(0, 3)).toEqual(['syncing', 'page', 'synced']);
  // On a busy machine the time of a watch may be over before it is open: then it isn't told to be.
  expect(new Set(told.slice(3))).toEqual(new Set(['live', 'retrying (Timeout)']));
  expect(told.join()).not.toContain('live,live');
});

test('a watch that ends in its time is no fault', async () => {
  const end = (response: ServerResponse) => setTimeout(() => response.end(), 30);
  serve([[]], end, end, end);
  follow({ times: { proven: 5 } });
  await until(() => expect(watchesOf().length).toBe(4));
  expect(told).toEqual(['syncing', 'page', 'synced', 'live']);
});

test('a server that ends watches at once is told, and not asked without pause', async () => {
  const end = (response: ServerResponse) => response.end();
  serve([[]], end, end, end);
  follow();
  await until(() => expect(watchesOf().length).toBe(4));
  expect(told.filter((line) => line === 'retrying (Unexpected)').length).toBe(3);
});

test.each<[number, string]>([
  [403, 'forbidden (Forbidden)'],
  [401, 'forbidden (Unauthorized)'],
  [404, 'retrying (NotFound)'],
  [500, 'retrying (InternalError)'],
])('a list that is answered with %i is told and tried again', async (code, expected) => {
  let refusals = 2;
  const reason = /\((\w+)\)/.exec(expected)?.[1] ?? '';
  server.answer((_request, response, url) => {
    refusals -= 1;
    if (refusals >= 0) sendJson(response, status(code, reason, 'no'), code);
    else if (url.searchParams.has('watch')) response.flushHeaders();
    else sendJson(response, { kind: 'DeploymentList', metadata: { resourceVersion: '5' }, items: [] });
  });
  follow();
  await untilTold('page', 'synced', 'live');
  const again = `syncing (${reason})`;
  expect(told).toEqual(['syncing', expected, again, expected, again, 'page', 'synced', 'live']);
  expect(errors[1]).toMatchObject({ status: code, message: 'no', path: '/apis/apps/v1/deployments' });
});

test('what may be listed but not watched is read again and again', async () => {
  let lists = 0;
  server.answer((_request, response, url) => {
    if (url.searchParams.has('watch')) return sendJson(response, status(403, 'Forbidden', 'cannot watch'), 403);
    lists += 1;
    sendJson(response, {
      kind: 'DeploymentList',
      metadata: { resourceVersion: '5' },
      items: [{ metadata: { name: `at-${lists}` } }],
    });
  });
  follow();
  await until(() => expect(told).toContain('page at-2'));
  expect(told.slice(0, 6)).toEqual([
    'syncing',
    'page at-1',
    'synced',
    'forbidden (Forbidden)',
    'syncing (Forbidden)',
    'page at-2',
  ]);
});

test('an API server that has just started and knows no roles yet is soon asked again, one that never allowed it is not', async () => {
  let [lists, refusals] = [0, 3];
  // A watch that breaks off because its version is gone wants a list.
  server.answer((_request, response, url) => {
    const isWatch = url.searchParams.has('watch');
    if (isWatch && lists === 1) return sendJson(response, status(410, 'Expired', 'too old'), 410);
    if (isWatch) return response.flushHeaders();
    lists += 1;
    if (lists > 1 && refusals-- > 0) return sendJson(response, status(403, 'Forbidden', 'no role yet'), 403);
    sendJson(response, { kind: 'DeploymentList', metadata: { resourceVersion: '5' }, items: [] });
  });
  const hour = 3_600_000;
  follow({ times: { refusedDelay: hour } });
  await untilTold('synced', 'live');
  expect(told.filter((line) => line === 'forbidden (Forbidden)').length).toBe(3);

  const before = lists;
  server.answer((_request, response) => {
    lists += 1;
    sendJson(response, status(403, 'Forbidden', 'no'), 403);
  });
  follow({ times: { refusedDelay: hour } });
  await until(() => expect(told.filter((line) => line === 'forbidden (Forbidden)').length).toBe(4));
  await sleep(300);
  expect(lists).toBe(before + 1);
});

test('survives that the server dies and comes back', async () => {
  serve([['a']]);
  follow();
  await untilTold('live');
  server.cut();
  await until(() => expect(watchesOf().length).toBe(2));
  await untilTold('retrying (Unreachable)', 'live');
  expect(told).not.toContain('syncing (Unreachable)');
});

test('a list that breaks off counts for nothing', async () => {
  let lists = 0;
  server.answer((_request, response, url) => {
    if (url.searchParams.has('watch')) return response.flushHeaders();
    if (url.searchParams.has('continue')) return response.destroy();
    lists += 1;
    const metadata = { resourceVersion: '5', continue: lists === 1 ? 'more' : '' };
    sendJson(response, { kind: 'DeploymentList', metadata, items: [{ metadata: { name: `at-${lists}` } }] });
  });
  follow();
  await untilTold(
    'syncing',
    'page at-1',
    'retrying (Unreachable)',
    'syncing (Unreachable)',
    'page at-2',
    'synced',
    'live',
  );
});

test('a list that went on with what is there now is watched from its first page on', async () => {
  let lists = 0;
  server.answer((_request, response, url) => {
    if (url.searchParams.has('watch')) return response.flushHeaders();
    lists += 1;
    if (lists === 2) return sendJson(response, status(410, 'Expired', 'old', { continue: 'inconsistent' }), 410);
    const metadata = { resourceVersion: String(lists * 100), continue: lists === 1 ? 'more' : '' };
    sendJson(response, { kind: 'DeploymentList', metadata, items: [{ metadata: { name: `at-${lists}` } }] });
  });
  follow();
  await untilTold('syncing', 'page at-1', 'page at-3', 'synced', 'live');
  expect(versionsOf()).toEqual(['100']);
});

test('a list that begins anew is told as one', async () => {
  let expired = false;
  server.answer((_request, response, url) => {
    if (url.searchParams.has('watch')) return response.flushHeaders();
    if (url.searchParams.has('continue')) {
      expired = true;
      return sendJson(response, status(410, 'Expired', 'old'), 410);
    }
    const metadata = { resourceVersion: expired ? '200' : '100', continue: expired ? '' : 'more' };
    sendJson(response, { kind: 'DeploymentList', metadata, items: [{ metadata: { name: 'a' } }] });
  });
  follow();
  await untilTold('syncing', 'page a', 'syncing', 'page a', 'synced', 'live');
  expect(versionsOf()).toEqual(['200']);
});

test.each<[string, string, string]>([
  ['is not JSON', 'nonsense\n', 'NotJson'],
  ['is no event', '{"type":3}\n', 'Unexpected'],
  ['has no object', '{"type":"ADDED"}\n', 'Unexpected'],
  ['is an object without a name', '{"type":"ADDED","object":{"metadata":{}}}\n', 'Unexpected'],
  ['is of an unknown type', event('CHANGED', 'a', 101), 'Unexpected'],
  [
    'is an error of another sort',
    `${JSON.stringify({ type: 'ERROR', object: status(400, 'BadRequest', 'no') })}\n`,
    'BadRequest',
  ],
])('what a watch brings that %s is told, and the list read again', async (_name, line, reason) => {
  serve([['a'], ['b']], (response) => response.write(line));
  follow();
  await untilTold('live', `retrying (${reason})`, `syncing (${reason})`, 'page b', 'synced', 'live');
});

test('an event without end is told, and the list read again', async () => {
  serve([['a'], ['b']], (response) => {
    const piece = Buffer.alloc(1024 * 1024, 'x');
    let sent = 0;
    const push = () => {
      while (!response.destroyed && sent < eventBytes * 4 && response.write(piece)) sent += piece.length;
    };
    response.on('drain', push);
    push();
  });
  follow();
  await untilTold('live', 'retrying (TooLarge)', 'syncing (TooLarge)', 'page b', 'synced', 'live');
});

test('takes nothing but metadata from watches, too', async () => {
  const seen: KubernetesObject[] = [];
  let accept: unknown;
  const object = { metadata: { name: 'a', resourceVersion: '101' }, data: { password: 'aGlkZGVu' } };
  server.answer((request, response, url) => {
    if (!url.searchParams.has('watch')) {
      return sendJson(response, { kind: 'PartialObjectMetadataList', metadata: { resourceVersion: '5' }, items: [] });
    }
    accept = request.headers.accept;
    response.write(`${JSON.stringify({ type: 'ADDED', object: { kind: 'PartialObjectMetadata', ...object } })}\n`);
    response.write(`${JSON.stringify({ type: 'ADDED', object: { kind: 'Deployment', ...object } })}\n`);
  });
  follow({ options: { metadataOnly: true }, handler: { applied: (added) => seen.push(added) } });
  await until(() => expect(told).toContain('retrying (Unexpected)'));
  expect(seen[0]).toEqual({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'a', resourceVersion: '101' },
  });
  expect(accept).toBe('application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1');
  expect(JSON.stringify(seen)).not.toContain('aGlkZGVu');
});

test('a handler that throws is told as our fault, and everything told to it anew', async () => {
  let faults = 1;
  serve([['a']], (response) => response.write(event('ADDED', 'b', 101)));
  follow({
    handler: {
      applied: () => {
        faults -= 1;
        if (faults >= 0) throw new TypeError('cannot read');
      },
    },
  });
  await untilTold('live', 'retrying (HandlerFault)', 'syncing (HandlerFault)', 'page a', 'synced', 'live');
  expect(errors.find((error) => error !== undefined)).toMatchObject({
    message: 'a fault of ours: cannot read',
    cause: { name: 'TypeError' },
  });
});

test('tells nothing after it was stopped', async () => {
  serve([['a']], (response) => {
    const timer = setInterval(() => response.write(event('ADDED', 'b', 101)), 1);
    response.on('close', () => clearInterval(timer));
  });
  const following = follow();
  await untilTold('applied b');
  const stopped = following.stop();
  const before = told.length;
  await stopped;
  await sleep(30);
  expect(told.length).toBe(before);
});

test('is stopped with its client', async () => {
  serve([['a']]);
  follow();
  await untilTold('live');
  await open[0]?.client.close();
  const before = told.length;
  await sleep(30);
  expect(told.length).toBe(before);
});

test('a kind whose server numbers nothing is listed after each watch', async () => {
  let lists = 0;
  server.answer((request, response, url) => {
    expect(url.searchParams.has('resourceVersion')).toBe(false);
    if (url.searchParams.has('watch')) {
      expect(request.headers['accept-encoding']).toBe(undefined);
      response.flushHeaders();
      if (lists === 1) setTimeout(() => response.end(), 20);
      return;
    }
    lists += 1;
    sendJson(response, { kind: 'DeploymentList', metadata: {}, items: [{ metadata: { name: `at-${lists}` } }] });
  });
  follow({ times: { proven: 5 } });
  await untilTold('live', 'syncing', 'page at-2', 'synced', 'live');
});

test('can be stopped from within', async () => {
  serve([['a']], (response) => response.write(event('ADDED', 'b', 101) + event('ADDED', 'c', 102)));
  let stopped: Promise<void> | undefined;
  const following = follow({
    handler: {
      applied: (object) => {
        told.push(`applied ${nameOf(object)}`);
        stopped = following.stop();
      },
    },
  });
  await untilTold('applied b');
  await stopped;
  expect(told).not.toContain('applied c');
});
