import { X509Certificate } from 'node:crypto';
import { homedir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { load, YAMLException } from 'js-yaml';
import type { z } from 'zod';
import type { ClusterConnection, ConnectionOptions } from './connection.ts';
import { ConnectionError, type ConnectionNotice, reasonOf } from './connection-error.ts';
import { type Credentials, storedCredentials } from './credentials.ts';
import { printable } from './error.ts';
import { ExecCredentials } from './exec-credential.ts';
import { impersonationOf } from './impersonation.ts';
import { KubeconfigRotation } from './kubeconfig-rotation.ts';
import {
  type ClusterEntry,
  clusterSchema,
  contextSchema,
  type Kubeconfig,
  kubeconfigSchema,
  type UserEntry,
  userSchema,
} from './kubeconfig-schema.ts';
import { proxyFor } from './proxies.ts';
import { boundedText, FileText, fixedText, type RotatingText } from './rotating-text.ts';

interface Loaded {
  readonly file: string;
  readonly config: Kubeconfig;
}

/** An entry of a file, and how errors call it. */
interface Entry {
  readonly file: string;
  /** `user "admin"` */
  readonly entry: string;
}

/** What a kubeconfig says of a context. */
interface Named {
  /** The context's. */
  readonly name: string;
  readonly namespace: string | undefined;
  readonly cluster: { readonly value: ClusterEntry; readonly at: Entry };
  readonly user: { readonly value: UserEntry; readonly at: Entry } | undefined;
}

/**
 * The connection of a context; undefined where there is no kubeconfig that could have one, and none was asked for. Credentials and
 * authority are those that the files have at the time; the rest is as they had it at first.
 */
export async function kubeconfigConnection(options: ConnectionOptions): Promise<ClusterConnection | undefined> {
  const { loaded, warnings } = await loadFiles(options);
  const named = namedBy(loaded, options);
  if (named === undefined) return undefined;
  const connection = await connectionOf(named, options.env);
  const again = async (): Promise<Named | undefined> => {
    const now = await loadFiles(options);
    // Whoever makes another context the current one does not mean us.
    return namedBy(now.loaded, { ...options, context: named.name });
  };
  const rotation = new KubeconfigRotation(connection, named, again, (now) => connectionOf(now, options.env));
  return { ...rotation.connection, warnings: [...warnings, ...connection.warnings] };
}

/** @throws ConnectionError where files have contexts, but not this one, or not all that it names */
function namedBy(loaded: readonly Loaded[], options: ConnectionOptions): Named | undefined {
  const files = loaded.map(({ file }) => file).join(delimiter);
  const known = [...new Set(loaded.flatMap(({ config }) => (config.contexts ?? []).map(({ name }) => name)))].join(
    ', ',
  );
  const name = options.context ?? loaded.map(({ config }) => config['current-context']).find((current) => current);
  if (name === undefined) {
    if (known === '' && options.kubeconfig === undefined) return undefined;
    throw new ConnectionError('no-context', { files, known });
  }
  const context = entryOf(loaded, 'contexts', 'context', name, contextSchema);
  if (context === undefined) throw new ConnectionError('unknown-context', { files, context: name, known });
  const { cluster: clusterName, user: userName = '', namespace } = context.value;
  const { file } = context.at;
  const cluster = entryOf(loaded, 'clusters', 'cluster', clusterName, clusterSchema);
  if (cluster === undefined)
    throw new ConnectionError('unknown-cluster', { file, context: name, cluster: clusterName });
  const user = entryOf(loaded, 'users', 'user', userName, userSchema);
  if (user === undefined && userName !== '')
    throw new ConnectionError('unknown-user', { file, context: name, user: userName });
  return { name, namespace, cluster, user };
}

async function connectionOf(
  { name, namespace, cluster, user }: Named,
  env: NodeJS.ProcessEnv,
): Promise<ClusterConnection> {
  const warnings: ConnectionNotice[] = [];
  const server = addressOf(cluster.value.server, cluster.at);
  const authority = await textOf(cluster.value, 'certificate-authority', cluster.at);
  const insecure = cluster.value['insecure-skip-tls-verify'] ?? false;
  if (insecure && authority !== undefined) throw new ConnectionError('insecure-with-ca', { ...cluster.at });
  if (insecure) warnings.push({ code: 'insecure-tls', values: { ...cluster.at } });
  if (server.startsWith('http:')) warnings.push({ code: 'plain-http', values: { ...cluster.at, server } });
  const serverName = cluster.value['tls-server-name'];
  const proxy = proxyFor(server, cluster.value['proxy-url'], env, cluster.at);
  return {
    name: printable(name),
    server,
    ...(namespace ? { namespace } : {}),
    tls: { ...(authority === undefined ? {} : { authority }), ...(serverName ? { serverName } : {}), insecure },
    ...(proxy === undefined ? {} : { proxy }),
    compress: !cluster.value['disable-compression'],
    credentials:
      user === undefined
        ? storedCredentials({})
        : await credentialsOf(user.value, user.at, { ...cluster.value, server }, authority, env),
    impersonation: user === undefined ? [] : impersonationOf(user.value),
    warnings,
  };
}

/** The files that count, in their order: the first that has a name, or a current context, is the one that counts for it. */
async function loadFiles({ kubeconfig, env }: ConnectionOptions) {
  const warnings: ConnectionNotice[] = [];
  const listed = (env.KUBECONFIG ?? '').split(delimiter).filter((path) => path !== '');
  const usual = join(env.HOME || homedir(), '.kube', 'config');
  const paths = kubeconfig !== undefined ? [kubeconfig] : listed.length > 0 ? [...new Set(listed)] : [usual];
  const loaded: Loaded[] = [];
  for (const file of paths) {
    try {
      loaded.push({ file, config: parse(await boundedText(file), file) });
    } catch (error) {
      if (error instanceof ConnectionError) throw error;
      const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
      if (!missing || kubeconfig !== undefined) throw unreadable(file, error);
      if (listed.length > 0) warnings.push({ code: 'missing-file', values: { file } });
    }
  }
  return { loaded, warnings };
}

function parse(text: string, file: string): Kubeconfig {
  let document: unknown;
  try {
    // Nothing in a kubeconfig is deep, or said by alias; what is shared ten times at most stays small when it is written out.
    document = text.trim() === '' ? {} : load(text, { maxDepth: 50, maxAliases: 10 });
  } catch (error) {
    // The message alone would quote lines of the file, and with them its credentials.
    if (!(error instanceof YAMLException)) throw error;
    const line = error.mark === undefined || error.mark === null ? '' : ` (line ${error.mark.line + 1})`;
    throw new ConnectionError('not-yaml', { file, reason: `${error.reason}${line}` });
  }
  return checked(kubeconfigSchema, document ?? {}, { file, entry: 'kubeconfig' });
}

function entryOf<T extends z.ZodType>(
  loaded: readonly Loaded[],
  list: 'clusters' | 'users' | 'contexts',
  key: string,
  name: string,
  schema: T,
): { value: z.infer<T>; at: Entry } | undefined {
  for (const { file, config } of loaded) {
    const found = config[list]?.find((entry) => entry.name === name);
    if (found === undefined) continue;
    const at = { file, entry: `${key} "${name}"` };
    return { value: checked(schema, found[key] ?? {}, at), at };
  }
  return undefined;
}

/** Says which field is wrong and what it should be, never what it is. */
function checked<T extends z.ZodType>(schema: T, value: unknown, at: Entry): z.infer<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const field = issue === undefined || issue.path.length === 0 ? at.entry : issue.path.join('.');
  const expected = issue === undefined ? '' : expectedBy(issue);
  const isMissing = issue?.code === 'invalid_type' && issue.message.endsWith('undefined');
  throw isMissing
    ? new ConnectionError('missing-field', { ...at, field })
    : new ConnectionError('wrong-field', { ...at, field, expected });
}

function expectedBy(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') return issue.expected;
  if (issue.code === 'invalid_value') return issue.values.map(String).join(' | ');
  return 'string';
}

async function credentialsOf(
  user: UserEntry,
  at: Entry,
  cluster: ClusterEntry,
  authority: RotatingText | undefined,
  env: NodeJS.ProcessEnv,
): Promise<Credentials> {
  if (user['auth-provider'] !== undefined) {
    throw new ConnectionError('auth-provider', { ...at, provider: user['auth-provider'].name });
  }
  if (user.username || user.password) throw new ConnectionError('password', { ...at });
  const certificate = await textOf(user, 'client-certificate', at);
  const key = await textOf(user, 'client-key', at);
  if ((certificate === undefined) !== (key === undefined))
    throw new ConnectionError('certificate-without-key', { ...at });
  const token = user.tokenFile
    ? new FileText(beside(at.file, user.tokenFile))
    : user.token
      ? fixedText(user.token)
      : undefined;
  if (user.exec !== undefined) {
    const other = certificate !== undefined ? 'client-certificate' : token !== undefined ? 'token' : undefined;
    if (other !== undefined) throw new ConnectionError('certificate-and-exec', { ...at, field: other });
    return new ExecCredentials(user.exec, at, cluster, authority, env);
  }
  return storedCredentials({
    ...(token === undefined ? {} : { token }),
    ...(certificate === undefined ? {} : { certificate }),
    ...(key === undefined ? {} : { key }),
  });
}

/** A PEM from `field-data`, or from the file that `field` names; read once, so that what is wrong with it is said at once. */
async function textOf(entry: object, field: string, at: Entry): Promise<RotatingText | undefined> {
  const record = entry as Readonly<Record<string, unknown>>;
  const data = record[`${field}-data`];
  const path = record[field];
  if (typeof data === 'string' && data !== '') {
    const named = { ...at, field: `${field}-data` };
    if (!/^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(data)) throw new ConnectionError('not-base64', named);
    const text = Buffer.from(data, 'base64').toString('utf8');
    if (!isPem(text)) throw new ConnectionError('not-pem', named);
    return fixedText(text);
  }
  if (typeof path !== 'string' || path === '') return undefined;
  const file = beside(at.file, path);
  const rotating = new FileText(file);
  const text = await rotating.read().catch((error: unknown) => {
    throw unreadable(file, error);
  });
  if (!isPem(text)) throw new ConnectionError('not-pem', { ...at, field });
  return rotating;
}

function isPem(text: string): boolean {
  const begin = /-----BEGIN ([A-Z0-9 ]+)-----/.exec(text);
  if (begin === null) return false;
  if (!begin[1]?.endsWith('CERTIFICATE')) return true;
  try {
    new X509Certificate(text);
    return true;
  } catch {
    return false;
  }
}

/** A path in a kubeconfig is relative to the file's folder. */
function beside(file: string, path: string): string {
  return resolve(dirname(file), path);
}

function addressOf(server: string, at: Entry): string {
  const url = URL.parse(server.includes('://') ? server : `https://${server}`);
  const usable = url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
  if (!usable || url.hostname === '' || url.search !== '' || url.hash !== '') {
    throw new ConnectionError('not-an-address', { ...at, field: 'server', example: 'https://192.0.2.1:6443' });
  }
  return url.href.replace(/\/+$/, '');
}

function unreadable(file: string, error: unknown): ConnectionError {
  return new ConnectionError('unreadable', { file, reason: reasonOf(error) }, error);
}
