import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Identity, SignInWay } from '../../store/index.ts';
import { type SignInError, signInMethodsSchema, tokenSignInSchema } from '../contract/index.ts';
import { HttpProblem } from '../problem.ts';
import { type Route, route } from '../route.ts';
import { hostName, isLoopbackAddress, isLoopbackHost } from './addresses.ts';
import type { Audit } from './audit.ts';
import { unanswered } from './authenticator.ts';
import { type Authorizer, UnansweredError } from './authorizer.ts';
import type { OidcSignIn } from './oidc.ts';
import type { OidcAttempts } from './oidc-attempts.ts';
import { UnfitError } from './oidc-claims.ts';
import type { OneTimeLink } from './one-time-link.ts';
import { localUser } from './principal.ts';
import type { Sessions } from './sessions.ts';
import { endOfToken, type TokenReviews } from './token-reviews.ts';

export interface SignInMeans {
  readonly sessions: Sessions;
  readonly reviews: TokenReviews | undefined;
  readonly authorizer: Authorizer;
  readonly audit: Audit;
  readonly link: OneTimeLink | undefined;
  readonly oidc: OidcSignIn | undefined;
  readonly attempts: OidcAttempts;
  readonly https: boolean;
}

/** The ways in and the way out. */
export function signInRoutes(means: SignInMeans): readonly Route[] {
  const { link, oidc, reviews, sessions, audit } = means;
  return [
    route({
      method: 'GET',
      url: '/api/v1/sign-in/methods',
      access: 'public',
      summary: 'Ways to sign in',
      answer: signInMethodsSchema,
      handle: () => ({
        link: link !== undefined,
        oidc: oidc === undefined ? null : { issuer: oidc.issuer },
        kubernetesToken: reviews !== undefined,
      }),
    }),
    route({
      method: 'POST',
      url: '/api/v1/sign-in/token',
      access: 'sign-in',
      summary: 'Sign in with a Kubernetes bearer token; sets the session’s cookie',
      body: tokenSignInSchema,
      status: 204,
      handle: async ({ request, reply, body: { token } }) => {
        if (!means.https && !isLoopbackHost(hostName(request.headers.host) ?? '')) throw new HttpProblem('plain-http');
        await signInByToken(request, reply, token, means);
        return undefined;
      },
    }),
    route({
      method: 'GET',
      url: '/sign-in/link',
      access: 'sign-in',
      summary: 'Sign in with the link that the server printed when it started; sets the session’s cookie',
      query: z.object({ code: z.string().max(100) }),
      status: 303,
      handle: ({ request, reply, query: { code } }) => signInByLink(request, reply, code, means),
    }),
    route({
      method: 'GET',
      url: '/sign-in/oidc',
      access: 'sign-in',
      summary: 'Go to the OpenID provider to sign in',
      status: 303,
      handle: ({ request, reply }) => goToProvider(request, reply, means),
    }),
    route({
      method: 'GET',
      url: '/sign-in/oidc/callback',
      access: 'sign-in',
      summary: 'Come back from the OpenID provider; sets the session’s cookie',
      status: 303,
      handle: ({ request, reply }) => comeBack(request, reply, means),
    }),
    route({
      method: 'POST',
      url: '/api/v1/sign-out',
      access: 'signed-in',
      summary: 'End the session',
      status: 204,
      handle: async ({ request, reply }) => {
        await sessions.end(request, reply);
        await audit(request, 'session.sign-out');
        return undefined;
      },
    }),
  ];
}

async function signInByToken(request: FastifyRequest, reply: FastifyReply, token: string, means: SignInMeans) {
  const { reviews, audit } = means;
  if (reviews === undefined) throw new HttpProblem('not-found');
  try {
    const identity = await reviews.ask(token);
    if (identity === undefined) {
      await audit(request, 'session.sign-in-refused', undefined, 'Kubernetes token: not accepted by the API server');
      throw new HttpProblem('token-refused');
    }
    if (!(await start(request, reply, identity, 'kubernetes', means, endOfToken(token))))
      throw new HttpProblem('nothing-granted');
  } catch (error) {
    throw error instanceof UnansweredError ? unanswered(error) : error;
  }
}

async function signInByLink(request: FastifyRequest, reply: FastifyReply, code: string, means: SignInMeans) {
  const { link, audit, sessions } = means;
  const answer = link === undefined || !isFromThisMachine(request) ? 'wrong' : link.redeem(code);
  if (answer === 'accepted') {
    await start(request, reply, localUser, 'link', means);
    return reply.redirect('/', 303);
  }
  // Who opens the link again is in already.
  if (answer === 'used' && (await sessions.of(request)) !== undefined) return reply.redirect('/', 303);
  await audit(request, 'session.sign-in-refused', undefined, `link: ${answer}`);
  return back(reply, `link-${answer}`);
}

/** Neither from another machine nor through a proxy on this one. */
function isFromThisMachine({ socket, headers }: FastifyRequest): boolean {
  return (
    isLoopbackAddress(socket.remoteAddress ?? '') &&
    isLoopbackAddress(socket.localAddress ?? '') &&
    isLoopbackHost(hostName(headers.host) ?? '') &&
    headers.forwarded === undefined &&
    headers['x-forwarded-for'] === undefined
  );
}

async function goToProvider(request: FastifyRequest, reply: FastifyReply, { oidc, attempts }: SignInMeans) {
  if (oidc === undefined) throw new HttpProblem('not-found');
  try {
    const { url, attempt } = await oidc.begin();
    attempts.remember(reply, attempt);
    return reply.redirect(url.href, 303);
  } catch (error) {
    request.log.error({ err: error }, 'the OpenID provider can’t be asked');
    return back(reply, 'oidc-unavailable');
  }
}

async function comeBack(request: FastifyRequest, reply: FastifyReply, means: SignInMeans) {
  const { oidc, attempts, audit } = means;
  if (oidc === undefined) throw new HttpProblem('not-found');
  // Taken before it is looked at: one attempt, one answer.
  const attempt = attempts.take(request, reply);
  let identity: Identity;
  try {
    if (attempt === undefined) throw new UnfitError('not begun by this browser within ten minutes');
    identity = await oidc.finish(new URL(request.url, 'http://localhost').search, attempt);
  } catch (error) {
    request.log.warn({ err: error }, 'sign-in at the OpenID provider failed');
    await audit(request, 'session.sign-in-refused', undefined, `OpenID: ${reasonOf(error)}`);
    return back(reply, 'oidc-refused');
  }
  try {
    const started = await start(request, reply, identity, 'oidc', means);
    return started ? reply.redirect('/', 303) : back(reply, 'nothing-granted');
  } catch (error) {
    if (!(error instanceof UnansweredError)) throw error;
    request.log.error({ err: error.cause ?? error }, 'the API server could not be asked what a user may do');
    return back(reply, 'unanswered');
  }
}

/** Of what others say the kind only: the provider may quote the code or worse. */
function reasonOf(error: unknown): string {
  if (error instanceof UnfitError) return error.message;
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return code ?? (error instanceof Error ? error.name : 'failed');
}

/**
 * Starts the session of someone who proved who they are.
 * @returns false where nothing is granted to them: there would be nothing that they could do
 * @throws UnansweredError
 */
async function start(
  request: FastifyRequest,
  reply: FastifyReply,
  identity: Identity,
  via: SignInWay,
  { authorizer, sessions, audit }: SignInMeans,
  ends?: number,
): Promise<boolean> {
  const grant = await authorizer.grantOf(identity);
  if (grant.permissions.size === 0) {
    await audit(request, 'session.sign-in-refused', identity.name, 'nothing is granted to them');
    return false;
  }
  await sessions.start(request, reply, identity, via, ends);
  request.principal = { ...grant, name: identity.name, via, identity, csrf: '' };
  await audit(request, 'session.sign-in', undefined, via);
  return true;
}

/** To the console's sign-in page, which says what went wrong. */
function back(reply: FastifyReply, error: SignInError): FastifyReply {
  return reply.redirect(`/sign-in?error=${error}`, 303);
}
