import { readFileSync } from 'node:fs';

/** How we name ourselves to API servers; their audit logs show it. */
export function userAgent(): string {
  // Three levels up from src/kubernetes/client, one from dist.
  const up = import.meta.url.includes('/dist/') ? '../package.json' : '../../../package.json';
  const { version } = JSON.parse(readFileSync(new URL(up, import.meta.url), 'utf8')) as { version: string };
  return `breakwater/${version}`;
}
