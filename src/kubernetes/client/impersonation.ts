import type { UserEntry } from './kubeconfig-schema.ts';

/** The headers that ask to act as someone else (`as` and its kin), as client-go writes them. */
export function impersonationOf(user: UserEntry): (readonly [string, string])[] {
  if (!user.as) return [];
  const headers: (readonly [string, string])[] = [['Impersonate-User', user.as]];
  if (user['as-uid']) headers.push(['Impersonate-Uid', user['as-uid']]);
  for (const group of user['as-groups'] ?? []) headers.push(['Impersonate-Group', group]);
  for (const [key, values] of Object.entries(user['as-user-extra'] ?? {})) {
    // Keys become a part of the header's name: what can't stand there is percent-encoded.
    const name = `Impersonate-Extra-${key.toLowerCase().replace(/[^a-z0-9!#$&'*+.^_`|~-]/gu, encoded)}`;
    for (const value of values) headers.push([name, value]);
  }
  return headers;
}

function encoded(character: string): string {
  return [...Buffer.from(character)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
}
