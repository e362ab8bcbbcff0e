import { Assessor } from '../src/assessment/index.ts';
import { catalogue } from '../src/checks/index.ts';
import type { ClusterState, PodInstance } from '../src/inventory/cluster/index.ts';
import { objectKey } from '../src/inventory/cluster/index.ts';
import { InventoryObject } from '../src/inventory/index.ts';
import { groupOf, type KubernetesObject } from '../src/kubernetes/index.ts';
import { largeCluster } from './large-cluster.ts';

/*
 * node bench/assessor.ts: how long an assessment of 2,500 workloads with 30,000 pods takes, how long one change, and how much memory is
 * held after both. Without an API server and a database: what these add is measured by bench:cluster.
 */

const { objects, pods } = largeCluster({ namespaces: 100, workloads: 2500, pods: 30_000 });
const state = {
  facts: { id: 'bench', name: 'bench', source: 'live' },
  objects: new Map<string, InventoryObject>(),
  pods: new Map<string, Map<string, PodInstance>>(),
  representatives: new Map<string, string>(),
  kinds: [],
  blindSpots: [],
} satisfies ClusterState;

function keyOf({ apiVersion, kind, metadata }: KubernetesObject): string {
  return objectKey(`${groupOf(apiVersion)}/${kind}`, metadata?.namespace, metadata?.name ?? '');
}

function put(body: KubernetesObject): string {
  const { apiVersion, kind, metadata } = body;
  const namespace = metadata?.namespace;
  const name = metadata?.name ?? '';
  const file = namespace === undefined ? `${kind}/${name}` : `${kind}/${namespace}/${name}`;
  const source = { file, locate: () => undefined, text: () => undefined };
  const header = { apiVersion, kind, name, namespace, isClusterScoped: namespace === undefined };
  state.objects.set(keyOf(body), new InventoryObject(header, source, body));
  return keyOf(body);
}

for (const object of objects) put(object);
for (const { workload, count } of pods) {
  const namespace = workload.metadata?.namespace ?? '';
  const instances = Array.from({ length: count }, (_, index): [string, PodInstance] => {
    const name = `${workload.metadata?.name}-${index}`;
    const image = `registry.example.com/app@sha256:${'0'.repeat(64)}`;
    const pod = {
      name,
      namespace,
      phase: 'Running',
      restarts: 0,
      node: 'n',
      ip: '10.0.0.1',
      started: '2026-11-25T00:00:00Z',
    };
    return [objectKey('/Pod', namespace, name), { ...pod, runs: [{ container: 'app', image }] }];
  });
  state.pods.set(keyOf(workload), new Map(instances));
}

const megabytes = () => {
  globalThis.gc?.();
  return Math.round(process.memoryUsage().rss / 1024 / 1024);
};
const print = (line: string) => process.stdout.write(`${line}\n`);
print(
  `${state.objects.size} objects, ${pods.reduce((sum, { count }) => sum + count, 0)} pods, ${megabytes()} MB before, heap ${Math.round(process.memoryUsage().heapUsed / 1024 / 1024)} MB`,
);

const version = { major: 1, minor: 37 };
const assessor = new Assessor({
  checks: catalogue,
  parameters: {},
  severities: {},
  kubernetesVersion: version,
  pssVersion: version,
  exceptions: { rules: [], byAnnotation: false, file: '.breakwater.yaml' },
  today: () => '2026-11-25',
});

/** Longest time in which nothing else had its turn. */
let longestBlock = 0;
let last = performance.now();
const tick = setInterval(() => {
  longestBlock = Math.max(longestBlock, performance.now() - last);
  last = performance.now();
}, 1);
const began = performance.now();
const usedFirst = process.cpuUsage();
const first = await assessor.update(state, 'all');
const findings = first.objects.reduce((sum, one) => sum + one.findings.length, 0);
print(
  `first assessment: ${Math.round(performance.now() - began)} ms (${Math.round(cpu(usedFirst))} ms CPU), ${findings} findings, longest block ${Math.round(longestBlock)} ms, ${megabytes()} MB, heap ${Math.round(process.memoryUsage().heapUsed / 1024 / 1024)} MB`,
);

function some(groupKind: string): KubernetesObject[] {
  return [...state.objects.values()].filter((object) => object.groupKind === groupKind).map(({ object }) => object);
}

/** A copy with one thing changed. */
function changed(body: KubernetesObject, change: (copy: KubernetesObject & { spec: never }) => void): KubernetesObject {
  const copy = structuredClone(body) as KubernetesObject & { spec: never };
  change(copy);
  return copy;
}

type Change = (index: number) => string;
const rounds = 100;
const pick = (list: readonly KubernetesObject[], index: number): KubernetesObject => {
  const one = list[(index * 37) % list.length];
  if (one === undefined) throw new Error('nothing to change');
  return one;
};
const deployments = some('apps/Deployment');
const services = some('/Service');
const namespaces = some('/Namespace');
const configMaps = some('/ConfigMap');
const clusterRoles = some('rbac.authorization.k8s.io/ClusterRole');
const setImage = (body: KubernetesObject, index: number) =>
  changed(body, (copy) => {
    const { template } = copy.spec as { template: { spec: { containers: { image: string }[] } } };
    for (const container of template.spec.containers) container.image = `registry.example.com/new:${index}`;
  });
const named = (kind: string, index: number, rest: object): KubernetesObject => ({
  apiVersion: kind === 'NetworkPolicy' ? 'networking.k8s.io/v1' : 'rbac.authorization.k8s.io/v1',
  kind,
  metadata: { name: `bench-${index}`, namespace: pick(namespaces, index).metadata?.name ?? '' },
  ...rest,
});
const closing = (index: number) =>
  named('NetworkPolicy', index, { spec: { podSelector: {}, policyTypes: ['Ingress'] } });
const giving = (index: number) =>
  named('RoleBinding', index, {
    roleRef: {
      apiGroup: 'rbac.authorization.k8s.io',
      kind: 'ClusterRole',
      name: index % 2 === 0 ? 'edit' : 'operator-10',
    },
    subjects: [{ kind: 'ServiceAccount', name: 'default', namespace: 'shop-prod-0' }],
  });
const remove = (body: KubernetesObject) => {
  state.objects.delete(keyOf(body));
  return keyOf(body);
};
const kinds: Readonly<Record<string, Change>> = {
  'Deployment: image': (index) => put(setImage(pick(deployments, index), index)),
  'Deployment: labels': (index) =>
    put(
      changed(pick(deployments, index), (copy) => {
        const { template } = copy.spec as { template: { metadata: { labels: Record<string, string> } } };
        template.metadata.labels.round = String(index);
      }),
    ),
  'Deployment: added': (index) =>
    put(changed(pick(deployments, index), (copy) => Object.assign(copy.metadata ?? {}, { name: `bench-${index}` }))),
  'Service: type': (index) =>
    put(
      changed(pick(services, index), (copy) =>
        Object.assign(copy.spec, { type: index % 2 ? 'NodePort' : 'ClusterIP' }),
      ),
    ),
  'NetworkPolicy: added': (index) => put(closing(index)),
  'NetworkPolicy: deleted': (index) => remove(closing(index)),
  'RoleBinding: added': (index) => put(giving(index)),
  'RoleBinding: deleted': (index) => remove(giving(index)),
  'ClusterRole: rules': (index) =>
    put(
      changed(pick(clusterRoles, index), (copy) =>
        Object.assign(copy, { rules: [{ apiGroups: [''], resources: ['secrets'], verbs: ['get', `v${index}`] }] }),
      ),
    ),
  'Namespace: label': (index) =>
    put(
      changed(pick(namespaces, index), (copy) =>
        Object.assign(copy.metadata ?? {}, { labels: { round: String(index) } }),
      ),
    ),
  'ConfigMap: data': (index) =>
    put(changed(pick(configMaps, index), (copy) => Object.assign(copy, { data: { round: String(index) } }))),
  'Pod that differs: added': (index) => {
    const deployment = pick(deployments, index);
    const { template } = setImage(deployment, index).spec as { template: { metadata: object; spec: object } };
    const name = `${deployment.metadata?.name}-x${index}`;
    const metadata = { ...template.metadata, name, namespace: deployment.metadata?.namespace ?? '' };
    const key = put({ apiVersion: 'v1', kind: 'Pod', metadata, spec: template.spec });
    state.representatives.set(key, keyOf(deployment));
    return key;
  },
};

print('\nchange                      p50 ms   p99 ms   longest   objects said   CPU ms');
const all: number[] = [];
for (const [name, change] of Object.entries(kinds)) {
  const times: number[] = [];
  let said = 0;
  const used = process.cpuUsage();
  for (let index = 0; index < rounds; index++) {
    const key = change(index);
    const start = performance.now();
    const { objects: objectsSaid } = await assessor.update(state, new Set([key]));
    times.push(performance.now() - start);
    said += objectsSaid.length;
  }
  all.push(...times);
  print(
    `${name.padEnd(26)} ${summary(times)}   ${(said / rounds).toFixed(1).padStart(8)}  ${(cpu(used) / rounds).toFixed(1).padStart(8)}`,
  );
}
print(`${'all'.padEnd(26)} ${summary(all)}`);
print(`\n${megabytes()} MB after; heap ${Math.round(process.memoryUsage().heapUsed / 1024 / 1024)} MB`);
clearInterval(tick);

/** Milliseconds of all threads: what a busy machine leaves the same. */
function cpu(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
}

function summary(times: number[]): string {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) =>
    (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1).padStart(7);
  return `${at(0.5)}  ${at(0.99)}   ${at(1)}`;
}
