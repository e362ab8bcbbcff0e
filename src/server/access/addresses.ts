import { BlockList, isIP } from 'node:net';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Whether an address of a socket is this machine's own. */
export function isLoopbackAddress(address: string): boolean {
  const family = isIP(address);
  // An IPv4 address on an IPv6 socket (::ffff:127.0.0.1) is found by BlockList, too.
  return family !== 0 && loopback.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

/** Name of a Host header: without port and brackets, lower case. Undefined where it is none. */
export function hostName(header: string | undefined): string | undefined {
  if (header === undefined || header.length > 300 || !/^(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+)(:\d{1,5})?$/.test(header))
    return undefined;
  const name = header.startsWith('[') ? header.slice(1, header.indexOf(']')) : header.replace(/:\d+$/, '');
  return name.toLowerCase();
}

/** Whether a Host's name can only be this machine. */
export function isLoopbackHost(name: string): boolean {
  return name === 'localhost' || isLoopbackAddress(name);
}

/**
 * Whether a request was meant for this server. A name that an attacker owns can be made to point at it (DNS rebinding), which
 * makes their page one origin with it; an address can't, and neither can `localhost` or the public name.
 */
export function isOurHost(header: string | undefined, publicUrl: URL | undefined): boolean {
  const name = hostName(header);
  if (name === undefined) return false;
  return isIP(name) !== 0 || name === 'localhost' || name === publicUrl?.hostname.replace(/^\[|\]$/g, '');
}

/**
 * Whether the page that a browser's request comes from is ours. Browsers say so in Sec-Fetch-Site, and in Origin where the request
 * changes something; who sends neither is no browser of this decade, and is held to the CSRF token alone.
 */
export function isOurPage(
  headers: {
    readonly origin?: string | undefined;
    readonly host?: string | undefined;
    readonly 'sec-fetch-site'?: unknown;
  },
  publicUrl: URL | undefined,
): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  const { origin, host } = headers;
  if (origin === undefined || origin === publicUrl?.origin) return true;
  // On this machine, or where no public URL is said, we speak plain HTTP; a page on plain HTTP under the public name is not ours.
  const plain = publicUrl === undefined || isLoopbackHost(hostName(host) ?? '');
  return plain && origin === `http://${host}`;
}
