import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { catalogue, loadTexts } from '../src/checks/index.ts';
import { policyObjects } from '../src/enforcement/index.ts';
import { type KubernetesObject, latestVersion, parseVersion, recordOf } from '../src/kubernetes/index.ts';
import { Api, messageOf, until } from '../test/cluster/api.ts';
import { startControlPlane, stopControlPlane } from '../test/cluster/control-plane.ts';
import { inParallel } from '../test/cluster/in-parallel.ts';
import { endWithUs } from '../test/cluster/processes.ts';
import { benchWebhook } from './admission-webhook.ts';
import { writeSection } from './document.ts';

/**
 * `npm run bench:admission`: how long a real API server takes to create a pod without policies and with all that `policies export` writes,
 * each action in turn and round after round, so that what else the machine does falls on all alike. Every pod passes, for what is refused
 * is not created. With `--write` the table goes to docs/performance.md.
 */
const rounds = 6;
/** Pods of a round. */
const pods = 60;
const ways = ['none', 'Audit', 'Warn', 'Deny'] as const;
type Way = (typeof ways)[number];
const shapes = { 'one container': 1, 'three containers': 3 } as const;
type Shape = keyof typeof shapes;
/** How long the API server may take to notice that bindings came or went; milliseconds. */
const settling = 1500;
const webhookLoad = { perSecond: 200, seconds: 30 };
const pathOfPods = '/api/v1/namespaces/bench/pods';
const bindingPath = '/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings';

const objects = await exported();
const bindings = objects.filter(({ kind }) => kind === 'ValidatingAdmissionPolicyBinding');
const plane = await startControlPlane({ bare: true });
const callOff = endWithUs(plane.processes, plane.folder);
const api = new Api(plane.access);
let made = 0;
try {
  await prepare();
  const found = new Map<string, number[]>();
  for (let round = 0; round <= rounds; round++)
    for (const way of ways) {
      await bind(way);
      for (const shape of Object.keys(shapes) as Shape[]) {
        const durations = await create(shape);
        // The first round warms the caches.
        if (round > 0) found.set(`${shape} ${way}`, [...(found.get(`${shape} ${way}`) ?? []), ...durations]);
      }
    }
  const text = tableOf(found);
  process.stdout.write(text);
  const how = `A real API server ${latestVersion} with the ${bindings.length} policies that \`breakwater policies export --profile all\` writes, bound or not, ${rounds * pods} pods\neach in ${rounds} rounds, by \`npm run bench:admission -- --write\``;
  if (process.argv.includes('--write')) writeSection('Exported policies at admission', how, text);
} finally {
  api.close();
  await stopControlPlane(plane);
  callOff();
}

await webhook();

/** After the control plane has ended: the webhook has the machine to itself. */
async function webhook(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'breakwater-bench-'));
  try {
    const { requests, p50, p99, longest } = await benchWebhook(folder, webhookLoad);
    const figures = [String(requests), ...[p50, p99, longest].map((one) => `${one.toFixed(2)} ms`)];
    const text = `| requests | median | p99 | longest | goal |\n|---:|---:|---:|---:|---|\n| ${figures.join(' | ')} | ≤ 5 ms p99 |\n`;
    process.stdout.write(`\n${text}`);
    const how = `The webhook's listener in a process of its own, ${webhookLoad.perSecond} requests a second for ${webhookLoad.seconds} s, by \`npm run bench:admission -- --write\``;
    if (process.argv.includes('--write')) writeSection('The webhook', how, text);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function exported(): Promise<readonly KubernetesObject[]> {
  const texts = await loadTexts('en');
  const pssVersion = parseVersion(latestVersion);
  if (pssVersion === undefined) throw new Error(`${latestVersion} is no version`);
  return catalogue.flatMap((check) => {
    const text = texts[check.id];
    if (text === undefined) throw new Error(`${check.id} has no text`);
    const own = policyObjects(check, {
      action: 'Deny',
      namespaceSelector: undefined,
      exceptions: [],
      parameters: {},
      pssVersion,
      language: 'en',
      text,
      today: new Date().toISOString().slice(0, 10),
    });
    return typeof own === 'string' ? [] : own;
  });
}

/** What policies and pods need. Without controllers nobody makes it for us. */
async function prepare(): Promise<void> {
  for (const name of ['bench', 'breakwater-system'])
    await api.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  await api.create({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'web', namespace: 'bench' } });
  const apiVersion = 'scheduling.k8s.io/v1';
  await api.create({ apiVersion, kind: 'PriorityClass', metadata: { name: 'web' }, value: 1000 } as KubernetesObject);
  await inParallel(
    objects.filter((object) => !bindings.includes(object)),
    async (object) => {
      await api.create(object);
    },
  );
}

async function bind(way: Way): Promise<void> {
  const action = way === 'none' ? undefined : way;
  await inParallel(bindings, async (binding) => {
    if (action === undefined) await api.request('DELETE', `${bindingPath}/${binding.metadata?.name}`);
    else {
      await api.request('DELETE', `${bindingPath}/${binding.metadata?.name}`);
      await api.create({ ...binding, spec: { ...recordOf(binding.spec), validationActions: [action] } });
    }
  });
  await sleep(settling);
  const bad = {
    ...podOf('one container', 'bad'),
    spec: { hostNetwork: true, containers: [{ name: 'a', image: 'a' }] },
  };
  // Audit says nothing to who asks.
  if (way !== 'Audit')
    await until(`policies to answer as ${way}`, 60_000, async () => {
      const answer = await api.request('POST', `${pathOfPods}?dryRun=All`, {
        ...bad,
        spec: { ...bad.spec, serviceAccountName: 'web' },
      });
      const refused = answer.status === 422 || answer.status === 403;
      return way === 'Deny' ? refused : !refused && answer.warnings.length > 0 === (way === 'Warn');
    });
}

/** Creates pods one after the other and takes them away; milliseconds that each took. @throws Error where one is refused */
async function create(shape: Shape): Promise<readonly number[]> {
  const durations: number[] = [];
  for (let index = 0; index < pods; index++) {
    const pod = podOf(shape, `web-${made++}`);
    const start = performance.now();
    const answer = await api.request('POST', pathOfPods, pod);
    durations.push(performance.now() - start);
    if (answer.status !== 201) throw new Error(messageOf(answer));
  }
  await api.demand('DELETE', `${pathOfPods}?gracePeriodSeconds=0`);
  return durations;
}

function podOf(shape: Shape, name: string): KubernetesObject {
  const own = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web', uid: 'a0000000-0000-4000-8000-000000000000' };
  const probe = (path: string, index: number) => ({ httpGet: { path, port: 8080 + index } });
  const resources = { cpu: '100m', memory: '128Mi', 'ephemeral-storage': '20Mi' };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: 'bench',
      labels: { app: 'web', 'app.kubernetes.io/name': 'web' },
      ownerReferences: [{ ...own, controller: true }],
    },
    spec: {
      automountServiceAccountToken: false,
      serviceAccountName: 'web',
      priorityClassName: 'web',
      hostUsers: false,
      securityContext: {
        runAsNonRoot: true,
        runAsUser: 10001,
        runAsGroup: 10001,
        fsGroup: 10001,
        seccompProfile: { type: 'RuntimeDefault' },
      },
      containers: Array.from({ length: shapes[shape] }, (_, index) => ({
        name: `web${index}`,
        image: `registry.example.com/web@sha256:${'a'.repeat(64)}`,
        imagePullPolicy: 'Always',
        ports: [{ containerPort: 8080 + index, name: `http${index}` }],
        env: [{ name: 'LEVEL', value: 'info' }],
        resources: { requests: resources, limits: resources },
        securityContext: {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          privileged: false,
          runAsNonRoot: true,
          runAsUser: 10001,
          capabilities: { drop: ['ALL'] },
        },
        livenessProbe: probe('/livez', index),
        readinessProbe: probe('/readyz', index),
        startupProbe: probe('/livez', index),
        volumeMounts: [{ name: 'tmp', mountPath: '/data' }],
      })),
      volumes: [{ name: 'tmp', emptyDir: { sizeLimit: '10Mi' } }],
    },
  };
}

function tableOf(found: ReadonlyMap<string, readonly number[]>): string {
  const lines = Object.keys(shapes).flatMap((shape) => {
    const before = quantile(found.get(`${shape} none`) ?? [], 0.5);
    return ways.map((way) => {
      const durations = found.get(`${shape} ${way}`) ?? [];
      const median = quantile(durations, 0.5);
      const more = way === 'none' ? '' : `+${(median - before).toFixed(2)} ms`;
      const goal = way === 'none' ? '' : '≤ +2 ms';
      return `| ${shape} | ${way} | ${median.toFixed(2)} ms | ${more} | ${quantile(durations, 0.99).toFixed(2)} ms | ${goal} |`;
    });
  });
  return `| pod of | bound as | median | more | p99 | goal |\n|---|---|---:|---:|---:|---|\n${lines.join('\n')}\n`;
}

function quantile(durations: readonly number[], part: number): number {
  const sorted = durations.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}
