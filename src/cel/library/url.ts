import { chargeTextWalk, type Frame, walkCost } from '../frame.ts';
import { CelError, MapValue, noSuchOverload, Opaque } from '../values.ts';
import { isIpv6 } from './ip.ts';
import { type Library, succeeds } from './library.ts';

/** URLs as Go's net/url reads request URIs: absolute, or a path from the root. WHATWG's rules (Node's URL) differ too much. */
class Url extends Opaque {
  readonly typeName = 'kubernetes.URL';
  readonly source: string;
  readonly scheme: string;
  readonly host: string;
  readonly path: string;
  readonly query: string;

  constructor(source: string, parts: { scheme: string; host: string; path: string; query: string }) {
    super();
    this.source = source;
    this.scheme = parts.scheme;
    this.host = parts.host;
    this.path = parts.path;
    this.query = parts.query;
  }

  override equals(other: Opaque): boolean {
    return other instanceof Url && this.source === other.source;
  }
}

function failed(text: string, why: string): CelError {
  return new CelError(`URL parse error during conversion from string: parse ${JSON.stringify(text)}: ${why}`);
}

/**
 * A URL from its text. Kubernetes reads it twice: as a request URI, where `#` is nothing special, and with a fragment. Throws `CelError`.
 */
function parseUrl(text: string): Url {
  const request = parseParts(text, text);
  const hash = text.indexOf('#');
  if (hash < 0) return request;
  if (!validEscapes(text.slice(hash + 1))) throw failed(text, 'invalid URL escape');
  return parseParts(text, text.slice(0, hash));
}

/** `reference` is the text, or the text without its fragment. */
function parseParts(text: string, reference: string): Url {
  if (reference === '') throw failed(text, 'empty url');
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x20 || code === 0x7f) throw failed(text, 'net/url: invalid control character in URL');
  }
  if (reference === '*') return new Url(text, { scheme: '', host: '', path: '*', query: '' });
  if (reference.startsWith(':')) throw failed(text, 'missing protocol scheme');
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(reference)?.[1] ?? '';
  const afterScheme = scheme === '' ? reference : reference.slice(scheme.length + 1);
  const mark = afterScheme.indexOf('?');
  const rest = mark < 0 ? afterScheme : afterScheme.slice(0, mark);
  const query = mark < 0 ? '' : afterScheme.slice(mark + 1);
  if (!rest.startsWith('/')) {
    if (scheme === '') throw failed(text, 'invalid URI for request');
    return new Url(text, { scheme: scheme.toLowerCase(), host: '', path: '', query });
  }
  const hasAuthority = rest.startsWith('//') && (scheme !== '' || !rest.startsWith('///'));
  const slash = hasAuthority ? rest.indexOf('/', 2) : 0;
  const authority = hasAuthority ? rest.slice(2, slash < 0 ? undefined : slash) : '';
  const path = hasAuthority ? (slash < 0 ? '' : rest.slice(slash)) : rest;
  if (!validEscapes(path)) throw failed(text, 'invalid URL escape');
  return new Url(text, { scheme: scheme.toLowerCase(), host: parseHost(text, authority), path, query });
}

function validEscapes(text: string): boolean {
  return !/%(?![0-9a-fA-F]{2})/.test(text);
}

function parseHost(text: string, authority: string): string {
  const at = authority.lastIndexOf('@');
  const user = at < 0 ? '' : authority.slice(0, at);
  if (!/^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/.test(user) || !validEscapes(user))
    throw failed(text, 'net/url: invalid userinfo');
  const host = authority.slice(at + 1);
  if (host.startsWith('[')) {
    const close = host.lastIndexOf(']');
    if (close < 0) throw failed(text, "missing ']' in host");
    if (!isIpv6(host.slice(1, close).replace(/%25.*$/s, ''))) throw failed(text, 'invalid host');
    if (!/^(:\d*)?$/.test(host.slice(close + 1)))
      throw failed(text, `invalid port ${JSON.stringify(host.slice(close + 1))} after host`);
  } else {
    const colon = host.lastIndexOf(':');
    if (colon >= 0 && !/^:\d*$/.test(host.slice(colon)))
      throw failed(text, `invalid port ${JSON.stringify(host.slice(colon))} after host`);
  }
  const bad = /[^\u0080-\uffffA-Za-z0-9\-_.~!$&'()*+,;=:[\]<>"%]/.exec(host)?.[0];
  if (bad !== undefined) throw failed(text, `invalid character ${JSON.stringify(bad)} in host name`);
  if (/%(?!25|[89a-fA-F][0-9a-fA-F])/.test(host)) throw failed(text, 'invalid URL escape');
  return host.includes('%') ? decode(host) : host;
}

/** Percent escapes as bytes of UTF-8. */
function decode(text: string): string {
  if (!text.includes('%')) return text;
  const parts = text.split(/((?:%[0-9a-fA-F]{2})+)/);
  return parts
    .map((part, i) => (i % 2 === 0 ? part : Buffer.from(part.replaceAll('%', ''), 'hex').toString()))
    .join('');
}

/** The host without its port and brackets. */
function hostname(host: string): string {
  const colon = host.lastIndexOf(':');
  const name = colon >= 0 && /^:\d*$/.test(host.slice(colon)) ? host.slice(0, colon) : host;
  return name.startsWith('[') && name.endsWith(']') ? name.slice(1, -1) : name;
}

function port(host: string): string {
  const colon = host.lastIndexOf(':');
  const text = colon < 0 ? '' : host.slice(colon + 1);
  return /^\d+$/.test(text) ? text : '';
}

/** The path as it was written when that is a valid encoding, else encoded. */
function escapedPath(path: string): string {
  if (/^(?:[A-Za-z0-9\-_.~$&+,/:;=@!'()*[\]]|%[0-9a-fA-F]{2})*$/.test(path)) return path;
  return [...Buffer.from(decode(path))]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      return /[A-Za-z0-9\-_.~$&+,/:;=@]/.test(character)
        ? character
        : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');
}

/** Parts with `;` or bad escapes are dropped. */
function queryMap(query: string): MapValue {
  const map = new MapValue();
  for (const part of query.split('&')) {
    if (part === '' || part.includes(';') || !validEscapes(part)) continue;
    const equals = part.indexOf('=');
    const [key, value] = equals < 0 ? [part, ''] : [part.slice(0, equals), part.slice(equals + 1)];
    const name = decode(key.replaceAll('+', ' '));
    const known = map.get(name);
    const list = Array.isArray(known) ? known : [];
    list.push(decode(value.replaceAll('+', ' ')));
    map.set(name, list);
  }
  return map;
}

function method(apply: (url: Url) => unknown): Library['functions'][string] {
  return (frame, value) => {
    frame.cost++;
    if (!(value instanceof Url)) throw noSuchOverload();
    return apply(value);
  };
}

/** Whether a text is a URL for `isURL` and `format.uri()`. */
export const isUrl = succeeds(parseUrl);

export const urlLibrary: Library = {
  signatures: [
    'url(string) -> kubernetes.URL',
    'isURL(string) -> bool',
    'kubernetes.URL.getScheme() -> string',
    'kubernetes.URL.getHost() -> string',
    'kubernetes.URL.getHostname() -> string',
    'kubernetes.URL.getPort() -> string',
    'kubernetes.URL.getEscapedPath() -> string',
    'kubernetes.URL.getQuery() -> map<string, list<string>>',
  ],
  functions: {
    url: (frame: Frame, text) => {
      if (typeof text !== 'string') throw noSuchOverload();
      frame.charge(walkCost(text.length));
      return parseUrl(text);
    },
    isURL: (frame, text) => {
      if (typeof text !== 'string') throw noSuchOverload();
      frame.cost++;
      chargeTextWalk(frame, text.length);
      return isUrl(text);
    },
    getScheme: method(({ scheme }) => scheme),
    getHost: method(({ host }) => host),
    getHostname: method(({ host }) => hostname(host)),
    getPort: method(({ host }) => port(host)),
    getEscapedPath: method(({ path }) => escapedPath(path)),
    getQuery: method(({ query }) => queryMap(query)),
  },
};
