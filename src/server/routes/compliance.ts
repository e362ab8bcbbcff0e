import { Readable } from 'node:stream';
import { z } from 'zod';
import { catalogue, type Language } from '../../checks/index.ts';
import { type FrameworkId, frameworks } from '../../checks/standards/index.ts';
import {
  type ComplianceInput,
  type ComplianceReport,
  complianceCsv,
  complianceHtml,
  complianceOf,
} from '../../reports/compliance/index.ts';
import type { Scope } from '../../store/index.ts';
import {
  complianceExportQuery,
  type Framework,
  frameworkIdSchema,
  frameworkSchema,
  frameworksSchema,
} from '../contract/index.ts';
import { type Route, route } from '../route.ts';
import { scopeOf } from '../scope.ts';
import type { Services } from '../services.ts';
import { askedObjects } from '../views/asked-objects.ts';
import { isVisible } from '../views/resource.ts';

const frameworkParams = z.object({ framework: frameworkIdSchema });

/** How the cluster, or what a user sees of it, stands against frameworks. */
export function complianceRoutes({ store, watch, texts, settings, access }: Services): readonly Route[] {
  const inputOf = async (scope: Scope): Promise<ComplianceInput> => {
    const { coverage, state, assessedAt } = watch;
    const { visible } = scope;
    const seen = visible && watch.inventory.objects.filter(({ namespace }) => isVisible(visible, namespace));
    return {
      checks: catalogue,
      severities: settings.question.severities,
      asked: coverage?.asked ?? [],
      notConfigured: coverage?.notConfigured ?? [],
      objectsByCheck: seen === undefined ? (coverage?.objectsByCheck ?? new Map()) : askedObjects(catalogue, seen),
      countsByCheck: await store.findings.countsByCheck(scope),
      unseen: state.blindSpots.filter(
        ({ code, namespace }) => code !== 'not-read' && (namespace === undefined || isVisible(visible, namespace)),
      ),
      restricted: visible !== undefined,
      assessedAt: assessedAt ?? null,
    };
  };
  const reportOf = async (framework: FrameworkId, scope: Scope, language: Language): Promise<ComplianceReport> =>
    complianceOf(framework, await inputOf(scope), texts[language], language);

  return [
    route({
      method: 'GET',
      url: '/api/v1/compliance',
      access: 'findings:read',
      summary: 'Frameworks, and how many of their controls pass, fail or were not checked',
      answer: frameworksSchema,
      handle: async ({ request, language }) => {
        const input = await inputOf(scopeOf(request, watch));
        return Object.values(frameworks).map((framework) => {
          const { id, title, version, tally } = complianceOf(framework.id, input, texts[language], language);
          return { id, title, version, tally };
        });
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/compliance/:framework',
      access: 'findings:read',
      summary: 'The controls of a framework: pass, fail or not checked, and why',
      params: frameworkParams,
      answer: frameworkSchema,
      handle: async ({ params: { framework }, request, language }): Promise<Framework> => {
        const { controls, ...report } = await reportOf(framework, scopeOf(request, watch), language);
        return {
          ...report,
          controls: controls.map(({ checks, bySeverity, ...control }) => ({
            ...control,
            bySeverity: { ...bySeverity },
            checks: checks.map((check) => ({ ...check })),
          })),
        };
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/compliance/:framework/export',
      access: 'findings:read',
      summary: 'The same as a page to print or a table',
      params: frameworkParams,
      query: complianceExportQuery,
      mediaTypes: ['text/html', 'text/csv'],
      handle: async ({ params: { framework }, query: { format }, request, reply, language }) => {
        const report = await reportOf(framework, scopeOf(request, watch), language);
        await access.audit(request, 'compliance.export', framework, format);
        const file = { report, language, cluster: watch.state.facts.name, version: settings.version };
        const day = new Date().toISOString().slice(0, 10);
        return reply
          .headers({
            // A file to keep, not a page of this server.
            'content-disposition': `attachment; filename="${framework}-${day}.${format}"`,
            'cache-control': 'no-store',
          })
          .type(`text/${format}; charset=utf-8`)
          .send(Readable.from(format === 'html' ? complianceHtml(file) : complianceCsv(file)));
      },
    }),
  ];
}
