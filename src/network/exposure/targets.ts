import { isIP } from 'node:net';
import type { Inventory } from '../../inventory/index.ts';
import { type Labels, listOf, recordOf } from '../../kubernetes/index.ts';
import type { Block } from '../addresses.ts';
import type { PodGroup } from '../pods.ts';
import {
  type AddressesByObject,
  Bits,
  type Endpoint,
  isProtocol,
  NetworkTooLargeError,
  type Protocol,
  placeOf,
  Reachability,
} from '../reachability/index.ts';
import type { Door } from './doors.ts';
import { type PoliciesOnWay, type Reach, type ReachReason, type WayPort, widest } from './way.ts';
import { Zones } from './zones.ts';

/** What policies leave of what a door admits. */
export interface Behind {
  readonly reach: Reach;
  readonly reasons: readonly ReachReason[];
  readonly policies: PoliciesOnWay;
}

const notEvaluated: PoliciesOnWay = { outcome: 'not-evaluated', names: [] };

/** The pods of an inventory as ends of ways, with the policies in front of them. */
export class Targets {
  readonly #model: Reachability | undefined;
  readonly #zones: Zones | undefined;
  readonly #endpoints = new Map<unknown, Endpoint>();

  constructor(
    inventory: Inventory,
    addresses: AddressesByObject | undefined,
    company: readonly Block[],
    ranges: readonly Block[],
  ) {
    const families = familiesOf(inventory, addresses);
    const spoken = [...company, ...ranges].filter(({ family }) => families.includes(family));
    try {
      const model = new Reachability(inventory, {
        apart: spoken,
        ...(addresses !== undefined && { addresses }),
      });
      this.#model = model;
      this.#zones = new Zones(model, company, families);
      for (const endpoint of model.endpoints) this.#endpoints.set(endpoint.template ?? endpoint.object, endpoint);
    } catch (error) {
      if (!(error instanceof NetworkTooLargeError)) throw error;
    }
  }

  endpointOf({ template }: PodGroup): Endpoint | undefined {
    return this.#endpoints.get(template);
  }

  /**
   * Who gets through a door and past the policies to a port of pods.
   * `masked`: whether policies may see a node's address in place of the client's.
   */
  behind(door: Door, endpoint: Endpoint | undefined, port: WayPort, masked: boolean): Behind {
    const [zones, model] = [this.#zones, this.#model];
    if (zones === undefined || model === undefined)
      return { reach: 'unknown', reasons: ['policies-too-many'], policies: notEvaluated };
    if (door.zone === 'nowhere') return { reach: 'nowhere', reasons: door.reasons, policies: notEvaluated };
    if (endpoint === undefined || port.target === undefined)
      return { reach: 'unknown', reasons: ['port-unknown'], policies: notEvaluated };
    const to = model.classes.classOf(endpoint);
    const place = placeOf(port.protocol, port.target);
    const admitted = (zone: 'internet' | 'company') => {
      if (door.zone === 'company' && zone === 'internet') return new Bits(model.classes.size);
      const all = zones.classesOf(zone);
      if (door.ranges === undefined) return all;
      const within = zones.within(door.ranges);
      // Whoever gets to a door inside the company, from whatever address, is in its network.
      return door.zone === 'company' ? within : all.and(within);
    };
    let refused: PoliciesOnWay | undefined;
    for (const zone of ['internet', 'company'] as const) {
      const from = admitted(zone);
      if (from.isEmpty) continue;
      const { outcome, names, reasons } = zones.decidedBy(from, to, place);
      const policies: PoliciesOnWay = { outcome, names };
      // What is let in to an unknown door may still be nobody from outside.
      if (outcome === 'allowed')
        return { reach: door.zone === 'unknown' ? 'unknown' : zone, reasons: door.reasons, policies };
      if (outcome === 'unknown') return { reach: 'unknown', reasons: [...reasons, ...door.reasons], policies };
      refused ??= policies;
    }
    if (masked && refused !== undefined && zones.outcome(zones.hosts, to, place) !== 'denied')
      return { reach: 'unknown', reasons: ['source-address'], policies: refused };
    const { outcome, names } = zones.decidedBy(zones.classesOf('cluster'), to, place);
    const policies = refused ?? { outcome, names };
    const inside = this.inside(endpoint, port);
    return { ...inside, policies };
  }

  /**
   * Who gets from where a controller is reached through its pods to a port of others.
   * @param serving the controller's pods; empty where they can't be seen
   * @param outside whether it stands outside of the cluster: policies see it as one of the company's addresses, or as a node
   */
  fromFront(
    front: { readonly reach: Reach; readonly reasons: readonly ReachReason[] },
    serving: readonly PodGroup[],
    outside: boolean,
    to: PodGroup,
    port: WayPort,
  ): Behind {
    const endpoint = this.endpointOf(to);
    const [zones, model] = [this.#zones, this.#model];
    if (zones === undefined || model === undefined)
      return { reach: 'unknown', reasons: ['policies-too-many'], policies: notEvaluated };
    if (endpoint === undefined || port.target === undefined)
      return { reach: 'unknown', reasons: ['port-unknown'], policies: notEvaluated };
    const pods = serving.flatMap((group) => this.endpointOf(group) ?? []);
    const from =
      pods.length > 0
        ? Bits.of(
            model.classes.size,
            pods.map((one) => model.classes.classOf(one)),
          )
        : outside
          ? zones.classesOf('company').or(zones.hosts)
          : zones.classesOf('cluster').or(zones.classesOf('company'));
    const index = model.classes.classOf(endpoint);
    const place = placeOf(port.protocol, port.target);
    const { outcome, names, reasons } = zones.decidedBy(from, index, place);
    const policies: PoliciesOnWay = { outcome, names };
    if (outcome === 'allowed') return { reach: front.reach, reasons: front.reasons, policies };
    if (outcome === 'unknown') return { reach: 'unknown', reasons: [...reasons, ...front.reasons], policies };
    return { ...this.inside(endpoint, port), policies };
  }

  /** Whether any other pods, or nodes, reach pods at some port. */
  fromPods(group: PodGroup): Reach {
    const endpoint = this.endpointOf(group);
    const [zones, model] = [this.#zones, this.#model];
    if (zones === undefined || model === undefined || endpoint === undefined) return 'unknown';
    const outcome = zones.anyPort(zones.classesOf('cluster'), model.classes.classOf(endpoint));
    return outcome === 'allowed' ? 'cluster' : outcome === 'denied' ? 'nowhere' : 'unknown';
  }

  /** Whether other pods, or nodes, reach a port of pods: what is left where nobody outside does. */
  inside(endpoint: Endpoint, port: WayPort): { readonly reach: Reach; readonly reasons: readonly ReachReason[] } {
    const [zones, model] = [this.#zones, this.#model];
    if (zones === undefined || model === undefined) return { reach: 'unknown', reasons: ['policies-too-many'] };
    if (port.target === undefined) return { reach: 'unknown', reasons: ['port-unknown'] };
    const to = model.classes.classOf(endpoint);
    const outcome = zones.outcome(zones.classesOf('cluster'), to, placeOf(port.protocol, port.target));
    return { reach: outcome === 'allowed' ? 'cluster' : outcome === 'denied' ? 'nowhere' : 'unknown', reasons: [] };
  }
}

/** IPv6 is spoken where a node, a pod or a Service has an address of it. */
function familiesOf(inventory: Inventory, addresses: AddressesByObject | undefined): readonly Block['family'][] {
  const isV6 = (text: unknown) => typeof text === 'string' && isIP(text) === 6;
  const nodes = inventory.ofKind('/Node').flatMap(({ object }) => listOf(recordOf(object.status).addresses));
  const speaks =
    nodes.some((entry) => isV6(recordOf(entry).address)) ||
    inventory.ofKind('/Service').some(({ object }) => {
      const { ipFamilies, clusterIP } = recordOf(object.spec);
      return listOf(ipFamilies).includes('IPv6') || isV6(clusterIP);
    }) ||
    [...(addresses?.values() ?? [])].some((own) => own.some(isV6));
  return speaks ? ['ipv4', 'ipv6'] : ['ipv4'];
}

/** The ports that a Service opens on pods; with `named` only that one (its number or name). */
export function portsOf(spec: Labels, endpoint: Endpoint | undefined, named?: string | number): readonly WayPort[] {
  return listOf(spec.ports)
    .map(recordOf)
    .filter(({ port, name }) => named === undefined || port === named || name === named)
    .map(({ port, targetPort, protocol = 'TCP' }) => {
      const spoken: Protocol = isProtocol(protocol) ? protocol : 'TCP';
      const asked = targetPort ?? port;
      const target =
        typeof asked === 'number'
          ? asked
          : endpoint?.namedPorts.find((one) => one.name === asked && one.protocol === spoken)?.port;
      return { protocol: spoken, port: typeof port === 'number' ? port : undefined, target };
    });
}

/** The same as they are reached on nodes. */
export function nodePortsOf(spec: Labels, endpoint: Endpoint | undefined): readonly WayPort[] {
  const given = listOf(spec.ports).map((port) => recordOf(port).nodePort);
  return portsOf(spec, endpoint).map((port, index) => {
    const nodePort = given[index];
    return { ...port, port: typeof nodePort === 'number' ? nodePort : undefined };
  });
}

/** What several ports of one way come to: the widest reach, with its reasons and policies. */
export function joined(all: readonly Behind[], otherwise: ReachReason): Behind {
  const reach = all.length === 0 ? 'unknown' : widest(all.map((one) => one.reach));
  const same = all.filter((one) => one.reach === reach);
  return {
    reach,
    reasons: all.length === 0 ? [otherwise] : [...new Set(same.flatMap(({ reasons }) => reasons))],
    policies: same[0]?.policies ?? notEvaluated,
  };
}
