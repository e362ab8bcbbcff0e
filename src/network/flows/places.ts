import { isIP } from 'node:net';
import type { ClusterState } from '../../inventory/cluster/index.ts';
import type { Inventory, InventoryObject } from '../../inventory/index.ts';
import type { Endpoint } from '../reachability/index.ts';
import { addressesOfService } from '../service-targets.ts';
import { type Service, servicesOf } from '../services.ts';
import type { Flow, FlowEnd } from './flow.ts';

/** A pod that a cluster shows, with the workload that it is of. */
export interface PodSeen {
  readonly namespace: string;
  readonly name: string;
  readonly address: string | undefined;
  /** Milliseconds since 1970. */
  readonly started: number | undefined;
  readonly object: InventoryObject;
}

/** Pods of a cluster; what stands for pods that differ from their template is under itself. */
export function podsSeenOf({ objects, pods, representatives }: ClusterState): readonly PodSeen[] {
  const standing = new Map([...representatives.keys()].map((key) => [key, objects.get(key)]));
  return [...pods].flatMap(([key, instances]) => {
    const object = objects.get(key);
    if (object === undefined) return [];
    return [...instances].map(([podKey, { namespace, name, ip, started, phase }]) => ({
      namespace,
      name,
      // One that has ended has given its address back.
      address: phase === 'Succeeded' || phase === 'Failed' ? undefined : ip,
      started: started === undefined ? undefined : Date.parse(started),
      object: standing.get(podKey) ?? object,
    }));
  });
}

/** Where a flow began or ended. */
export type Place =
  | { readonly kind: 'workload'; readonly endpoint: Endpoint }
  | { readonly kind: 'service'; readonly service: Service }
  | { readonly kind: 'nodes' }
  | { readonly kind: 'outside'; readonly address: string }
  | { readonly kind: 'unknown'; readonly why: Unplaced };

/**
 * Why it isn't known who it was. `gone`: a pod that the input doesn't have; `reused`: the address was another's then; `unnamed`: the
 * line says neither name nor address.
 */
export type Unplaced = 'gone' | 'reused' | 'unnamed';

/** Joins ends of flows to workloads: by name where the source knew it, else by address. */
export class Places {
  readonly #byName: ReadonlyMap<string, Endpoint>;
  readonly #byWorkload: ReadonlyMap<string, Endpoint>;
  readonly #inNamespace: ReadonlyMap<string, readonly Endpoint[]>;
  readonly #byAddress = new Map<string, { readonly endpoint: Endpoint; readonly started: number | undefined }>();
  readonly #nodes = new Set<string>();
  readonly #services = new Map<string, Service>();
  /** The first half of pods' addresses: what else begins so was a pod, too. */
  readonly #podNetworks = new Set<string>();

  constructor(inventory: Inventory, endpoints: readonly Endpoint[], pods: readonly PodSeen[]) {
    const byObject = new Map(
      endpoints.flatMap((one) => (one.object === undefined ? [] : [[one.object, one] as const])),
    );
    const seen = pods.flatMap((pod) => {
      const endpoint = byObject.get(pod.object);
      return endpoint === undefined ? [] : [{ ...pod, endpoint }];
    });
    this.#byName = new Map(seen.map(({ namespace, name, endpoint }) => [`${namespace}/${name}`, endpoint]));
    this.#byWorkload = new Map(endpoints.map((one) => [one.name, one]));
    this.#inNamespace = Map.groupBy(endpoints, ({ namespace }) => namespace ?? '');
    for (const endpoint of endpoints) {
      if (endpoint.namespace === undefined) for (const one of endpoint.addresses ?? []) this.#nodes.add(one);
    }
    for (const endpoint of endpoints)
      for (const one of endpoint.isHost ? [] : (endpoint.addresses ?? [])) this.#addPod(one, endpoint, undefined);
    for (const { address, endpoint, started } of seen)
      if (address !== undefined && !endpoint.isHost) this.#addPod(address, endpoint, started);
    for (const service of servicesOf(inventory).all)
      for (const one of addressesOfService(service)) this.#services.set(one, service);
  }

  #addPod(address: string, endpoint: Endpoint, started: number | undefined): void {
    this.#byAddress.set(address, { endpoint, started });
    const network = networkOf(address);
    if (network !== undefined) this.#podNetworks.add(network);
  }

  of({ pod, workload, address, isNode }: FlowEnd, time: Flow['time']): Place {
    if (pod !== undefined) {
      const known = this.#byName.get(`${pod.namespace}/${pod.name}`) ?? this.#made(pod.namespace, pod.name);
      if (known !== undefined) return placed(known);
    }
    if (workload !== undefined) {
      const known =
        this.#byWorkload.get(`${workload.kind}/${workload.namespace}/${workload.name}`) ??
        this.#made(workload.namespace, `${workload.name}-x`);
      if (known !== undefined) return placed(known);
    }
    // It has a name that nothing here has: whoever has its address now is another.
    if (pod !== undefined || workload !== undefined) return { kind: 'unknown', why: 'gone' };
    if (isNode || (address !== undefined && this.#nodes.has(address))) return { kind: 'nodes' };
    if (address === undefined) return { kind: 'unknown', why: 'unnamed' };
    const owner = this.#byAddress.get(address);
    if (owner !== undefined) {
      if (time !== undefined && owner.started !== undefined && time < owner.started)
        return { kind: 'unknown', why: 'reused' };
      return placed(owner.endpoint);
    }
    const service = this.#services.get(address);
    if (service !== undefined) return { kind: 'service', service };
    const network = networkOf(address);
    return network !== undefined && this.#podNetworks.has(network)
      ? { kind: 'unknown', why: 'gone' }
      : { kind: 'outside', address };
  }

  /** The workload that gives its pods such names: `web-7d9f8b6c5d-x2x4z`, `db-0`, `agent-x2x4z`. The longest name wins. */
  #made(namespace: string, pod: string): Endpoint | undefined {
    let best: Endpoint | undefined;
    for (const endpoint of this.#inNamespace.get(namespace) ?? []) {
      const own = endpoint.object?.name ?? '';
      if (!pod.startsWith(`${own}-`) || (best?.object?.name.length ?? -1) >= own.length) continue;
      if ((suffixes[endpoint.object?.kind ?? ''] ?? anySuffix).test(pod.slice(own.length))) best = endpoint;
    }
    return best;
  }
}

/** Letters and digits of Kubernetes' random names: no vowels. Source: apimachinery, util/rand. */
const hash = '[bcdfghjklmnpqrstvwxz2456789]';
const suffixes: Readonly<Record<string, RegExp>> = {
  Deployment: new RegExp(`^-(?:${hash}{1,10}-${hash}{5}|x)$`),
  Rollout: new RegExp(`^-(?:${hash}{1,10}-${hash}{5}|x)$`),
  ReplicaSet: new RegExp(`^-(?:${hash}{5}|x)$`),
  ReplicationController: new RegExp(`^-(?:${hash}{5}|x)$`),
  DaemonSet: new RegExp(`^-(?:${hash}{5}|x)$`),
  StatefulSet: /^-(?:\d{1,6}|x)$/,
  Job: new RegExp(`^-(?:(?:\\d{1,6}-)?${hash}{5}|x)$`),
  CronJob: new RegExp(`^-(?:\\d{8}(?:-(?:\\d{1,6}-)?${hash}{5})?|x)$`),
};
/** Kinds of others name pods in their own ways; of a Pod the name is the name. */
const anySuffix = /^-(?:[a-z0-9-]{1,30})$/;

function placed(endpoint: Endpoint): Place {
  return endpoint.isHost ? { kind: 'nodes' } : { kind: 'workload', endpoint };
}

/** Half of a private address. */
function networkOf(address: string): string | undefined {
  if (isIP(address) === 6) return /^f[cd]/i.test(address) ? address.split(':').slice(0, 4).join(':') : undefined;
  const [a, b] = address.split('.').map(Number);
  const isPrivate =
    a === 10 ||
    (a === 172 && b !== undefined && b >= 16 && b < 32) ||
    (a === 192 && b === 168) ||
    (a === 100 && b !== undefined && b >= 64 && b < 128);
  return isPrivate ? `${a}.${b}` : undefined;
}
