import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { HttpProblem } from '../problem.ts';

const minute = 60_000;
/** Attempts to sign in, a minute and address. */
const signIns = 20;
/** Bearer tokens that are not known to be good, a minute and address: each may cost a question to the API server. */
const strangeTokens = 60;
/** Requests, a minute and user; a console that is used hard has a few hundred. The same for addresses that nobody signed in from. */
const requests = 3_000;

/** Counts one more. @throws HttpProblem 429 where that is too many */
type Limit = (request: FastifyRequest) => Promise<void>;

export interface Limits {
  readonly signIn: Limit;
  readonly strangeToken: Limit;
  readonly user: Limit;
  /** Of routes that cost more than others: as often as each says. */
  readonly costly: Limit;
  readonly stranger: Limit;
}

export async function limitsOf(app: FastifyInstance): Promise<Limits> {
  // Nothing is limited by itself: each limit is asked where it belongs. Its default is to count by address (IPv6: by /64).
  await app.register(rateLimit, { global: false });
  const limit = (
    max: number | ((request: FastifyRequest) => number),
    key?: { keyGenerator: (request: FastifyRequest) => string },
  ): Limit => {
    const count = app.createRateLimit({ max, timeWindow: minute, ...key });
    return async (request) => {
      const state = await count(request);
      if (!state.isAllowed && state.isExceeded)
        throw new HttpProblem('too-many-requests', { headers: { 'retry-after': String(state.ttlInSeconds) } });
    };
  };
  return {
    signIn: limit(signIns),
    strangeToken: limit(strangeTokens),
    costly: limit(({ routeOptions }) => routeOptions.config.perMinute ?? requests, {
      keyGenerator: ({ principal, routeOptions }) => `${routeOptions.url} ${principal?.name}`,
    }),
    user: limit(requests, { keyGenerator: ({ principal }) => principal?.name ?? '' }),
    stranger: limit(requests),
  };
}
