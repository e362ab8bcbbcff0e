import {
  isRecord,
  type KubernetesObject,
  type Labels,
  listOf,
  recordOf,
  selectorMatches,
} from '../../../kubernetes/index.ts';
import { contains, parseBlock } from '../../addresses.ts';

/*
 * Who may connect, asked one pair at a time and straight from the objects: written to be compared with the model of classes, so it shares
 * nothing with it but the label selector. NetworkPolicy and ClusterNetworkPolicy; every label and address is known.
 */

export interface NaiveEnd {
  readonly address: string;
  /** Absent outside of the cluster. */
  readonly pod?: KubernetesObject;
}

export interface NaivePort {
  readonly protocol: string;
  readonly port: number;
}

type Direction = 'ingress' | 'egress';

export function naiveAllows(
  objects: readonly KubernetesObject[],
  from: NaiveEnd,
  to: NaiveEnd,
  port: NaivePort,
): boolean {
  return (
    directionAllows(objects, 'egress', from, to, port, to) && directionAllows(objects, 'ingress', to, from, port, to)
  );
}

function directionAllows(
  objects: readonly KubernetesObject[],
  direction: Direction,
  own: NaiveEnd,
  peer: NaiveEnd,
  port: NaivePort,
  destination: NaiveEnd,
): boolean {
  if (own.pod === undefined) return true;
  const admin = clusterTier(objects, 'Admin', direction, own, peer, port, destination);
  if (admin !== undefined) return admin;
  const namespaced = networkPolicies(objects, direction, own, peer, port, destination);
  if (namespaced !== undefined) return namespaced;
  return clusterTier(objects, 'Baseline', direction, own, peer, port, destination) ?? true;
}

function clusterTier(
  objects: readonly KubernetesObject[],
  tier: string,
  direction: Direction,
  own: NaiveEnd,
  peer: NaiveEnd,
  port: NaivePort,
  destination: NaiveEnd,
): boolean | undefined {
  const policies = objects
    .filter(({ kind, spec }) => kind === 'ClusterNetworkPolicy' && recordOf(spec).tier === tier)
    .sort((a, b) => Number(recordOf(a.spec).priority) - Number(recordOf(b.spec).priority));
  for (const { spec } of policies) {
    if (!isMeant(objects, recordOf(recordOf(spec).subject), own)) continue;
    for (const rule of listOf(recordOf(spec)[direction]).map(recordOf)) {
      const peers = listOf(rule[direction === 'ingress' ? 'from' : 'to']).map(recordOf);
      if (!peers.some((one) => isMeant(objects, one, peer))) continue;
      const ports = listOf(rule.protocols).map(recordOf);
      if (rule.protocols !== undefined && !ports.some((one) => isClusterPort(one, port, destination))) continue;
      if (rule.action === 'Pass') return undefined;
      return rule.action === 'Accept';
    }
  }
  return undefined;
}

function isMeant(objects: readonly KubernetesObject[], who: Labels, end: NaiveEnd): boolean {
  if (Array.isArray(who.networks)) return who.networks.some((cidr) => inBlock(cidr, end.address));
  if (end.pod === undefined) return false;
  if (isRecord(who.namespaces)) return selectorMatches(who.namespaces, namespaceLabels(objects, end.pod));
  const pods = recordOf(who.pods);
  return (
    selectorMatches(pods.namespaceSelector, namespaceLabels(objects, end.pod)) &&
    selectorMatches(pods.podSelector, podLabels(end.pod))
  );
}

function isClusterPort(one: Labels, { protocol, port }: NaivePort, destination: NaiveEnd): boolean {
  if (typeof one.destinationNamedPort === 'string')
    return containerPorts(destination).some(
      (own) => own.name === one.destinationNamedPort && own.containerPort === port && own.protocol === protocol,
    );
  const ofProtocol = one[protocol.toLowerCase()];
  if (!isRecord(ofProtocol)) return false;
  if (ofProtocol.destinationPort === undefined) return true;
  const { number, range } = recordOf(ofProtocol.destinationPort);
  if (number !== undefined) return number === port;
  return Number(recordOf(range).start) <= port && port <= Number(recordOf(range).end);
}

function networkPolicies(
  objects: readonly KubernetesObject[],
  direction: Direction,
  own: NaiveEnd,
  peer: NaiveEnd,
  port: NaivePort,
  destination: NaiveEnd,
): boolean | undefined {
  const selecting = objects.filter(({ kind, metadata, spec }) => {
    const { podSelector, policyTypes } = recordOf(spec);
    return (
      kind === 'NetworkPolicy' &&
      own.pod !== undefined &&
      metadata?.namespace === own.pod.metadata?.namespace &&
      listOf(policyTypes).includes(direction === 'ingress' ? 'Ingress' : 'Egress') &&
      selectorMatches(podSelector, podLabels(own.pod))
    );
  });
  if (selecting.length === 0) return undefined;
  return selecting.some(({ metadata, spec }) =>
    listOf(recordOf(spec)[direction])
      .map(recordOf)
      .some((rule) => {
        const peers = listOf(rule[direction === 'ingress' ? 'from' : 'to']).map(recordOf);
        const ports = listOf(rule.ports).map(recordOf);
        return (
          (peers.length === 0 || peers.some((one) => isPeer(objects, one, peer, metadata?.namespace))) &&
          (ports.length === 0 || ports.some((one) => isPort(one, port, destination)))
        );
      }),
  );
}

function isPeer(
  objects: readonly KubernetesObject[],
  one: Labels,
  end: NaiveEnd,
  namespace: string | undefined,
): boolean {
  if (isRecord(one.ipBlock)) {
    const { cidr, except } = one.ipBlock;
    return inBlock(cidr, end.address) && !listOf(except).some((without) => inBlock(without, end.address));
  }
  if (end.pod === undefined) return false;
  const inNamespace =
    one.namespaceSelector === undefined
      ? end.pod.metadata?.namespace === namespace
      : selectorMatches(one.namespaceSelector, namespaceLabels(objects, end.pod));
  return inNamespace && (one.podSelector === undefined || selectorMatches(one.podSelector, podLabels(end.pod)));
}

function isPort(one: Labels, { protocol, port }: NaivePort, destination: NaiveEnd): boolean {
  if ((one.protocol ?? 'TCP') !== protocol) return false;
  if (one.port === undefined) return true;
  if (typeof one.port === 'string')
    return containerPorts(destination).some(
      (own) => own.name === one.port && own.containerPort === port && own.protocol === protocol,
    );
  return Number(one.port) <= port && port <= Number(one.endPort ?? one.port);
}

function inBlock(cidr: unknown, address: string): boolean {
  const block = parseBlock(cidr);
  return block !== undefined && contains(block, address);
}

function containerPorts({ pod }: NaiveEnd): readonly Labels[] {
  return listOf(recordOf(pod?.spec).containers).flatMap((container) => listOf(recordOf(container).ports).map(recordOf));
}

function podLabels(pod: KubernetesObject): Labels {
  return recordOf(pod.metadata?.labels);
}

function namespaceLabels(objects: readonly KubernetesObject[], pod: KubernetesObject): Labels {
  const name = pod.metadata?.namespace;
  const found = objects.find(({ kind, metadata }) => kind === 'Namespace' && metadata?.name === name);
  return { ...recordOf(found?.metadata?.labels), 'kubernetes.io/metadata.name': name };
}
