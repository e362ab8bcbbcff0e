import type { To } from 'react-router';

/** Where a check is told about: our own have a page, of other tools' rules and users' policies there is what they found. */
export function checkHref(check: string): To {
  if (!check.includes('/')) return `/checks/${check}`;
  return { pathname: '/findings', search: `?${new URLSearchParams({ check })}` };
}
