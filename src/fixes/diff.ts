import { createTwoFilesPatch } from 'diff';

/** A change of a file as a unified diff that `git apply` and `patch -p1` take; `before` undefined for a file that is new. */
export function unifiedDiff(file: string, before: string | undefined, after: string): string {
  const path = file.replace(/^(?:\.?\/)+/, '');
  const from = before === undefined ? '/dev/null' : `a/${path}`;
  return createTwoFilesPatch(from, `b/${path}`, before ?? '', after, undefined, undefined, { context: 3 }).replace(
    /^=+\n/,
    '',
  );
}
