import { isIP } from 'node:net';
import type { Inventory, InventoryObject } from '../../inventory/index.ts';
import { type FieldPath, listOf, recordOf, stringOf, textOf } from '../../kubernetes/index.ts';
import { contains, parseBlock } from '../addresses.ts';
import { objectName } from '../object-name.ts';
import { podsOf } from '../pods.ts';
import type { AddressesByObject } from '../reachability/index.ts';
import { type Service, servicesOf } from '../services.ts';

export type TrickCode =
  /** A name of the own host, of a metadata service, or an address. */
  | 'name-local'
  | 'name-metadata'
  /** A Service of another namespace: what may use only its own namespace's Services uses it. */
  | 'name-namespace'
  | 'name-address'
  /** Endpoints written by hand. */
  | 'endpoint-metadata'
  | 'endpoint-node'
  | 'endpoint-pod'
  | 'endpoint-service'
  /** Traffic to that address inside the cluster comes here (CVE-2020-8554). */
  | 'external-address'
  | 'external-own-address'
  /** No selector, and endpoints are not read of clusters. */
  | 'endpoints-unseen';

/** A way in which a Service is something else than it seems. */
export interface Trick {
  readonly code: TrickCode;
  readonly object: InventoryObject;
  readonly path: FieldPath;
  /** The name or address. */
  readonly value: string;
  /** Whose it is. */
  readonly owner: string | undefined;
}

const localhost = /^(([^.]+\.)*localhost(\.localdomain)?|0\.0\.0\.0)\.?$/i;
/** Names of clouds' metadata services. Sources: AWS, Google Cloud, Azure, Alibaba Cloud documentation. */
const metadataName =
  /^(metadata|metadata\.google\.internal|metadata\.azure\.(com|internal)|instance-data(\.ec2\.internal)?)\.?$/i;
const loopback = [parseBlock('127.0.0.0/8'), parseBlock('::1/128')].flatMap((block) => block ?? []);
/** Link-local addresses, where most of them listen, and the others. */
const metadataBlocks = [
  '169.254.0.0/16',
  '100.100.100.200/32',
  'fe80::/10',
  'fd00:ec2::254/128',
  '168.63.129.16/32',
].flatMap((text) => parseBlock(text) ?? []);

function isMetadata(address: string): boolean {
  return metadataBlocks.some((block) => contains(block, address));
}

/**
 * Everything that Services of an inventory lead to other than their own pods.
 * @param endpointsRead whether all endpoints that are written by hand are among the objects
 */
export function* tricksOf(
  inventory: Inventory,
  addresses: AddressesByObject = new Map(),
  endpointsRead = false,
): Generator<Trick> {
  const owners = new Owners(inventory, addresses);
  const services = servicesOf(inventory).all;
  for (const service of services) {
    if (service.type === 'ExternalName') yield* ofName(service);
    yield* ofExternalAddresses(service, owners);
  }
  const written = [...endpointsIn(inventory)];
  for (const one of written) yield* ofEndpoint(one, owners);
  if (endpointsRead) return;
  const known = new Set(written.map(({ namespace, service }) => `${namespace}/${service}`));
  for (const { object, namespace, selector, type } of services)
    if (
      selector === undefined &&
      type !== 'ExternalName' &&
      !isOwn(object) &&
      !known.has(`${namespace}/${object.name}`)
    )
      yield { code: 'endpoints-unseen', object, path: ['spec', 'selector'], value: object.name, owner: undefined };
}

/** The API server keeps the endpoints of this one itself. */
function isOwn({ namespace, name }: Pick<InventoryObject, 'namespace' | 'name'>): boolean {
  return namespace === 'default' && name === 'kubernetes';
}

function* ofName({ object, namespace, spec }: Service): Generator<Trick> {
  const value = (stringOf(spec.externalName) ?? '').replace(/\.$/, '');
  const trick = (code: TrickCode, owner?: string): Trick => {
    return { code, object, path: ['spec', 'externalName'], value, owner };
  };
  // Names that stand for the address in them: 127.0.0.1.nip.io.
  const address =
    isIP(value) !== 0
      ? value
      : /(?:^|[.-])(\d{1,3}(?:[.-]\d{1,3}){3})\.(?:nip|sslip|xip)\.io$/i.exec(value)?.[1]?.replaceAll('-', '.');
  if (localhost.test(value) || (address !== undefined && loopback.some((block) => contains(block, address))))
    yield trick('name-local');
  else if (metadataName.test(value) || (address !== undefined && isMetadata(address))) yield trick('name-metadata');
  else if (address !== undefined) yield trick('name-address');
  const other = /^[^.]+\.([^.]+)\.svc(\.|$)/.exec(value)?.[1];
  if (other !== undefined && other !== namespace) yield trick('name-namespace', other);
}

function* ofExternalAddresses({ object, spec }: Service, owners: Owners): Generator<Trick> {
  for (const [index, value] of listOf(spec.externalIPs).entries()) {
    if (typeof value !== 'string') continue;
    const owner = owners.of(value);
    const code = owner === undefined ? 'external-address' : 'external-own-address';
    yield { code, object, path: ['spec', 'externalIPs', index], value, owner: owner?.name };
  }
}

interface Written {
  readonly object: InventoryObject;
  readonly namespace: string;
  readonly service: string;
  readonly addresses: readonly { readonly address: string; readonly path: FieldPath }[];
}

/** Endpoints by hand: those that a controller of Kubernetes keeps follow from a selector. */
function* endpointsIn(inventory: Inventory): Generator<Written> {
  for (const object of inventory.ofKind('/Endpoints')) {
    const namespace = object.namespace ?? 'default';
    if (servicesOf(inventory).find(namespace, object.name)?.selector !== undefined) continue;
    const addresses = listOf(object.object.subsets).flatMap((subset, index) =>
      listOf(recordOf(subset).addresses).map((address, place) => ({
        address: textOf(recordOf(address).ip),
        path: ['subsets', index, 'addresses', place, 'ip'],
      })),
    );
    yield { object, namespace, service: object.name, addresses };
  }
  for (const object of inventory.ofKind('discovery.k8s.io/EndpointSlice')) {
    const labels = recordOf(object.object.metadata?.labels);
    const keeper = textOf(labels['endpointslice.kubernetes.io/managed-by']);
    const service = textOf(labels['kubernetes.io/service-name']);
    if (keeper === 'endpointslice-controller.k8s.io') continue;
    // A mirror of Endpoints that were looked at above.
    const isMirror = keeper === 'endpointslicemirroring-controller.k8s.io';
    if (isMirror && inventory.find('/Endpoints', object.namespace, service) !== undefined) continue;
    const addresses = listOf(object.object.endpoints).flatMap((endpoint, index) =>
      listOf(recordOf(endpoint).addresses).map((address, place) => ({
        address: textOf(address),
        path: ['endpoints', index, 'addresses', place],
      })),
    );
    yield { object, namespace: object.namespace ?? 'default', service, addresses };
  }
}

function* ofEndpoint({ object, namespace, service, addresses }: Written, owners: Owners): Generator<Trick> {
  if (isOwn({ namespace, name: service })) return;
  for (const { address: value, path } of addresses) {
    const owner = owners.of(value);
    const trick = (code: TrickCode): Trick => ({ code, object, path, value, owner: owner?.name });
    if (isMetadata(value)) yield trick('endpoint-metadata');
    else if (owner?.kind === 'node') yield trick('endpoint-node');
    else if (owner?.kind === 'service') yield trick('endpoint-service');
    else if (owner?.kind === 'pod' && owner.namespace !== namespace) yield trick('endpoint-pod');
  }
}

interface Owner {
  readonly kind: 'node' | 'pod' | 'service';
  readonly name: string;
  readonly namespace: string | undefined;
}

/** Whose address it is, as far as objects say. */
class Owners {
  readonly #byAddress = new Map<string, Owner>();

  constructor(inventory: Inventory, addresses: AddressesByObject) {
    const index = podsOf(inventory);
    for (const namespace of index.namespaces)
      for (const { object } of index.inNamespace(namespace)) {
        const own = addresses.get(object) ?? [textOf(recordOf(object.object.status).podIP)];
        for (const address of own) this.#add(address, { kind: 'pod', name: objectName(object), namespace });
      }
    for (const { object, namespace, spec } of servicesOf(inventory).all)
      for (const address of [spec.clusterIP, ...listOf(spec.clusterIPs)])
        this.#add(textOf(address), { kind: 'service', name: objectName(object), namespace });
    for (const object of inventory.ofKind('/Node'))
      for (const entry of listOf(recordOf(object.object.status).addresses))
        this.#add(textOf(recordOf(entry).address), { kind: 'node', name: objectName(object), namespace: undefined });
  }

  of(address: string): Owner | undefined {
    return this.#byAddress.get(address);
  }

  #add(address: string, owner: Owner): void {
    if (isIP(address) !== 0) this.#byAddress.set(address, owner);
  }
}
