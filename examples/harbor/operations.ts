import { setTimeout as sleep } from 'node:timers/promises';
import { listOf, recordOf, stringOf } from '../../src/kubernetes/index.ts';
import { type Api, messageOf } from '../../test/cluster/api.ts';
import { inParallel } from '../../test/cluster/in-parallel.ts';
import { digestOf, mirror } from './kinds.ts';
import { nodes } from './nodes.ts';

/** What kubelets, the storage driver, the load balancer and people do, where only the API is real. */

type Fields = Readonly<Record<string, unknown>>;

/** Pods that can't start, by the app.kubernetes.io/name of their workload: how often they have tried. */
const crashing: Readonly<Record<string, number>> = { 'authority-connector': 212 };
/** Restarts of others. */
const restarts: Readonly<Record<string, number>> = { 'gate-kiosk': 17, 'notebooks': 3, 'mq-bridge': 6, 'crane-telemetry': 41 };

/** Gives every claim a volume, which the controller then binds. */
export async function bindVolumes(api: Api): Promise<void> {
  for (const claim of await items(api, '/api/v1/persistentvolumeclaims')) {
    const { name, namespace, uid } = recordOf(claim.metadata);
    const spec = recordOf(claim.spec);
    if (spec.volumeName !== undefined || typeof uid !== 'string') continue;
    const answer = await api.request('POST', '/api/v1/persistentvolumes', {
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name: `pvc-${uid}`, annotations: { 'pv.kubernetes.io/provisioned-by': 'csi.harbor.example' } },
      spec: {
        capacity: recordOf(spec.resources).requests,
        accessModes: spec.accessModes,
        storageClassName: spec.storageClassName,
        persistentVolumeReclaimPolicy: 'Delete',
        claimRef: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', name, namespace, uid },
        csi: { driver: 'csi.harbor.example', volumeHandle: `vol-${String(uid).slice(0, 8)}` },
      },
    });
    if (answer.status >= 300 && answer.status !== 409) throw new Error(`volume of ${name}: ${messageOf(answer)}`);
  }
}

/** Adds to the status of each running pod what a kubelet would have said. */
export async function setPodStatuses(api: Api): Promise<void> {
  const pods = await items(api, '/api/v1/pods');
  await inParallel(pods, async (pod) => {
    const status = statusOf(pod);
    const { name, namespace } = recordOf(pod.metadata);
    if (status === undefined) return;
    await patch(api, `/api/v1/namespaces/${namespace}/pods/${name}/status`, { status });
  });
}

function statusOf(pod: Fields): Fields | undefined {
  const [spec, status, metadata] = [recordOf(pod.spec), recordOf(pod.status), recordOf(pod.metadata)];
  const node = nodes.find(({ name }) => name === spec.nodeName);
  const ephemeral = listOf(spec.ephemeralContainers).length > listOf(status.ephemeralContainerStatuses).length;
  if (node === undefined || status.phase !== 'Running' || (status.podIP !== undefined && !ephemeral)) return undefined;
  const app = stringOf(recordOf(metadata.labels)['app.kubernetes.io/name']) ?? stringOf(metadata.name) ?? '';
  const started = { startedAt: stringOf(status.startTime) };
  if (listOf(metadata.ownerReferences).some((owner) => recordOf(owner).kind === 'Job')) {
    const terminated = { exitCode: 0, reason: 'Completed', ...started, finishedAt: new Date().toISOString() };
    return {
      phase: 'Succeeded',
      conditions: [{ type: 'Ready', status: 'False', reason: 'PodCompleted' }],
      containerStatuses: containers(spec.containers, { terminated }, 0, false),
    };
  }
  const tries = crashing[app];
  const state =
    tries === undefined ? { running: started } : { waiting: { reason: 'CrashLoopBackOff', message: 'back-off 5m0s restarting failed container' } };
  const podIP = spec.hostNetwork === true ? node.ip : addressFor(node.name, `${metadata.namespace}/${metadata.name}`);
  return {
    hostIP: node.ip,
    podIP,
    podIPs: [{ ip: podIP }],
    ...(tries !== undefined && { conditions: [{ type: 'Ready', status: 'False', reason: 'ContainersNotReady' }] }),
    containerStatuses: containers(spec.containers, state, tries ?? restarts[app] ?? 0, tries === undefined),
    initContainerStatuses: containers(spec.initContainers, { terminated: { exitCode: 0, reason: 'Completed' } }, 0, true),
    ephemeralContainerStatuses: containers(spec.ephemeralContainers, { running: started }, 0, false),
  };
}

function containers(list: unknown, state: Fields, restartCount: number, ready: boolean): Fields[] {
  return listOf(list).map(recordOf).map(({ name, image }) => {
    const [repository = ''] = (stringOf(image) ?? '').split('@');
    const imageID = `${repository.replace(/:[\w.-]+$/, '')}@${digestOf(repository)}`;
    return { name, image, imageID, restartCount, ready, started: ready, state };
  });
}

const given = new Map<string, number>();

/** Addresses of a node's pods, one after the other. */
function addressFor(node: string, pod: string): string {
  const index = nodes.findIndex(({ name }) => name === node);
  const last = given.get(pod) ?? [...given.keys()].length + 2;
  given.set(pod, last);
  return `10.244.${index}.${last}`;
}

/** Two CronJobs have run before. */
export async function ranJobs(api: Api): Promise<void> {
  for (const [namespace, name] of [['billing-prod', 'ledger-backup'], ['identity', 'directory-sync']] as const) {
    const cronJob = await api.demand('GET', `/apis/batch/v1/namespaces/${namespace}/cronjobs/${name}`);
    const { spec } = recordOf(recordOf(cronJob.spec).jobTemplate);
    const owner = { apiVersion: 'batch/v1', kind: 'CronJob', name, uid: recordOf(cronJob.metadata).uid, controller: true };
    const metadata = { name: `${name}-29401820`, namespace, ownerReferences: [owner] };
    await api.create({ apiVersion: 'batch/v1', kind: 'Job', metadata, spec });
  }
}

/** Load balancers get their addresses. */
export async function giveAddresses(api: Api): Promise<void> {
  let last = 10;
  for (const service of await items(api, '/api/v1/services')) {
    const { name, namespace } = recordOf(service.metadata);
    if (recordOf(service.spec).type !== 'LoadBalancer') continue;
    const status = { loadBalancer: { ingress: [{ ip: `203.0.113.${last++}` }] } };
    await patch(api, `/api/v1/namespaces/${namespace}/services/${name}/status`, { status });
  }
}

/** Somebody looks for a fault in one pod of a workload, as root and with all of the network's rights. */
export async function addDebugContainer(api: Api, namespace: string, app: string): Promise<void> {
  const selector = encodeURIComponent(`app.kubernetes.io/name=${app}`);
  const [pod] = await items(api, `/api/v1/namespaces/${namespace}/pods?labelSelector=${selector}`);
  const container = {
    name: 'debugger-x7k2p',
    image: `${mirror}/nicolaka/netshoot:latest`,
    command: ['zsh'],
    stdin: true,
    tty: true,
    securityContext: { runAsUser: 0, runAsNonRoot: false },
  };
  const path = `/api/v1/namespaces/${namespace}/pods/${recordOf(pod?.metadata).name}/ephemeralcontainers`;
  await patch(api, path, { spec: { ephemeralContainers: [container] } });
}

/** Whether the controllers have made all that they will: as many pods as are asked for run, and nothing changed for two seconds. */
export async function isSettled(api: Api): Promise<boolean> {
  const before = await picture(api);
  if (before === undefined) return false;
  await sleep(2000);
  return before === (await picture(api));
}

async function picture(api: Api): Promise<string | undefined> {
  for (const plural of ['deployments', 'statefulsets', 'replicasets']) {
    for (const workload of await items(api, `/apis/apps/v1/${plural}`)) {
      const [spec, status] = [recordOf(workload.spec), recordOf(workload.status)];
      if (spec.replicas !== (status.replicas ?? 0)) return undefined;
    }
  }
  const pods = await items(api, '/api/v1/pods');
  const waiting = pods.filter(({ status }) => recordOf(status).phase === 'Pending');
  // The second plate reader: there is one node with a camera card.
  if (waiting.length !== 1) return undefined;
  return pods.map((pod) => `${recordOf(pod.metadata).name} ${recordOf(pod.status).podIP !== undefined}`).sort().join('\n');
}

async function items(api: Api, path: string): Promise<Record<string, unknown>[]> {
  const list = await api.demand('GET', path);
  return listOf(list.items).map((item) => ({ ...recordOf(item) }));
}

async function patch(api: Api, path: string, body: Fields): Promise<void> {
  const raw = { type: 'application/strategic-merge-patch+json', text: JSON.stringify(body) };
  const answer = await api.request('PATCH', path, undefined, raw);
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${messageOf(answer)}`);
}
