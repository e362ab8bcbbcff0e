import { setTimeout as sleep } from 'node:timers/promises';
import { type KubernetesObject, listOf, recordOf } from '../src/kubernetes/index.ts';
import { type Api, until } from '../test/cluster/api.ts';
import { inParallel } from '../test/cluster/in-parallel.ts';

/** How large the cluster of the benchmark is. */
export interface Load {
  readonly nodes: number;
  readonly namespaces: number;
  readonly workloads: number;
  readonly pods: number;
}

type Kind = 'Deployment' | 'StatefulSet' | 'CronJob';

interface Workload {
  readonly index: number;
  readonly kind: Kind;
  readonly replicas: number;
}

/**
 * Creates nodes, namespaces, workloads and what controllers and scheduler would make of them; kwok lets the pods run. @returns when all do
 */
export async function createLoad(api: Api, load: Load, say: (line: string) => void): Promise<void> {
  const create = async (what: string, objects: readonly KubernetesObject[]) => {
    await inParallel(objects, async (object) => {
      await api.create(object);
    });
    say(`${objects.length} ${what}`);
  };
  const namespaces = numbers(load.namespaces).map(namespaceName);
  await create('nodes', numbers(load.nodes).map(node));
  await create('namespaces', namespaces.map(namespace));
  await create('objects around workloads', namespaces.flatMap(surroundings));
  const workloads = workloadsOf(load);
  let pods = 0;
  await inParallel(workloads, async (workload) => {
    await createWorkload(api, workload, load);
    const before = Math.floor(pods / 5000);
    pods += workload.replicas;
    if (Math.floor(pods / 5000) > before) say(`${pods} pods`);
  });
  say(`${workloads.length} workloads`);
  await until('all pods to run', 900_000, async () => {
    // The API server looks at every pod to answer.
    await sleep(2000);
    const waiting = await api.demand('GET', '/api/v1/pods?fieldSelector=status.phase%3DPending&limit=1');
    return listOf(waiting.items).length === 0;
  });
  say('all pods run');
}

/** As many replicas as make the asked number of pods; of a hundred workloads twelve are StatefulSets, eight CronJobs. */
function workloadsOf({ workloads, pods }: Load): Workload[] {
  const kinds = numbers(workloads).map((index): Kind => {
    if (index % 100 < 8) return 'CronJob';
    return index % 100 < 20 ? 'StatefulSet' : 'Deployment';
  });
  let following = kinds.filter((kind) => kind !== 'CronJob').length;
  let left = pods;
  return kinds.map((kind, index) => {
    if (kind === 'CronJob') return { index, kind, replicas: 0 };
    const replicas = Math.round(left / following--);
    left -= replicas;
    return { index, kind, replicas };
  });
}

async function createWorkload(api: Api, workload: Workload, { namespaces, nodes }: Load): Promise<void> {
  const { index, kind, replicas } = workload;
  const namespaceOf = namespaceName(index % namespaces);
  const owner = await api.create(workloadObject(workload, namespaceOf));
  if (kind === 'CronJob') return;
  await api.create(service(index, namespaceOf));
  const maker = kind === 'StatefulSet' ? owner : await api.create(replicaSet(owner, workload, namespaceOf));
  for (const number of numbers(replicas)) {
    const suffix = kind === 'StatefulSet' ? String(number) : `x${number.toString(36).padStart(4, '0')}`;
    await api.create({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: `${recordOf(maker.metadata).name}-${suffix}`,
        namespace: namespaceOf,
        labels: { ...labelsOf(index), 'pod-template-hash': hash },
        ownerReferences: [ownerReference(maker)],
      },
      spec: { ...podSpec(index, kind), nodeName: nodeName((index * 17 + number) % nodes) },
    });
  }
}

const hash = '5d8f7c9b6d';

function replicaSet(
  owner: Record<string, unknown>,
  { index, replicas }: Workload,
  namespaceOf: string,
): KubernetesObject {
  const labels = { ...labelsOf(index), 'pod-template-hash': hash };
  const selector = { matchLabels: { app: workloadName(index), 'pod-template-hash': hash } };
  const template = { metadata: { labels }, spec: podSpec(index, 'Deployment') };
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${workloadName(index)}-${hash}`,
      namespace: namespaceOf,
      labels,
      ownerReferences: [ownerReference(owner)],
    },
    spec: { replicas, selector, template },
  };
}

function ownerReference({ apiVersion, kind, metadata }: Record<string, unknown>): Record<string, unknown> {
  const { name, uid } = recordOf(metadata);
  return { apiVersion, kind, name, uid, controller: true, blockOwnerDeletion: true };
}

function workloadObject({ index, kind, replicas }: Workload, namespaceOf: string): KubernetesObject {
  const name = workloadName(index);
  const metadata = { name, namespace: namespaceOf, labels: labelsOf(index) };
  const template = { metadata: { labels: labelsOf(index) }, spec: podSpec(index, kind) };
  if (kind === 'CronJob') {
    const spec = { schedule: '0 4 1 1 *', jobTemplate: { spec: { template } } };
    return { apiVersion: 'batch/v1', kind, metadata, spec };
  }
  const selector = { matchLabels: { app: name } };
  const spec = { replicas, selector, template, ...(kind === 'StatefulSet' && { serviceName: name }) };
  return { apiVersion: 'apps/v1', kind, metadata, spec };
}

/** A third is written with care, two thirds aren't; two containers each, so that a workload has about as many findings as real ones. */
function podSpec(index: number, kind: Kind): Record<string, unknown> {
  const careful = index % 3 === 0;
  const security = {
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    runAsNonRoot: true,
    capabilities: { drop: ['ALL'] },
    seccompProfile: { type: 'RuntimeDefault' },
  };
  const container = (name: string, port: number) => ({
    name,
    image: `registry.example.com/team-${index % 40}/${name}:${careful ? `1.${index % 50}.0` : 'latest'}`,
    ports: [{ name, containerPort: port }],
    env: [
      { name: 'LOG_LEVEL', value: 'info' },
      { name: 'REGION', value: `region-${index % 5}` },
      { name: 'DATABASE_PASSWORD', valueFrom: { secretKeyRef: { name: 'database', key: 'password' } } },
    ],
    resources: { requests: { cpu: '1m', memory: '1Mi' }, ...(careful && { limits: { memory: '256Mi' } }) },
    ...(careful && { securityContext: security, readinessProbe: { httpGet: { path: '/ready', port } } }),
    volumeMounts: [{ name: 'config', mountPath: '/etc/config', readOnly: true }],
  });
  return {
    containers: [container('main', 8080), container('proxy', 9090)],
    volumes: [{ name: 'config', configMap: { name: 'config' } }],
    ...(careful && { automountServiceAccountToken: false }),
    ...(index % 50 === 7 && { hostNetwork: true }),
    ...(kind === 'CronJob' && { restartPolicy: 'Never' }),
  };
}

/** What a namespace has beside workloads; every fourth closes its network. */
function surroundings(namespaceOf: string, index: number): KubernetesObject[] {
  const rbac = 'rbac.authorization.k8s.io';
  const metadata = (name: string) => ({ name, namespace: namespaceOf });
  const account = (name: string) => ({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: metadata(name) });
  const closed = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: metadata('default-deny'),
    spec: { podSelector: {}, policyTypes: ['Ingress'] },
  };
  return [
    account('default'),
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: metadata('config'),
      data: { 'app.yaml': 'workers: 4\ntimeout: 30s\n'.repeat(20) },
    },
    { apiVersion: 'v1', kind: 'Secret', metadata: metadata('database'), stringData: { password: 'not-a-real-secret' } },
    ...numbers(5).flatMap((number) => [
      account(`account-${number}`),
      {
        apiVersion: `${rbac}/v1`,
        kind: 'Role',
        metadata: metadata(`role-${number}`),
        rules: [{ apiGroups: [''], resources: ['configmaps', 'pods'], verbs: ['get', 'list', 'watch'] }],
      },
      {
        apiVersion: `${rbac}/v1`,
        kind: 'RoleBinding',
        metadata: metadata(`role-${number}`),
        roleRef: { apiGroup: rbac, kind: 'Role', name: `role-${number}` },
        subjects: [{ kind: 'ServiceAccount', name: `account-${number}`, namespace: namespaceOf }],
      },
    ]),
    ...(index % 4 === 0 ? [closed] : []),
  ];
}

function service(index: number, namespaceOf: string): KubernetesObject {
  const name = workloadName(index);
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: namespaceOf },
    spec: { selector: { app: name }, ports: [{ name: 'main', port: 80, targetPort: 8080 }] },
  };
}

function node(index: number): KubernetesObject {
  const name = nodeName(index);
  return { apiVersion: 'v1', kind: 'Node', metadata: { name, labels: { 'kubernetes.io/hostname': name } } };
}

function namespace(name: string): KubernetesObject {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: { team: name } } };
}

function nodeName(index: number): string {
  return `node-${index}`;
}

export function workloadName(index: number): string {
  return `service-${index}`;
}

export function namespaceName(index: number): string {
  return `team-${index}`;
}

function labelsOf(index: number): Readonly<Record<string, string>> {
  return { app: workloadName(index), 'app.kubernetes.io/version': `1.${index % 50}.0` };
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}
