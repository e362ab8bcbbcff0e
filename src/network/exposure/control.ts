import { isIP } from 'node:net';
import type { Inventory, InventoryObject } from '../../inventory/index.ts';
import { listOf, recordOf, stringOf, textOf } from '../../kubernetes/index.ts';
import type { Block } from '../addresses.ts';
import { type Door, doorAt, NodeDoor } from './doors.ts';
import type { WayIn } from './way.ts';

const none = {
  service: undefined,
  workload: undefined,
  controller: undefined,
  hosts: [],
  urlPaths: [],
  sourceRanges: [],
  // No policy of the cluster holds for a node's own ports.
  policies: { outcome: 'allowed', names: [] },
} as const;

/**
 * Ways to what runs the cluster: kubelets and the API server.
 * @param apiServer the address that the cluster was read from
 */
export function* controlWays(
  inventory: Inventory,
  company: readonly Block[],
  apiServer: string | undefined,
): Generator<WayIn> {
  yield* kubelets(inventory, company);
  yield* apiServers(inventory, company, apiServer);
}

/** The kubelet's port, where a node doesn't say another. Source: kubelet reference, --port. */
const kubeletPort = 10250;
const configurationKind = 'kubelet.config.k8s.io/KubeletConfiguration';

/** One way for all nodes with the same port, by where they are reached. */
function* kubelets(inventory: Inventory, company: readonly Block[]): Generator<WayIn> {
  const byPort = Map.groupBy(inventory.ofKind('/Node'), ({ object }) => {
    const said = recordOf(recordOf(recordOf(object.status).daemonEndpoints).kubeletEndpoint).Port;
    return typeof said === 'number' ? said : kubeletPort;
  });
  const configurations = inventory.ofKind(configurationKind).map(({ object }) => object);
  const anonymous = configurations.some(({ authentication }) => isOpen(authentication));
  for (const [port, nodes] of byPort) {
    const { door } = new NodeDoor(nodes, company);
    const [via] = nodes;
    yield {
      ...none,
      by: 'kubelet',
      via,
      path: ['status', 'daemonEndpoints', 'kubeletEndpoint', 'Port'],
      nodes: nodes.length,
      addresses: [],
      ports: [{ protocol: 'TCP', port, target: port }],
      tls: 'yes',
      authentication: {
        state: anonymous ? 'none' : configurations.length > 0 ? 'required' : 'unknown',
        by: configurations.length > 0 ? 'authentication.anonymous' : undefined,
      },
      reach: door.zone,
      reasons: door.reasons,
    };
  }
  const { door } = new NodeDoor(inventory.ofKind('/Node'), company);
  for (const via of inventory.ofKind(configurationKind)) {
    const port = Number(textOf(via.object.readOnlyPort));
    if (!(port > 0)) continue;
    yield {
      ...none,
      by: 'kubelet',
      via,
      path: ['readOnlyPort'],
      nodes: undefined,
      addresses: [],
      ports: [{ protocol: 'TCP', port, target: port }],
      tls: 'no',
      authentication: { state: 'none', by: 'readOnlyPort' },
      reach: door.zone,
      reasons: door.reasons,
    };
  }
}

/** In a configuration file anonymous requests are refused unless it says otherwise. */
function isOpen(authentication: unknown): boolean {
  return recordOf(recordOf(authentication).anonymous).enabled === true;
}

const controlPlane = 'node-role.kubernetes.io/control-plane';
const securePort = 6443;

function* apiServers(inventory: Inventory, company: readonly Block[], address: string | undefined): Generator<WayIn> {
  const shared = {
    ...none,
    by: 'api-server',
    path: [],
    tls: 'yes',
    authentication: { state: 'required', by: undefined },
  } as const;
  const pods = inventory.workloads.filter(runsApiServer);
  const [pod] = pods;
  if (pod !== undefined) {
    const all = inventory.ofKind('/Node');
    const own = all.filter(({ object }) => recordOf(object.metadata?.labels)[controlPlane] !== undefined);
    const { door } = new NodeDoor(own.length > 0 ? own : all, company);
    const port = portOf(pod);
    const ports = [{ protocol: 'TCP', port, target: port }] as const;
    yield {
      ...shared,
      via: pod,
      workload: pod,
      nodes: pods.length,
      addresses: [],
      ports,
      reach: door.zone,
      reasons: door.reasons,
    };
  }
  if (address === undefined) return;
  const place = placeOf(address);
  if (place === undefined) return;
  const door: Pick<Door, 'zone' | 'reasons'> =
    isIP(place.host) === 0 ? { zone: 'unknown', reasons: ['address-name'] } : doorAt([place.host], company);
  yield {
    ...shared,
    via: inventory.find('/Service', 'default', 'kubernetes'),
    nodes: undefined,
    addresses: [place.host],
    ports: [{ protocol: 'TCP', port: place.port, target: undefined }],
    reach: door.zone,
    reasons: door.reasons,
  };
}

function runsApiServer({ namespace, podTemplates }: InventoryObject): boolean {
  if (namespace !== 'kube-system') return false;
  return podTemplates.some(({ containers }) => containers.some(({ container }) => wordsOf(container).some(isProgram)));
}

function isProgram(word: string): boolean {
  return word === 'kube-apiserver' || word.endsWith('/kube-apiserver');
}

function wordsOf(container: Readonly<Record<string, unknown>>): readonly string[] {
  return [...listOf(container.command), ...listOf(container.args)].flatMap((word) => stringOf(word) ?? []);
}

function portOf({ podTemplates }: InventoryObject): number {
  const words = podTemplates.flatMap(({ containers }) => containers.flatMap(({ container }) => wordsOf(container)));
  const said = Number(
    /^--secure-port=(\d{1,5})$/.exec(words.find((word) => word.startsWith('--secure-port=')) ?? '')?.[1],
  );
  return said > 0 ? said : securePort;
}

/** `https://10.0.0.1:6443` */
function placeOf(address: string): { readonly host: string; readonly port: number } | undefined {
  if (!URL.canParse(address)) return undefined;
  const { hostname, port, protocol } = new URL(address);
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? (protocol === 'http:' ? 80 : 443) : Number(port),
  };
}
