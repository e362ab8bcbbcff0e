import { join } from 'node:path';
import { pino } from 'pino';
import { loadTexts } from '../../src/checks/index.ts';
import { type ClusterSource, watchCluster } from '../../src/inventory/cluster/index.ts';
import { KubernetesClient, loadConnection } from '../../src/kubernetes/client/index.ts';
import type { KubernetesObject } from '../../src/kubernetes/index.ts';
import { AdmissionWebhook, type WebhookSettings } from '../../src/server/admission/index.ts';
import { Metrics } from '../../src/server/metrics.ts';
import { openStore, type Store } from '../../src/store/index.ts';
import { type Answer, type Api, messageOf, until } from './api.ts';

/** The admission webhook in this process, as a server runs it. */
export interface Replica {
  readonly webhook: AdmissionWebhook;
  readonly store: Store;
  readonly source: ClusterSource;
  stop(): Promise<void>;
}

/** @param folder where its database is */
export async function webhookReplica(kubeconfig: string, folder: string, settings: WebhookSettings): Promise<Replica> {
  const client = new KubernetesClient(await loadConnection({ env: {}, kubeconfig }));
  const source = await watchCluster(client, { log: () => undefined });
  const store = await openStore({ file: join(folder, 'breakwater.db') });
  const { id } = source.state.facts;
  const unknown = { server: undefined, recorded: undefined, version: undefined, coverage: undefined };
  await store.clusters.put({ id, name: 'test', source: 'live', blindSpots: [], ...unknown });
  const webhook = new AdmissionWebhook({
    settings,
    client,
    source,
    store,
    texts: { en: await loadTexts('en'), 'zh-CN': await loadTexts('zh-CN') },
    kubernetesVersion: { major: 1, minor: 37 },
    metrics: new Metrics(),
    log: pino({ level: process.env.SHOW_LOG === undefined ? 'silent' : 'info' }),
  });
  return {
    webhook,
    store,
    source,
    stop: async () => {
      await webhook.stop();
      await source.close();
      await client.close();
      await store.close();
    },
  };
}

export function deployment(name: string, privileged: boolean, namespace = 'shop'): KubernetesObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace },
    spec: {
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: { containers: [{ name: 'a', image: 'example.com/a:1', securityContext: { privileged } }] },
      },
    },
  };
}

/** What the API server answers to creating an object without keeping it: accepted, refused by a policy, or nobody answered. */
export function verdictOf(answer: Answer): string {
  if (answer.status < 300) return 'accepted';
  const said = messageOf(answer);
  if (/admission webhook ".*breakwater.dev" denied the request: policy \S+ refuses /.test(said)) return 'refused';
  return /failed calling webhook/.test(said) ? 'no answer' : `${answer.status} ${said}`;
}

/** `Api.dryRunCreate` waits for controllers. */
export async function dryRun(api: Api, object: KubernetesObject): Promise<Answer> {
  return await api.request('POST', `${await api.pathFor(object)}?dryRun=All`, object);
}

export async function becomes(api: Api, verdict: string, object: KubernetesObject): Promise<void> {
  let last = '';
  await until(`${object.kind} ${object.metadata?.name} to be ${verdict}`, 20_000, async () => {
    last = verdictOf(await dryRun(api, object));
    return last === verdict;
  }).catch((error: unknown) => {
    throw new Error(`${String(error)}; ${last}`);
  });
}
