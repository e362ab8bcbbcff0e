import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deployment, privileged, TestCluster, twoTeams } from './testing/cluster.ts';
import { type TestServer, testServer, userHeader } from './testing/server.ts';

const cluster = new TestCluster(twoTeams);
let server: TestServer;
let base: string;
beforeAll(async () => {
  server = await testServer(cluster);
  await server.settled();
  await server.app.listen({ host: '127.0.0.1', port: 0 });
  base = `http://127.0.0.1:${(server.app.server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

interface Stream {
  readonly response: Response;
  /** Reads until the text has something in it, or the stream ends. @returns all that was read */
  until(wanted: RegExp): Promise<string>;
  close(): void;
}

async function open(sees: readonly string[] | null, headers: Record<string, string> = {}): Promise<Stream> {
  const controller = new AbortController();
  const response = await fetch(`${base}/api/v1/events`, {
    signal: controller.signal,
    headers: { [userHeader]: JSON.stringify({ sees, may: ['findings:read'] }), ...headers },
  });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  return {
    response,
    until: async (wanted) => {
      while (!wanted.test(text)) {
        const piece = await reader?.read();
        if (piece === undefined || piece.done) return `${text}[end]`;
        text += piece.value;
      }
      return text;
    },
    close: () => controller.abort(),
  };
}

describe('live events', () => {
  it('tell what changed, uncompressed and uncached, whoever comes back, too', async () => {
    const stream = await open(null, { 'last-event-id': '42', 'accept-encoding': 'gzip, br' });
    expect(stream.response.status).toBe(200);
    expect(stream.response.headers.get('content-type')).toMatch(/^text\/event-stream/);
    expect(stream.response.headers.get('content-encoding')).toBeNull();
    expect(stream.response.headers.get('cache-control')).toBe('no-store');
    await stream.until(/retry:/);
    cluster.apply(deployment('shop', 'first', privileged));
    const text = await stream.until(/event: findings\ndata: .*\n\n/);
    const data = JSON.parse(/event: findings\ndata: (.*)/.exec(text)?.[1] ?? '') as { opened: number };
    expect(data.opened).toBeGreaterThan(10);
    stream.close();
  });

  it('tell a user only of their namespaces', async () => {
    const [ours, theirs] = [await open(['shop']), await open(['payments'])];
    await Promise.all([ours.until(/retry:/), theirs.until(/retry:/)]);
    cluster.apply(deployment('payments', 'second', privileged) + deployment('shop', 'third', ''));
    const counts = await Promise.all(
      [ours, theirs].map(async (stream) => {
        const text = await stream.until(/event: findings\ndata: .*\n\n/);
        return JSON.parse(/event: findings\ndata: (.*)/.exec(text)?.[1] ?? '') as { opened: number; changed: number };
      }),
    );
    const [shop, payments] = [await newFindings('third'), await newFindings('second')];
    expect(shop).not.toBe(payments);
    expect(counts).toMatchObject([
      { opened: shop, changed: 0 },
      { opened: payments, changed: 0 },
    ]);
    // And where nothing of theirs changed, nothing.
    cluster.apply(deployment('payments', 'fourth', privileged));
    await server.settled();
    cluster.apply(deployment('shop', 'fifth', privileged));
    const text = await ours.until(/(event: findings[\s\S]*){2}\n\n/);
    expect(text.match(/event: findings/g)).toHaveLength(2);
    ours.close();
    theirs.close();
  });

  it('are for a bounded number of windows', async () => {
    const streams = [];
    for (let index = 0; index < 10; index++) streams.push(await open(['shop']));
    const more = await open(['shop']);
    expect(more.response.status).toBe(429);
    for (const stream of streams) stream.close();
  });

  it('end when the user’s sign-in is over', async () => {
    const stream = await open(['shop']);
    await stream.until(/retry:/);
    server.signOut();
    await server.services.events.recheck();
    expect(await stream.until(/never/)).toMatch(/\[end\]$/);
  });

  it('end when the server does', async () => {
    const stream = await open(null);
    await stream.until(/retry:/);
    await server.app.close();
    expect(await stream.until(/never/)).toMatch(/\[end\]$/);
  });
});

async function newFindings(name: string): Promise<number> {
  const key = `apps/Deployment/${name === 'second' ? 'payments' : 'shop'}/${name}`;
  const url = `/api/v1/findings?object=${encodeURIComponent(key)}`;
  return (await server.ask({ url })).json<{ total: number }>().total;
}
