import { isIP } from 'node:net';
import type { Inventory, InventoryObject } from '../../inventory/index.ts';
import { type Labels, listOf, type PodTemplate, recordOf, stringOf } from '../../kubernetes/index.ts';
import { podsOf } from '../pods.ts';
import { isProtocol, type Protocol } from './ports.ts';

/** Pods of one template, or a node. */
export interface Endpoint {
  /** `Deployment/shop/web`, `Node/worker-1`; `nodes` where no node is known. */
  readonly name: string;
  readonly object: InventoryObject | undefined;
  /** What its pods are made of; undefined for nodes. */
  readonly template: PodTemplate | undefined;
  /** Undefined for nodes. */
  readonly namespace: string | undefined;
  /** Undefined where they are not known: those of the node that a pod in its network runs on. */
  readonly labels: Labels | undefined;
  /** A node, or a pod in its node's network: policies don't hold for it, and pod selectors don't mean it. */
  readonly isHost: boolean;
  readonly namedPorts: readonly NamedPort[];
  readonly serviceAccount: string;
  /** Undefined where none is known. */
  readonly addresses: readonly string[] | undefined;
}

export interface NamedPort {
  readonly name: string;
  readonly protocol: Protocol;
  readonly port: number;
}

/** Addresses of pods by the workload that made them, where a cluster says them. */
export type AddressesByObject = ReadonlyMap<InventoryObject, readonly string[]>;

/** Kinds with a template from which no pods are made as such. */
const noPods: ReadonlySet<string> = new Set(['/PodTemplate', 'batch/JobTemplate', 'apps.kruise.io/SidecarSet']);

/** Everything in a cluster that connections begin or end at; nodes after pods. */
export function endpointsOf(inventory: Inventory, addresses: AddressesByObject): readonly Endpoint[] {
  const index = podsOf(inventory);
  const pods: Endpoint[] = [];
  for (const namespace of index.namespaces)
    for (const { object, template, labels } of index.inNamespace(namespace)) {
      if (noPods.has(object.groupKind)) continue;
      const isHost = template.spec.hostNetwork === true;
      pods.push({
        name: `${object.kind}/${namespace}/${object.name}`,
        object,
        template,
        namespace,
        labels: isHost ? undefined : labels,
        isHost,
        namedPorts: namedPortsOf(template),
        serviceAccount:
          stringOf(template.spec.serviceAccountName) ?? stringOf(template.spec.serviceAccount) ?? 'default',
        addresses: addresses.get(object) ?? podAddresses(object),
      });
    }
  const nodes = inventory.ofKind('/Node').map(
    (object): Endpoint => ({
      ...anyNode,
      name: `Node/${object.name}`,
      object,
      labels: recordOf(object.object.metadata?.labels),
      addresses: validAddresses(
        listOf(recordOf(object.object.status).addresses)
          .map(recordOf)
          .map(({ address }) => address),
      ),
    }),
  );
  return [...pods, ...(nodes.length === 0 ? [anyNode] : nodes)];
}

const anyNode: Endpoint = {
  name: 'nodes',
  object: undefined,
  template: undefined,
  namespace: undefined,
  labels: undefined,
  isHost: true,
  namedPorts: [],
  serviceAccount: '',
  addresses: undefined,
};

function podAddresses(object: InventoryObject): readonly string[] | undefined {
  if (object.groupKind !== '/Pod') return undefined;
  const { podIP, podIPs } = recordOf(object.object.status);
  return validAddresses([
    podIP,
    ...listOf(podIPs)
      .map(recordOf)
      .map(({ ip }) => ip),
  ]);
}

function validAddresses(values: readonly unknown[]): readonly string[] | undefined {
  const addresses = values.filter((value): value is string => typeof value === 'string' && isIP(value) !== 0);
  return addresses.length === 0 ? undefined : [...new Set(addresses)];
}

/** Ports with a name of the containers that run as long as the pod: init containers only where they are sidecars. */
function namedPortsOf({ containers }: PodTemplate): readonly NamedPort[] {
  return containers
    .filter(({ type, container }) => type === 'regular' || (type === 'init' && container.restartPolicy === 'Always'))
    .flatMap(({ container }) => listOf(container.ports).map(recordOf))
    .flatMap(({ name, protocol = 'TCP', containerPort }) =>
      typeof name === 'string' && isProtocol(protocol) && typeof containerPort === 'number'
        ? [{ name, protocol, port: containerPort }]
        : [],
    );
}
