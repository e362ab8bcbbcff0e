import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Language } from '../checks/index.ts';
import type { Principal } from './access/index.ts';
import type { Permission } from './contract/index.ts';
import { type Fault, HttpProblem } from './problem.ts';

/**
 * What a request needs to be answered: nothing (`public`; of `sign-in` fewer are let through), a user whoever it is (`signed-in`), or a
 * permission. The hook of `access/` takes it from `request.routeOptions.config.access` and refuses before anything of the request is read.
 */
export type Access = Permission | 'public' | 'sign-in' | 'signed-in';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Absent only where there is no route: the hook refuses what it does not find it for. */
    access?: Access;
    /** How often a user may ask in a minute, where that is less than of other routes. */
    perMinute?: number;
  }
}

/** One line of the table that names every route. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** As fastify has it, with `:name` for parameters: `/api/v1/findings/:fingerprint`. */
  readonly url: string;
  readonly access: Access;
  /** How often a user may ask in a minute, where that is less than of other routes. */
  readonly perMinute: number | undefined;
  /** One line for the OpenAPI document, in English. */
  readonly summary: string;
  readonly params: z.ZodType | undefined;
  readonly query: z.ZodType | undefined;
  readonly body: z.ZodType | undefined;
  /** Of a JSON answer; undefined where it answers with something else. */
  readonly answer: z.ZodType | undefined;
  /** Where it answers with something else than JSON: its media types. */
  readonly mediaTypes: readonly string[];
  /** Of the answer that is none of a problem. */
  readonly status: number;
  /** @throws HttpProblem where parameters, query or body are not as the schemas say, and where the handler does */
  run(request: FastifyRequest, reply: FastifyReply, language: Language): Promise<unknown>;
}

/** What a handler is given: everything of the request that is not in here was not looked at. */
export interface Call<P, Q, B> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly language: Language;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

interface RouteOf<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType> {
  readonly method: Route['method'];
  readonly url: string;
  readonly access: Access;
  readonly perMinute?: number;
  readonly summary: string;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly answer?: A;
  readonly mediaTypes?: readonly string[];
  readonly status?: number;
  /** @returns what is sent as JSON; undefined for an answer without a body; the reply where it sent something itself */
  readonly handle: (
    call: Call<z.output<P>, z.output<Q>, z.output<B>>,
  ) => Promise<z.input<A> | FastifyReply | undefined> | z.input<A> | FastifyReply | undefined;
}

/** A route whose handler is typed by its schemas. */
export function route<
  P extends z.ZodType = z.ZodUndefined,
  Q extends z.ZodType = z.ZodUndefined,
  B extends z.ZodType = z.ZodUndefined,
  A extends z.ZodType = z.ZodUndefined,
>(made: RouteOf<P, Q, B, A>): Route {
  const { params, query, body, answer, perMinute, mediaTypes = [], status = 200, handle, ...rest } = made;
  return {
    ...rest,
    perMinute,
    params,
    query,
    body,
    answer,
    mediaTypes,
    status,
    run: async (request, reply, language) => {
      const faults: Fault[] = [];
      const call = {
        params: parsed(params, request.params, 'path', language, faults) as z.output<P>,
        query: parsed(query, request.query, 'query', language, faults) as z.output<Q>,
        body: parsed(body, request.body, 'body', language, faults) as z.output<B>,
        language,
        request,
        reply,
      };
      if (faults.length > 0) throw new HttpProblem('invalid', { errors: faults });
      return await handle(call);
    },
  };
}

/** The user of a request to a route that is not public. */
export function principalOf(request: FastifyRequest): Principal {
  const { principal } = request;
  if (principal === undefined) throw new HttpProblem('not-signed-in');
  return principal;
}

/** Most faults that an answer names. */
const mostFaults = 20;

const nulTexts = { en: 'must not contain NUL', 'zh-CN': '不能包含 NUL 字符' } as const;

/** No text that means anything has a NUL, and PostgreSQL takes none. What the schemas let through is not deep. */
function hasNul(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\0');
  return typeof value === 'object' && value !== null && Object.values(value).some(hasNul);
}

const errorWords = { en: z.locales.en().localeError, 'zh-CN': z.locales.zhCN().localeError } as const;

/** A name that the schema doesn't know is a fault: a misspelt filter must not show or change more than was asked for. */
function parsed(
  schema: z.ZodType | undefined,
  value: unknown,
  where: string,
  language: Language,
  faults: Fault[],
): unknown {
  if (schema === undefined) return undefined;
  const strict = schema instanceof z.ZodObject ? schema.strict() : schema;
  const result = strict.safeParse(value, { error: errorWords[language] });
  if (result.success) {
    if (hasNul(result.data)) faults.push({ path: where, message: nulTexts[language] });
    return result.data;
  }
  for (const { path, message } of result.error.issues.slice(0, mostFaults))
    faults.push({ path: [where, ...path.map(String)].join('.').slice(0, 200), message: message.slice(0, 300) });
  return undefined;
}
