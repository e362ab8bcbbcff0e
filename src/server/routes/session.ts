import { sessionSchema } from '../contract/index.ts';
import { principalOf, type Route, route } from '../route.ts';
import type { Services } from '../services.ts';

export function sessionRoutes({ watch, settings }: Services): readonly Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/v1/session',
      access: 'signed-in',
      summary: 'Who is signed in, and what they may do',
      answer: sessionSchema,
      handle: ({ request, reply }) => {
        const { name, via, namespaces, permissions, csrf } = principalOf(request);
        const { id, name: cluster, source, recorded, version } = watch.state.facts;
        // It holds the token against forged requests.
        reply.header('cache-control', 'no-store');
        return {
          user: { name, via },
          namespaces: namespaces === undefined ? null : [...namespaces],
          permissions: [...permissions],
          csrf,
          cluster: { id, name: cluster, source, recorded: recorded ?? null, version: version ?? null },
          version: settings.version,
        };
      },
    }),
  ];
}
