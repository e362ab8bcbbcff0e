import { z } from 'zod';
import type { Language } from '../../checks/index.ts';
import { exceptionsIn } from '../../enforcement/index.ts';
import type { ExceptionRecord, Visible } from '../../store/index.ts';
import {
  type Exception,
  exceptionPageSchema,
  exceptionSchema,
  exceptionsQuery,
  newExceptionSchema,
} from '../contract/index.ts';
import { type Fault, HttpProblem } from '../problem.ts';
import { principalOf, type Route, route } from '../route.ts';
import { acceptScopeOf, announceDecision, scopeOf } from '../scope.ts';
import type { Services } from '../services.ts';
import { acceptancePrefix, exceptionsView, isKnownCheck, namespaceOfGlob } from '../views/exceptions.ts';
import { wordsOf } from '../views/filters.ts';
import { dayIsOver } from './findings.ts';

const texts = {
  en: {
    noSuchCheck: 'there is no such check',
    glob: 'not Kind/namespace/name or Kind/name, with * for any text',
    namespace: 'names no namespace whose findings you may accept',
    all: 'may not be empty: you may accept findings of some namespaces only',
  },
  'zh-CN': {
    noSuchCheck: '没有这项检查',
    glob: '格式应为 Kind/namespace/name 或 Kind/name，* 表示任意文字',
    namespace: '没有限定在你可以接受问题的命名空间内',
    all: '不能为空：你只能接受部分命名空间中的问题',
  },
} as const;

/** Decisions to live with what a check finds: listed from wherever they were made, made and ended here. */
export function exceptionRoutes({ store, watch, texts: checkTexts, settings, access }: Services): readonly Route[] {
  const listOf = async (request: Parameters<typeof scopeOf>[0], language: Language): Promise<Exception[]> => {
    const scope = scopeOf(request, watch);
    const [rules, acceptances, uses] = await Promise.all([
      store.exceptions.rules(scope.cluster),
      store.exceptions.acceptances(scope),
      store.exceptions.uses(scope),
    ]);
    return exceptionsView({
      rules,
      acceptances,
      uses,
      fileRules: settings.exceptions,
      visible: scope.visible,
      objects: exceptionsIn(watch.inventory),
      now: new Date().toISOString(),
      texts: checkTexts[language],
    });
  };

  return [
    route({
      method: 'GET',
      url: '/api/v1/exceptions',
      access: 'findings:read',
      summary: 'A page of exceptions: made here, of the settings file, by annotation',
      query: exceptionsQuery,
      answer: exceptionPageSchema,
      handle: async ({ query: { offset, limit, status, q }, request, language }) => {
        const words = wordsOf(q);
        const found = (await listOf(request, language)).filter((one) => {
          if (status.length > 0 && !status.includes(one.status)) return false;
          const text = [one.check, one.title, one.reason, one.owner, one.createdBy, ...one.resources].join('\n');
          return words.every((word) => text.toLowerCase().includes(word));
        });
        return { items: found.slice(offset, offset + limit), total: found.length };
      },
    }),
    route({
      method: 'POST',
      url: '/api/v1/exceptions',
      access: 'findings:accept',
      summary: 'Make an exception for a check on some resources',
      body: newExceptionSchema,
      answer: exceptionSchema,
      status: 201,
      handle: async ({ body, request, language }) => {
        const { accepts, name: createdBy } = principalOf(request);
        const faults = faultsOf(body, accepts, language);
        if (faults.length > 0) throw new HttpProblem('invalid', { errors: faults });
        if (body.expires !== null && body.expires < today()) throw dayIsOver('body.expires', language);
        const rule = await store.exceptions.addRule(watch.state.facts.id, {
          check: body.check,
          resources: body.resources,
          container: body.container ?? undefined,
          reason: body.reason,
          owner: body.owner ?? undefined,
          expires: body.expires ?? undefined,
          createdBy,
          createdAt: new Date().toISOString(),
        });
        await access.audit(request, 'exceptions.create', `${body.check} ${body.resources.join(', ')}`, body.reason);
        watch.exceptionsChanged();
        const made = (await listOf(request, language)).find(({ id }) => id === rule.id);
        if (made === undefined) throw new Error('an exception that was made is not there');
        return made;
      },
    }),
    route({
      method: 'DELETE',
      url: '/api/v1/exceptions/:id',
      access: 'findings:accept',
      summary: 'End an exception that was made here',
      params: z.object({ id: z.string().min(1).max(100) }),
      status: 204,
      handle: async ({ params: { id }, request }) => {
        const { accepts, name } = principalOf(request);
        if (id.startsWith(acceptancePrefix)) {
          const fingerprint = id.slice(acceptancePrefix.length);
          const scope = acceptScopeOf(request, watch);
          const at = new Date().toISOString();
          const ended = await store.findings.withdraw(scope, [fingerprint], name, at);
          if (ended === 0) throw new HttpProblem('not-found');
          await access.audit(request, 'findings.withdraw', fingerprint);
          announceDecision(watch, scope, at, ended);
          return undefined;
        }
        const cluster = watch.state.facts.id;
        const rule = (await store.exceptions.rules(cluster)).find((one) => one.id === id);
        if (rule === undefined || !mayDecide(rule, accepts)) throw new HttpProblem('not-found');
        await store.exceptions.removeRule(cluster, id);
        await access.audit(request, 'exceptions.delete', `${rule.check} ${rule.resources.join(', ')}`);
        watch.exceptionsChanged();
        return undefined;
      },
    }),
  ];
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}

function faultsOf(
  { check, resources }: z.output<typeof newExceptionSchema>,
  accepts: Visible,
  language: Language,
): Fault[] {
  const text = texts[language];
  const faults: Fault[] = [];
  if (!isKnownCheck(check)) faults.push({ path: 'body.check', message: text.noSuchCheck });
  if (resources.length === 0 && accepts !== undefined) faults.push({ path: 'body.resources', message: text.all });
  for (const [index, glob] of resources.entries()) {
    const path = `body.resources.${index}`;
    if (!/^[^/\s]+(\/[^/\s]+){1,2}$/.test(glob)) faults.push({ path, message: text.glob });
    else if (!isWithin(glob, accepts)) faults.push({ path, message: text.namespace });
  }
  return faults;
}

function mayDecide({ resources }: ExceptionRecord, accepts: Visible): boolean {
  return accepts === undefined || (resources.length > 0 && resources.every((glob) => isWithin(glob, accepts)));
}

function isWithin(glob: string, accepts: Visible): boolean {
  if (accepts === undefined) return true;
  const namespace = namespaceOfGlob(glob);
  return namespace !== undefined && accepts.includes(namespace);
}
