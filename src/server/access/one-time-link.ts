import { newSecret, sameSecret } from './secrets.ts';

/** How long a printed link can be used, in milliseconds. */
export const linkLifetime = 10 * 60_000;

export type LinkAnswer = 'accepted' | 'wrong' | 'used' | 'expired';

/**
 * The sign-in link that the server prints when it starts: good once, within ten minutes, and only in this process. A new one
 * comes with the next start.
 */
export class OneTimeLink {
  readonly #code = newSecret();
  readonly #expires = Date.now() + linkLifetime;
  #used = false;

  /** Path and query to open: the only place that the code is written to. */
  get path(): string {
    return `/sign-in/link?code=${this.#code}`;
  }

  /** Uses the link up. A wrong code tells nothing of whether the link is still good. */
  redeem(code: string): LinkAnswer {
    if (!sameSecret(code, this.#code)) return 'wrong';
    if (this.#used) return 'used';
    if (Date.now() >= this.#expires) return 'expired';
    this.#used = true;
    return 'accepted';
  }
}
