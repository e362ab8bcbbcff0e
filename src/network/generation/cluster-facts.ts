import { isIP } from 'node:net';
import type { ApiServerEndpoints } from '../../inventory/cluster/index.ts';
import type { Inventory, InventoryObject } from '../../inventory/index.ts';
import { listOf, recordOf, stringOf } from '../../kubernetes/index.ts';
import { parseBlock } from '../addresses.ts';
import { networkPluginsOf } from '../cni/index.ts';
import type { Endpoint } from '../reachability/index.ts';

/** What is known of the cluster's own addresses. */
export interface ClusterFacts {
  /**
   * Where connections of control-plane nodes come from: blocks, or undefined where they can't be named (not known, or the network program
   * doesn't match nodes by address).
   */
  readonly controlPlane: readonly string[] | undefined;
  /** The same for all nodes. */
  readonly nodes: readonly string[] | undefined;
  /** Whether nodes are never matched by address. */
  readonly nodesUnnameable: boolean;
  /** Where pods reach the API server: its endpoints, not the Service's address. */
  readonly apiServer: {
    readonly blocks: readonly string[] | undefined;
    readonly ports: readonly number[];
    /** Each of its addresses as a block, where they are known and not only those of nodes. */
    readonly known: readonly string[] | undefined;
  };
  /** Blocks that pods' addresses are from. */
  readonly podBlocks: readonly string[];
  readonly hasIpv6: boolean;
}

/** More blocks than this are no list that a person would read: then a rule is open to everyone at its port. */
const mostBlocks = 64;

/** `nodeNetworks`: where the user says that nodes are; then no single addresses are written. */
export function clusterFacts(
  inventory: Inventory,
  endpoints: readonly Endpoint[],
  nodeNetworks: readonly string[],
  apiServer: ApiServerEndpoints = apiServerIn(inventory),
): ClusterFacts {
  const nodes = inventory.ofKind('/Node');
  const plugins = networkPluginsOf(inventory).plugins.map(({ id }) => id);
  const nodesUnnameable = plugins.includes('cilium');
  const gateways = gatewayBits(plugins);
  const control = nodes.filter(isControlPlane);
  // Where it isn't known how traffic of nodes is sent to pods, it may come from addresses that nothing shows.
  const asSources = (some: readonly InventoryObject[]) => {
    if (nodesUnnameable || gateways === undefined) return undefined;
    const tunnels = some.flatMap((node) => tunnelBlocks(node, gateways));
    if (nodeNetworks.length > 0) return [...nodeNetworks, ...tunnels];
    const blocks = [...new Set([...some.flatMap(nodeBlocks), ...tunnels])].sort();
    return blocks.length === 0 || blocks.length > mostBlocks ? undefined : blocks;
  };
  const podBlocks = nodes.flatMap(podBlocksOf);
  const addresses = [...nodes.flatMap(nodeBlocks), ...endpoints.flatMap((one) => one.addresses ?? []), ...podBlocks];
  return {
    controlPlane: control.length === 0 ? undefined : asSources(control),
    nodes: nodes.length === 0 ? undefined : asSources(nodes),
    nodesUnnameable,
    apiServer: {
      blocks: nodesUnnameable ? undefined : apiServerBlocks(apiServer.addresses, control, nodeNetworks),
      known: apiServer.addresses.length > 0 ? apiServer.addresses.map(single) : undefined,
      ports: apiServer.ports.length > 0 ? apiServer.ports : apiServerPorts(inventory),
    },
    podBlocks: joined(podBlocks),
    hasIpv6: addresses.some((one) => one.includes(':')),
  };
}

const controlPlaneLabels = [
  'node-role.kubernetes.io/control-plane',
  'node-role.kubernetes.io/master',
  'node-role.kubernetes.io/controlplane',
];

function isControlPlane({ object }: InventoryObject): boolean {
  const labels = recordOf(object.metadata?.labels);
  return controlPlaneLabels.some((label) => Object.hasOwn(labels, label));
}

export function single(address: string): string {
  return `${address}/${isIP(address) === 6 ? 128 : 32}`;
}

function nodeBlocks({ object }: InventoryObject): readonly string[] {
  return listOf(recordOf(object.status).addresses)
    .map(recordOf)
    .flatMap(({ type, address }) =>
      (type === 'InternalIP' || type === 'ExternalIP') && typeof address === 'string' && isIP(address) !== 0
        ? [single(address)]
        : [],
    );
}

function podBlocksOf({ object }: InventoryObject): readonly string[] {
  const { podCIDR, podCIDRs } = recordOf(object.spec);
  return [podCIDR, ...listOf(podCIDRs)].flatMap((one) =>
    typeof one === 'string' && parseBlock(one) !== undefined ? [one] : [],
  );
}

/**
 * Pods of another node see a node's connections come from an address of its tunnel or bridge: the first ones of the node's own block. How
 * many bits of it: .0 and .1 with flannel (flannel.1, cni0) and what works as it does, .0 to .3 with OVN-Kubernetes (management port).
 * Calico says its tunnels' addresses in annotations. Undefined: not known.
 */
function gatewayBits(plugins: readonly string[]): number | undefined {
  if (plugins.length === 0 || plugins.includes('weave')) return undefined;
  return plugins.includes('ovn-kubernetes') ? 2 : 1;
}

const tunnelAnnotations = [
  'projectcalico.org/IPv4IPIPTunnelAddr',
  'projectcalico.org/IPv4VXLANTunnelAddr',
  'projectcalico.org/IPv6VXLANTunnelAddr',
  'projectcalico.org/IPv4WireguardInterfaceAddr',
  'projectcalico.org/IPv6WireguardInterfaceAddr',
];

function tunnelBlocks(node: InventoryObject, gateways: number): readonly string[] {
  const annotations = recordOf(node.object.metadata?.annotations);
  const said = tunnelAnnotations.flatMap((key) => {
    const address = stringOf(annotations[key]);
    return address === undefined || isIP(address) === 0 ? [] : [single(address)];
  });
  const first = podBlocksOf(node).flatMap((text) => {
    const block = parseBlock(text);
    return block === undefined ? [] : [`${block.address}/${(block.family === 'ipv4' ? 32 : 128) - gateways}`];
  });
  return [...said, ...first];
}

/** Blocks of nodes that lie beside each other are not joined, but those that are the same are named once. */
function joined(blocks: readonly string[]): readonly string[] {
  return [...new Set(blocks)].sort();
}

const kubernetesService = 'kubernetes';

/** What objects of the input say of it: its EndpointSlices, or Endpoints. */
function apiServerIn(inventory: Inventory): ApiServerEndpoints {
  const isOwn = ({ name, namespace, object }: InventoryObject) =>
    namespace === 'default' &&
    (recordOf(object.metadata?.labels)['kubernetes.io/service-name'] ?? name) === kubernetesService;
  const slices = inventory.ofKind('discovery.k8s.io/EndpointSlice').filter(isOwn);
  const subsets = inventory
    .ofKind('/Endpoints')
    .filter(isOwn)
    .flatMap(({ object }) => listOf(object.subsets).map(recordOf));
  const addresses = [
    ...slices.flatMap(({ object }) => listOf(object.endpoints).flatMap((one) => listOf(recordOf(one).addresses))),
    ...subsets.flatMap((one) => listOf(one.addresses).map((address) => recordOf(address).ip)),
  ];
  const ports = [...slices.map(({ object }) => object.ports), ...subsets.map((one) => one.ports)]
    .flatMap(listOf)
    .map((one) => recordOf(one).port);
  return {
    addresses: addresses.filter((one): one is string => typeof one === 'string' && isIP(one) !== 0),
    ports: [...new Set(ports.filter((one): one is number => typeof one === 'number'))].sort((a, b) => a - b),
  };
}

function apiServerBlocks(
  addresses: readonly string[],
  control: readonly InventoryObject[],
  nodeNetworks: readonly string[],
): readonly string[] | undefined {
  if (addresses.length > 0) return joined(addresses.map(single));
  if (control.length === 0) return undefined;
  const blocks = nodeNetworks.length > 0 ? nodeNetworks : control.flatMap(nodeBlocks);
  return blocks.length === 0 ? undefined : joined(blocks);
}

/** Ports behind the Service `kubernetes`; where it isn't in the input, those that API servers have: 6443 (kubeadm), 443 (clouds). */
function apiServerPorts(inventory: Inventory): readonly number[] {
  const service = inventory.find('/Service', 'default', kubernetesService);
  const ports = listOf(recordOf(service?.object.spec).ports)
    .map(recordOf)
    .flatMap(({ port, targetPort = port }) => (typeof targetPort === 'number' ? [targetPort] : []));
  return ports.length === 0 ? [443, 6443] : [...new Set(ports)].sort((a, b) => a - b);
}
