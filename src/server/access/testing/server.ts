import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { openStore, type Store } from '../../../store/index.ts';
import { makeApp } from '../../app.ts';
import { newTokenSchema } from '../../contract/index.ts';
import { makeLog } from '../../log.ts';
import { principalOf, type Route, route } from '../../route.ts';
import { type AccessControl, type AccessOptions, accessControl } from '../access.ts';
import type { TrustedProxies } from '../trusted-proxies.ts';
import { Browser } from './browser.ts';

export interface TestServer {
  readonly app: FastifyInstance;
  readonly store: Store;
  readonly access: AccessControl;
  /** `http://127.0.0.1:…` */
  readonly url: string;
  /** Lines of the log so far. */
  readonly log: readonly string[];
  /** To /api/v1/who so far. */
  readonly requests: readonly FastifyRequest[];
  browser(): Browser;
  close(): Promise<void>;
}

/** A server on loopback with the access of `options`, a database of its own and a few routes that show who asks. */
export async function startServer(
  { proxies, ...options }: Partial<AccessOptions> & { readonly proxies?: TrustedProxies } = {},
  port = 0,
): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'breakwater-access-'));
  const { store = await openStore({ file: join(folder, 'breakwater.db') }) } = options;
  const access = accessControl({
    store,
    reviews: undefined,
    namespaces: () => ['kube-system', 'mail', 'shop'],
    publicUrl: undefined,
    link: undefined,
    oidc: undefined,
    ...options,
  });
  const log: string[] = [];
  const requests: FastifyRequest[] = [];
  const app = await makeApp({
    routes: [...access.routes, ...testRoutes(access, requests)],
    access: access.register,
    console: undefined,
    proxies,
    log: makeLog({ write: (line) => log.push(line) }, 'info'),
  });
  // What stands in no table.
  app.get('/forgotten', () => 'a secret');
  await app.listen({ host: '127.0.0.1', port });
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  return {
    app,
    store,
    access,
    url,
    log,
    requests,
    browser: () => new Browser(url),
    close: async () => {
      await app.close();
      if (options.store === undefined) await store.close();
      rmSync(folder, { recursive: true });
    },
  };
}

function testRoutes({ audit, tokens }: AccessControl, requests: FastifyRequest[]): readonly Route[] {
  const whoSchema = z.object({
    name: z.string(),
    via: z.string(),
    permissions: z.array(z.string()),
    namespaces: z.array(z.string()).nullable(),
    accepts: z.array(z.string()).nullable(),
    csrf: z.string(),
  });
  return [
    route({
      method: 'GET',
      url: '/api/v1/who',
      access: 'signed-in',
      summary: 'Who asks',
      answer: whoSchema,
      handle: ({ request }) => {
        requests.push(request);
        const { name, via, permissions, namespaces, accepts, csrf } = principalOf(request);
        return {
          name,
          via,
          permissions: [...permissions].sort(),
          namespaces: namespaces === undefined ? null : [...namespaces],
          accepts: accepts === undefined ? null : [...accepts],
          csrf,
        };
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/settings',
      access: 'settings:read',
      summary: 'Needs a permission',
      answer: z.object({}),
      handle: () => ({}),
    }),
    route({
      method: 'GET',
      url: '/api/v1/costly',
      access: 'signed-in',
      perMinute: 2,
      summary: 'Takes long',
      answer: z.object({}),
      handle: () => ({}),
    }),
    route({
      method: 'POST',
      url: '/api/v1/accept',
      access: 'findings:accept',
      summary: 'Changes something',
      handle: async ({ request }) => {
        await audit(request, 'findings.accept', 'a\u001b[31m\nfinding\u202e', 'x'.repeat(5_000));
        return undefined;
      },
    }),
    route({
      method: 'POST',
      url: '/api/v1/tokens',
      access: 'tokens:write',
      summary: 'Makes a token',
      body: newTokenSchema,
      answer: z.object({ id: z.string(), secret: z.string() }),
      handle: async ({ request, body, language }) => {
        const { token, secret } = await tokens.create(principalOf(request), body, language);
        return { id: token.id, secret };
      },
    }),
  ];
}
