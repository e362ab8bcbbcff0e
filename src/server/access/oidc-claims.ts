import { z } from 'zod';
import type { Identity } from '../../store/index.ts';
import type { OidcOptions } from './oidc.ts';
import { localUser } from './principal.ts';

/** Control characters in a name would reach terminals and logs. */
const nameSchema = z
  .string()
  .min(1)
  .max(253)
  .regex(/^\P{Cc}*$/u);
/** More groups than this are left out: each goes with every question to the API server. */
const mostGroups = 500;

/**
 * The user whom an ID token names, as RBAC will see them.
 * @throws where the claim that names the user is missing or unfit, or the email address is not verified
 */
export function identityOf(
  claims: Readonly<Record<string, unknown>>,
  options: Pick<OidcOptions, 'usernameClaim' | 'groupsClaim' | 'usernamePrefix' | 'groupsPrefix'>,
): Identity {
  const { usernameClaim, groupsClaim, usernamePrefix, groupsPrefix } = options;
  const username = nameSchema.safeParse(claims[usernameClaim]);
  if (!username.success) throw new Error(`The ID token has no usable claim "${usernameClaim}" to name the user by.`);
  // As Kubernetes has it: an address that anyone can claim names nobody.
  if (usernameClaim === 'email' && claims.email_verified !== true)
    throw new Error('The ID token’s email address is not verified.');
  const name = `${usernamePrefix}${username.data}`;
  if (isReserved(name)) throw new Error('The ID token names a user of the cluster or of this server itself.');
  return { name, uid: undefined, groups: groupsOf(claims[groupsClaim], groupsPrefix), extra: {} };
}

function groupsOf(claim: unknown, prefix: string): string[] {
  // Some providers send a single group as a text.
  const all = typeof claim === 'string' ? [claim] : Array.isArray(claim) ? claim : [];
  return all
    .flatMap((group) => nameSchema.safeParse(group).data ?? [])
    .map((group) => `${prefix}${group}`)
    .filter((group) => !isReserved(group))
    .slice(0, mostGroups);
}

/** Names that Kubernetes keeps for itself (`system:masters` may do everything), and that of the link's user. */
function isReserved(name: string): boolean {
  return name.startsWith('system:') || name === localUser.name;
}
