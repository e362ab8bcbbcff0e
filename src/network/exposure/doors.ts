import { isIP } from 'node:net';
import type { InventoryObject } from '../../inventory/index.ts';
import { type KubernetesObject, listOf, recordOf, stringOf } from '../../kubernetes/index.ts';
import { type Block, contains, isWorld, parseBlock } from '../addresses.ts';
import { isInternalLoadBalancer, type Service } from '../services.ts';
import { isLoopback } from './node-port-addresses.ts';
import type { ReachReason } from './way.ts';
import { zoneOf } from './zones.ts';

/** What a way in admits before any policy is asked. */
export interface Door {
  readonly zone: 'internet' | 'company' | 'nowhere' | 'unknown';
  readonly reasons: readonly ReachReason[];
  readonly addresses: readonly string[];
  /** Who is let in; undefined where everybody is. */
  readonly ranges: readonly Block[] | undefined;
  /** What the ranges were written as. */
  readonly rangeTexts: readonly string[];
}

const open = { ranges: undefined, rangeTexts: [] } as const;

/** Source ranges as written; a range of the whole world limits nothing, and of what can't be read nobody knows what it does. */
export function rangesFrom(texts: readonly unknown[]): Pick<Door, 'ranges' | 'rangeTexts'> {
  const words = texts.flatMap((text) => (stringOf(text) ?? '').split(',')).map((text) => text.trim());
  const given = words.filter((text) => text !== '');
  const blocks = given.flatMap((text) => parseBlock(text) ?? []);
  if (given.length === 0 || blocks.length < given.length || blocks.some(isWorld)) return open;
  return { ranges: blocks, rangeTexts: given };
}

/** The door with the addresses that something is known to have. */
export function doorAt(addresses: readonly string[], company: readonly Block[], reason: ReachReason = 'address'): Door {
  const zones = addresses.map((address) => zoneOf(address, company));
  const zone = zones.includes('internet') ? 'internet' : zones.includes('company') ? 'company' : 'nowhere';
  return { zone, reasons: [reason], addresses, ...open };
}

/** Clouds by the scheme of a node's `spec.providerID`: a load balancer of theirs is public where nothing says otherwise. */
const clouds: ReadonlySet<string> = new Set([
  ...['aws', 'gce', 'azure', 'alicloud', 'openstack', 'digitalocean', 'hcloud', 'ibm', 'oci', 'ocid1', 'linode'],
  ...['scaleway', 'yandex', 'qcloud', 'huaweicloud', 'vultr', 'exoscale', 'civo', 'upcloud'],
]);

/** Alibaba's are `cn-hangzhou.i-…` without a scheme. Source: each provider's cloud controller manager. */
function isCloud(providerId: string): boolean {
  const scheme = /^([a-z0-9]+):/.exec(providerId)?.[1];
  return scheme === undefined ? /^[a-z]+-[a-z0-9-]+\.i-/.test(providerId) : clouds.has(scheme);
}

/** Nodes as a door: what listens on all of them. */
export class NodeDoor {
  readonly door: Door;
  /** What listens on their node ports, which may be at some of their addresses only. */
  readonly nodePorts: Door;
  /** Undefined where no node is known. */
  readonly inCloud: boolean | undefined;

  /** @param blocks addresses at which node ports are answered; absent: all */
  constructor(objects: readonly InventoryObject[], company: readonly Block[], blocks?: readonly Block[]) {
    const nodes = objects.map(({ object }) => object);
    const ids = nodes.map(({ spec }) => stringOf(recordOf(spec).providerID) ?? '');
    this.inCloud = nodes.length === 0 ? undefined : ids.some(isCloud);
    const each = nodes.map(addressesOf);
    this.door = nodesDoor(each.flat(), company);
    this.nodePorts = blocks === undefined ? this.door : nodePortDoor(each, company, blocks, this.inCloud === true);
  }
}

function addressesOf({ status }: KubernetesObject): readonly string[] {
  return listOf(recordOf(status).addresses)
    .map(recordOf)
    .flatMap(({ address }) => (typeof address === 'string' && isIP(address) !== 0 ? [address] : []));
}

function nodesDoor(addresses: readonly string[], company: readonly Block[]): Door {
  if (addresses.length === 0) return { zone: 'unknown', reasons: ['node-addresses'], addresses: [], ...open };
  const { zone } = doorAt(addresses, company);
  const reasons: readonly ReachReason[] = zone === 'internet' ? ['address', 'firewall'] : ['address'];
  return { zone, reasons, addresses: [], ...open };
}

/**
 * Clouds give a node's public address to nobody but their own gateway, which sends on to the private one: there a node is reached at all
 * addresses if it is at one. A block that no known address is in may be that of an interface which the node's status doesn't name.
 */
function nodePortDoor(
  nodes: readonly (readonly string[])[],
  company: readonly Block[],
  blocks: readonly Block[],
  inCloud: boolean,
): Door {
  // Of a family that no block is of, all addresses are.
  const isIn = (address: string) => {
    const own = blocks.filter(({ family }) => (family === 'ipv6') === (isIP(address) === 6));
    return own.length === 0 || own.some((block) => contains(block, address));
  };
  const left = nodes.flatMap((own) => (inCloud && own.some(isIn) ? own : own.filter(isIn)));
  if (left.length > 0) return nodesDoor(left, company);
  const others = blocks.filter((block) => !isLoopback(block));
  if (others.length === 0) return { zone: 'nowhere', reasons: ['node-port-addresses'], addresses: [], ...open };
  const isOwn = others.every(({ address, prefix }) =>
    company.some((block) => block.prefix <= prefix && contains(block, address)),
  );
  return { zone: isOwn ? 'company' : 'unknown', reasons: ['node-port-addresses'], addresses: [], ...open };
}

const scheme = 'service.beta.kubernetes.io/aws-load-balancer-scheme';
const awsType = 'service.beta.kubernetes.io/aws-load-balancer-type';

/**
 * Classes that decide where a load balancer is when nothing else does. Sources: AWS Load Balancer Controller, "NLB" (internal by
 * default); Amazon EKS, "Auto Mode load balancing"; GKE, "LoadBalancer Service parameters".
 */
const classZones: Readonly<Record<string, Door['zone']>> = {
  'service.k8s.aws/nlb': 'company',
  'eks.amazonaws.com/nlb': 'company',
  'networking.gke.io/l4-regional-external': 'internet',
  'networking.gke.io/l4-regional-external-legacy': 'internet',
  'networking.gke.io/l4-regional-internal': 'company',
  'networking.gke.io/l4-regional-internal-legacy': 'company',
};

/** Where a Service of type LoadBalancer is reached from. */
export function loadBalancerDoor(service: Service, nodes: NodeDoor, company: readonly Block[]): Door {
  const { spec, object } = service;
  const annotations = recordOf(object.object.metadata?.annotations);
  const ranges = rangesFrom([
    ...listOf(spec.loadBalancerSourceRanges),
    // Read where the field is empty. Source: API reference, Service.
    ...(listOf(spec.loadBalancerSourceRanges).length > 0
      ? []
      : [annotations['service.beta.kubernetes.io/load-balancer-source-ranges']]),
  ]);
  const given = balancerAddresses(object.object.status, spec.loadBalancerIP);
  const said = (zone: Door['zone'], reason: ReachReason): Door => {
    return { zone, reasons: [reason], addresses: [...given.addresses, ...given.names], ...ranges };
  };
  if (isInternalLoadBalancer(service)) return said('company', 'said-internal');
  if (annotations[scheme] === 'internet-facing') return said('internet', 'load-balancer-default');
  if (given.addresses.length > 0) return said(doorAt(given.addresses, company).zone, 'address');
  if (given.names.some((name) => /^internal-.*\.elb\.amazonaws\.com(\.cn)?$/.test(name)))
    return said('company', 'address');
  const name = stringOf(spec.loadBalancerClass);
  const byClass = name === undefined ? undefined : classZones[name];
  if (byClass !== undefined) return said(byClass, byClass === 'company' ? 'said-internal' : 'load-balancer-default');
  if (annotations[awsType] === 'external' || annotations[awsType] === 'nlb-ip') return said('company', 'said-internal');
  if (name !== undefined) return said('unknown', 'load-balancer-class');
  if (given.names.length > 0 && nodes.inCloud !== true) return said('unknown', 'address-name');
  if (nodes.inCloud === false) return said('unknown', 'load-balancer-provider');
  return said('internet', 'load-balancer-default');
}

/** What a status (of a Service, an Ingress) says that it got; `asked`: an address that the object asks for itself. */
export function balancerAddresses(status: unknown, asked?: unknown) {
  const given = listOf(recordOf(recordOf(status).loadBalancer).ingress).map(recordOf);
  const addresses = given.flatMap(({ ip }) => stringOf(ip) ?? []);
  if (addresses.length === 0 && typeof asked === 'string' && isIP(asked) !== 0) addresses.push(asked);
  return { addresses, names: given.flatMap(({ hostname }) => stringOf(hostname) ?? []) };
}
