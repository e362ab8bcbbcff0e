import type { Exception } from '../../../../src/server/contract/index.ts';
import { oneOf, text } from '../../url/params.ts';

export const statuses = ['all', 'active', 'expired', 'unmatched'] as const;

export const fields = {
  status: oneOf(statuses, 'all'),
  q: text(200),
  /** Whose panel is open. */
  exception: text(300),
  /** The form for a new one, and the check that it is about. */
  form: oneOf(['closed', 'new'], 'closed'),
  check: text(253),
};

/** Where a new exception is kept: by Breakwater, as an object of the cluster, or in a file that somebody commits. */
export const ways = ['user', 'object', 'file'] as const;
export type Way = (typeof ways)[number];

const globForm = /^[^/\s]+(\/[^/\s]+){1,2}$/;

/** The first that is not `Kind/namespace/name` or `Kind/name`. */
export function wrongGlob(globs: readonly string[]): string | undefined {
  return globs.find((glob) => !globForm.test(glob) || glob.length > 600);
}

/** Whether it can be ended here: others are ended where they are written. */
export function isMadeHere({ from }: Exception): boolean {
  return from === 'user';
}
