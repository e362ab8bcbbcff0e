import { z } from 'zod';
import type { Identity } from '../../store/index.ts';
import type { OidcOptions } from './oidc.ts';

/**
 * Put before names and groups, so that none of the provider's is taken for one of the cluster's, such as `system:masters`.
 * API servers that know the same provider name its users alike with `--oidc-username-prefix=oidc:`.
 */
const prefix = 'oidc:';
/** Control characters in a name would reach terminals and logs. */
const nameSchema = z
  .string()
  .min(1)
  .max(253)
  .regex(/^\P{Cc}*$/u);
/** More groups than this are left out: each goes with every question to the API server. */
const mostGroups = 500;

/** Who signed in at the provider can't be let in; the message is for the audit trail, and quotes nothing that was sent. */
export class UnfitError extends Error {
  override name = 'UnfitError';
}

/**
 * The user whom an ID token names, as RBAC will see them.
 * @throws UnfitError where the claim that names the user is missing or unfit, or the email address is not verified
 */
export function identityOf(
  claims: Readonly<Record<string, unknown>>,
  { usernameClaim, groupsClaim }: Pick<OidcOptions, 'usernameClaim' | 'groupsClaim'>,
): Identity {
  const username = nameSchema.safeParse(claims[usernameClaim]);
  if (!username.success) throw new UnfitError(`no usable claim "${usernameClaim}" to name the user by`);
  // As Kubernetes has it: an address that anyone can claim names nobody.
  if (usernameClaim === 'email' && claims.email_verified !== true)
    throw new UnfitError('the email address is not verified');
  return { name: `${prefix}${username.data}`, uid: undefined, groups: groupsOf(claims[groupsClaim]), extra: {} };
}

function groupsOf(claim: unknown): string[] {
  // Some providers send a single group as a text.
  const all = typeof claim === 'string' ? [claim] : Array.isArray(claim) ? claim : [];
  return all
    .slice(0, mostGroups)
    .flatMap((group) => nameSchema.safeParse(group).data ?? [])
    .map((group) => `${prefix}${group}`);
}
