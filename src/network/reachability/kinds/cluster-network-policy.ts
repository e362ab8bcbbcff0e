import type { InventoryObject } from '../../../inventory/index.ts';
import { isRecord, type Labels, listOf, recordOf, stringOf } from '../../../kubernetes/index.ts';
import {
  type Action,
  anyOf,
  type DirectionDeclared,
  everyone,
  nobody,
  type PolicyDeclared,
  type PortsDeclared,
  perhaps,
  tiers,
  type Who,
} from '../declaration.ts';
import { allPorts, isProtocol, joinPorts, type PortSet, portRange, protocols, wholeProtocol } from '../ports.ts';
import { blockOf } from './network-policy.ts';

/**
 * ClusterNetworkPolicy (v1alpha2, v1beta1), AdminNetworkPolicy and BaselineAdminNetworkPolicy (v1alpha1) of policy.networking.k8s.io: rules in
 * order, the first that matches decides; what none matches goes on to the next tier. Lower priorities are asked first.
 * Source: kubernetes-sigs/network-policy-api, API specification. Two of one priority may be asked in any order: we take their names'.
 * `nodesArePods`: whether what enforces takes a peer of nodes as one of the pods that run on them, too.
 */
export function clusterNetworkPolicy(object: InventoryObject, nodesArePods: boolean): PolicyDeclared {
  const spec = recordOf(object.object.spec);
  const baseline =
    object.kind === 'BaselineAdminNetworkPolicy' ||
    (object.kind === 'ClusterNetworkPolicy' && spec.tier === 'Baseline');
  const subject = subjectOf(recordOf(spec.subject));
  return {
    object,
    tier: baseline ? tiers.baseline : tiers.admin,
    rank: typeof spec.priority === 'number' ? spec.priority : 0,
    subject: isKnownTier(object, spec) ? subject : perhaps(subject, 'tier'),
    ...(Array.isArray(spec.ingress) && { ingress: direction(spec, 'ingress', 'from', nodesArePods) }),
    ...(Array.isArray(spec.egress) && { egress: direction(spec, 'egress', 'to', nodesArePods) }),
  };
}

function isKnownTier({ kind }: InventoryObject, { tier }: Labels): boolean {
  return kind !== 'ClusterNetworkPolicy' || tier === 'Admin' || tier === 'Baseline';
}

/** Namespaces, or pods of namespaces; neither selects nothing. */
function subjectOf({ namespaces, pods }: Labels): Who {
  if (isRecord(namespaces)) return { kind: 'pods', namespaces: { selector: namespaces } };
  if (!isRecord(pods)) return nobody;
  return { kind: 'pods', namespaces: { selector: pods.namespaceSelector }, selector: pods.podSelector };
}

function direction(
  spec: Labels,
  field: 'ingress' | 'egress',
  peers: 'from' | 'to',
  nodesArePods: boolean,
): DirectionDeclared {
  return {
    closes: false,
    rules: listOf(spec[field])
      .map(recordOf)
      .map((rule, index) => {
        const action = actions[stringOf(rule.action) ?? ''];
        const who = anyOf(listOf(rule[peers]).map((peer) => peerOf(recordOf(peer), nodesArePods)));
        return {
          path: `spec.${field}[${index}]`,
          action: action ?? 'deny',
          peers: action === undefined ? perhaps(who, 'field') : who,
          ports: Array.isArray(rule.protocols) ? protocolsOf(rule.protocols) : portsOf(listOf(rule.ports)),
        };
      }),
  };
}

const actions: Readonly<Record<string, Action>> = { Accept: 'allow', Allow: 'allow', Deny: 'deny', Pass: 'pass' };

function peerOf(peer: Labels, nodesArePods: boolean): Who {
  if (isRecord(peer.namespaces) || isRecord(peer.pods)) return podsOf(peer);
  if (isRecord(peer.nodes)) return nodesOf(peer.nodes, nodesArePods);
  if (Array.isArray(peer.networks)) return anyOf(peer.networks.map((cidr) => blockOf(cidr, [], 'all')));
  if (Array.isArray(peer.domainNames)) return perhaps({ kind: 'outside' }, 'domain-name');
  return perhaps(everyone, 'field');
}

/**
 * Namespaces, or pods of namespaces. v0.1.1 of the API has one level more, `namespaces: { namespaceSelector }` in both, and can compare labels
 * of both ends instead (sameLabels, notSameLabels), which is not evaluated.
 */
function podsOf({ namespaces, pods }: Labels): Who {
  const of = recordOf(isRecord(namespaces) ? namespaces : recordOf(pods).namespaces);
  if ('sameLabels' in of || 'notSameLabels' in of) return perhaps({ kind: 'pods', namespaces: undefined }, 'field');
  const { namespaceSelector } = of;
  if (!isRecord(namespaceSelector)) return subjectOf({ namespaces, pods });
  if (isRecord(namespaces)) return subjectOf({ namespaces: namespaceSelector });
  return subjectOf({ pods: { namespaceSelector, podSelector: recordOf(pods).podSelector } });
}

/**
 * Nodes by their own addresses, says the API (`AdminNetworkPolicyEgressPeer.nodes`). kube-network-policies asks the labels of the node that
 * a pod runs on as well: all of them where it asks for nothing, else which pods run there isn't known.
 */
function nodesOf(selector: Labels, nodesArePods: boolean): Who {
  const nodes: Who = { kind: 'nodes', selector };
  if (!nodesArePods) return nodes;
  const pods: Who = { kind: 'pods', namespaces: undefined };
  return anyOf([nodes, Object.keys(selector).length === 0 ? pods : perhaps(pods, 'node')]);
}

/** `protocols` of ClusterNetworkPolicy: `{ tcp: { destinationPort: { number: 80 } } }`, `{ destinationNamedPort: http }`. */
function protocolsOf(list: readonly unknown[]): PortsDeclared {
  if (list.length === 0) return { ports: allPorts, named: [] };
  const sets: PortSet[] = [];
  const named: { name: string }[] = [];
  let unread = false;
  for (const one of list.map(recordOf)) {
    const protocol = protocols.find((name) => isRecord(one[name.toLowerCase()]));
    if (typeof one.destinationNamedPort === 'string') named.push({ name: one.destinationNamedPort });
    else if (protocol === undefined) unread = true;
    else {
      const { destinationPort } = recordOf(one[protocol.toLowerCase()]);
      if (destinationPort === undefined || destinationPort === null) sets.push(wholeProtocol(protocol));
      else sets.push(numbersOf(protocol, recordOf(destinationPort)));
    }
  }
  if (unread) return { ports: allPorts, named: [], perhaps: 'field' };
  return { ports: joinPorts(sets), named };
}

function numbersOf(protocol: (typeof protocols)[number], { number, range }: Labels): PortSet {
  if (typeof number === 'number') return portRange(protocol, number, number);
  const { start, end } = recordOf(range);
  return portRange(protocol, Number(start), Number(end));
}

/** `ports` of AdminNetworkPolicy. */
function portsOf(list: readonly unknown[]): PortsDeclared {
  if (list.length === 0) return { ports: allPorts, named: [] };
  const sets: PortSet[] = [];
  const named: { name: string }[] = [];
  let unread = false;
  for (const one of list.map(recordOf)) {
    const { portNumber, portRange: range, namedPort } = one;
    const { protocol = 'TCP', port, start, end } = { ...recordOf(range), ...recordOf(portNumber) };
    if (typeof namedPort === 'string') named.push({ name: namedPort });
    else if (!isProtocol(protocol)) continue;
    else if (isRecord(portNumber)) sets.push(portRange(protocol, Number(port), Number(port)));
    else if (isRecord(range)) sets.push(portRange(protocol, Number(start), Number(end)));
    else unread = true;
  }
  if (unread) return { ports: allPorts, named: [], perhaps: 'field' };
  return { ports: joinPorts(sets), named };
}
