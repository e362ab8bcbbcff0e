import type { FastifyRequest } from 'fastify';
import type { Store } from '../../store/index.ts';
import { HttpProblem } from '../problem.ts';
import { type ApiTokens, grantOfToken, tokenPrefix } from './api-tokens.ts';
import { type Authorizer, UnansweredError } from './authorizer.ts';
import type { Limits } from './limits.ts';
import type { Principal } from './principal.ts';
import type { Sessions } from './sessions.ts';
import type { TokenReviews } from './token-reviews.ts';

export interface Authentication {
  readonly store: Store;
  readonly sessions: Sessions;
  readonly tokens: ApiTokens;
  /** Undefined without an API server. */
  readonly reviews: TokenReviews | undefined;
  readonly authorizer: Authorizer;
  readonly limits: Limits;
  /** Whether this server offers the one-time link: sessions of it end where the same database is served to other machines. */
  readonly offersLink: boolean;
}

/**
 * Who a request comes from: by its bearer token, or else by the cookie of its session.
 * @param isNew whether it came just now, which is a use of the session and says that its user is here; else it is asked again
 * @throws HttpProblem where that can't be known, and where a bearer token is none of ours: the cookie then does not count
 */
export async function principalOf(
  request: FastifyRequest,
  means: Authentication,
  isNew: boolean,
): Promise<Principal | undefined> {
  const { authorization } = request.headers;
  try {
    if (authorization === undefined) return await bySession(request, means, isNew);
    const token = /^Bearer ([A-Za-z0-9._~+/=-]{1,16384})$/i.exec(authorization)?.[1];
    const found = token === undefined ? undefined : await byToken(request, token, means, isNew);
    if (found === undefined) throw new HttpProblem('not-signed-in', { headers: { 'www-authenticate': 'Bearer' } });
    return found;
  } catch (error) {
    throw error instanceof UnansweredError ? unanswered(error) : error;
  }
}

/** What the API server could not be asked is refused for now. */
export function unanswered(error: UnansweredError): HttpProblem {
  return new HttpProblem('unanswered', { cause: error.cause ?? error, headers: { 'retry-after': '5' } });
}

async function bySession(
  request: FastifyRequest,
  { sessions, authorizer, store, offersLink }: Authentication,
  isNew: boolean,
): Promise<Principal | undefined> {
  const session = await sessions.of(request);
  if (session === undefined || (session.via === 'link' && !offersLink)) return undefined;
  const { identity, via, csrf } = session;
  const principal = { ...(await authorizer.grantOf(identity)), name: identity.name, via, identity, csrf };
  if (isNew) {
    await sessions.prolong(session);
    await seen(store, principal);
  }
  return principal;
}

async function byToken(
  request: FastifyRequest,
  secret: string,
  { tokens, reviews, authorizer, limits, store }: Authentication,
  isNew: boolean,
): Promise<Principal | undefined> {
  if (secret.startsWith(tokenPrefix)) {
    const token = await tokens.of(secret);
    if (token === undefined) {
      await limits.strangeToken(request);
      return undefined;
    }
    const { createdBy: identity, name } = token;
    const grant = grantOfToken(token, await authorizer.grantOf(identity));
    return { ...grant, name: `${identity.name} (token ${name})`, via: 'token', identity, csrf: '' };
  }
  if (reviews === undefined) return undefined;
  let known = reviews.known(secret);
  if (known === undefined) {
    await limits.strangeToken(request);
    known = { identity: await reviews.ask(secret) };
  }
  const { identity } = known;
  if (identity === undefined) return undefined;
  const grant = await authorizer.grantOf(identity);
  const principal = { ...grant, name: identity.name, via: 'kubernetes', identity, csrf: '' } as const;
  if (isNew) await seen(store, principal);
  return principal;
}

/** For the list of users in the settings. */
async function seen(store: Store, { name, via, permissions, namespaces }: Principal): Promise<void> {
  const lastSeen = new Date().toISOString();
  await store.users.seen({ name, via, lastSeen, permissions: [...permissions], namespaces });
}
