import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import serveStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/**
 * Serves the built console. Each file there is becomes a route of its own at start: an address that names no such file reaches no
 * file, whatever dots and slashes are in it.
 * @returns what sends the page that every view of the console starts from; undefined where the folder has none
 */
export async function serveConsole(
  app: FastifyInstance,
  folder: string,
): Promise<((request: FastifyRequest, reply: FastifyReply) => FastifyReply) | undefined> {
  const file = join(folder, 'index.html');
  if (!existsSync(file)) return undefined;
  const page = readFileSync(file, 'utf8');
  await app.register(async (scope) => {
    scope.addHook('onRoute', (options) => {
      options.config = { ...options.config, access: 'public' };
    });
    await scope.register(serveStatic, {
      root: folder,
      wildcard: false,
      globIgnore: ['index.html'],
      index: false,
      decorateReply: false,
      cacheControl: false,
      dotfiles: 'ignore',
      setHeaders: (reply, path) => {
        reply.header('cache-control', cachingOf(path));
      },
    });
  });
  return (_, reply) => reply.code(200).header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(page);
}

/** Vite puts a hash of the content into the names of what is under assets/. */
function cachingOf(path: string): string {
  return /[\\/]assets[\\/]/.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache';
}
