import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:https';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { createAuthority, issueCertificate } from '../src/certificates/index.ts';
import { loadTexts } from '../src/checks/index.ts';
import { isReviewed } from '../src/enforcement/admission/kinds.ts';
import { admittedObject, type ClusterSource, objectKey, readRecording } from '../src/inventory/cluster/index.ts';
import type { InventoryObject } from '../src/inventory/index.ts';
import { latestVersion, parseVersion } from '../src/kubernetes/index.ts';
import { AdmissionListener } from '../src/server/admission/listener.ts';
import { DecisionRecorder } from '../src/server/admission/recorder.ts';
import { LiveRules } from '../src/server/admission/rules.ts';
import { Metrics } from '../src/server/metrics.ts';
import { openStore } from '../src/store/index.ts';

/**
 * The webhook's part of `npm run bench:admission`: its listener in a process of its own, over TLS, asked 200 times a second about the objects of
 * examples/harbor.recording (a third of them as changes), with every check of the catalogue, refusals kept in a database. Times are from when a
 * request was due to the end of its answer, so that a request which waits for another counts its wait.
 */
export interface WebhookFigures {
  readonly requests: number;
  readonly refused: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly longest: number;
}

export interface WebhookLoad {
  readonly perSecond: number;
  readonly seconds: number;
}

const recording = fileURLToPath(new URL('../examples/harbor.recording', import.meta.url));
const serving = '--serve';

/** A cluster that asks every check of everything, with nothing but refusals to lose. */
async function cluster(): Promise<ClusterSource> {
  const source = await readRecording(recording);
  const policy = admittedObject(
    {
      apiVersion: 'breakwater.dev/v1alpha1',
      kind: 'SecurityPolicy',
      metadata: { name: 'all' },
      spec: { profile: 'all', enforcement: 'Webhook', action: 'Deny' },
    },
    undefined,
    'all',
  );
  const objects = new Map(source.state.objects).set(objectKey(policy.groupKind, undefined, 'all'), policy);
  return {
    ...source,
    state: { ...source.state, objects },
    onChange: () => () => undefined,
    close: async () => undefined,
  };
}

async function serve(folder: string): Promise<void> {
  const source = await cluster();
  const rules = new LiveRules({
    source,
    texts: { en: await loadTexts('en'), 'zh-CN': await loadTexts('zh-CN') },
    kubernetesVersion: parseVersion(latestVersion) ?? { major: 1, minor: 37 },
    ownNamespace: 'breakwater-system',
  });
  const store = await openStore({ file: `${folder}/breakwater.db` });
  const { id, name } = source.state.facts;
  const unknown = { server: undefined, recorded: undefined, version: undefined, coverage: undefined };
  await store.clusters.put({ id, name, source: 'recording', blindSpots: [], ...unknown });
  const log = pino({ level: 'info' }, pino.destination('/dev/null'));
  const recorder = new DecisionRecorder({ store, cluster: id, metrics: new Metrics(), log });
  recorder.start();
  const authority = await createAuthority({ name: 'bench', days: 1 });
  const leaf = await issueCertificate(authority, { addresses: ['127.0.0.1'], days: 1 });
  const listener = new AdmissionListener(
    { rules, log, record: (...decision) => recorder.record(...decision), labelsOf: async () => undefined },
    { ...leaf, bundle: '' },
  );
  const port = await listener.listen({ host: '127.0.0.1', port: 0 });
  process.send?.({ port, authority: authority.certificate });
}

/**
 * Reviews of what is in the recording: half of them are of workloads and of the pods that these would make, which cost most, the other half of
 * everything else that the webhook is asked about.
 */
async function reviews(): Promise<readonly (readonly [path: string, body: Buffer])[]> {
  const { state } = await readRecording(recording);
  const asked = [...state.objects.values()].filter(({ groupKind }) => isReviewed(groupKind));
  const [workloads, others] = [true, false].map((is) =>
    asked.filter(({ podTemplates }) => podTemplates.length > 0 === is),
  );
  const heavy = (workloads ?? []).flatMap((workload) => [workload, ...podsOf(workload)]);
  return Array.from({ length: 2 * heavy.length }, (_, index) => {
    const from = index % 2 === 0 ? heavy : (others ?? []);
    const object = from[(index >> 1) % from.length];
    if (object === undefined) throw new Error('the recording has no such objects');
    return ['/admission/validate/fail?timeout=5s', Buffer.from(JSON.stringify(reviewOf(object, index % 3 === 2)))];
  });
}

function podsOf({ podTemplates, namespace, name, groupKind }: InventoryObject): readonly InventoryObject[] {
  if (groupKind === '/Pod') return [];
  return podTemplates.map(({ metadata, spec }) => {
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { ...metadata, name: `${name}-x`, namespace: namespace ?? '' },
      spec,
    };
    return admittedObject(pod, namespace, pod.metadata.name);
  });
}

function reviewOf({ object, group, kind, namespace, name, apiVersion }: InventoryObject, isUpdate: boolean): unknown {
  const version = apiVersion.slice(apiVersion.indexOf('/') + 1);
  const changed = {
    ...object,
    metadata: { ...object.metadata, labels: { ...object.metadata?.labels, changed: 'yes' } },
  };
  return {
    apiVersion: 'admission.k8s.io/v1',
    kind: 'AdmissionReview',
    request: {
      uid: crypto.randomUUID(),
      kind: { group, version, kind },
      resource: { group, version, resource: `${kind.toLowerCase()}s` },
      requestKind: { group, version, kind },
      requestResource: { group, version, resource: `${kind.toLowerCase()}s` },
      name,
      namespace: namespace ?? '',
      operation: isUpdate ? 'UPDATE' : 'CREATE',
      userInfo: { username: 'bench', groups: ['system:authenticated'] },
      object: changed,
      oldObject: isUpdate ? object : null,
      dryRun: false,
      options: { kind: isUpdate ? 'UpdateOptions' : 'CreateOptions', apiVersion: 'meta.k8s.io/v1' },
    },
  };
}

/** @param folder for the database; empty, whoever asks removes it */
export async function benchWebhook(folder: string, load: WebhookLoad): Promise<WebhookFigures> {
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url), serving, folder], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const end = () => child.kill('SIGKILL');
  process.once('exit', end);
  try {
    const { port, authority } = await listening(child);
    const agent = new Agent({ keepAlive: true, ca: authority, maxSockets: 32 });
    const all = await reviews();
    // Expressions are compiled when they are first asked.
    for (const one of all) await ask(agent, port, one);
    const figures = await drive(agent, port, all, load);
    agent.destroy();
    return figures;
  } finally {
    process.off('exit', end);
    child.kill('SIGKILL');
  }
}

async function listening(child: ChildProcess): Promise<{ port: number; authority: string }> {
  const [said] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => Promise.reject(new Error('the listener ended'))),
  ]);
  return said as { port: number; authority: string };
}

async function drive(
  agent: Agent,
  port: number,
  all: Awaited<ReturnType<typeof reviews>>,
  { perSecond, seconds }: WebhookLoad,
): Promise<WebhookFigures> {
  const requests = perSecond * seconds;
  const times: number[] = [];
  let refused = 0;
  const began = performance.now();
  const pending: Promise<void>[] = [];
  for (let sent = 0; sent < requests; ) {
    const due = began + (sent * 1000) / perSecond;
    const now = performance.now();
    if (now < due) {
      await new Promise((resolve) => setTimeout(resolve, due - now));
      continue;
    }
    const one = all[sent % all.length];
    if (one === undefined) throw new Error('nothing to ask');
    pending.push(
      ask(agent, port, one).then((allowed) => {
        times.push(performance.now() - due);
        if (!allowed) refused++;
      }),
    );
    sent++;
  }
  await Promise.all(pending);
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN;
  return { requests, refused, p50: at(0.5), p99: at(0.99), longest: at(1) };
}

function ask(agent: Agent, port: number, [path, body]: readonly [string, Buffer]): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': body.length };
    const call = request({ agent, host: '127.0.0.1', port, path, method: 'POST', headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        if (response.statusCode === 200) resolve(JSON.parse(Buffer.concat(chunks).toString()).response.allowed);
        else reject(new Error(`HTTP ${response.statusCode}`));
      });
    });
    call.on('error', reject);
    call.end(body);
  });
}

if (process.argv[2] === serving) await serve(process.argv[3] ?? '');
