import { BlockList, isIP } from 'node:net';
import { ConnectionError } from './connection-error.ts';

/**
 * The proxy to an address: what the cluster's entry says, else what the environment says, read as Go does (net/http's
 * ProxyFromEnvironment, which kubectl uses).
 * @throws ConnectionError where it is no proxy's address; the address is not shown, it may hold a password
 */
export function proxyFor(
  server: string,
  explicit: string | undefined,
  env: NodeJS.ProcessEnv,
  at: { readonly file: string; readonly entry: string },
): string | undefined {
  if (explicit) {
    const proxy = proxyOf(explicit);
    if (proxy !== undefined) return proxy;
    throw new ConnectionError('not-an-address', { ...at, field: 'proxy-url', example: 'http://192.0.2.1:3128' });
  }
  const url = new URL(server);
  const name = url.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY';
  const value = env[name] || env[name.toLowerCase()];
  if (!value || bypasses(url, env.NO_PROXY || env.no_proxy || '')) return undefined;
  const proxy = proxyOf(value.includes('://') ? value : `http://${value}`);
  if (proxy !== undefined) return proxy;
  throw new ConnectionError('proxy-variable', { variable: name });
}

function proxyOf(text: string): string | undefined {
  const url = URL.parse(text);
  if (url === null || url.hostname === '' || !/^(?:https?|socks5h?):$/.test(url.protocol)) return undefined;
  try {
    decodeURIComponent(url.username + url.password);
  } catch {
    return undefined;
  }
  // Names are resolved by the proxy in either case.
  return url.href.replace(/^socks5h:/, 'socks5:');
}

/** Whether an address is reached without a proxy: this machine, and what NO_PROXY lists. */
function bypasses(url: URL, list: string): boolean {
  const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  if (host === 'localhost' || inside(host, '127.0.0.0/8') || host === '::1') return true;
  return list.split(',').some((entry) => matches(entry.trim().toLowerCase(), host, port));
}

/** `*`, `10.0.0.0/8`, `10.0.0.1`, `example.com` (and all below it), `.example.com`, `*.example.com` (only below it); each may have a port. */
function matches(entry: string, host: string, port: string): boolean {
  if (entry === '*') return true;
  if (entry.includes('/')) return inside(host, entry);
  const parts = isIP(entry) !== 0 ? null : /^\[?(.*?)\]?:(\d+)$/.exec(entry);
  if (parts !== null && parts[2] !== port) return false;
  const name = (parts?.[1] ?? entry).replace(/^\[|\]$/g, '').replace(/^\*(?=\.)/, '');
  if (name === '') return false;
  if (isIP(name) !== 0) return isIP(host) !== 0 && inside(host, `${name}/${isIP(name) === 4 ? 32 : 128}`);
  if (isIP(host) !== 0) return false;
  return name.startsWith('.') ? host.endsWith(name) : host === name || host.endsWith(`.${name}`);
}

function inside(host: string, range: string): boolean {
  const family = isIP(host);
  const [network = '', prefix = ''] = range.split('/');
  if (family === 0 || isIP(network) !== family || !/^\d{1,3}$/.test(prefix)) return false;
  if (Number(prefix) > (family === 4 ? 32 : 128)) return false;
  const list = new BlockList();
  const type = family === 4 ? 'ipv4' : 'ipv6';
  list.addSubnet(network, Number(prefix), type);
  return list.check(host, type);
}
