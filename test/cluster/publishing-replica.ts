import { join } from 'node:path';
import { pino } from 'pino';
import { Assessor } from '../../src/assessment/index.ts';
import { catalogue, loadTexts, selectChecks } from '../../src/checks/index.ts';
import { watchCluster } from '../../src/inventory/cluster/index.ts';
import { KubernetesClient, loadConnection } from '../../src/kubernetes/client/index.ts';
import { Metrics } from '../../src/server/metrics.ts';
import { Publishing } from '../../src/server/publishing/index.ts';
import { ClusterWatch } from '../../src/server/watch/index.ts';
import { openStore } from '../../src/store/index.ts';
import { leaseTimes } from './control.ts';

const texts = await loadTexts('en');

/** A replica that watches a cluster and writes reports of it, as `breakwater server --write-reports` does, without waiting long. */
export interface PublishingReplica {
  /** Method and path of what it wrote of reports and Events. */
  readonly writes: readonly string[];
  /** Gives its lease back, and is there no more. */
  stop(): Promise<void>;
}

export async function startPublishing(kubeconfig: string, folder: string, name: string): Promise<PublishingReplica> {
  const client = new KubernetesClient(await loadConnection({ env: {}, kubeconfig }));
  const writes: string[] = [];
  const request = client.request.bind(client);
  client.request = (method, path, call) => {
    if (method !== 'GET' && /\/(?:cluster)?(?:policy)?reports|\/events/.test(path)) writes.push(`${method} ${path}`);
    return request(method, path, call);
  };
  const log = pino({ level: process.env.SHOW_LOG === undefined ? 'silent' : 'info' });
  const source = await watchCluster(client, { log: () => {} });
  const store = await openStore({ file: join(folder, `${name}.db`) });
  const version = { major: 1, minor: 37 };
  const now = () => new Date();
  const watch = new ClusterWatch({
    source,
    store,
    log,
    metrics: new Metrics(),
    fileRules: [],
    now,
    makeAssessor: () =>
      new Assessor({
        checks: selectChecks('security', ['pod-privileged'], catalogue),
        parameters: {},
        severities: {},
        kubernetesVersion: version,
        pssVersion: version,
        exceptions: { rules: [], byAnnotation: false, file: '' },
        today: () => now().toISOString().slice(0, 10),
      }),
  });
  await watch.start();
  const publishing = new Publishing({
    ...{ client, store, watch, texts, log, now, leaseTimes, pace: 100, language: 'en', events: true },
    families: ['policyreport', 'openreports'],
  });
  publishing.start();
  return {
    writes,
    stop: async () => {
      await publishing.stop();
      await watch.stop();
      await source.close();
      await client.close();
      await store.close();
    },
  };
}
