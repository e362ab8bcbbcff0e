import { type SearchResult, searchQuery, searchResultSchema } from '../contract/index.ts';
import { principalOf, type Route, route } from '../route.ts';
import { scopeOf } from '../scope.ts';
import type { Services } from '../services.ts';
import { sumOf } from '../views/counts.ts';
import { findChecks, findObjects } from '../views/search.ts';

/** Checks among what is found: the rest are objects. */
const mostChecks = 5;

export function searchRoutes({ store, watch, texts }: Services): readonly Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/v1/search',
      access: 'findings:read',
      summary: 'Objects and checks by words',
      query: searchQuery,
      answer: searchResultSchema,
      handle: async ({ query: { q, limit }, request, language }) => {
        const scope = scopeOf(request, watch);
        const checks = findChecks(q, texts[language], Math.min(mostChecks, limit));
        const objects = findObjects(q, watch.state, principalOf(request).namespaces, limit - checks.length);
        const [open, counts] = await Promise.all([
          store.findings.openByObject(
            scope,
            objects.map(({ key }) => key),
          ),
          store.findings.countsByCheck(scope),
        ]);
        const items: SearchResult['items'] = [
          ...objects.map(({ key, object: { group, kind, namespace = null, name }, isWorkload: workload }) => ({
            type: 'object' as const,
            group,
            kind,
            namespace,
            name,
            workload,
            open: open.get(key) ?? 0,
          })),
          ...checks.map((id) => ({
            type: 'check' as const,
            id,
            title: texts[language][id]?.title ?? id,
            open: sumOf(counts.get(id)?.open),
          })),
        ];
        return { items };
      },
    }),
  ];
}
