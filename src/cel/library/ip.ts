import { type Frame, walkCost } from '../frame.ts';
import { CelError, noSuchOverload, Opaque } from '../values.ts';
import { type Library, succeeds } from './library.ts';

/** IP addresses and networks as Go's net/netip reads them; IPv4-mapped IPv6 addresses and zones are refused. */
class Ip extends Opaque {
  readonly typeName = 'net.IP';
  /** 4 or 16. */
  readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    super();
    this.bytes = bytes;
  }

  override equals(other: Opaque): boolean {
    return other instanceof Ip && Buffer.compare(this.bytes, other.bytes) === 0;
  }

  override text(): string {
    return ipText(this);
  }
}

class Cidr extends Opaque {
  readonly typeName = 'net.CIDR';
  readonly address: Ip;
  readonly prefix: number;

  constructor(address: Ip, prefix: number) {
    super();
    this.address = address;
    this.prefix = prefix;
  }

  override equals(other: Opaque): boolean {
    return other instanceof Cidr && this.prefix === other.prefix && this.address.equals(other.address);
  }

  override text(): string {
    return `${ipText(this.address)}/${this.prefix}`;
  }
}

/** Longer texts are no addresses, whatever is in them. */
const maxLength = 100;

function parseV4(text: string): number[] | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256))
    return undefined;
  return parts.map(Number);
}

function parseV6(text: string): number[] | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map((half, i) => groups(half, i === halves.length - 1));
  if (head === undefined || (halves.length === 2 && tail === undefined)) return undefined;
  if (halves.length === 1) return head.length === 16 ? head : undefined;
  const missing = 16 - head.length - (tail?.length ?? 0);
  return missing < 2 ? undefined : [...head, ...new Array(missing).fill(0), ...(tail ?? [])];
}

/** Whether a text is an IPv6 address, without a zone. */
export function isIpv6(text: string): boolean {
  return text.length <= maxLength && parseV6(text) !== undefined;
}

/** The bytes of colon-separated groups; the last may be an IPv4 address. */
function groups(text: string, last: boolean): number[] | undefined {
  if (text === '') return [];
  const bytes: number[] = [];
  const parts = text.split(':');
  for (const [i, part] of parts.entries()) {
    const v4 = last && i === parts.length - 1 && part.includes('.') ? parseV4(part) : undefined;
    if (v4 !== undefined) bytes.push(...v4);
    else if (/^[0-9a-fA-F]{1,4}$/.test(part))
      bytes.push(Number.parseInt(part, 16) >> 8, Number.parseInt(part, 16) & 255);
    else return undefined;
  }
  return bytes;
}

function isMapped(bytes: readonly number[]): boolean {
  return (
    bytes.length === 16 && bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 255 && bytes[11] === 255
  );
}

/** An address from its text. Throws `CelError`. */
function parseIp(text: string): Ip {
  const shown = JSON.stringify(text);
  if (text.length > maxLength) throw new CelError(`IP Address ${shown} parse error during conversion from string`);
  const percent = text.indexOf('%');
  const address = percent < 0 ? text : text.slice(0, percent);
  const bytes = address.includes(':') ? parseV6(address) : parseV4(address);
  if (bytes === undefined || (percent >= 0 && bytes.length === 4)) {
    throw new CelError(
      `IP Address ${shown} parse error during conversion from string: ParseAddr(${shown}): unable to parse IP`,
    );
  }
  if (percent >= 0) throw new CelError(`IP address ${shown} with zone value is not allowed`);
  if (isMapped(bytes)) throw new CelError(`IPv4-mapped IPv6 address ${shown} is not allowed`);
  return new Ip(Uint8Array.from(bytes));
}

/** A network from its text. Throws `CelError`. */
function parseCidr(text: string): Cidr {
  const slash = text.lastIndexOf('/');
  const failed = (why: string) =>
    new CelError(
      `network address parse error during conversion from string: netip.ParsePrefix(${JSON.stringify(text)}): ${why}`,
    );
  if (slash < 0) throw failed("no '/'");
  let address: Ip;
  try {
    address = parseIp(text.slice(0, slash));
  } catch {
    throw failed('unable to parse IP');
  }
  const bits = text.slice(slash + 1);
  if (!/^(0|[1-9]\d{0,2})$/.test(bits)) throw failed(`bad bits after slash: ${JSON.stringify(bits)}`);
  if (Number(bits) > address.bytes.length * 8) throw failed('prefix length out of range');
  return new Cidr(address, Number(bits));
}

/** The canonical text: RFC 5952 for IPv6. */
function ipText({ bytes }: Ip): string {
  if (bytes.length === 4) return bytes.join('.');
  const words = Array.from({ length: 8 }, (_word, i) => ((bytes[2 * i] ?? 0) << 8) | (bytes[2 * i + 1] ?? 0));
  let [start, length] = [-1, 1];
  for (let i = 0; i < 8; i++) {
    let end = i;
    while (end < 8 && words[end] === 0) end++;
    if (end - i > length) [start, length] = [i, end - i];
  }
  const hex = words.map((word) => word.toString(16));
  if (start < 0) return hex.join(':');
  return `${hex.slice(0, start).join(':')}::${hex.slice(start + length).join(':')}`;
}

function masked({ address, prefix }: Cidr): Cidr {
  const bytes = address.bytes.map((byte, i) => byte & (0xff00 >> Math.min(8, Math.max(0, prefix - 8 * i))) & 0xff);
  return new Cidr(new Ip(bytes), prefix);
}

function containsIp(cidr: Cidr, ip: Ip): boolean {
  if (ip.bytes.length !== cidr.address.bytes.length) return false;
  return masked(new Cidr(ip, cidr.prefix)).equals(masked(cidr));
}

const isUnspecified = ({ bytes }: Ip) => bytes.every((byte) => byte === 0);
const isLoopback = ({ bytes }: Ip) =>
  bytes.length === 4 ? bytes[0] === 127 : bytes.every((byte, i) => byte === (i === 15 ? 1 : 0));
const isMulticast = ({ bytes: [first = 0, ...rest] }: Ip) => (rest.length === 3 ? first >> 4 === 14 : first === 255);
const isLinkLocalMulticast = ({ bytes: [a = 0, b = 0, c = 0, ...rest] }: Ip) =>
  rest.length === 1 ? a === 224 && b === 0 && c === 0 : a === 255 && (b & 15) === 2;
const isLinkLocalUnicast = ({ bytes: [a = 0, b = 0, ...rest] }: Ip) =>
  rest.length === 2 ? a === 169 && b === 254 : a === 254 && (b & 0xc0) === 0x80;
const isGlobalUnicast = (ip: Ip) =>
  !isUnspecified(ip) &&
  !(ip.bytes.length === 4 && ip.bytes.every((byte) => byte === 255)) &&
  !isLoopback(ip) &&
  !isMulticast(ip) &&
  !isLinkLocalUnicast(ip);

function ipMethod(apply: (ip: Ip) => unknown): Library['functions'][string] {
  return (frame, value) => {
    frame.cost++;
    if (!(value instanceof Ip)) throw noSuchOverload();
    return apply(value);
  };
}

function cidrMethod(apply: (cidr: Cidr) => unknown): Library['functions'][string] {
  return (frame, value) => {
    frame.cost++;
    if (!(value instanceof Cidr)) throw noSuchOverload();
    return apply(value);
  };
}

/** A function of a text, which costs to walk it so many times. */
function parser(walks: number, parse: (text: string) => unknown): Library['functions'][string] {
  return (frame: Frame, text) => {
    if (typeof text !== 'string') throw noSuchOverload();
    frame.charge(walkCost(text.length * walks));
    return parse(text);
  };
}

/** What comparing with a network costs. */
function chargeContains(frame: Frame, cidr: Cidr, other: unknown): void {
  frame.charge(walkCost(Math.ceil(cidr.prefix / 8) * 2) + (typeof other === 'string' ? walkCost(other.length) : 0));
}

export const ipLibrary: Library = {
  signatures: [
    'ip(string) -> net.IP',
    'isIP(string) -> bool',
    'ip.isCanonical(string) -> bool',
    'net.IP.family() -> int',
    'net.IP.isUnspecified() -> bool',
    'net.IP.isLoopback() -> bool',
    'net.IP.isLinkLocalMulticast() -> bool',
    'net.IP.isLinkLocalUnicast() -> bool',
    'net.IP.isGlobalUnicast() -> bool',
    'string(net.IP) -> string',
    'cidr(string) -> net.CIDR',
    'isCIDR(string) -> bool',
    'net.CIDR.containsIP(string) -> bool',
    'net.CIDR.containsIP(net.IP) -> bool',
    'net.CIDR.containsCIDR(string) -> bool',
    'net.CIDR.containsCIDR(net.CIDR) -> bool',
    'net.CIDR.ip() -> net.IP',
    'net.CIDR.prefixLength() -> int',
    'net.CIDR.masked() -> net.CIDR',
    'string(net.CIDR) -> string',
  ],
  functions: {
    ip: (frame, value) => {
      if (value instanceof Cidr) {
        frame.cost++;
        return value.address;
      }
      if (typeof value !== 'string') throw noSuchOverload();
      frame.charge(walkCost(value.length));
      return parseIp(value);
    },
    isIP: parser(1, succeeds(parseIp)),
    'ip.isCanonical': parser(2, (text) => ipText(parseIp(text)) === text),
    family: ipMethod(({ bytes }) => (bytes.length === 4 ? 4 : 6)),
    isUnspecified: ipMethod(isUnspecified),
    isLoopback: ipMethod(isLoopback),
    isLinkLocalMulticast: ipMethod(isLinkLocalMulticast),
    isLinkLocalUnicast: ipMethod(isLinkLocalUnicast),
    isGlobalUnicast: ipMethod(isGlobalUnicast),
    cidr: parser(1, parseCidr),
    isCIDR: parser(1, succeeds(parseCidr)),
    containsIP: (frame, cidr, other) => {
      if (!(cidr instanceof Cidr)) throw noSuchOverload();
      chargeContains(frame, cidr, other);
      const ip = typeof other === 'string' ? parseIp(other) : other;
      if (!(ip instanceof Ip)) throw noSuchOverload();
      return containsIp(cidr, ip);
    },
    containsCIDR: (frame, cidr, other) => {
      if (!(cidr instanceof Cidr)) throw noSuchOverload();
      chargeContains(frame, cidr, other);
      frame.charge(walkCost(Math.ceil(cidr.prefix / 8)) + 1);
      const inner = typeof other === 'string' ? parseCidr(other) : other;
      if (!(inner instanceof Cidr)) throw noSuchOverload();
      return cidr.prefix <= inner.prefix && containsIp(cidr, inner.address);
    },
    prefixLength: cidrMethod(({ prefix }) => prefix),
    masked: cidrMethod(masked),
  },
};
