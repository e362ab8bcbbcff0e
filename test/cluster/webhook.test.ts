import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAuthority, issueCertificate, readCertificate, splitBundle } from '../../src/certificates/index.ts';
import { type KubernetesObject, listOf, recordOf, textOf } from '../../src/kubernetes/index.ts';
import type { WebhookTimes } from '../../src/server/admission/index.ts';
import type { FindingPage } from '../../src/server/contract/index.ts';
import { Api, messageOf, until } from './api.ts';
import { installDefinitions, ours, securityException, securityPolicy } from './control.ts';
import { type ControlPlane, startControlPlane, stopControlPlane } from './control-plane.ts';
import { Front } from './front.ts';
import { freePorts } from './processes.ts';
import { limitedKubeconfig } from './rights.ts';
import { ServerProcess } from './server-process.ts';
import { becomes, deployment, dryRun, type Replica, verdictOf, webhookReplica } from './webhooks.ts';

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

function clusterAdmin(name: string): KubernetesObject {
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: { name },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' },
    subjects: [{ kind: 'User', apiGroup: 'rbac.authorization.k8s.io', name: 'bob' }],
  };
}

const tried = async (object: KubernetesObject) => verdictOf(await dryRun(api, object));

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
    await becomes(api, 'refused', deployment('web', true));
  });

  afterAll(async () => {
    await server?.stop();
    await api.request('DELETE', configuration);
  });

  test('refuses with the reason, warns, and lets the rest in', async () => {
    expect(messageOf(await dryRun(api, deployment('web', true)))).toMatch(
      /policy closed refuses Deployment shop\/web\n- Privileged container: a\. .*\[pod-privileged\]/,
    );
    expect(await tried(deployment('web', false))).toBe('accepted');
    await becomes(api, 'refused', clusterAdmin('bob'));
    await api.create(securityPolicy('soft', { checks: { 'img-latest': {} }, enforcement: 'Webhook', action: 'Warn' }));
    const latest = JSON.parse(JSON.stringify(deployment('web', false)).replace('example.com/a:1', 'a:latest'));
    await until('a warning', 20_000, async () =>
      (await dryRun(api, latest)).warnings.some((text) => text.startsWith('policy soft: ')),
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
    await becomes(api, 'accepted', deployment('old', true, 'later'));
    await api.create(deployment('old', true, 'later'));
    await api.demand('PUT', `${ours}/securitypolicies/closed`, {
      ...(await api.demand('GET', `${ours}/securitypolicies/closed`)),
      spec: { checks: { 'pod-privileged': {} }, enforcement: 'Webhook', action: 'Deny' },
    });
    await becomes(api, 'refused', deployment('new', true, 'later'));
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
    await becomes(api, 'accepted', deployment('web', true));
    expect(await tried(deployment('other', true))).toBe('refused');
    await becomes(api, 'refused', deployment('web', true));
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
    await becomes(api, 'refused', deployment('web', true));
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

const day = 86_400_000;
/** Lives of seconds: a third of it is left when the next one is made. */
const times: WebhookTimes = {
  interval: 100,
  material: { authorityDays: 9_000 / day, leafDays: 6_000 / day, settle: 500 },
};

describe('two replicas', () => {
  const replicas: Replica[] = [];

  const replica = (name: string) =>
    webhookReplica(kubeconfig, join(folder, name), {
      listen: { host: '127.0.0.1', port: 0 },
      address: { url: front.url },
      namespace: 'breakwater-system',
      certificates: 'own',
      times,
    });

  beforeAll(async () => {
    await api.request('DELETE', secret);
    replicas.push(await replica('one'), await replica('two'));
    // Both at once, with no Secret there.
    await Promise.all(replicas.map(({ webhook }) => webhook.start()));
    await front.to(...replicas.map(({ webhook }) => webhook.port));
    await becomes(api, 'refused', deployment('web', true));
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
      const answer = await dryRun(api, deployment('web', true));
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
    await becomes(api, 'refused', deployment('web', true));
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
