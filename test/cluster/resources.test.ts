import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { limitRangeOf, predictResources, quotaOf } from '../../src/enforcement/index.ts';
import { inventoryFromText } from '../../src/inventory/index.ts';
import { type KubernetesObject, recordOf } from '../../src/kubernetes/index.ts';
import { Api } from './api.ts';

/** Which pods LimitRanges and ResourceQuotas refuse: what is predicted is what the API server does when they are created. */

const api = new Api(inject('access'));
const prefix = 'resources-';

type Resources = Readonly<Record<string, Readonly<Record<string, string | number>>>>;
type PodSpec = Readonly<Record<string, unknown>>;

const app = (resources: Resources = {}, more: PodSpec = {}) => ({ name: 'app', image: 'web', resources, ...more });
const pod = (resources: Resources = {}, more: PodSpec = {}): PodSpec => ({ containers: [app(resources)], ...more });

/** Pods that all cases share, in the order in which they are created. */
const pods: Readonly<Record<string, PodSpec>> = {
  'a-plain': pod(),
  'b-small': pod({ requests: { cpu: '10m', memory: '16Mi' } }),
  'c-usual': pod({ requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '200m', memory: '256Mi' } }),
  'd-only-limits': pod({ limits: { cpu: '0.3', memory: '300M' } }),
  'e-large-request': pod({ requests: { memory: '2Gi', cpu: 2 } }),
  'f-large-limit': pod({ requests: { cpu: '100m', memory: '100Mi' }, limits: { cpu: '4', memory: '4Gi' } }),
  'g-odd-amounts': pod({ requests: { cpu: '1e-1', memory: '129e6' }, limits: { memory: '1.5Gi' } }),
  'h-init': {
    initContainers: [{ ...app({ requests: { cpu: '1', memory: '1Gi' }, limits: { memory: '1Gi' } }), name: 'setup' }],
    containers: [app({ requests: { cpu: '100m', memory: '64Mi' }, limits: { memory: '128Mi' } })],
  },
  'i-sidecar': {
    initContainers: [
      { ...app({ requests: { cpu: '300m', memory: '256Mi' } }), name: 'proxy', restartPolicy: 'Always' },
      { ...app({ requests: { cpu: '400m', memory: '300Mi' } }), name: 'setup' },
    ],
    containers: [app({ requests: { cpu: '200m', memory: '128Mi' } })],
  },
  'j-two': {
    containers: [
      app({ requests: { cpu: '150m', memory: '200Mi' }, limits: { cpu: '300m', memory: '400Mi' } }),
      { ...app({ requests: { cpu: '50m', memory: '64Mi' } }), name: 'logs' },
    ],
  },
  'k-pod-level': {
    resources: { requests: { cpu: '500m', memory: '512Mi' }, limits: { cpu: '1', memory: '1Gi' } },
    containers: [app(), { ...app({ requests: { cpu: '100m' } }), name: 'logs' }],
  },
  'l-pod-limits': { resources: { limits: { cpu: '200m', memory: '200Mi' } }, containers: [app()] },
  'm-overhead': pod(
    { requests: { cpu: '100m', memory: '64Mi' }, limits: { memory: '64Mi' } },
    {
      runtimeClassName: 'resources-test',
    },
  ),
  'n-deadline': pod({ requests: { cpu: '100m', memory: '64Mi' } }, { activeDeadlineSeconds: 3600 }),
  'o-priority': pod({ requests: { cpu: '100m', memory: '64Mi' } }, { priorityClassName: 'resources-test' }),
  'p-ephemeral': pod({ requests: { 'ephemeral-storage': '2Gi' }, limits: { 'ephemeral-storage': '3Gi' } }),
  'q-extended': pod({ requests: { 'example.com/gpu': 2 }, limits: { 'example.com/gpu': 2 } }),
  'r-affinity': pod(
    { requests: { cpu: '100m', memory: '64Mi' } },
    {
      affinity: {
        podAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [
            { topologyKey: 'kubernetes.io/hostname', namespaceSelector: {}, labelSelector: {} },
          ],
        },
      },
    },
  ),
  's-zero': pod({ requests: { cpu: '0', memory: '0' } }),
  't-plain-again': pod(),
  'u-usual-again': pod({ requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '200m', memory: '256Mi' } }),
};

type Spec = Readonly<Record<string, unknown>>;

interface Case {
  readonly ranges?: readonly Spec[];
  readonly quotas?: readonly Spec[];
}

const container = (item: Spec) => ({ limits: [{ type: 'Container', ...item }] });

const cases: Readonly<Record<string, Case>> = {
  none: {},
  'min-max': { ranges: [container({ min: { cpu: '50m', memory: '64Mi' }, max: { cpu: '2', memory: '2Gi' } })] },
  defaults: { ranges: [container({ default: { memory: '512Mi' }, defaultRequest: { cpu: '100m', memory: '128Mi' } })] },
  'default-below': { ranges: [container({ default: { cpu: '250m', memory: '200Mi' } })] },
  ratio: { ranges: [container({ maxLimitRequestRatio: { memory: '2', cpu: '1.5' } })] },
  'ratio-defaults': {
    ranges: [container({ default: { cpu: '1' }, defaultRequest: { cpu: '300m' }, maxLimitRequestRatio: { cpu: '4' } })],
  },
  'whole-pod': {
    ranges: [{ limits: [{ type: 'Pod', max: { cpu: '1', memory: '1Gi' }, min: { memory: '32Mi' } }] }],
  },
  'pod-and-defaults': {
    ranges: [
      {
        limits: [
          { type: 'Pod', max: { memory: '700Mi' } },
          { type: 'Container', default: { memory: '256Mi' }, defaultRequest: { memory: '100Mi' } },
        ],
      },
    ],
  },
  'two-ranges': {
    ranges: [container({ max: { memory: '1Gi' } }), container({ min: { cpu: '20m' }, defaultRequest: { cpu: '30m' } })],
  },
  ephemeral: { ranges: [container({ max: { 'ephemeral-storage': '2Gi' } })] },
  'quota-pods': { quotas: [{ hard: { pods: '5' } }] },
  'quota-requests': { quotas: [{ hard: { 'requests.cpu': '1500m', 'requests.memory': '2Gi' } }] },
  'quota-limits': { quotas: [{ hard: { 'limits.memory': '3Gi', 'count/pods': '12' } }] },
  'quota-defaults': {
    ranges: [container({ default: { memory: '512Mi' }, defaultRequest: { cpu: '100m', memory: '128Mi' } })],
    quotas: [{ hard: { 'requests.cpu': '2', 'limits.memory': '6Gi' } }],
  },
  'quota-plain-names': { quotas: [{ hard: { cpu: '900m', memory: '1200Mi' } }] },
  'quota-storage': { quotas: [{ hard: { 'requests.ephemeral-storage': '1Gi' } }] },
  'quota-extended': { quotas: [{ hard: { 'requests.example.com/gpu': '1' } }] },
  'scope-best-effort': { quotas: [{ hard: { pods: '1' }, scopes: ['BestEffort'] }] },
  'scope-not-best-effort': { quotas: [{ hard: { pods: '4', 'requests.cpu': '700m' }, scopes: ['NotBestEffort'] }] },
  'scope-terminating': { quotas: [{ hard: { 'requests.cpu': '50m' }, scopes: ['Terminating'] }] },
  'scope-not-terminating': { quotas: [{ hard: { pods: '6' }, scopes: ['NotTerminating'] }] },
  'scope-priority': {
    quotas: [
      {
        hard: { pods: '0' },
        scopeSelector: {
          matchExpressions: [{ scopeName: 'PriorityClass', operator: 'In', values: ['resources-test'] }],
        },
      },
    ],
  },
  'scope-affinity': { quotas: [{ hard: { pods: '0' }, scopes: ['CrossNamespacePodAffinity'] }] },
  'two-quotas': { quotas: [{ hard: { pods: '15' } }, { hard: { 'requests.memory': '900Mi' } }] },
};

const cluster: readonly KubernetesObject[] = [
  {
    apiVersion: 'node.k8s.io/v1',
    kind: 'RuntimeClass',
    metadata: { name: 'resources-test' },
    handler: 'sandbox',
    overhead: { podFixed: { cpu: '250m', memory: '120Mi' } },
  },
  { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: 'resources-test' }, value: 10 },
];
const clusterPaths = ['/apis/node.k8s.io/v1/runtimeclasses', '/apis/scheduling.k8s.io/v1/priorityclasses'];

describe('LimitRange and ResourceQuota', () => {
  beforeAll(async () => {
    for (const [index, path] of clusterPaths.entries()) await api.request('POST', path, cluster[index]);
  });

  afterAll(async () => {
    for (const path of clusterPaths) await api.request('DELETE', `${path}/resources-test`);
    for (const name of Object.keys(cases)) await api.request('DELETE', `/api/v1/namespaces/${prefix}${name}`);
  });

  test.each(Object.entries(cases))('%s', async (name, { ranges = [], quotas = [] }) => {
    const namespace = `${prefix}${name}`;
    const base = `/api/v1/namespaces/${namespace}`;
    await made(await api.request('POST', '/api/v1/namespaces', { metadata: { name: namespace } }));
    await accountIn(base);
    const own = (kind: string, specs: readonly Spec[]): KubernetesObject[] =>
      specs.map((spec, index) => ({ apiVersion: 'v1', kind, metadata: { name: `own-${index}`, namespace }, spec }));
    const [limitRanges, resourceQuotas] = [own('LimitRange', ranges), own('ResourceQuota', quotas)];
    for (const object of limitRanges) made(await api.request('POST', `${base}/limitranges`, object));
    for (const object of resourceQuotas) made(await api.request('POST', `${base}/resourcequotas`, object));
    await counted(base, resourceQuotas.length);

    const objects = Object.entries(pods).map(([pod, spec]) => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: pod, namespace },
      spec,
    }));
    const inventory = inventoryFromText(
      JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [...objects, ...cluster] }),
    );
    const prediction = predictResources(inventory, namespace, {
      limitRanges: limitRanges.map(limitRangeOf),
      quotas: resourceQuotas.map(quotaOf),
    });
    const predicted = Object.fromEntries(
      prediction.refused.map(({ object, reasons }) => [object.name, reasons.map(({ code }) => code)]),
    );

    const refused: Record<string, string> = {};
    for (const object of objects) {
      const { status, body } = await api.request('POST', `${base}/pods`, object);
      if (status !== 201) refused[object.metadata.name] = `${status} ${String(recordOf(body).message)}`;
    }
    expect(Object.keys(predicted), JSON.stringify({ predicted, refused }, null, 1)).toEqual(Object.keys(refused));
    if (ranges.length + quotas.length > 0) expect(Object.keys(refused)).not.toEqual([]);
  });
});

function made({ status, body }: { readonly status: number; readonly body: unknown }): void {
  if (status !== 201) throw new Error(JSON.stringify(body));
}

async function accountIn(base: string): Promise<void> {
  while ((await api.request('GET', `${base}/serviceaccounts/default`)).status !== 200) await sleep(50);
}

/** The API server refuses everything that a quota counts until the controller has counted once. */
async function counted(base: string, quotas: number): Promise<void> {
  for (;;) {
    const { body } = await api.request('GET', `${base}/resourcequotas`);
    const items = recordOf(body).items;
    const ready = Array.isArray(items)
      ? items.filter((item) => recordOf(recordOf(item).status).used !== undefined)
      : [];
    if (ready.length === quotas) return;
    await sleep(50);
  }
}
