import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 random bits as text for cookies, addresses and headers. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * What is kept of a secret with 256 random bits. Nothing slower is needed: there is no guessing such a secret from its hash.
 */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Whether they are the same; how long it takes tells nothing of where they differ. */
export function sameSecret(one: string, other: string): boolean {
  return timingSafeEqual(createHash('sha256').update(one).digest(), createHash('sha256').update(other).digest());
}
