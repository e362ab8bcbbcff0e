import { accessSync, constants, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { destination, type Logger } from 'pino';
import type { Language, Profile } from '../checks/index.ts';
import { type ClusterSource, readRecording, watchCluster } from '../inventory/cluster/index.ts';
import { connectionText, KubernetesClient, loadConnection } from '../kubernetes/client/index.ts';
import { type ReportFamily, visible } from '../reports/index.ts';
import {
  isLoopbackHost,
  makeLog,
  type OidcOptions,
  type RunningServer,
  type ServerOptions,
  startServer,
  type TrustedProxies,
  trustedProxies,
} from '../server/index.ts';
import { openStore, type Store, StoreError } from '../store/index.ts';
import { standingQuestion } from './assessment.ts';
import { CallError } from './call-error.ts';
import { callTexts, fileReason } from './call-texts.ts';
import { asCallErrors } from './cluster.ts';
import { serverTexts } from './server-texts.ts';
import { type WebhookCommandOptions, webhookSettings } from './server-webhook.ts';
import { webhookTexts } from './server-webhook-texts.ts';
import { packageVersion } from './version.ts';

export interface ServerCommandOptions extends WebhookCommandOptions {
  readonly context?: string;
  readonly kubeconfig?: string;
  readonly namespace?: readonly string[];
  readonly recording?: string;
  readonly flows?: readonly string[];
  readonly data?: string;
  readonly database?: string;
  readonly listen: string;
  readonly config?: string;
  readonly profile?: Profile;
  readonly publicUrl?: string;
  readonly trustProxy?: readonly string[];
  readonly oidcIssuer?: string;
  readonly oidcClientId?: string;
  readonly oidcClientSecretFile?: string;
  readonly oidcUsernameClaim: string;
  readonly oidcGroupsClaim: string;
  /** Whether to bring the cluster to what its SecurityPolicies say. */
  readonly control?: boolean;
  /** Kinds of reports to write into the cluster. */
  readonly writeReports?: readonly ReportFamily[];
  /** Whether new findings become Events in the cluster. */
  readonly writeEvents?: boolean;
}

/**
 * How much the heap may grow before it is collected, in per cent. V8 lets it grow up to fourfold, which is quick for programs that end soon; a server
 * that holds a cluster of 30,000 pods is as fast with this and takes 60 to 165 MB less (bench/assessor.ts).
 */
const heapGrowth = 40;

/** `breakwater server`: watches and serves until it is told to stop. @returns the exit code */
export async function serverCommand(options: ServerCommandOptions, language: Language): Promise<number> {
  setFlagsFromString(`--heap-growing-percent=${heapGrowth}`);
  const text = serverTexts[language];
  // What is wrong with the call is said before anything is opened.
  const listen = listenAddress(options.listen, language);
  const isLocal = isLoopbackHost(listen.host);
  if (options.recording !== undefined && !isLocal) throw new CallError(text.recordingOutside);
  const flows = flowFilesOf(options.flows, language);
  const publicUrl = publicUrlOf(options.publicUrl, language);
  const proxies = proxiesOf(options.trustProxy, language);
  const oidc = oidcOf(options, publicUrl, language);
  const webhook = webhookSettings(options, (address) => listenAddress(address, language, '--webhook-listen'), language);
  if (webhook !== undefined && options.recording !== undefined)
    throw new CallError(webhookTexts[language].forRecording);
  const { settings, profile, checks, kubernetesVersion, ...question } = await standingQuestion(
    options,
    'all',
    language,
  );

  // On a terminal people read what is printed; whoever collects the log wants each request.
  const log = makeLog(destination(2), process.stderr.isTTY === true ? 'warn' : 'info');
  const stopped = toldToStop();
  const { source, client } = await openSource(options, log, language);
  let store: Store | undefined;
  try {
    store = await openDatabase(options, language);
    const server = await start(
      {
        source,
        reviews: client,
        writing: client,
        control: options.control === true ? client : undefined,
        publishing: publishingOf(options, client, language),
        store,
        settings: {
          profile,
          checks,
          question: { ...question, kubernetesVersion: kubernetesVersion(source.state.facts.version) },
          exceptions: settings.exceptions,
          file: existsSync(settings.file) ? settings.file : undefined,
          version: packageVersion(),
        },
        annotationExceptions: settings.annotationExceptions,
        flows,
        listen,
        link: isLocal,
        publicUrl,
        proxies,
        oidc,
        webhook: webhook && client && { settings: webhook, client },
        console: consoleFolder,
        log,
      },
      options.listen,
      language,
    );
    greet(server, source, publicUrl, language);
    if (options.webhookListen !== undefined)
      process.stdout.write(`${webhookTexts[language].started(options.webhookListen)}\n`);
    if (options.control === true) process.stdout.write(`${text.controlling}\n`);
    await stopped;
    process.stdout.write(`${text.stopping}\n`);
    await server.close();
  } finally {
    await source.close();
    await client?.close();
    await store?.close();
  }
  return 0;
}

/** Beside the bundle, or where `npm run build` puts it in a checkout. */
const consoleFolder = fileURLToPath(
  new URL(import.meta.url.includes('/dist/') ? './console' : '../../dist/console', import.meta.url),
);

/** @throws CallError where one can't be read: the server reads them only once it runs */
function flowFilesOf(files: readonly string[] = [], language: Language): readonly string[] {
  for (const file of files)
    try {
      accessSync(file, constants.R_OK);
    } catch (error) {
      throw new CallError(callTexts[language].unreadable(file, fileReason(error, language)), { cause: error });
    }
  return files;
}

function listenAddress(text: string, language: Language, option = '--listen'): { host: string; port: number } {
  const [, bracketed, plain, port] = /^(?:\[([0-9a-fA-F:.]+)\]|([\w.-]+)):(\d{1,5})$/.exec(text) ?? [];
  const host = bracketed ?? plain;
  if (host === undefined || Number(port) > 65_535)
    throw new CallError(serverTexts[language].notAnAddress(option, text));
  return { host, port: Number(port) };
}

function urlOf(option: string, text: string, language: Language): URL {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '')
    throw new CallError(serverTexts[language].notAUrl(option, text));
  return url;
}

function publicUrlOf(text: string | undefined, language: Language): URL | undefined {
  if (text === undefined) return undefined;
  const url = urlOf('--public-url', text, language);
  if (url.protocol !== 'https:' && !isLoopbackHost(url.hostname.replace(/^\[|\]$/g, '')))
    throw new CallError(serverTexts[language].plainUrl);
  // Only where it is reached counts: the console lies at its root.
  return new URL(url.origin);
}

function proxiesOf(blocks: readonly string[] = [], language: Language): TrustedProxies | undefined {
  const proxies = trustedProxies(blocks);
  if ('wrong' in proxies) throw new CallError(serverTexts[language].notAProxy(proxies.wrong));
  return blocks.length === 0 ? undefined : proxies;
}

function oidcOf(
  { oidcIssuer, oidcClientId, oidcClientSecretFile: file, recording, ...claims }: ServerCommandOptions,
  publicUrl: URL | undefined,
  language: Language,
): OidcOptions | undefined {
  if (oidcIssuer === undefined && oidcClientId === undefined && file === undefined) return undefined;
  const text = serverTexts[language];
  if (oidcIssuer === undefined || oidcClientId === undefined || publicUrl === undefined)
    throw new CallError(text.oidcIncomplete);
  if (recording !== undefined) throw new CallError(text.oidcForRecording);
  let clientSecret: string | undefined;
  try {
    clientSecret = file === undefined ? undefined : readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new CallError(callTexts[language].unreadable(String(file), fileReason(error, language)), { cause: error });
  }
  return {
    usernameClaim: claims.oidcUsernameClaim,
    groupsClaim: claims.oidcGroupsClaim,
    issuer: urlOf('--oidc-issuer', oidcIssuer, language),
    clientId: oidcClientId,
    clientSecret,
  };
}

function publishingOf(
  { writeReports: families = [], writeEvents: events = false }: ServerCommandOptions,
  client: KubernetesClient | undefined,
  language: Language,
): ServerOptions['publishing'] {
  return client === undefined || (families.length === 0 && !events)
    ? undefined
    : { client, families, events, language };
}

interface Opened {
  readonly source: ClusterSource;
  /** Absent for a recording. */
  readonly client: KubernetesClient | undefined;
}

function openSource(options: ServerCommandOptions, log: Logger, language: Language): Promise<Opened> {
  const { recording, context, kubeconfig } = options;
  const namespaces = options.namespace?.flatMap((names) => names.split(',')).filter((name) => name !== '');
  return asCallErrors(language, async () => {
    if (recording !== undefined) return { source: await readRecording(recording), client: undefined };
    const connection = await loadConnection({
      env: process.env,
      ...(context !== undefined && { context }),
      ...(kubeconfig !== undefined && { kubeconfig }),
    });
    for (const warning of connection.warnings)
      process.stderr.write(`breakwater: ${visible(connectionText(warning, language))}\n`);
    const client = new KubernetesClient(connection);
    try {
      const source = await watchCluster(client, {
        ...(namespaces !== undefined && { namespaces }),
        ...(connection.namespace !== undefined && { fallbackNamespace: connection.namespace }),
        log: (message, fields) => log.warn(fields, message),
      });
      return { source, client };
    } catch (error) {
      await client.close();
      throw error;
    }
  });
}

/** The database's URL may hold a password, so that no message names it. */
async function openDatabase({ data, database }: ServerCommandOptions, language: Language): Promise<Store> {
  const url = database ?? (process.env.BREAKWATER_DATABASE_URL || undefined);
  try {
    if (url !== undefined) return await openStore({ url });
    const folder = data ?? join(process.env.XDG_DATA_HOME || join(homedir(), '.local/share'), 'breakwater');
    // Nobody else's to read: it says where a cluster is weak.
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return await openStore({ file: join(folder, 'breakwater.db') });
  } catch (error) {
    if (error instanceof StoreError)
      throw new CallError(serverTexts[language].noDatabase(error.text(language)), { cause: error });
    if (error instanceof Error && 'syscall' in error)
      throw new CallError(serverTexts[language].noDatabase(fileReason(error, language)), { cause: error });
    throw error;
  }
}

async function start(options: ServerOptions, listen: string, language: Language): Promise<RunningServer> {
  try {
    return await startServer(options);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    const text = serverTexts[language];
    if (code === 'EADDRINUSE') throw new CallError(text.portTaken(listen), { cause: error });
    if (code === 'EACCES' || code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
      throw new CallError(text.noPort(listen, fileReason(error, language)), { cause: error });
    throw error;
  }
}

/** What people are told at the start, on standard output: the log goes elsewhere. */
function greet(server: RunningServer, { state }: ClusterSource, publicUrl: URL | undefined, language: Language): void {
  const text = serverTexts[language];
  const { name, server: apiServer = '', recorded } = state.facts;
  const lines = [
    // A kubeconfig or a recording names its cluster as it likes.
    visible(recorded === undefined ? text.watching(name, apiServer) : text.showing(name, recorded.slice(0, 10))),
    ...(existsSync(join(consoleFolder, 'index.html')) ? [] : [text.noConsole]),
    text.address((publicUrl ?? server.address).href),
    server.link === undefined ? text.signIn : text.link(server.link.href),
    ...(recorded === undefined ? [] : [text.ownCluster]),
    text.stop,
    text.assessing,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  void server.assessed.then(() => process.stdout.write(`${text.assessed(state.objects.size)}\n`));
}

/** Resolves at the first signal that asks to stop; the second one ends the process at once. */
function toldToStop(): Promise<void> {
  return new Promise((resolve) => {
    let told = false;
    for (const signal of ['SIGTERM', 'SIGINT'] as const)
      process.on(signal, () => {
        if (told) process.exit(1);
        told = true;
        resolve();
      });
  });
}
