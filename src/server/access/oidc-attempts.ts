import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { OidcAttempt } from './oidc.ts';

/** How long someone may take at the provider, in milliseconds. */
const longest = 10 * 60_000;

const attemptSchema = z.object({
  state: z.string().min(20).max(100),
  nonce: z.string().min(20).max(100),
  verifier: z.string().min(20).max(200),
  at: z.number(),
});

/**
 * What the answer of the provider has to fit, kept by the browser that started: nobody else's browser can finish, nobody else can
 * fill the server's memory, and it may be another process that is come back to. It is no secret from the user of that browser.
 */
export class OidcAttempts {
  readonly #cookie: string;
  readonly #attributes: {
    readonly path: '/';
    readonly httpOnly: true;
    readonly secure: boolean;
    readonly sameSite: 'lax';
  };

  constructor(https: boolean) {
    this.#cookie = https ? '__Host-breakwater-oidc' : 'breakwater-oidc';
    // Lax: the way back is a link from the provider's page.
    this.#attributes = { path: '/', httpOnly: true, secure: https, sameSite: 'lax' };
  }

  remember(reply: FastifyReply, attempt: OidcAttempt): void {
    const value = Buffer.from(JSON.stringify({ ...attempt, at: Date.now() })).toString('base64url');
    reply.setCookie(this.#cookie, value, { ...this.#attributes, maxAge: longest / 1000 });
  }

  /** The attempt, which is then over; undefined where there is none or it took too long. */
  take(request: FastifyRequest, reply: FastifyReply): OidcAttempt | undefined {
    const value = request.cookies[this.#cookie];
    reply.clearCookie(this.#cookie, this.#attributes);
    if (value === undefined) return undefined;
    const attempt = attemptSchema.safeParse(jsonOf(value)).data;
    return attempt !== undefined && Date.now() - attempt.at < longest ? attempt : undefined;
  }
}

function jsonOf(value: string): unknown {
  try {
    return JSON.parse(Buffer.from(value, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
