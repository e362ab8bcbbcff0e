import { type Route, route } from '../route.ts';
import type { Services } from '../services.ts';

export function eventRoutes({ events }: Services): readonly Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/v1/events',
      access: 'findings:read',
      summary: 'Server-sent events: "findings" and "cluster", when something of them changed',
      mediaTypes: ['text/event-stream'],
      handle: ({ request, reply }) => events.open(request, reply),
    }),
  ];
}
