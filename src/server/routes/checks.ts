import { z } from 'zod';
import { type Check, catalogue, type Language } from '../../checks/index.ts';
import { type CheckDetail, checkDetailSchema, checksSchema, nameSchema } from '../contract/index.ts';
import { HttpProblem } from '../problem.ts';
import { type Route, route } from '../route.ts';
import { scopeOf } from '../scope.ts';
import type { Services } from '../services.ts';
import { sumOf } from '../views/counts.ts';
import { standardsView } from '../views/standards.ts';

const reasons = {
  en: {
    profile: (profile: string) => `not in the profile "${profile}", or switched off in the settings file`,
    parameters: (names: readonly string[]) => `needs ${names.join(', ')} in the settings file`,
  },
  'zh-CN': {
    profile: (profile: string) => `不在 "${profile}" 检查组中，或已在设置文件中关闭`,
    parameters: (names: readonly string[]) => `需要在设置文件中设置 ${names.join('、')}`,
  },
} as const;

export function checkRoutes({ store, watch, texts, settings }: Services): readonly Route[] {
  const chosen = new Set(settings.checks.map(({ id }) => id));

  const reasonOf = ({ id, needs = [] }: Check, language: Language): string | null => {
    if (!chosen.has(id)) return reasons[language].profile(settings.profile);
    return watch.coverage?.notConfigured.includes(id) ? reasons[language].parameters(needs) : null;
  };

  const detailOf = (check: Check, language: Language, counts: { open: number; accepted: number }): CheckDetail => {
    const { id, severity, source, standards } = check;
    const { title = id, why = '', action = '' } = texts[language][id] ?? {};
    const reason = reasonOf(check, language);
    return {
      id,
      title,
      severity: settings.question.severities[id] ?? severity,
      why,
      action,
      source,
      standards: standardsView(standards, language),
      asked: reason === null,
      reason,
      ...counts,
    };
  };

  return [
    route({
      method: 'GET',
      url: '/api/v1/checks',
      access: 'findings:read',
      summary: 'All checks, and what each has found',
      answer: checksSchema,
      handle: async ({ request, language }) => {
        const counts = await store.findings.countsByCheck(scopeOf(request, watch));
        const items = catalogue.map((check) => {
          const open = sumOf(counts.get(check.id)?.open);
          const { id, title, severity, asked } = detailOf(check, language, { open, accepted: 0 });
          return { id, title, severity, asked, open };
        });
        return { items };
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/checks/:id',
      access: 'findings:read',
      summary: 'A check: what it looks for, why, and what to do',
      params: z.object({ id: nameSchema }),
      answer: checkDetailSchema,
      handle: async ({ params: { id }, request, language }) => {
        const check = catalogue.find((one) => one.id === id);
        if (check === undefined) throw new HttpProblem('not-found');
        const counts = (await store.findings.countsByCheck(scopeOf(request, watch))).get(id);
        return detailOf(check, language, { open: sumOf(counts?.open), accepted: counts?.accepted ?? 0 });
      },
    }),
  ];
}
