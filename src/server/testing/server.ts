import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { Assessor } from '../../assessment/index.ts';
import { catalogue, loadTexts } from '../../checks/index.ts';
import type { ClusterSource } from '../../inventory/cluster/index.ts';
import { openStore, type Store, type StoreLocation, type Visible } from '../../store/index.ts';
import { accessControl, type Principal } from '../access/index.ts';
import { makeApp } from '../app.ts';
import { permissionSchema } from '../contract/index.ts';
import { ControlLooker, type ControlState } from '../control/index.ts';
import { LiveEvents } from '../live-events.ts';
import { makeLog } from '../log.ts';
import { Metrics } from '../metrics.ts';
import { NetworkThread } from '../network/network-thread.ts';
import { PolicyWriter, type WritingClient } from '../policy-writer.ts';
import { Predictions } from '../predictions.ts';
import { RecordedFlows } from '../recorded-flows.ts';
import type { Route } from '../route.ts';
import { serverRoutes } from '../routes/index.ts';
import type { Services } from '../services.ts';
import { ClusterWatch } from '../watch/index.ts';

/** A server over a database and a cluster, without sign-in: each request says who it is from. */
export interface TestServer {
  readonly app: FastifyInstance;
  readonly routes: readonly Route[];
  readonly services: Services;
  readonly store: Store;
  readonly watch: ClusterWatch;
  /** Lines of the log. */
  readonly log: string[];
  /** Sends a request as a user who sees everything, or only some namespaces. */
  ask(request: InjectOptions & { readonly sees?: Visible; readonly may?: readonly string[] }): Promise<Answer>;
  /** Ends every sign-in. */
  signOut(): void;
  /** Resolves when what changed is assessed. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
  json<T>(): T;
}

export const userHeader = 'x-test-user';

export async function testServer(
  source: ClusterSource,
  options: {
    console?: string;
    database?: StoreLocation;
    writing?: WritingClient;
    flows?: readonly string[];
    control?: ControlState;
  } = {},
): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'breakwater-server-'));
  const store = await openStore(options.database ?? { file: join(folder, 'test.db') });
  const lines: string[] = [];
  const log = makeLog({ write: (line) => void lines.push(line) }, 'debug');
  const metrics = new Metrics();
  const version = { major: 1, minor: 37 };
  const question = { parameters: {}, severities: {}, kubernetesVersion: version, pssVersion: version };
  const watch = new ClusterWatch({
    source,
    store,
    log,
    metrics,
    fileRules: [],
    now: () => new Date(),
    makeAssessor: () =>
      new Assessor({
        ...question,
        checks: catalogue,
        exceptions: { rules: [], byAnnotation: false, file: '' },
        today: () => new Date().toISOString().slice(0, 10),
      }),
  });
  const control = accessControl({
    store,
    reviews: undefined,
    namespaces: () => watch.namespaces(),
    publicUrl: undefined,
    link: undefined,
    oidc: undefined,
  });
  let isSignedOut = false;
  const events = new LiveEvents({
    log,
    countSince: ({ namespaces: visible }, since) => store.overview.changes({ cluster: 'c1', visible }, since),
    principalNow: async (request) => (isSignedOut ? undefined : principalFrom(request.headers[userHeader])),
  });
  watch.onChange((change) => events.tell(change));
  const texts = { en: await loadTexts('en'), 'zh-CN': await loadTexts('zh-CN') };
  const settings = { profile: 'all', checks: catalogue, question, exceptions: [], file: undefined, version: '0.0.0' };
  const predictions = new Predictions(watch, version);
  const writer = new PolicyWriter(options.writing, () => watch.state);
  const flows = new RecordedFlows(options.flows ?? [], log);
  const network = new NetworkThread({ watch, flows, log });
  const services: Services = {
    store,
    watch,
    texts,
    settings,
    events,
    metrics,
    access: control,
    predictions,
    writer,
    control: new ControlLooker(options.writing, () => options.control),
    network,
  };
  const routes = serverRoutes(services, control.routes);
  const app = await makeApp({
    routes,
    log,
    console: options.console,
    proxies: undefined,
    access: (made) => {
      made.decorateRequest('principal', undefined);
      made.decorateRequest('cspNonce', '');
      made.addHook('onRequest', async (request) => {
        request.principal = principalFrom(request.headers[userHeader]);
      });
    },
  });
  app.addHook('preClose', async () => events.close());
  await watch.start();
  await flows.read(watch);
  return {
    app,
    routes,
    services,
    store,
    watch,
    log: lines,
    ask: async ({ sees, may, ...request }) => {
      const user = JSON.stringify({ sees: sees ?? null, may: may ?? permissionSchema.options });
      const answer = await app.inject({ ...request, headers: { ...request.headers, [userHeader]: user } });
      const { statusCode: status, headers, body: text } = answer;
      return { status, headers, text, json: () => answer.json() };
    },
    signOut: () => {
      isSignedOut = true;
    },
    settled: () => watch.settled(),
    close: async () => {
      await app.close();
      await network.stop();
      await watch.stop();
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
}

function principalFrom(header: unknown): Principal | undefined {
  if (typeof header !== 'string') return undefined;
  const { sees, may } = JSON.parse(header) as { sees: string[] | null; may: string[] };
  const namespaces = sees ?? undefined;
  return {
    name: namespaces === undefined ? 'admin' : 'dev',
    via: 'link',
    identity: { name: 'dev', uid: undefined, groups: [], extra: {} },
    permissions: new Set(permissionSchema.array().parse(may)),
    namespaces,
    accepts: namespaces,
    csrf: 'csrf',
  };
}
