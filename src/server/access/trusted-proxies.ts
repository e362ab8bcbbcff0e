import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

/** Proxies in front of the server, of which each says who called it, in X-Forwarded-For. */
export interface TrustedProxies {
  readonly trusts: (address: string) => boolean;
}

/**
 * Addresses and blocks of proxies: `10.0.0.7`, `10.42.0.0/16`, `fd00::/8`.
 * @returns the first that is none, or that takes everybody for a proxy, where there is one
 */
export function trustedProxies(blocks: readonly string[]): TrustedProxies | { readonly wrong: string } {
  const list = new BlockList();
  for (const block of blocks) {
    const [, address = '', digits] = /^([0-9a-fA-F:.]+)(?:\/(\d{1,3}))?$/.exec(block) ?? [];
    const family = isIP(address);
    const prefix = digits === undefined ? undefined : Number(digits);
    if (family === 0 || prefix === 0 || (prefix ?? 1) > (family === 6 ? 128 : 32)) return { wrong: block };
    const name = family === 6 ? 'ipv6' : 'ipv4';
    if (prefix === undefined) list.addAddress(address, name);
    else list.addSubnet(address, prefix, name);
  }
  return {
    trusts: (address) => {
      const family = isIP(address);
      return family !== 0 && list.check(address, family === 6 ? 'ipv6' : 'ipv4');
    },
  };
}

/**
 * Leaves in X-Forwarded-For what can be believed: the addresses at its end, which proxies wrote one after the other, without the ports
 * that some add. What a caller wrote itself stands before them.
 */
export function keepForwardedAddresses({ headers }: IncomingMessage): void {
  const forwarded = headers['x-forwarded-for'];
  if (forwarded === undefined) return;
  const kept: string[] = [];
  for (const part of [forwarded].flat().join(',').split(',').reverse()) {
    const address = withoutPort(part.trim());
    if (isIP(address) === 0) break;
    kept.unshift(address);
  }
  // It is not taken away: that there is a proxy means something to the one-time link.
  headers['x-forwarded-for'] = kept.join(', ');
}

/** `192.0.2.1:4711` and `[2001:db8::1]:4711`. */
function withoutPort(text: string): string {
  const [, bracketed, plain] = /^(?:\[([^\]]+)\](?::\d+)?|(\d+\.\d+\.\d+\.\d+):\d+)$/.exec(text) ?? [];
  return bracketed ?? plain ?? text;
}
