import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAuthority, issueCertificate, readCertificate, splitBundle } from '../../src/certificates/index.ts';
import { loadTexts } from '../../src/checks/index.ts';
import { type ClusterSource, watchCluster } from '../../src/inventory/cluster/index.ts';
import { KubernetesClient, loadConnection } from '../../src/kubernetes/client/index.ts';
import { type KubernetesObject, listOf, recordOf, textOf } from '../../src/kubernetes/index.ts';
import { AdmissionWebhook, type WebhookTimes } from '../../src/server/admission/index.ts';
import type { FindingPage } from '../../src/server/contract/index.ts';
import { Metrics } from '../../src/server/metrics.ts';
import { openStore, type Store } from '../../src/store/index.ts';
import { type Answer, Api, messageOf, until } from './api.ts';
import { installDefinitions, ours, securityException, securityPolicy } from './control.ts';
import { type ControlPlane, startControlPlane, stopControlPlane } from './control-plane.ts';
import { freePorts } from './processes.ts';
import { limitedKubeconfig } from './rights.ts';
import { ServerProcess } from './server-process.ts';

/* The admission webhook before a real API server: what is refused, and what happens when nobody answers. No controllers are needed. */
let plane: ControlPlane;
let api: Api;
let folder: string;
let front: Front;
/** Of a user with the rights of deploy/rbac alone. */
let kubeconfig: string;

const configuration = '/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations/breakwater';
const secret = '/api/v1/namespaces/breakwater-system/secrets/breakwater-webhook';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'breakwater-webhook-'));
  plane = await startControlPlane({ bare: true });
  api = new Api(plane.access);
  front = await Front.open();
  await api.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } });
  kubeconfig = await limitedKubeconfig(api, ['control.yaml', 'webhook.yaml'], folder);
  await installDefinitions(api);
  await api.create(
    securityPolicy('closed', { checks: { 'pod-privileged': {} }, enforcement: 'Webhook', action: 'Deny' }),
  );
  await api.create(
    securityPolicy('open', { checks: { 'rbac-cluster-admin': {} }, action: 'Deny', failurePolicy: 'Ignore' }),
  );
});

afterAll(async () => {
  front?.close();
  api?.close();
  if (plane !== undefined) await stopControlPlane(plane);
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
});

/** The one address that API servers know, in front of any number of replicas. */
class Front {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  ports: readonly number[] = [];
  #turn = 0;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async open(): Promise<Front> {
    const server = createServer();
    const front = new Front(server);
    server.on('connection', (near) => front.#join(near));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return front;
  }

  get url(): URL {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('the front does not listen');
    return new URL(`https://127.0.0.1:${address.port}`);
  }

  /** Sends what comes from now on to other replicas; what is open is cut, and the API server given the time to see it. */
  async to(...ports: readonly number[]): Promise<void> {
    this.ports = ports;
    for (const socket of this.#sockets) socket.destroy();
    await sleep(100);
  }

  close(): void {
    void this.to();
    this.#server.close();
  }

  #join(near: Socket): void {
    const port = this.ports[this.#turn++ % this.ports.length];
    if (port === undefined) {
      near.destroy();
      return;
    }
    const far = connect(port, '127.0.0.1');
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(one);
      one.pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        this.#sockets.delete(one);
        other.destroy();
      });
    }
  }
}

function deployment(name: string, privileged: boolean, namespace = 'shop'): KubernetesObject {
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

function clusterAdmin(name: string): KubernetesObject {
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: { name },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' },
    subjects: [{ kind: 'User', apiGroup: 'rbac.authorization.k8s.io', name: 'bob' }],
  };
}

/** `Api.dryRunCreate` waits for controllers. */
async function dryRun(object: KubernetesObject): Promise<Answer> {
  return await api.request('POST', `${await api.pathFor(object)}?dryRun=All`, object);
}

/** What the API server answers to creating an object without keeping it: accepted, refused by a policy, or nobody answered. */
async function tried(object: KubernetesObject): Promise<string> {
  return verdictOf(await dryRun(object));
}

function verdictOf(answer: Answer): string {
  if (answer.status < 300) return 'accepted';
  const said = messageOf(answer);
  if (/admission webhook ".*breakwater.dev" denied the request: policy \S+ refuses /.test(said)) return 'refused';
  return /failed calling webhook/.test(said) ? 'no answer' : `${answer.status} ${said}`;
}

async function becomes(verdict: string, object: KubernetesObject): Promise<void> {
  let last = '';
  await until(`${object.kind} ${object.metadata?.name} to be ${verdict}`, 20_000, async () => {
    last = await tried(object);
    return last === verdict;
  }).catch((error: unknown) => {
    throw new Error(`${String(error)}; ${last}`);
  });
}

describe('breakwater server with a webhook', () => {
  let server: ServerProcess;
  let port: number;

  async function start(): Promise<ServerProcess> {
    const command = [process.execPath, join(import.meta.dirname, '../../src/cli/main.ts')];
    return await ServerProcess.start(command, [
      ...['--kubeconfig', kubeconfig, '--data', join(folder, 'data')],
      ...['--webhook-listen', `127.0.0.1:${port}`, '--webhook-url', front.url.href],
    ]);
  }

  beforeAll(async () => {
    [port = 0] = await freePorts(1);
    await front.to(port);
    server = await start();
    await becomes('refused', deployment('web', true));
  });

  afterAll(async () => {
    await server?.stop();
    await api.request('DELETE', configuration);
  });

  test('refuses with the reason, warns, and lets the rest in', async () => {
    expect(messageOf(await dryRun(deployment('web', true)))).toMatch(
      /policy closed refuses Deployment shop\/web\n- Privileged container: a\. .*\[pod-privileged\]/,
    );
    expect(await tried(deployment('web', false))).toBe('accepted');
    await becomes('refused', clusterAdmin('bob'));
    await api.create(securityPolicy('soft', { checks: { 'img-latest': {} }, enforcement: 'Webhook', action: 'Warn' }));
    const latest = JSON.parse(JSON.stringify(deployment('web', false)).replace('example.com/a:1', 'a:latest'));
    await until('a warning', 20_000, async () =>
      (await dryRun(latest)).warnings.some((text) => text.startsWith('policy soft: ')),
    );
    await api.demand('DELETE', `${ours}/securitypolicies/soft`);
  });

  test('an UPDATE is not refused for what was so before', async () => {
    await api.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'later' } });
    const scope = { excludeNamespaces: ['later'] };
    await api.demand('PUT', `${ours}/securitypolicies/closed`, {
      ...(await api.demand('GET', `${ours}/securitypolicies/closed`)),
      spec: { checks: { 'pod-privileged': {} }, enforcement: 'Webhook', action: 'Deny', scope },
    });
    await becomes('accepted', deployment('old', true, 'later'));
    await api.create(deployment('old', true, 'later'));
    await api.demand('PUT', `${ours}/securitypolicies/closed`, {
      ...(await api.demand('GET', `${ours}/securitypolicies/closed`)),
      spec: { checks: { 'pod-privileged': {} }, enforcement: 'Webhook', action: 'Deny' },
    });
    await becomes('refused', deployment('new', true, 'later'));
    const path = '/apis/apps/v1/namespaces/later/deployments/old';
    const scaled = { type: 'application/merge-patch+json', text: '{"spec":{"replicas":2}}' };
    const answer = await api.request('PATCH', path, undefined, scaled);
    expect([answer.status, answer.warnings]).toEqual([200, [expect.stringContaining('was so before')]]);
  });

  test('an exception ends at its moment', async () => {
    const expiresAt = new Date(Date.now() + 4_000).toISOString();
    await api.create(
      securityException('web', {
        check: 'pod-privileged',
        resources: ['Deployment/shop/web'],
        reason: 'test',
        expiresAt,
      }),
    );
    await becomes('accepted', deployment('web', true));
    expect(await tried(deployment('other', true))).toBe('refused');
    await becomes('refused', deployment('web', true));
    expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(expiresAt));
  });

  test('killed: what fails closed lets nothing in, what fails open does and is noticed; the cluster’s own goes on', async () => {
    await server.kill();
    expect(await tried(deployment('web', true))).toBe('no answer');
    expect(await tried(deployment('web', false))).toBe('no answer');
    // Never in the way of what has to come up first, nor of who brings it up.
    expect(await tried(deployment('web', true, 'breakwater-system'))).toBe('accepted');
    expect(await tried(deployment('web', true, 'kube-system'))).toBe('accepted');
    for (const [user, group] of [
      ['system:kube-controller-manager', 'system:authenticated'],
      ['system:node:one', 'system:nodes'],
    ] as const) {
      const said = await api
        .kubectl(
          ['create', '--dry-run=server', '-f', '-', `--as=${user}`, `--as-group=${group}`, '--as-group=system:masters'],
          JSON.stringify(deployment('web', true)),
        )
        .catch((error: unknown) => String(error));
      expect([user, said]).toEqual([user, expect.stringContaining('created')]);
    }
    await api.create(clusterAdmin('slipped-in'));
    const figures = String((await api.request('GET', '/metrics')).body);
    expect(figures).toMatch(/apiserver_admission_webhook_fail_open_count\{name="ignore.admission.breakwater.dev"/);

    server = await start();
    await becomes('refused', deployment('web', true));
    await until('what slipped in to be found', 30_000, async () => {
      const { items } = await server.get<FindingPage>('findings?check=rbac-cluster-admin&limit=50');
      return items.some(({ resource }) => resource.name === 'slipped-in');
    });
    await api.demand('DELETE', '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings/slipped-in');
    expect(await server.metrics()).toMatch(
      /breakwater_admission_decisions_total\{policy="closed",check="pod-privileged",verdict="denied"\} [1-9]/,
    );
  });
});

interface Replica {
  readonly webhook: AdmissionWebhook;
  readonly store: Store;
  readonly source: ClusterSource;
  stop(): Promise<void>;
}

const day = 86_400_000;
/** Lives of seconds: a third of it is left when the next one is made. */
const times: WebhookTimes = {
  interval: 100,
  material: { authorityDays: 9_000 / day, leafDays: 6_000 / day, settle: 500 },
};

describe('two replicas', () => {
  const replicas: Replica[] = [];

  async function replica(name: string): Promise<Replica> {
    const client = new KubernetesClient(await loadConnection({ env: {}, kubeconfig }));
    const source = await watchCluster(client, { log: () => undefined });
    const store = await openStore({ file: join(folder, name, 'breakwater.db') });
    const { id } = source.state.facts;
    const unknown = { server: undefined, recorded: undefined, version: undefined, coverage: undefined };
    await store.clusters.put({ id, name, source: 'live', blindSpots: [], ...unknown });
    const webhook = new AdmissionWebhook({
      settings: {
        listen: { host: '127.0.0.1', port: 0 },
        address: { url: front.url },
        namespace: 'breakwater-system',
        certificates: 'own',
        times,
      },
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

  beforeAll(async () => {
    await api.request('DELETE', secret);
    replicas.push(await replica('one'), await replica('two'));
    // Both at once, with no Secret there.
    await Promise.all(replicas.map(({ webhook }) => webhook.start()));
    await front.to(...replicas.map(({ webhook }) => webhook.port));
    await becomes('refused', deployment('web', true));
  });

  afterAll(async () => {
    for (const one of replicas) await one.stop();
    await api.request('DELETE', configuration);
  });

  /** The authorities that API servers trust, and the one that issued the certificate. */
  async function trust(): Promise<{ trusted: readonly string[]; stored: readonly string[] }> {
    const { webhooks } = await api.demand('GET', configuration);
    const bundles = listOf(webhooks).map((one) => decoded(recordOf(recordOf(one).clientConfig).caBundle));
    expect(new Set(bundles).size).toBe(1);
    const { data } = await api.demand('GET', secret);
    return { trusted: splitBundle(bundles[0] ?? ''), stored: splitBundle(decoded(recordOf(data)['ca.crt'])) };
  }

  const decoded = (value: unknown) => Buffer.from(textOf(value), 'base64').toString();

  test('share one authority, whoever was first', async () => {
    await until('both to agree', 10_000, async () => {
      const { trusted, stored } = await trust();
      return trusted.length === 1 && trusted[0] === stored[0];
    });
  });

  test('rotate both certificate and authority while every request is answered', async () => {
    const seen = new Set<string>();
    let overlapped = false;
    let answered = 0;
    const until = Date.now() + 14_000;
    while (Date.now() < until) {
      // New connections, so that the certificate in use is looked at.
      if (answered % 10 === 0) await front.to(...front.ports);
      const answer = await dryRun(deployment('web', true));
      expect([verdictOf(answer), messageOf(answer)]).toEqual(['refused', expect.anything()]);
      answered++;
      const { trusted } = await trust();
      for (const certificate of trusted) seen.add(certificate);
      overlapped ||= trusted.length > 1;
      await sleep(20);
    }
    expect(seen.size).toBeGreaterThan(1);
    expect(overlapped).toBe(true);
    expect(answered).toBeGreaterThan(20);
  });

  test('make all anew where everything has ended, without a restart', async () => {
    const past = new Date(Date.now() - 30 * day);
    const authority = await createAuthority({ name: 'Breakwater admission webhook', days: 1, now: past });
    const leaf = await issueCertificate(authority, { addresses: ['127.0.0.1'], days: 1, now: past });
    const ended = {
      'ca.crt': authority.certificate,
      'ca.key': authority.key,
      'tls.crt': leaf.certificate,
      'tls.key': leaf.key,
      since: past.toISOString(),
    };
    const data = Object.fromEntries(
      Object.entries(ended).map(([key, value]) => [key, Buffer.from(value).toString('base64')]),
    );
    const patch = { type: 'application/merge-patch+json', text: JSON.stringify({ data }) };
    expect((await api.request('PATCH', secret, undefined, patch)).status).toBe(200);
    await until('another authority', 10_000, async () => {
      const { trusted, stored } = await trust();
      return stored[0] !== authority.certificate && trusted[0] === stored[0];
    });
    await front.to(...front.ports);
    await becomes('refused', deployment('web', true));
    const { trusted } = await trust();
    expect(trusted.map((one) => readCertificate(one).notAfter > new Date())).not.toContain(false);
  });

  test('go on when one of them is gone', async () => {
    const [first, second] = replicas;
    if (first === undefined || second === undefined) throw new Error('no replicas');
    replicas.splice(0, 1);
    await front.to(second.webhook.port);
    await first.stop();
    expect(await tried(deployment('web', true))).toBe('refused');
  });

  test('count and keep what they decided, but for what was only tried', async () => {
    const [one] = replicas;
    if (one === undefined) throw new Error('no replica');
    const path = '/apis/apps/v1/namespaces/shop/deployments';
    expect(verdictOf(await api.request('POST', path, deployment('kept', true)))).toBe('refused');
    const scope = { cluster: one.source.state.facts.id, visible: undefined };
    await until('decisions to be stored', 15_000, async () => (await one.store.decisions.counts(scope, {})).length > 0);
    expect(await one.store.decisions.counts(scope, { policy: 'closed' })).toEqual([
      { policy: 'closed', check: '', action: 'Deny', verdict: 'denied', count: 1 },
      { policy: 'closed', check: 'pod-privileged', action: 'Deny', verdict: 'denied', count: 1 },
    ]);
    const { items } = await one.store.decisions.list(scope, { check: 'pod-privileged' }, { offset: 0, limit: 5 });
    expect(items).toMatchObject([
      {
        user: 'admin',
        operation: 'CREATE',
        resource: 'apps/deployments',
        name: 'kept',
        workload: 'apps/Deployment/shop/kept',
      },
    ]);
  });
});
