import { z } from 'zod';
import { type Route, route } from '../route.ts';
import type { Services } from '../services.ts';

const stateSchema = z.object({ status: z.enum(['ok', 'not-ready']), reason: z.string().optional() });

/** For probes: they say nothing of the cluster. */
export function healthRoutes({ notReady }: Services): readonly Route[] {
  return [
    route({
      method: 'GET',
      url: '/healthz',
      access: 'public',
      summary: 'Whether the process answers',
      answer: stateSchema,
      handle: () => ({ status: 'ok' as const }),
    }),
    route({
      method: 'GET',
      url: '/readyz',
      access: 'public',
      summary: 'Whether the cluster was assessed at least once; 503 and why not otherwise',
      answer: stateSchema,
      handle: ({ reply }) => {
        const reason = notReady();
        if (reason === undefined) return { status: 'ok' as const };
        reply.code(503);
        return { status: 'not-ready' as const, reason };
      },
    }),
  ];
}
