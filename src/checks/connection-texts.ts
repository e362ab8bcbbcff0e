import { isIP } from 'node:net';
import { credentialName, issuedCredential } from './credential-patterns.ts';
import { isPlaceholder } from './credentials.ts';

/** A text that says where something is and how one signs in there, of the few forms that are understood as a whole. */
export interface ConnectionText {
  /** Whether it has a password by its form, however plain; references to one elsewhere are none. */
  readonly hasSecret: boolean;
  /** Scheme, hosts and ports, and nothing else of it. */
  readonly bare: string;
  /** The same with credentials that stand for its own, at each place where such a text may have them. */
  readonly withCredential: (samples: readonly string[]) => readonly string[];
}

const longest = 2048;
const host = String.raw`(?:\[[0-9a-f:.]{2,45}\]|[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?)`;
const place = String.raw`${host}(?::\d{1,5})?`;
const places = new RegExp(`^${place}(?:,${place}){0,20}$`);

/**
 * What a whole text says of a connection. Undefined where it isn't exactly one of these, since then nobody can tell where a password ends:
 * URLs (`scheme://user:password@host:port/path?query`, jdbc: among them), Go's MySQL names (`user:password@tcp(host:port)/db`), pairs with
 * semicolons (`Server=host,port;Password=…`) and with spaces (`host=… password=…`). Quotes, escapes, control characters, a second `@`, and an
 * `@` behind a slash, a question mark, a hash or a semicolon make it none of them. Sources: RFC 3986, 3.2; PostgreSQL, "Connection Strings";
 * go-sql-driver/mysql, "DSN"; Microsoft, "Connection String Syntax".
 */
export function connectionIn(text: string): ConnectionText | undefined {
  if (text.length > longest || !/^[\x20-\x7e]+$/.test(text) || /["'`\\<>{}$%]/.test(withoutUserInfo(text)))
    return undefined;
  const [flag = ''] = /^--?[A-Za-z][\w.-]{0,60}=/.exec(text) ?? [];
  const rest = text.slice(flag.length);
  return urlIn(rest, flag) ?? nameIn(rest, flag) ?? pairsIn(rest, flag, ';') ?? pairsIn(rest, flag, ' ');
}

/**
 * Whether a text of one line is most likely such a text with a password in it, though of no form that is understood: it may hold whatever,
 * wherever. Not a command, nor a file of settings, which the checks read line by line.
 */
export function isOpaqueConnection(text: string): boolean {
  if (text.length > longest || text.includes('\n')) return false;
  return opaque.some((form) => {
    const password = form.exec(text)?.[1];
    return password !== undefined && !isTemplate(password);
  });
}

const hostWord = String.raw`(?:server|data ?source|addr|address|host|hostname|hostaddr|endpoint)`;
const opaque: readonly RegExp[] = [
  // scheme://user:password@…, whatever is in it
  /^(?:--?[\w.-]{1,60}=)?[a-z][\w.+:-]{0,60}:\/\/[^\s/?#@:]{0,100}:(?!\d{1,5}(?:[/?#,]|$))(\S{1,400})@/i,
  new RegExp(
    String.raw`^(?:.{0,300}[;\s])?${hostWord}\s?=.{1,600}[;\s,](?:password|passwd|pwd|pass|secret)\s?=\s?(\S{1,300})`,
    'i',
  ),
  new RegExp(
    String.raw`^(?:.{0,300}[;\s,])?(?:password|passwd|pwd|pass|secret)\s?=\s?(\S{1,300}?)[;\s](?:.{0,300}[;\s])?${hostWord}\s?=`,
    'i',
  ),
  // redis: host:port,password=…
  /^[\w.-]{1,253}(?::\d{1,5})?,(?:.{0,300},)?password=([^,]{1,300})/i,
  /^jdbc:oracle:[a-z\d]{1,20}:[^\s/@]{1,100}\/(\S{1,300})@/i,
  /^[^\s:@/]{1,100}:(\S{1,300})@(?:tcp[46]?|unix)\(/,
];

/** `$(PASSWORD)`, `${PASSWORD}`, `{{ .password }}`, `<password>`, `***`: filled in by something else, or masked. */
function isTemplate(text: string): boolean {
  return isPlaceholder(text) && /[$<[%{@#*]/.test(text);
}

/** Signs and escapes in what is thrown away anyway say nothing about what is kept. */
function withoutUserInfo(text: string): string {
  return text.replace(/^[^@]*:\/\/[^@/?#;\\"'`<>{} ]*@/, '').replace(/[?#].*$/, '');
}

function urlIn(text: string, flag: string): ConnectionText | undefined {
  const [, scheme = '', rest = ''] =
    /^((?:[a-z][a-z0-9+.-]{0,30}:){0,2}[a-z][a-z0-9+.-]{0,30}):\/\/([^\s]*)$/.exec(text) ?? [];
  const [authority = ''] = /^[^/?#;]*/.exec(rest) ?? [];
  const parts = rest.split('@');
  if (scheme === '' || parts.length > 2 || (parts.length === 2 && !authority.includes('@'))) return undefined;
  const [userInfo, hosts] = parts.length === 2 ? authority.split('@') : [undefined, authority];
  if (hosts === undefined || !areHosts(hosts)) return undefined;
  const tail = rest.slice(authority.length);
  const bare = `${flag}${scheme}://${hosts}`;
  return {
    hasSecret: hasAny([...secretsOfUser(userInfo), ...assigned(tail.split(/[?&;#]/))]),
    bare,
    withCredential: (samples) => [
      `${flag}${scheme}://name:{A14}@${hosts}`,
      ...['password={A16}', 'token={A24}', 'secret={A24}', 'api_key={A24}'].map((one) => `${bare}/?user=name&${one}`),
      ...samples.flatMap((sample) => [`${flag}${scheme}://name:${sample}@${hosts}`, `${bare}/${sample}`]),
    ],
  };
}

function hasAny(secrets: readonly string[]): boolean {
  return secrets.some((one) => one !== '' && !isTemplate(one));
}

/** A password, or a token in the place of a name. */
function secretsOfUser(userInfo: string | undefined): readonly string[] {
  if (userInfo === undefined) return [];
  const colon = userInfo.indexOf(':');
  if (colon >= 0) return [userInfo.slice(colon + 1)].filter((one) => one !== '');
  return /^(?=.*\d)[\w.~-]{16,}$/.test(userInfo) ? [userInfo] : [];
}

function nameIn(text: string, flag: string): ConnectionText | undefined {
  const [, password, network = '', hosts = ''] =
    /^[^\s@:]*:([^\s@]*)@(tcp[46]?)\(([^()]*)\)(?:\/[^\s@]*)?$/.exec(text) ?? [];
  if (password === undefined || !areHosts(hosts)) return undefined;
  return {
    hasSecret: hasAny([password]),
    bare: `${flag}${network}(${hosts})/`,
    withCredential: () => [`${flag}name:{A14}@${network}(${hosts})/`],
  };
}

const hostKeys = new Set([
  'server',
  'datasource',
  'addr',
  'address',
  'networkaddress',
  'host',
  'hostname',
  'hostaddr',
  'endpoint',
]);

function pairsIn(text: string, flag: string, separator: ';' | ' '): ConnectionText | undefined {
  const pairs = text.split(separator).filter((one) => one.trim() !== '');
  const read = pairs.map((one) => /^\s*([A-Za-z][A-Za-z _]{0,40}?)\s*=\s*(.*?)\s*$/.exec(one));
  if (pairs.length < 2 || read.includes(null)) return undefined;
  const found = read.map((one) => ({
    name: one?.[1] ?? '',
    key: (one?.[1] ?? '').toLowerCase().replace(/[ _]/g, ''),
    value: one?.[2] ?? '',
  }));
  const [server, ...others] = found.filter(({ key }) => hostKeys.has(key));
  const ports = found.filter(({ key }) => key === 'port');
  if (server === undefined || others.length > 0 || ports.length > 1 || !isServer(server.value)) return undefined;
  if (ports.some(({ value }) => !/^\d{1,5}$/.test(value))) return undefined;
  const kept = [server, ...ports].map(({ name, value }) => `${name}=${value}`).join(separator);
  return {
    hasSecret: hasAny(assigned(pairs)),
    bare: `${flag}${kept}`,
    withCredential: (samples) =>
      ['password={A16}', 'Pwd={A16}', 'AccessKey={A24}', 'token={A24}', ...samples].map(
        (one) => `${flag}${kept}${separator}${one}`,
      ),
  };
}

/** `tcp:host,1433`, `host:5432`, `sb://host/` */
function isServer(value: string): boolean {
  const [, hosts, port] =
    /^(?:tcp:|[a-z]{2,10}:\/\/)?([^\s,/]+(?:,[^\s,/\d][^\s,/]*)*)(?:,(\d{1,5}))?\/?$/.exec(value) ?? [];
  return hosts !== undefined && areHosts(hosts) && (port === undefined || Number(port) < 65_536);
}

/** Values of pairs whose names say that they are secrets. */
function assigned(pairs: readonly string[]): readonly string[] {
  return pairs.flatMap((pair) => {
    const equals = pair.indexOf('=');
    const value = pair.slice(equals + 1).trim();
    return equals > 0 && value !== '' && credentialName(pair.slice(0, equals).trim()) !== undefined ? [value] : [];
  });
}

/** Names and addresses of hosts, with ports or without: none that may be a secret itself, put where a host belongs. */
function areHosts(text: string): boolean {
  if (!places.test(text) || issuedCredential(text) !== undefined) return false;
  return text.split(/,(?![^[]*\])/).every((one) => {
    const [, name = '', port = '1'] = /^(\[.*\]|[^:]*)(?::(\d+))?$/.exec(one) ?? [];
    if (name.startsWith('[') && isIP(name.slice(1, -1)) !== 6) return false;
    const labels = name.startsWith('[') ? [] : name.split('.');
    return (
      Number(port) > 0 &&
      Number(port) < 65_536 &&
      labels.every((label) => label !== '' && label.length <= 63 && !isRandom(label))
    );
  });
}

/** Long runs of letters and digits, as tokens are and hardly a host. */
function isRandom(label: string): boolean {
  return /(?=[a-z]*\d)(?=\d*[a-z])[a-z\d]{25,}/.test(label);
}
