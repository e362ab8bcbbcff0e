import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Identity, SessionRecord, SessionStore, SignInWay } from '../../store/index.ts';
import { hashOf, newSecret } from './secrets.ts';

/** A session ends when it was not used for this long, in milliseconds, */
export const idleLifetime = 12 * 3_600_000;
/** and this long after sign-in in any case. */
export const longestLifetime = 7 * 24 * 3_600_000;
/** The database is told of a use only where it moves the end by this much. */
const worthWriting = 60_000;

/** Sessions of browsers: the cookie holds 256 random bits, the database their hash. */
export class Sessions {
  readonly #store: SessionStore;
  readonly #https: boolean;

  /** @param https whether browsers reach us by it: then no other host, and nothing sent in clear, can set or read the cookie */
  constructor(store: SessionStore, https: boolean) {
    this.#store = store;
    this.#https = https;
  }

  get #cookie(): string {
    return this.#https ? '__Host-breakwater' : 'breakwater';
  }

  /**
   * Starts a session in place of the one that the browser may have.
   * @param ends milliseconds: where what was signed in with ends before the session would; such a session is not prolonged
   */
  async start(
    request: FastifyRequest,
    reply: FastifyReply,
    identity: Identity,
    via: SignInWay,
    ends = Number.POSITIVE_INFINITY,
  ): Promise<void> {
    const old = this.#secretOf(request);
    if (old !== undefined) await this.#store.remove(hashOf(old));
    const secret = newSecret();
    const now = Date.now();
    await this.#store.add({
      hash: hashOf(secret),
      identity,
      via,
      csrf: newSecret(),
      createdAt: new Date(now).toISOString(),
      expires: new Date(Math.min(now + idleLifetime, ends)).toISOString(),
    });
    reply.setCookie(this.#cookie, secret, { ...this.#attributes(), maxAge: longestLifetime / 1000 });
  }

  /** The session of the request's cookie; undefined where there is none or it is over. */
  async of(request: FastifyRequest): Promise<SessionRecord | undefined> {
    const secret = this.#secretOf(request);
    if (secret === undefined) return undefined;
    return await this.#store.get(hashOf(secret), new Date().toISOString());
  }

  /** Puts off the end of a session that is used. */
  async prolong(session: SessionRecord): Promise<void> {
    // A Kubernetes token has an end of its own, which its session does not outlive.
    if (session.via === 'kubernetes') return;
    const expires = Math.min(Date.now() + idleLifetime, Date.parse(session.createdAt) + longestLifetime);
    if (expires - Date.parse(session.expires) > worthWriting)
      await this.#store.extend(session.hash, new Date(expires).toISOString());
  }

  async end(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const secret = this.#secretOf(request);
    if (secret !== undefined) await this.#store.remove(hashOf(secret));
    reply.clearCookie(this.#cookie, this.#attributes());
  }

  #secretOf(request: FastifyRequest): string | undefined {
    const value = request.cookies[this.#cookie];
    return value !== undefined && /^[A-Za-z0-9_-]{43}$/.test(value) ? value : undefined;
  }

  /** Strict: requests from pages of others go without it. The console's page needs none to load, and then asks from our own page. */
  #attributes() {
    return { path: '/', httpOnly: true, secure: this.#https, sameSite: 'strict' } as const;
  }
}
