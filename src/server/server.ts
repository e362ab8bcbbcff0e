import type { AddressInfo } from 'node:net';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { Assessor } from '../assessment/index.ts';
import { loadTexts } from '../checks/index.ts';
import type { ClusterSource } from '../inventory/cluster/index.ts';
import type { KubernetesClient } from '../kubernetes/client/index.ts';
import type { Store } from '../store/index.ts';
import {
  accessControl,
  boundFirst,
  type OidcOptions,
  OidcSignIn,
  OneTimeLink,
  type Reviews,
  type TrustedProxies,
} from './access/index.ts';
import { AdmissionWebhook, type WebhookSettings } from './admission/index.ts';
import { makeApp } from './app.ts';
import { Chores } from './chores.ts';
import { ControlLooker, clusterEvidence, PolicyControl } from './control/index.ts';
import { LiveEvents } from './live-events.ts';
import { Metrics } from './metrics.ts';
import { NetworkThread } from './network/network-thread.ts';
import { PolicyWriter, type WritingClient } from './policy-writer.ts';
import { Predictions } from './predictions.ts';
import { Publishing, type PublishingOptions } from './publishing/index.ts';
import { RecordedFlows } from './recorded-flows.ts';
import { serverRoutes } from './routes/index.ts';
import type { ServerSettings } from './services.ts';
import { ClusterWatch } from './watch/index.ts';

export interface ServerOptions {
  readonly source: ClusterSource;
  /** The cluster's API server, asked who users are and what they may do; undefined where a recording is shown. */
  readonly reviews: Reviews | undefined;
  /** The same, to write policies and exceptions to for users who may; undefined where nothing is to be written. */
  readonly writing: WritingClient | undefined;
  /** The same, to bring to what SecurityPolicies say; undefined where that is somebody else's to do. */
  readonly control: KubernetesClient | undefined;
  /** What of the results is written into the cluster; undefined where nothing is. */
  readonly publishing: Pick<PublishingOptions, 'client' | 'families' | 'events' | 'language'> | undefined;
  /** Files with recorded flows, of any format that `network map --flows` reads. */
  readonly flows: readonly string[];
  readonly store: Store;
  readonly settings: ServerSettings;
  /** Whether objects may except themselves by annotation. */
  readonly annotationExceptions: boolean;
  readonly listen: { readonly host: string; readonly port: number };
  /** Whether to offer the one-time link: on loopback addresses only. */
  readonly link: boolean;
  readonly publicUrl: URL | undefined;
  /** In front of this server; undefined: none is known. */
  readonly proxies: TrustedProxies | undefined;
  readonly oidc: OidcOptions | undefined;
  /** The admission webhook; absent where there is none. */
  readonly webhook?: { readonly settings: WebhookSettings; readonly client: KubernetesClient } | undefined;
  /** Folder of the built console; undefined where there is none. */
  readonly console: string | undefined;
  readonly log: FastifyBaseLogger;
}

export interface RunningServer {
  /** Where it listens. */
  readonly address: URL;
  /** To sign in with, once. */
  readonly link: URL | undefined;
  /** Resolves when everything was assessed once. */
  readonly assessed: Promise<void>;
  /**
   * Ends: takes no more requests, finishes those under way, stores what was assessed. After nine seconds what is not finished is broken
   * off. The cluster and the database are whoever's opened them to close.
   */
  close(): Promise<void>;
}

/** How long what is under way may take at the end, in milliseconds: connections are broken off a second before. */
const grace = 9_000;

/**
 * Watches a cluster and serves the console and the API.
 * @throws NodeJS.ErrnoException where it can't listen (`EADDRINUSE`), StoreError where the database fails
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { source, store, settings, log, listen, oidc, publicUrl } = options;
  const metrics = new Metrics();
  const texts = { en: await loadTexts('en'), 'zh-CN': await loadTexts('zh-CN') };
  const watch = new ClusterWatch({
    source,
    store,
    log,
    metrics,
    fileRules: settings.exceptions,
    now: () => new Date(),
    makeAssessor: () =>
      new Assessor({
        ...settings.question,
        checks: settings.checks,
        exceptions: { rules: [], byAnnotation: options.annotationExceptions, file: settings.file ?? '' },
        today: () => new Date().toISOString(),
      }),
  });
  const oneTimeLink = options.link ? new OneTimeLink() : undefined;
  const access = accessControl({
    store,
    reviews: options.reviews,
    namespaces: (user) => boundFirst(watch.namespaces(), watch.inventory, user),
    publicUrl,
    link: oneTimeLink,
    oidc: oidc === undefined || publicUrl === undefined ? undefined : new OidcSignIn(oidc, publicUrl),
  });
  const events = new LiveEvents({
    log,
    countSince: ({ namespaces: visible }, since) =>
      store.overview.changes({ cluster: source.state.facts.id, visible }, since),
    principalNow: access.principalNow,
  });
  watch.onChange((change) => events.tell(change));
  const predictions = new Predictions(watch, settings.question.kubernetesVersion);
  const writer = new PolicyWriter(options.writing, () => watch.state);
  const flows = new RecordedFlows(options.flows, log);
  const network = new NetworkThread({ watch, flows, log });
  let policyControl: PolicyControl | undefined;
  const control = new ControlLooker(options.control ?? options.writing, () => policyControl?.state);
  const services = { store, watch, texts, settings, events, metrics, access, predictions, writer, control, network };
  const routes = serverRoutes(services, access.routes);
  const app = await makeApp({
    routes,
    access: access.register,
    console: options.console,
    proxies: options.proxies,
    log,
  });
  measure(app, metrics);
  app.addHook('onResponse', async (request) => {
    // Their other windows are not to hear anything more.
    if (request.routeOptions.url === '/api/v1/sign-out' && request.principal !== undefined)
      await events.recheck(request.principal.name);
  });
  app.addHook('preClose', async () => events.close());
  await app.listen({ ...listen, listenTextResolver: () => 'listening' });
  const address = addressOf(app, listen.host);
  const assessed = Promise.withResolvers<void>();
  const forget = watch.onChange(() => {
    if (watch.assessedAt === undefined) return;
    forget();
    assessed.resolve();
  });
  await watch.start();
  // Not before the cluster's pods are known: addresses are looked up among them.
  void assessed.promise
    .then(() => flows.read(watch))
    // Whoever looks at the network by now is to see them.
    .then(() => events.tell({ type: 'cluster' }));
  const admission =
    options.webhook &&
    new AdmissionWebhook({
      ...options.webhook,
      source,
      store,
      texts,
      kubernetesVersion: settings.question.kubernetesVersion,
      metrics,
      log,
    });
  try {
    await admission?.start();
  } catch (error) {
    await Promise.allSettled([admission?.stop(), app.close(), watch.stop()]);
    throw error;
  }
  const chores = new Chores({ store, watch, log });
  chores.start();
  const webhook = () => admission?.isConfigured ?? false;
  policyControl =
    options.control &&
    new PolicyControl({
      client: options.control,
      texts,
      evidence: clusterEvidence({ store, watch, predictions, webhook }),
      webhook,
      log,
      now: () => new Date(),
    });
  policyControl?.start();
  const publishing =
    options.publishing &&
    new Publishing({
      ...options.publishing,
      store,
      watch,
      texts: texts[options.publishing.language],
      log,
      now: () => new Date(),
    });
  publishing?.start();
  return {
    address,
    link: oneTimeLink && new URL(oneTimeLink.path, address),
    assessed: assessed.promise,
    close: async () => {
      chores.stop();
      const ends = [
        app.close().finally(() => network.stop()),
        watch.stop(),
        policyControl?.stop(),
        admission?.stop(),
        publishing?.stop(),
      ];
      const closing = Promise.allSettled(ends);
      const timer = setTimeout(() => app.server.closeAllConnections(), grace - 1_000);
      await Promise.race([closing, patience(grace)]);
      clearTimeout(timer);
    },
  };
}

function measure(app: FastifyInstance, metrics: Metrics): void {
  app.addHook('onResponse', async ({ method, routeOptions }, reply) => {
    metrics.answered(method, routeOptions.url ?? 'none', reply.statusCode, reply.elapsedTime / 1000);
  });
}

function patience(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
}

function addressOf(app: FastifyInstance, host: string): URL {
  const { port, family } = app.server.address() as AddressInfo;
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : family === 'IPv6' ? `[${host}]` : host;
  return new URL(`http://${name.includes(':') && !name.startsWith('[') ? `[${name}]` : name}:${port}`);
}
