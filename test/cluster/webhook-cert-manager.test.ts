import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCertificate } from '../../src/certificates/index.ts';
import { listOf, recordOf, textOf } from '../../src/kubernetes/index.ts';
import { usualMaterialTimes } from '../../src/server/admission/material.ts';
import { Api, until } from './api.ts';
import { programs } from './binaries.ts';
import { installDefinitions, securityPolicy } from './control.ts';
import { type ControlPlane, startControlPlane, stopControlPlane } from './control-plane.ts';
import { Front } from './front.ts';
import { installDefinitionsOf } from './go-modules.ts';
import { freePorts, start } from './processes.ts';
import { limitedKubeconfig } from './rights.ts';
import { becomes, deployment, dryRun, type Replica, verdictOf, webhookReplica } from './webhooks.ts';

/*
 * The webhook with certificates of cert-manager, whose controllers run as they are (binaries/cert-manager); its own webhook, which checks
 * and completes objects for people, does not.
 */
let plane: ControlPlane;
let api: Api;
let folder: string;
let replica: Replica;
let front: Front;

/** Milliseconds between two looks of the webhook at its certificate. */
const interval = 2_000;

const certificates = '/apis/cert-manager.io/v1/namespaces/breakwater-system/certificates';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'breakwater-cert-manager-'));
  const { 'cert-manager': program } = await programs(['cert-manager']);
  plane = await startControlPlane({ bare: true });
  api = new Api(plane.access);
  await installDefinitionsOf(
    api,
    'github.com/cert-manager/cert-manager@v1.21.2',
    ['issuers', 'clusterissuers', 'certificates', 'certificaterequests'].map(
      (kind) => `deploy/crds/cert-manager.io_${kind}.yaml`,
    ),
  );
  plane.processes.push(start(program, [plane.access.kubeconfig], plane.folder));
  await api.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } });
  const kubeconfig = await limitedKubeconfig(api, ['control.yaml', 'webhook.yaml'], folder);
  await installDefinitions(api);
  await api.create(
    securityPolicy('closed', { checks: { 'pod-privileged': {} }, enforcement: 'Webhook', action: 'Deny' }),
  );
  front = await Front.open();
  const [port = 0] = await freePorts(1);
  await front.to(port);
  replica = await webhookReplica(kubeconfig, folder, {
    listen: { host: '127.0.0.1', port },
    address: { url: front.url },
    namespace: 'breakwater-system',
    certificates: 'cert-manager',
    times: { material: usualMaterialTimes, interval },
  });
  await replica.webhook.start();
});

afterAll(async () => {
  await replica?.stop();
  front?.close();
  api?.close();
  if (plane !== undefined) await stopControlPlane(plane);
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
});

/** A certificate in a Secret, by what cert-manager calls it there. */
async function issued(name: string, key: string) {
  const { data } = await api.demand('GET', `/api/v1/namespaces/breakwater-system/secrets/${name}`);
  return readCertificate(Buffer.from(textOf(recordOf(data)[key]), 'base64').toString());
}

/** Asks for another certificate as `cmctl renew` does. */
async function renew(name: string): Promise<void> {
  const certificate = await api.demand('GET', `${certificates}/${name}`);
  const status = recordOf(certificate.status);
  const now = new Date().toISOString();
  const issuing = { type: 'Issuing', status: 'True', reason: 'ManuallyTriggered', lastTransitionTime: now };
  const conditions = [...listOf(status.conditions), issuing];
  await api.demand('PUT', `${certificates}/${name}/status`, { ...certificate, status: { ...status, conditions } });
}

async function verdict(): Promise<string> {
  return verdictOf(await dryRun(api, deployment('web', true)));
}

test('a certificate is issued, and requests are answered from the first on', async () => {
  const verdicts = new Set<string>();
  await until('requests to be refused', 60_000, async () => {
    verdicts.add(await verdict());
    return verdicts.has('refused');
  });
  // Before there is a configuration nobody is asked.
  expect([...verdicts].filter((one) => one !== 'accepted')).toEqual(['refused']);
  expect(await issued('breakwater-webhook', 'tls.crt')).toMatchObject({ addresses: ['127.0.0.1'], authority: false });
  expect(await issued('breakwater-webhook', 'ca.crt')).toMatchObject({ authority: true, selfSigned: true });
  await becomes(api, 'accepted', deployment('web', false));
});

test.each([
  'breakwater-webhook',
  'breakwater-webhook-authority',
  // And once more, of the authority that is new by then.
  'breakwater-webhook',
])('while %s is renewed, every request is answered', async (name) => {
  const before = await issued(name, 'tls.crt');
  await renew(name);
  const verdicts = new Set<string>();
  const ask = async () => {
    // New connections, so that certificates are looked at.
    await front.to(...front.ports);
    verdicts.add(await verdict());
  };
  await until('another certificate', 60_000, async () => {
    await ask();
    return (await issued(name, 'tls.crt')).fingerprint !== before.fingerprint;
  });
  // Until the new one is served, and some time on.
  for (const until = Date.now() + 3 * interval; Date.now() < until; await sleep(50)) await ask();
  expect([...verdicts]).toEqual(['refused']);
});
