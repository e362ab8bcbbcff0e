import type { FastifyBaseLogger } from 'fastify';
import { z } from 'zod';
import { type Route, route } from '../route.ts';
import type { Services } from '../services.ts';
import { leftAlone } from '../views/policies/control.ts';

const stateSchema = z.object({ status: z.enum(['ok', 'not-ready']), reason: z.string().optional() });

/** For probes and Prometheus: the probes say nothing of the cluster, the figures only counts. */
export function healthRoutes({ watch, store, metrics, events, control }: Services): readonly Route[] {
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
      summary: 'Whether the cluster was assessed and the database answers; 503 and why not otherwise',
      answer: stateSchema,
      handle: async ({ reply, request }) => {
        const reason = await notReady(request.log);
        if (reason === undefined) return { status: 'ok' as const };
        reply.code(503);
        return { status: 'not-ready' as const, reason };
      },
    }),
    route({
      method: 'GET',
      url: '/metrics',
      access: 'cluster:read',
      summary: 'Figures for Prometheus; an API token of scope "read" may ask for them',
      mediaTypes: ['text/plain'],
      handle: async ({ reply }) => {
        const { kinds, objects, facts } = watch.state;
        const text = await metrics.text({
          // What was never assessed has no count, least of all zero.
          totals:
            watch.assessedAt === undefined
              ? undefined
              : await store.overview.totals({ cluster: facts.id, visible: undefined }),
          kinds,
          objects: objects.size,
          assessedAt: watch.assessedAt,
          liveConnections: events.size,
          control: control.own,
          left: leftAlone(await control.look(), watch.inventory, true),
        });
        return reply.header('cache-control', 'no-store').type(metrics.contentType).send(text);
      },
    }),
  ];

  async function notReady(log: FastifyBaseLogger): Promise<string | undefined> {
    if (watch.assessedAt === undefined)
      return watch.failure === undefined ? 'the first assessment is running' : 'the first assessment failed';
    try {
      await store.ping();
      return undefined;
    } catch (error) {
      log.error({ err: error }, 'the database does not answer');
      return 'the database does not answer';
    }
  }
}
