import { z } from 'zod';
import { objectKey } from '../../inventory/cluster/index.ts';
import {
  workloadDetailSchema,
  workloadFacetsSchema,
  workloadFilters,
  workloadPageSchema,
  workloadParams,
  workloadsQuery,
} from '../contract/index.ts';
import { HttpProblem } from '../problem.ts';
import { principalOf, type Route, route } from '../route.ts';
import { scopeOf } from '../scope.ts';
import type { Services } from '../services.ts';
import { wordsOf, workloadFacetsView } from '../views/filters.ts';
import { workloadDetail, workloadRow } from '../views/workloads.ts';

/** Most findings that a workload's page shows; the list of findings has the rest. */
const mostFindings = 200;

export function workloadRoutes({ store, watch, texts }: Services): readonly Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/v1/workloads',
      access: 'workloads:read',
      summary: 'A page of workloads',
      query: workloadsQuery,
      answer: workloadPageSchema,
      handle: async ({ query: { offset, limit, sort, order, q, ...filter }, request }) => {
        const scope = scopeOf(request, watch);
        const paging = { offset, limit, sort, order };
        const { items, total } = await store.workloads.page(scope, { ...filter, words: wordsOf(q) }, paging);
        return { items: items.map(workloadRow), total };
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/workloads/facets',
      access: 'workloads:read',
      summary: 'How many workloads each value of each filter would show',
      query: z.object(workloadFilters),
      answer: workloadFacetsSchema,
      handle: async ({ query: { q, ...filter }, request, language }) => {
        const facets = await store.workloads.facets(scopeOf(request, watch), { ...filter, words: wordsOf(q) });
        return workloadFacetsView(facets, language);
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/workloads/:group/:kind/:namespace/:name',
      access: 'workloads:read',
      summary: 'A workload with its pods, access, exposure, neighbours and findings; the core group is written "core"',
      params: workloadParams,
      answer: workloadDetailSchema,
      handle: async ({ params: { group, kind, namespace, name }, request, language }) => {
        const key = objectKey(`${group === 'core' ? '' : group}/${kind}`, namespace, name);
        const scope = scopeOf(request, watch);
        const row = await store.workloads.one(scope, key);
        const object = watch.state.objects.get(key);
        if (row === undefined || object === undefined) throw new HttpProblem('not-found');
        const { namespaces: visible, permissions } = principalOf(request);
        // Findings are another permission than workloads.
        const findings = permissions.has('findings:read')
          ? await store.findings.page(
              scope,
              { object: key, status: ['open', 'accepted'] },
              { offset: 0, limit: mostFindings, sort: 'risk', order: 'desc' },
            )
          : { items: [] };
        return workloadDetail({
          row,
          object,
          inventory: watch.inventory,
          state: watch.state,
          findings: findings.items,
          visible,
          texts: texts[language],
          language,
        });
      },
    }),
  ];
}
