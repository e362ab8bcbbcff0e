import { BlockList, isIP } from 'node:net';

/** An address block of a policy: `10.0.0.0/8`, `fd00::/8`. */
export interface Block {
  readonly family: 'ipv4' | 'ipv6';
  readonly address: string;
  readonly prefix: number;
}

/** undefined where the text is not a block: the API server refuses it. */
export function parseBlock(text: unknown): Block | undefined {
  if (typeof text !== 'string') return undefined;
  const slash = text.lastIndexOf('/');
  const address = slash < 0 ? text : text.slice(0, slash);
  const version = isIP(address);
  if (version === 0) return undefined;
  const longest = version === 4 ? 32 : 128;
  const suffix = slash < 0 ? String(longest) : text.slice(slash + 1);
  if (!/^\d{1,3}$/.test(suffix) || Number(suffix) > longest) return undefined;
  return { family: version === 4 ? 'ipv4' : 'ipv6', address, prefix: Number(suffix) };
}

/** The whole address space, or half of it (which is how people write it in two lines). */
export function isWorld({ prefix }: Block): boolean {
  return prefix <= 1;
}

export function contains(block: Block, address: string): boolean {
  const list = new BlockList();
  list.addSubnet(block.address, block.prefix, block.family);
  return isIP(address) === (block.family === 'ipv4' ? 4 : 6) && list.check(address, block.family);
}

/** Private, local and reserved addresses of IPv4. Source: IANA special-purpose address registry. */
export const specialRanges: readonly Block[] = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16'],
  '224.0.0.0/3',
].flatMap((text) => parseBlock(text) ?? []);

/** Addresses of the internet that IPv6 has given out. Source: IANA IPv6 global unicast address assignments. */
export const globalUnicast: Block = { family: 'ipv6', address: '2000::', prefix: 3 };

/** Whether packets to an address cross the internet. */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 6) return contains(globalUnicast, address);
  return isIP(address) === 4 && !specialRanges.some((block) => contains(block, address));
}
