import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { listOf, recordOf } from '../../src/kubernetes/index.ts';
import { Api, until } from '../cluster/api.ts';
import { programs } from '../cluster/binaries.ts';
import { archiveOf, busyboxImage, type Image } from './image.ts';
import { Node } from './node.ts';
import type { NodePlane } from './plane.ts';
import { pauseImage } from './settings.ts';

export interface Nodes {
  readonly nodes: readonly Node[];
  /** Makes an image known to every node, under the name that pods call it by. */
  importImage(image: Image): Promise<void>;
  /** Ends all that runs on them; the Nodes stay in the API. */
  stop(): Promise<void>;
}

/** How long a node may take until it is Ready, milliseconds. Two busy cores need 3 s. */
const startLimit = 180_000;

/**
 * Starts nodes `node-1`, `node-2`, … and waits until they are Ready.
 * @throws Error with the ends of its logs where one does not become that; `stopNodePlane` takes away what there is then
 */
export async function startNodes(plane: NodePlane, { count }: { readonly count: number }): Promise<Nodes> {
  const paths = await programs(['kubelet', 'kube-proxy']);
  const nodes: Node[] = [];
  for (let index = 1; index <= count; index += 1) nodes.push(await Node.start(plane, index, paths));
  for (const from of nodes)
    for (const to of nodes) if (from !== to) await from.inNetwork(['ip', 'route', 'add', to.pods, 'via', to.address]);
  const api = new Api(plane.access);
  try {
    await api.create(kubeletClients);
    for (const node of nodes) await waitFor(node, 'containerd', () => node.containerd('version').then(() => true));
    await importImage(plane, nodes, await busyboxImage(pauseImage, ['/bin/busybox', 'sleep', '2147483647']));
    for (const node of nodes) await waitFor(node, 'Ready', () => isReady(api, node.name));
  } finally {
    api.close();
  }
  return {
    nodes,
    importImage: (image) => importImage(plane, nodes, image),
    stop: async () => {
      await Promise.all(nodes.map((node) => node.stop()));
    },
  };
}

/** Who the API server is to kubelets. */
const kubeletClients = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRoleBinding',
  metadata: { name: 'kubelet-client' },
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'system:kubelet-api-admin' },
  subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'kubelet-client' }],
};

async function importImage({ place }: NodePlane, nodes: readonly Node[], image: Image): Promise<void> {
  const file = join(place.folder, 'image.tar');
  await writeFile(file, archiveOf(image));
  for (const node of nodes) await node.containerd('images', 'import', file);
  await rm(file);
}

async function waitFor(node: Node, what: string, ask: () => Promise<boolean>): Promise<void> {
  try {
    await until(`${node.name}: ${what}`, startLimit, () => ask().catch(() => false));
  } catch (cause) {
    throw new Error(`${String(cause)}\n${await node.logs()}`, { cause });
  }
}

async function isReady(api: Api, name: string): Promise<boolean> {
  const { status } = await api.demand('GET', `/api/v1/nodes/${name}`);
  return listOf(recordOf(status).conditions)
    .map(recordOf)
    .some(({ type, status }) => type === 'Ready' && status === 'True');
}
