import type { Check, Profile } from './check.ts';

/** Names that exist nowhere: the call is wrong. `message` lists them and what comes near. */
export class UnknownCheckError extends Error {
  override name = 'UnknownCheckError';
  readonly names: readonly string[];

  constructor(names: readonly string[]) {
    super(`no check is called ${names.join(', ')}`);
    this.names = names;
  }
}

/** At most five ids of checks that somebody may have meant. */
export function nearNames(names: readonly string[], catalogue: readonly Check[]): readonly string[] {
  return names
    .flatMap((name) => catalogue.map(({ id }) => id).filter((id) => distance(id, name) <= 3 || id.includes(name)))
    .slice(0, 5);
}

/** The checks that a profile asks. */
export function checksOf(profile: Profile, catalogue: readonly Check[]): readonly Check[] {
  return catalogue.filter((check) => belongsTo(check, profile));
}

function belongsTo(check: Check, profile: Profile): boolean {
  switch (profile) {
    case 'all':
      return true;
    case 'cis':
      return (check.standards.cis ?? []).length > 0;
    case 'nsa':
      return (check.standards.nsa ?? []).length > 0;
    default:
      return (check.profiles ?? ['security']).includes(profile);
  }
}

/**
 * Which checks to ask. `names` as in `--checks`: `a,b` asks only these, `-c` leaves one out of the profile (or of the names),
 * `+d` adds one to the profile.
 * @throws UnknownCheckError where a name is no check's: asking nothing must never look like a pass.
 */
export function selectChecks(
  profile: Profile,
  names: readonly string[],
  catalogue: readonly Check[],
): readonly Check[] {
  const known = new Set(catalogue.map((check) => check.id));
  const bare = names.map((name) => name.replace(/^[-+]/, ''));
  const unknown = bare.filter((name) => !known.has(name));
  if (unknown.length > 0) throw new UnknownCheckError(unknown);
  const named = new Set(names.filter((name) => !/^[-+]/.test(name)));
  const added = new Set(names.filter((name) => name.startsWith('+')).map((name) => name.slice(1)));
  const removed = new Set(names.filter((name) => name.startsWith('-')).map((name) => name.slice(1)));
  const base = new Set(checksOf(profile, catalogue));
  return catalogue.filter(
    (check) =>
      !removed.has(check.id) && (added.has(check.id) || (named.size > 0 ? named.has(check.id) : base.has(check))),
  );
}

/** Levenshtein's distance between two short names. */
function distance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min((previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1, substitution));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
