import { isIP } from 'node:net';

/** A host that a text names. */
export interface HostNamed {
  /** Lower case, without brackets. */
  readonly host: string;
  readonly port: number | undefined;
  /** Of a URL, lower case. */
  readonly scheme: string | undefined;
  /** Whether the text shows that it is a host: a URL, a port behind it, a key that says so. Else it only looks like one. */
  readonly certain: boolean;
}

/** Characters of one text that are looked at, and hosts that are taken from it. */
export const longestText = 262_144;
const mostHosts = 500;

/** Ports that schemes stand for. Source: IANA's registries of URI schemes and service names; Kafka's and MQTT's own documentation. */
const portOfScheme: Readonly<Record<string, number>> = {
  http: 80,
  ws: 80,
  https: 443,
  wss: 443,
  ftp: 21,
  ssh: 22,
  sftp: 22,
  smtp: 25,
  smtps: 465,
  submission: 587,
  ldap: 389,
  ldaps: 636,
  mysql: 3306,
  mariadb: 3306,
  postgres: 5432,
  postgresql: 5432,
  mssql: 1433,
  sqlserver: 1433,
  oracle: 1521,
  mongodb: 27017,
  redis: 6379,
  rediss: 6379,
  memcached: 11211,
  amqp: 5672,
  amqps: 5671,
  mqtt: 1883,
  mqtts: 8883,
  nats: 4222,
  kafka: 9092,
  cassandra: 9042,
  clickhouse: 9000,
  etcd: 2379,
  consul: 8500,
  syslog: 514,
  bolt: 7687,
  neo4j: 7687,
};

/** `jdbc:postgresql`, `postgresql+psycopg`, `git+https`: the part that names a protocol. */
export function schemePort(scheme: string): number | undefined {
  const parts = scheme.split('+');
  const known = parts.find((part) => Object.hasOwn(portOfScheme, part));
  return known === undefined ? undefined : portOfScheme[known];
}

/** Things that look like addresses and are names of formats: nobody connects to them. */
const neverDialled =
  /(?:^|\.)(?:w3\.org|json-schema\.org|xmlsoap\.org|java\.sun\.com|xmlns\.jcp\.org)$|^example\.(?:com|org|net)$/;

const urlPattern =
  /(?<![a-z0-9+.-])([a-z][a-z0-9+.-]{0,30}):\/\/(?:[^\s/@"'<>]{0,300}@)?(\[[0-9a-f:.]{2,45}\]|[a-z0-9](?:[a-z0-9._-]{0,252}[a-z0-9])?)(?::(\d{1,5}))?(?![\w])/gi;
const pairPattern = /(?<![\w.:/@-]|@\[)([a-z0-9](?:[a-z0-9.-]{0,252}[a-z0-9])?):(\d{2,5})(?![\w.:])/gi;
/** After `user:password@` and in `tcp(db:3306)`, a comma, an equals sign: the pair pattern again with what may stand before. */
const atPattern = /@(?:[a-z]{2,5}\()?([a-z0-9](?:[a-z0-9.-]{0,252}[a-z0-9])?)(?::(\d{2,5}))?(?=[/)?,;\s"']|$)/gi;
const dottedPattern =
  /(?<![\w.:/@-])([a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?){1,8})\.?(?![\w.:/-])/gi;
/** A setting of its own line or argument: `host: cart`, `Host opensearch.logging`, `--redis-addr=cart`. */
const settingPattern =
  /^[\s"'-]{0,80}([\w./-]{1,80})["']?(?:\s{0,8}[:=]\s{0,8}|\s{1,8})["']?([a-z0-9](?:[a-z0-9.-]{0,252}[a-z0-9])?)\.?["']?[,;]?\s*$/i;

/** `Server=tcp:db.shop,1433;…`, `host=db port=5432`. */
const serverPattern =
  /(?:^|[;\s"'])(?:server|data ?source|addr|address|host|hostname|endpoint)\s?=\s?(?:tcp:)?([a-z0-9](?:[a-z0-9.-]{0,252}[a-z0-9])?)(?:[,:](\d{1,5}))?(?:[;\s](?:port=(\d{1,5}))?|$)/gi;

/** The same in JSON that stands in one line: `{"server":"cart"}`. */
const jsonPattern = /"([\w./-]{1,80})"\s{0,8}:\s{0,8}"([a-z0-9](?:[a-z0-9.-]{0,252}[a-z0-9])?)"/gi;

/** Whether a key says that its value is a host. */
export function namesHost(key: string): boolean {
  return hostKey.test(key.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2'));
}
const hostKey =
  /(?:^|[_.\-/])(?:host|hosts|hostname|server|servers|addr|address|endpoint|endpoints|url|uri|dsn|broker|brokers|upstream|upstreams|backend|target|service|svc|proxy|peer|peers|seeds?|bootstrap|bootstrap_servers|cluster_nodes?|nodes|conn|connection|remote|registry)(?:$|[_.\-/]?\d{0,3}$)/i;

/**
 * Hosts that a text names, as clients are configured with them. `key`: what the text is the value of, where it is one.
 * Credentials before an `@` are skipped and never part of what comes out.
 */
export function hostsIn(text: string, key?: string): readonly HostNamed[] {
  const found = new Map<string, HostNamed>();
  const add = (host: string, port: number | undefined, scheme: string | undefined, certain: boolean) => {
    const name = host.toLowerCase().replace(/^\[|\]$/g, '');
    if (found.size >= mostHosts || isLocal(name) || neverDialled.test(name)) return;
    if (port !== undefined && (port < 1 || port > 65_535)) return;
    if (/^\d+(?:\.\d+)*$/.test(name) && isIP(name) === 0) return;
    const id = `${name} ${port ?? ''} ${scheme ?? ''}`;
    const before = found.get(id);
    if (before === undefined || (certain && !before.certain)) found.set(id, { host: name, port, scheme, certain });
  };
  const cut = text.slice(0, longestText);
  for (const raw of cut.split('\n')) {
    const line = raw.slice(0, 20_000);
    if (/^\s*(?:#|\/\/|;|<!--)/.test(line)) continue;
    // What stands in a URL is not looked at once more.
    const rest = line.replaceAll(urlPattern, (_, scheme: string, host: string, port: string | undefined) => {
      const lower = scheme.toLowerCase();
      if (lower !== 'file' && lower !== 'unix') add(host, port === undefined ? undefined : Number(port), lower, true);
      return ' ';
    });
    for (const [, host = '', port] of rest.matchAll(atPattern))
      if (port !== undefined) add(host, Number(port), undefined, true);
    for (const [, host = '', port] of rest.matchAll(pairPattern))
      add(host, Number(port), undefined, /[a-z]/i.test(host) || isIP(host) !== 0);
    for (const [, host = ''] of rest.matchAll(dottedPattern)) add(host, undefined, undefined, false);
    if (rest.includes('='))
      for (const [, host = '', port, other = port] of rest.matchAll(serverPattern))
        add(host, other === undefined ? undefined : Number(other), undefined, true);
    const [, setting = '', value = ''] = settingPattern.exec(rest) ?? [];
    if (value !== '' && namesHost(setting)) add(value, undefined, undefined, true);
    for (const [, name = '', host = ''] of rest.matchAll(jsonPattern))
      if (namesHost(name)) add(host, undefined, undefined, true);
  }
  // The whole value of a variable: `DB_HOST: cart`, `CASSANDRA_SEEDS: a,b`.
  if (key !== undefined && namesHost(key) && /^[a-z0-9.,;\s-]{1,500}$/i.test(cut))
    for (const part of cut.split(/[,;\s]+/))
      if (/^[a-z0-9](?:[a-z0-9.-]{0,252}[a-z0-9])?$/i.test(part) && /[a-z.]/i.test(part))
        add(part, undefined, undefined, true);
  return [...found.values()];
}

function isLocal(host: string): boolean {
  return (
    host === '' ||
    host === 'localhost' ||
    host.endsWith('.localhost') ||
    host === '::1' ||
    host === '::' ||
    /^(?:127\.|0\.0\.0\.0$)/.test(host)
  );
}
