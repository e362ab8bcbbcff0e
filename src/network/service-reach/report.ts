import type { Inventory, InventoryObject } from '../../inventory/index.ts';
import { type Labels, listOf, recordOf, stringOf } from '../../kubernetes/index.ts';
import { portsOf } from '../exposure/targets.ts';
import { objectName } from '../object-name.ts';
import { type AddressesByObject, Bits, type Endpoint, hasPort, placeOf, Reachability } from '../reachability/index.ts';
import { type Service, servicesOf } from '../services.ts';
import { type Backup, backupOf } from './backup.ts';
import { type Trick, tricksOf } from './tricks.ts';

/** Who may connect to a Service's pods at one of its ports at least, as far as policies go. */
export interface Callers {
  readonly outside: 'allowed' | 'denied' | 'unknown';
  readonly nodes: 'allowed' | 'denied' | 'unknown';
  readonly everyPod: boolean;
  /** By namespace: its pods that may, all of them or some. */
  readonly namespaces: readonly {
    readonly namespace: string;
    readonly isWhole: boolean;
    readonly workloads: readonly string[];
  }[];
  /** Of how many it isn't known. */
  readonly unknown: number;
}

export interface ServiceReport {
  readonly service: InventoryObject;
  readonly type: string;
  readonly workloads: readonly InventoryObject[];
  /** Undefined where nothing is behind it that policies are about. */
  readonly callers: Callers | undefined;
  /** Policies that close the ways in to its pods, or open them. */
  readonly policies: readonly string[];
  readonly tls: 'yes' | 'no' | 'unknown';
  /** What says so: a port's name, appProtocol, a mesh's policy. */
  readonly tlsBy: string | undefined;
  readonly backups: readonly { readonly workload: InventoryObject; readonly backup: Backup }[];
  readonly tricks: readonly Trick[];
}

/**
 * Every Service of an inventory: who reaches it, whether in the clear, and what becomes of its data.
 * @param endpointsRead whether all endpoints that are written by hand are among the objects
 * @throws NetworkTooLargeError
 */
export function serviceReports(
  inventory: Inventory,
  addresses?: AddressesByObject,
  endpointsRead = false,
): readonly ServiceReport[] {
  const model = new Reachability(inventory, addresses === undefined ? {} : { addresses });
  const reader = new CallersReader(model);
  const tricks = Map.groupBy(tricksOf(inventory, addresses, endpointsRead), ({ object }) => serviceKey(object));
  return servicesOf(inventory).all.map((service) => {
    const { object, type, pods } = service;
    const workloads = [...new Set(pods.map((pod) => pod.object))];
    const tls = transportOf(service, inventory);
    return {
      service: object,
      type,
      workloads,
      callers: reader.callersOf(service),
      policies: reader.policiesOf(service),
      tls: tls.is,
      tlsBy: tls.by,
      backups: workloads
        .map((workload) => ({ workload, backup: backupOf(workload, inventory) }))
        .filter(({ backup }) => backup.state !== 'none'),
      tricks: tricks.get(serviceKey(object)) ?? [],
    };
  });
}

/** A Service's own tricks, and those of the endpoints that are written for it. */
function serviceKey(object: InventoryObject): string {
  const labels = recordOf(object.object.metadata?.labels);
  const name = object.kind === 'EndpointSlice' ? stringOf(labels['kubernetes.io/service-name']) : object.name;
  return `${object.namespace ?? 'default'}/${name ?? ''}`;
}

class CallersReader {
  readonly #model: Reachability;
  readonly #groups = new Map<number, ReturnType<Reachability['groupsTo']>>();
  readonly #byNamespace = new Map<string, Bits>();
  readonly #endpoints: ReadonlyMap<unknown, Endpoint>;

  constructor(model: Reachability) {
    this.#model = model;
    this.#endpoints = new Map(model.endpoints.map((endpoint) => [endpoint.template, endpoint]));
    for (const [index, one] of model.classes.classes.entries()) {
      if (one.kind !== 'pods') continue;
      const namespace = one.members[0]?.namespace ?? '';
      const bits = this.#byNamespace.get(namespace) ?? new Bits(model.classes.size);
      bits.add(index);
      this.#byNamespace.set(namespace, bits);
    }
  }

  callersOf(service: Service): Callers | undefined {
    const { classes } = this.#model;
    const allowed = new Bits(classes.size);
    const doubtful = new Bits(classes.size);
    let isAnything = false;
    for (const { to, place } of this.#targets(service)) {
      isAnything = true;
      for (const { from, verdicts } of this.#groupsTo(to)) {
        if (hasPort(verdicts.allowed, place)) allowed.addAll(from);
        else if (hasPort(verdicts.unknown, place)) doubtful.addAll(from);
      }
    }
    if (!isAnything) return undefined;
    const ofSet = (set: Bits) => (allowed.meets(set) ? 'allowed' : doubtful.meets(set) ? 'unknown' : 'denied');
    const namespaces = [...this.#byNamespace].flatMap(([namespace, members]) => {
      if (!allowed.meets(members)) return [];
      const isWhole = allowed.holds(members);
      return [{ namespace, isWhole, workloads: isWhole ? [] : this.#names(members.and(allowed)) }];
    });
    const unknown = doubtful.without(allowed).and(classes.pods).count;
    return {
      outside: ofSet(classes.outside),
      nodes: ofSet(classes.hosts),
      everyPod: allowed.holds(classes.pods),
      namespaces,
      unknown,
    };
  }

  /** Policies that apply to the pods in the direction in, by what decides for their sources. */
  policiesOf(service: Service): readonly string[] {
    const names = new Set<string>();
    for (const { to, place } of this.#targets(service))
      for (const { from } of this.#groupsTo(to)) {
        const [first] = from.members();
        if (first === undefined) continue;
        const { decides, closedBy } = this.#model.verdict(first, to, place).ingress;
        for (const part of closedBy.length > 0 ? closedBy : decides === undefined ? [] : [decides])
          names.add(objectName(part.object));
      }
    return [...names].sort();
  }

  *#targets({ pods, spec }: Service): Generator<{ to: number; place: number }> {
    const seen = new Set<string>();
    for (const group of pods) {
      const endpoint = this.#endpoints.get(group.template);
      if (endpoint === undefined) continue;
      const to = this.#model.classes.classOf(endpoint);
      for (const { protocol, target } of portsOf(spec, endpoint)) {
        if (target === undefined) continue;
        const place = placeOf(protocol, target);
        const key = `${to} ${place}`;
        if (seen.has(key)) continue;
        seen.add(key);
        yield { to, place };
      }
    }
  }

  #groupsTo(to: number): ReturnType<Reachability['groupsTo']> {
    let groups = this.#groups.get(to);
    if (groups === undefined) {
      groups = this.#model.groupsTo(to);
      this.#groups.set(to, groups);
    }
    return groups;
  }

  #names(bits: Bits): readonly string[] {
    return [...bits.members()].flatMap((index) => {
      const one = this.#model.classAt(index);
      return one.kind === 'outside' ? [] : one.members.map(({ name }) => name);
    });
  }
}

const secureProtocol = /^(https|tls|ssl|grpcs|mqtts|ldaps|amqps|kubernetes\.io\/wss|.*-(https|tls|ssl))(-|$)/i;
const plainProtocol = /^(http|http2|h2c|grpc-web|mongo|redis|mysql|kubernetes\.io\/(h2c|ws))$/i;

/** Whether connections to a Service are encrypted, as far as its ports, or a mesh, say. */
function transportOf({ spec, namespace }: Service, inventory: Inventory): { is: ServiceReport['tls']; by?: string } {
  const strict = inventory.ofKind('security.istio.io/PeerAuthentication').find(({ object, namespace: home }) => {
    const { mtls, selector } = recordOf(object.spec);
    const isWide = selector === undefined && (home === namespace || home === 'istio-system');
    return isWide && recordOf(mtls).mode === 'STRICT';
  });
  if (strict !== undefined) return { is: 'yes', by: `PeerAuthentication/${strict.namespace}/${strict.name}` };
  const ports = listOf(spec.ports).map(recordOf);
  const each = ports.map((port) => spokenAt(port));
  const plain = each.find(({ is }) => is === 'no');
  if (plain !== undefined) return plain;
  const [first] = each;
  return first !== undefined && each.every(({ is }) => is === 'yes') ? first : { is: 'unknown' };
}

function spokenAt({ appProtocol, name, port }: Labels): { is: ServiceReport['tls']; by?: string } {
  const said = stringOf(appProtocol) ?? stringOf(name) ?? '';
  const by = `${stringOf(appProtocol) === undefined ? 'port' : 'appProtocol'} ${said}`;
  if (secureProtocol.test(said)) return { is: 'yes', by };
  if (plainProtocol.test(said)) return { is: 'no', by };
  return port === 443 ? { is: 'yes', by: 'port 443' } : { is: 'unknown' };
}
