import { hash } from 'node:crypto';
import { z } from 'zod';
import type { Language } from '../../checks/index.ts';
import {
  exceptionKind,
  exceptionsIn,
  mistakeText,
  objectsGroup,
  securityExceptionOf,
} from '../../enforcement/index.ts';
import { type ExceptionRule, managedBy } from '../../findings/index.ts';
import { shellWord } from '../../reports/index.ts';
import {
  exceptionDraftQuery,
  exceptionDraftSchema,
  exceptionRemovalSchema,
  madeExceptionObjectSchema,
  newExceptionSchema,
} from '../contract/index.ts';
import { HttpProblem } from '../problem.ts';
import { principalOf, type Route, route } from '../route.ts';
import type { Services } from '../services.ts';
import { isKnownCheck } from '../views/exceptions.ts';
import { exceptionObject, manifestOf, settingsEntry } from '../views/policies/manifest.ts';
import { dayIsOver } from './findings.ts';
import { requireWriting, shownGone } from './policies.ts';

const texts = { en: { noSuchCheck: 'there is no such check' }, 'zh-CN': { noSuchCheck: '没有这项检查' } } as const;

const exceptionParams = z.object({ exception: z.string().min(1).max(253) });

/** Exceptions as objects of the cluster, and as files to commit. */
export function exceptionObjectRoutes({ watch, access, writer }: Services): readonly Route[] {
  const one = (name: string) => {
    const found = exceptionsIn(watch.inventory).find(({ object }) => object.name === name);
    if (found === undefined) throw new HttpProblem('not-found');
    return found;
  };
  return [
    route({
      method: 'GET',
      url: '/api/v1/exception-draft',
      access: 'findings:read',
      summary: 'An exception as the file of a SecurityException, and as an entry of a settings file',
      query: exceptionDraftQuery,
      answer: exceptionDraftSchema,
      handle: async ({ query, request, language }) => {
        const { container, owner, expires, ...rest } = query;
        const { object, rule } = draftOf(
          { ...rest, container: container ?? null, owner: owner ?? null, expires: expires ?? null },
          'query',
          language,
        );
        const isPermitted = principalOf(request).permissions.has('exceptions:write');
        return {
          manifest: manifestOf(object),
          settings: settingsEntry(rule),
          writing: await writer.writing('securityexceptions', 'create', isPermitted),
        };
      },
    }),
    route({
      method: 'POST',
      url: '/api/v1/exception-objects',
      access: 'exceptions:write',
      summary: 'Make a SecurityException in the cluster',
      body: newExceptionSchema,
      answer: madeExceptionObjectSchema,
      status: 201,
      handle: async ({ body, request, language }) => {
        const { object, rule } = draftOf(body, 'body', language);
        if (body.expires !== null && body.expires < new Date().toISOString().slice(0, 10))
          throw dayIsOver('body.expires', language);
        const name = object.metadata?.name ?? '';
        requireWriting(await writer.writing('securityexceptions', 'create', true));
        await writer.create('securityexceptions', object);
        const where = rule.resources?.join(', ') ?? '*';
        await access.audit(request, 'exceptions.write', `${name}: ${rule.check} ${where}`, rule.reason);
        watch.exceptionsChanged();
        return { name };
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/exception-objects/:exception/removal',
      access: 'cluster:read',
      summary: 'How a SecurityException is ended, and all that ends with it',
      params: exceptionParams,
      answer: exceptionRemovalSchema,
      handle: async ({ params, request, language }) => {
        const { object, parsed } = one(params.exception);
        const isPermitted = principalOf(request).permissions.has('exceptions:write');
        return {
          command: `kubectl delete securityexception.${objectsGroup} ${shellWord(object.name)}`,
          managedBy: managedBy(object, language) ?? null,
          checks: 'value' in parsed ? [...parsed.value.checks] : [],
          writing: await writer.writing('securityexceptions', 'delete', isPermitted),
        };
      },
    }),
    route({
      method: 'DELETE',
      url: '/api/v1/exception-objects/:exception',
      access: 'exceptions:write',
      summary: 'End a SecurityException: it is deleted in the cluster',
      params: exceptionParams,
      status: 204,
      handle: async ({ params: { exception: name }, request }) => {
        const { parsed } = one(name);
        requireWriting(await writer.writing('securityexceptions', 'delete', true));
        await writer.remove('securityexceptions', name);
        const about = 'value' in parsed ? `${parsed.value.checks.join(', ')} ${parsed.value.resources.join(', ')}` : '';
        await access.audit(request, 'exceptions.remove', name, about);
        await shownGone(watch, exceptionKind, name);
        return undefined;
      },
    }),
  ];
}

/** An exception as a form says it. @throws HttpProblem where it can't be meant so */
function draftOf(asked: z.output<typeof newExceptionSchema>, where: 'query' | 'body', language: Language) {
  const { check, resources, container, reason, owner, expires } = asked;
  if (!isKnownCheck(check))
    throw new HttpProblem('invalid', {
      errors: [{ path: `${where}.check`, message: texts[language].noSuchCheck }],
    });
  const rule: ExceptionRule = {
    check,
    reason,
    ...(resources.length > 0 && { resources }),
    ...(container !== null && { container }),
    ...(owner !== null && owner !== '' && { owner }),
    ...(expires !== null && { expires }),
  };
  // The same words give the same name: made twice, the second is a conflict.
  const object = exceptionObject(rule, hash('sha256', JSON.stringify(rule), 'hex').slice(0, 6));
  const parsed = securityExceptionOf(object);
  if ('value' in parsed) return { object, rule };
  const errors = parsed.mistakes.map((mistake) => ({ path: mistake.path, message: mistakeText(mistake, language) }));
  throw new HttpProblem('invalid', { errors });
}
