import { z } from 'zod';
import {
  acceptSchema,
  changedCountSchema,
  type FindingGroup,
  findingDetailSchema,
  findingFacetsSchema,
  findingFilterQuery,
  findingGroupPageSchema,
  findingGroupsQuery,
  findingPageSchema,
  findingsQuery,
  withdrawSchema,
} from '../contract/index.ts';
import { HttpProblem } from '../problem.ts';
import { principalOf, type Route, route } from '../route.ts';
import { acceptScopeOf, announceDecision, scopeOf } from '../scope.ts';
import type { Services } from '../services.ts';
import { findingFacetsView, findingFilter } from '../views/filters.ts';
import { findingDetail } from '../views/finding-detail.ts';
import { findingRow } from '../views/findings.ts';
import { groupLabel } from '../views/groups.ts';

const fingerprintParams = z.object({ fingerprint: z.string().regex(/^[0-9a-f]{32}$/) });

/** Findings: lists, one with all that is known of it, and decisions to live with some. */
export function findingRoutes(services: Services): readonly Route[] {
  const { store, watch, texts, access } = services;
  return [
    route({
      method: 'GET',
      url: '/api/v1/findings',
      access: 'findings:read',
      summary: 'A page of findings',
      query: findingsQuery,
      answer: findingPageSchema,
      handle: async ({ query: { offset, limit, sort, order, ...asked }, request, language }) => {
        const filter = findingFilter(asked, texts[language]);
        const page = await store.findings.page(scopeOf(request, watch), filter, { offset, limit, sort, order });
        return { items: page.items.map((one) => findingRow(one, texts[language], language)), total: page.total };
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/findings/facets',
      access: 'findings:read',
      summary: 'How many findings each value of each filter would show',
      query: findingFilterQuery,
      answer: findingFacetsSchema,
      handle: async ({ query, request, language }) => {
        const facets = await store.findings.facets(scopeOf(request, watch), findingFilter(query, texts[language]));
        return findingFacetsView(facets, texts[language], language);
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/findings/groups',
      access: 'findings:read',
      summary: 'Findings by check, workload, namespace or team',
      query: findingGroupsQuery,
      answer: findingGroupPageSchema,
      handle: async ({ query: { offset, limit, by, ...asked }, request, language }) => {
        const filter = findingFilter(asked, texts[language]);
        const page = await store.findings.groups(scopeOf(request, watch), filter, by, { offset, limit });
        const items = page.items.map(
          ({ bySeverity, ...group }): FindingGroup => ({
            ...group,
            bySeverity: { ...bySeverity },
            label: groupLabel(by, group.key, texts[language], language),
          }),
        );
        return { items, total: page.total };
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/findings/:fingerprint',
      access: 'findings:read',
      summary: 'A finding with its object, its fix and its history',
      params: fingerprintParams,
      answer: findingDetailSchema,
      handle: async ({ params: { fingerprint }, request, language }) => {
        const record = await store.findings.detail(scopeOf(request, watch), fingerprint);
        if (record === undefined) throw new HttpProblem('not-found');
        return findingDetail(record, language, services);
      },
    }),
    route({
      method: 'POST',
      url: '/api/v1/findings/accept',
      access: 'findings:accept',
      summary: 'Accept findings, with a reason, until a day or until withdrawn',
      body: acceptSchema,
      answer: changedCountSchema,
      handle: async ({ body: { fingerprints, reason, expires }, request, language }) => {
        const at = new Date().toISOString();
        if (expires !== null && expires < at.slice(0, 10)) throw dayIsOver('body.expires', language);
        const scope = acceptScopeOf(request, watch);
        const by = principalOf(request).name;
        const decision = { reason, expires: expires ?? undefined, by, at };
        const count = await store.findings.accept(scope, fingerprints, decision);
        await access.audit(request, 'findings.accept', idsText(fingerprints), reason);
        announceDecision(watch, scope, at, count);
        return { changed: count };
      },
    }),
    route({
      method: 'POST',
      url: '/api/v1/findings/withdraw',
      access: 'findings:accept',
      summary: 'Withdraw acceptances',
      body: withdrawSchema,
      answer: changedCountSchema,
      handle: async ({ body: { fingerprints }, request }) => {
        const at = new Date().toISOString();
        const scope = acceptScopeOf(request, watch);
        const count = await store.findings.withdraw(scope, fingerprints, principalOf(request).name, at);
        await access.audit(request, 'findings.withdraw', idsText(fingerprints));
        announceDecision(watch, scope, at, count);
        return { changed: count };
      },
    }),
  ];
}

const dayTexts = { en: 'is over', 'zh-CN': '已经过去' } as const;

/** A last day that lies before today would accept nothing. */
export function dayIsOver(path: string, language: keyof typeof dayTexts): HttpProblem {
  return new HttpProblem('invalid', { errors: [{ path, message: dayTexts[language] }] });
}

/** For the audit trail: the first few, and how many there are. */
function idsText(ids: readonly string[]): string {
  const first = ids.slice(0, 20).join(', ');
  return ids.length > 20 ? `${first} … (${ids.length})` : first;
}
