import type { FastifyReply } from 'fastify';
import type { Language } from '../checks/index.ts';
import type { Problem } from './contract/index.ts';
import { problemTexts } from './problem-texts.ts';

export type ProblemCode = keyof (typeof problemTexts)['en'];

/** What of a request is wrong, by the place it stands in: `query.limit`, `body.reason`. */
export interface Fault {
  readonly path: string;
  readonly message: string;
}

const statuses: Readonly<Record<ProblemCode, number>> = {
  invalid: 400,
  malformed: 400,
  'not-signed-in': 401,
  forbidden: 403,
  'foreign-host': 421,
  'foreign-page': 403,
  'not-found': 404,
  'no-such-address': 404,
  'method-not-allowed': 405,
  conflict: 409,
  recording: 409,
  'cluster-refused': 422,
  'not-written': 409,
  'too-large': 413,
  'uri-too-long': 414,
  'media-type': 415,
  'too-many-requests': 429,
  internal: 500,
  'not-ready': 503,
  'network-too-large': 503,
  unanswered: 503,
  'too-many-streams': 429,
  timeout: 408,
  'plain-http': 403,
  'token-refused': 401,
  'nothing-granted': 403,
};

/** An answer that says what is wrong, as RFC 9457 has it. Thrown by handlers; the words come with the answer, in the asker's language. */
export class HttpProblem extends Error {
  override name = 'HttpProblem';
  readonly code: ProblemCode;
  readonly errors: readonly Fault[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    code: ProblemCode,
    more: { errors?: readonly Fault[]; headers?: Readonly<Record<string, string>>; cause?: unknown } = {},
  ) {
    super(code, { cause: more.cause });
    this.code = code;
    this.errors = more.errors ?? [];
    this.headers = more.headers ?? {};
  }

  get statusCode(): number {
    return statuses[this.code];
  }
}

/** Sends a problem. `instance` is the request's id: what the log calls it. */
export function sendProblem(reply: FastifyReply, problem: HttpProblem, language: Language): FastifyReply {
  const text = problemTexts[language][problem.code];
  const body: Problem = {
    type: `urn:breakwater:problem:${problem.code}`,
    title: text.title,
    status: problem.statusCode,
    detail: text.detail,
    instance: `urn:breakwater:request:${reply.request.id}`,
    ...(problem.errors.length > 0 && { errors: [...problem.errors] }),
  };
  return reply
    .code(problem.statusCode)
    .headers({ 'cache-control': 'no-store', ...problem.headers })
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(body));
}
