/** Where to go after sign-in. */
export function signInAddress({ pathname, search }: { readonly pathname: string; readonly search: string }): string {
  const here = `${pathname}${search}`;
  return here === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(here)}`;
}

/** Only a path of this console: a link to the sign-in page must not lead elsewhere. */
export function returnAddress(next: string | null): string {
  if (next === null || !next.startsWith('/')) return '/';
  try {
    const url = new URL(next, 'https://console.invalid');
    return url.origin === 'https://console.invalid' && !url.pathname.startsWith('//')
      ? `${url.pathname}${url.search}`
      : '/';
  } catch {
    return '/';
  }
}

const key = 'breakwater.next';

/** For sign-ins that leave the console: where to go when they come back to the overview. */
export function keepReturnAddress(next: string): void {
  try {
    sessionStorage.setItem(key, next);
  } catch {
    // Storage is forbidden: one comes back to the overview.
  }
}

/** What was kept, once. */
export function takeReturnAddress(): string | null {
  try {
    const next = sessionStorage.getItem(key);
    sessionStorage.removeItem(key);
    return next === null ? null : returnAddress(next);
  } catch {
    return null;
  }
}
