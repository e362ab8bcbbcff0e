import { overviewSchema, trendQuery, trendSchema } from '../contract/index.ts';
import { type Route, route } from '../route.ts';
import { scopeOf } from '../scope.ts';
import type { Services } from '../services.ts';
import { overview } from '../views/overview.ts';

export function overviewRoutes(services: Services): readonly Route[] {
  const { store, watch } = services;
  return [
    route({
      method: 'GET',
      url: '/api/v1/overview',
      access: 'findings:read',
      summary: 'How it stands: totals, changes since yesterday, the risks that matter most, what is not seen',
      answer: overviewSchema,
      handle: async ({ request, language }) => await overview(scopeOf(request, watch), language, new Date(), services),
    }),
    route({
      method: 'GET',
      url: '/api/v1/trend',
      access: 'findings:read',
      summary: 'Open, new and resolved findings of each day',
      query: trendQuery,
      answer: trendSchema,
      handle: async ({ query, request }) => {
        const days = await store.trends.days(scopeOf(request, watch), { ...query, now: new Date().toISOString() });
        return days.map(({ open, ...one }) => ({ ...one, open: { ...open } }));
      },
    }),
  ];
}
