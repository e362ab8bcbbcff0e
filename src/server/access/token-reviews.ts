import type { Identity } from '../../store/index.ts';
import { UnansweredError } from './authorizer.ts';
import { localUser } from './principal.ts';
import type { Reviews } from './reviews.ts';
import { hashOf } from './secrets.ts';

/** How long the API server's word on a token holds, in milliseconds. */
const acceptedLifetime = 60_000;
const refusedLifetime = 10_000;
/** Tokens whose answers are kept, by their hashes. */
const mostTokens = 1_000;

/** Whom Kubernetes bearer tokens belong to, as TokenReview says it. The tokens themselves are not kept. */
export class TokenReviews {
  readonly #reviews: Reviews;
  readonly #answers = new Map<string, { readonly until: number; readonly identity: Identity | undefined }>();

  constructor(reviews: Reviews) {
    this.#reviews = reviews;
  }

  /** What is known of a token without asking: undefined where nothing is. */
  known(token: string): { readonly identity: Identity | undefined } | undefined {
    const answer = this.#answers.get(hashOf(token));
    return answer !== undefined && Date.now() < answer.until ? answer : undefined;
  }

  /**
   * Asks the API server. Undefined where it does not take the token.
   * @throws UnansweredError where it can't be asked
   */
  async ask(token: string): Promise<Identity | undefined> {
    const identity = await this.#asked(token);
    const hash = hashOf(token);
    this.#answers.delete(hash);
    const lifetime = identity === undefined ? refusedLifetime : acceptedLifetime;
    this.#answers.set(hash, { until: Date.now() + lifetime, identity });
    for (const oldest of this.#answers.keys()) {
      if (this.#answers.size <= mostTokens) break;
      this.#answers.delete(oldest);
    }
    return identity;
  }

  async #asked(token: string): Promise<Identity | undefined> {
    const review = await this.#reviews.reviewToken(token).catch((error: unknown) => {
      throw new UnansweredError('The API server could not be asked whose token it is.', { cause: error });
    });
    if (!review.authenticated) return undefined;
    const { username, uid, groups, extra } = review.user;
    return username === '' || username === localUser.name ? undefined : { name: username, uid, groups, extra };
  }
}

/**
 * When a Kubernetes token ends, in milliseconds, as it says itself; infinity where it does not say. Only asked of tokens that the
 * API server took: nothing is verified here.
 */
export function endOfToken(token: string): number {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    if (typeof claims === 'object' && claims !== null && 'exp' in claims && typeof claims.exp === 'number')
      return claims.exp * 1000;
  } catch {
    // No JWT, like the tokens of webhooks: the session's own end holds.
  }
  return Number.POSITIVE_INFINITY;
}
