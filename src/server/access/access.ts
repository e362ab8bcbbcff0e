import cookie from '@fastify/cookie';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Identity, Store } from '../../store/index.ts';
import { HttpProblem } from '../problem.ts';
import type { Access, Route } from '../route.ts';
import { isOurHost, isOurPage } from './addresses.ts';
import { ApiTokens } from './api-tokens.ts';
import { type Audit, auditTo } from './audit.ts';
import { type Authentication, principalOf } from './authenticator.ts';
import { Authorizer } from './authorizer.ts';
import { setSecurityHeaders } from './headers.ts';
import { limitsOf } from './limits.ts';
import type { OidcSignIn } from './oidc.ts';
import { OidcAttempts } from './oidc-attempts.ts';
import type { OneTimeLink } from './one-time-link.ts';
import type { Principal } from './principal.ts';
import type { Reviews } from './reviews.ts';
import { sameSecret } from './secrets.ts';
import { Sessions } from './sessions.ts';
import { signInRoutes } from './sign-in.ts';
import { TokenReviews } from './token-reviews.ts';

export interface AccessOptions {
  readonly store: Store;
  /** The API server; undefined where a recording is shown: then nobody but the link's user and their tokens gets in. */
  readonly reviews: Reviews | undefined;
  /** Namespaces of the cluster now, in the order in which to ask what a user may do there. */
  readonly namespaces: (user: Identity) => readonly string[];
  /** Where browsers reach the server, if not at the address that it listens on: decides cookies, redirects and hosts. */
  readonly publicUrl: URL | undefined;
  /** Only where the server listens on a loopback address. */
  readonly link: OneTimeLink | undefined;
  readonly oidc: OidcSignIn | undefined;
}

/** Sign-in, rights and the audit trail of a server. */
export interface AccessControl {
  /** Adds the hooks that every request passes; to be called before routes are added. */
  readonly register: (app: FastifyInstance) => Promise<void>;
  /** Sign-in and sign-out, for the table of routes. */
  readonly routes: readonly Route[];
  readonly audit: Audit;
  readonly tokens: ApiTokens;
  /** Who a request comes from by now, for answers that go on; undefined, or HttpProblem thrown, where the sign-in is over. */
  readonly principalNow: (request: FastifyRequest) => Promise<Principal | undefined>;
}

export function accessControl({ store, publicUrl, link, oidc, ...cluster }: AccessOptions): AccessControl {
  const https = publicUrl?.protocol === 'https:';
  const sessions = new Sessions(store.sessions, https);
  const tokens = new ApiTokens(store.tokens);
  const authorizer = new Authorizer(cluster.reviews, cluster.namespaces);
  const reviews = cluster.reviews === undefined ? undefined : new TokenReviews(cluster.reviews);
  const audit = auditTo(store.audit);
  const attempts = new OidcAttempts(https);
  const routes = signInRoutes({ sessions, reviews, authorizer, audit, link, oidc, attempts, https });

  let means: Authentication | undefined;
  const principalNow = async (request: FastifyRequest): Promise<Principal | undefined> =>
    means && (await principalOf(request, means, false));

  const register = async (app: FastifyInstance): Promise<void> => {
    app.decorateRequest('principal', undefined);
    // Before anything else, so that answers to wrong requests have them, too.
    app.addHook('onRequest', async (request, reply) => {
      setSecurityHeaders(request, reply, https);
      if (!isOurHost(request.headers.host, publicUrl)) throw new HttpProblem('foreign-host');
    });
    await app.register(cookie);
    const limits = await limitsOf(app);
    const offersLink = link !== undefined;
    const authentication: Authentication = { store, sessions, tokens, reviews, authorizer, limits, offersLink };
    means = authentication;
    app.addHook('onRequest', async (request) => {
      const need = needOf(request);
      if (need === 'public' || need === 'sign-in') {
        if (need === 'sign-in') await limits.signIn(request);
        // Nobody is to be signed in as someone else without noticing.
        if (isChange(request) && !isOurPage(request.headers, publicUrl)) throw new HttpProblem('foreign-page');
        return;
      }
      const principal = await principalOf(request, authentication, true);
      request.principal = principal;
      await (principal === undefined ? limits.stranger(request) : limits.user(request));
      if (principal === undefined) throw new HttpProblem('not-signed-in');
      if (isChange(request)) checkPage(request, principal, publicUrl);
      if (need !== 'signed-in' && !principal.permissions.has(need)) throw new HttpProblem('forbidden');
      if (request.routeOptions.config.perMinute !== undefined) await limits.costly(request);
    });
  };
  return { register, routes, audit, tokens, principalNow };
}

/**
 * What a request needs: as the table of routes says. Addresses that are not in it are the console's views, which show nothing by
 * themselves, or whoever asks has to sign in before they hear that there is nothing.
 */
function needOf(request: FastifyRequest): Access {
  if (request.is404) return isChange(request) || /^\/api(\/|\?|$)/.test(request.url) ? 'signed-in' : 'public';
  const { access } = request.routeOptions.config;
  if (access === undefined) throw new HttpProblem('forbidden');
  return access;
}

function isChange({ method }: FastifyRequest): boolean {
  return method !== 'GET' && method !== 'HEAD';
}

/** A browser sends its cookie with what other pages make it send, too; a bearer token it sends with none. */
function checkPage(request: FastifyRequest, { csrf }: Principal, publicUrl: URL | undefined): void {
  if (csrf === '') return;
  const sent = request.headers['x-csrf-token'];
  if (!isOurPage(request.headers, publicUrl) || typeof sent !== 'string' || !sameSecret(sent, csrf))
    throw new HttpProblem('foreign-page');
}
