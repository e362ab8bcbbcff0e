import type { InventoryObject } from '../../../inventory/index.ts';
import { isRecord, type Labels, listOf, recordOf, selectorMatches, stringOf } from '../../../kubernetes/index.ts';
import {
  anyOf,
  type DirectionDeclared,
  everyone,
  networkPolicyRank,
  nobody,
  type PodFacts,
  type PolicyDeclared,
  type PortsDeclared,
  perhaps,
  tiers,
  type Who,
} from '../declaration.ts';
import {
  allPorts,
  isProtocol,
  joinPorts,
  noPorts,
  type PortSet,
  portRange,
  protocols,
  wholeProtocol,
} from '../ports.ts';
import { blockOf } from './network-policy.ts';

/**
 * CiliumNetworkPolicy and CiliumClusterwideNetworkPolicy: deny rules before all others, allow rules add up with those of
 * NetworkPolicies. Addresses are those outside of the cluster: pods and nodes are never matched by them (Cilium's default).
 * Source: Cilium documentation, "Policy Language".
 */
export function ciliumPolicy(object: InventoryObject): readonly PolicyDeclared[] {
  const { spec, specs } = object.object;
  const all = [
    ...(isRecord(spec) ? [{ rule: spec, path: 'spec' }] : []),
    ...listOf(specs).map((one, index) => ({ rule: recordOf(one), path: `specs[${index}]` })),
  ];
  return all.flatMap(({ rule, path }) => ofSpec(object, rule, path));
}

function ofSpec(object: InventoryObject, spec: Labels, path: string): readonly PolicyDeclared[] {
  const namespace = object.kind === 'CiliumNetworkPolicy' ? (object.namespace ?? 'default') : undefined;
  const subject = isRecord(spec.endpointSelector)
    ? selected(spec.endpointSelector, namespace, true)
    : // Policies for hosts are not evaluated: what they do to nodes is unknown.
      isRecord(spec.nodeSelector)
      ? perhaps({ kind: 'hosts' }, 'host-endpoint')
      : nobody;
  const opens = recordOf(spec.enableDefaultDeny);
  const direction = (field: 'ingress' | 'egress', deny: boolean): DirectionDeclared | undefined => {
    const name = deny ? `${field}Deny` : field;
    if (!Array.isArray(spec[name])) return undefined;
    return {
      closes: opens[field] !== false,
      rules: spec[name].map((rule, index) => ({
        path: `${path}.${name}[${index}]`,
        action: deny ? 'deny' : 'allow',
        peers: peersOf(recordOf(rule), field === 'ingress' ? 'from' : 'to', namespace),
        ports: portsOf(recordOf(rule)),
      })),
    };
  };
  return [true, false].flatMap((deny) => {
    const [ingress, egress] = [direction('ingress', deny), direction('egress', deny)];
    if (ingress === undefined && egress === undefined) return [];
    return [
      {
        object,
        tier: tiers.networkPolicy,
        rank: deny ? Number.NEGATIVE_INFINITY : networkPolicyRank,
        subject,
        ...(ingress !== undefined && { ingress }),
        ...(egress !== undefined && { egress }),
      },
    ];
  });
}

const peerFields = ['Endpoints', 'CIDR', 'CIDRSet', 'Entities', 'Services', 'FQDNs', 'Groups', 'Nodes'] as const;

/** Everyone where only ports are named; a list that is there and empty is nobody. */
function peersOf(rule: Labels, way: 'from' | 'to', namespace: string | undefined): Who {
  const given = peerFields.filter((field) => Array.isArray(rule[way + field]));
  if (given.length === 0) {
    // `{}` and a rule without ports allow nothing: they only close the direction.
    return listOf(rule.toPorts).length > 0 || listOf(rule.icmps).length > 0 ? everyone : nobody;
  }
  const peers = given.flatMap((field) => listOf(rule[way + field]).map((one) => peerOf(field, one, namespace)));
  const who = anyOf(peers);
  // fromRequires narrows all others down; it was taken out of Cilium.
  return Array.isArray(rule[`${way}Requires`]) ? perhaps(who, 'field') : who;
}

function peerOf(field: (typeof peerFields)[number], value: unknown, namespace: string | undefined): Who {
  switch (field) {
    case 'Endpoints':
      return isRecord(value) ? selected(value, namespace, false) : nobody;
    case 'CIDR':
      return blockOf(value, [], 'outside');
    case 'CIDRSet': {
      const { cidr, except } = recordOf(value);
      return cidr === undefined ? perhaps({ kind: 'outside' }, 'group') : blockOf(cidr, listOf(except), 'outside');
    }
    case 'Entities':
      return entityOf(stringOf(value) ?? '');
    case 'FQDNs':
      return perhaps({ kind: 'outside' }, 'domain-name');
    case 'Services':
      return perhaps(everyone, 'service');
    case 'Groups':
      return perhaps({ kind: 'outside' }, 'group');
    case 'Nodes':
      return perhaps({ kind: 'hosts' }, 'node');
  }
}

const pods: Who = { kind: 'pods', namespaces: undefined };
const hosts: Who = { kind: 'hosts' };
const outside: Who = { kind: 'outside' };
const apiServer = perhaps(anyOf([hosts, outside]), 'api-server');

/** Source: Cilium documentation, "Entities based". */
function entityOf(name: string): Who {
  switch (name) {
    case 'all':
      return everyone;
    case 'cluster':
      return anyOf([pods, hosts, apiServer]);
    case 'world':
      return outside;
    case 'world-ipv4':
      return blockOf('0.0.0.0/0', [], 'outside');
    case 'world-ipv6':
      return blockOf('::/0', [], 'outside');
    case 'host':
    case 'remote-node':
      return perhaps(hosts, 'node');
    case 'kube-apiserver':
      return apiServer;
    case 'init':
    case 'health':
    case 'unmanaged':
    case 'none':
      return nobody;
    default:
      return perhaps(everyone, 'field');
  }
}

const namespaceKey = 'io.kubernetes.pod.namespace';
const namespacePrefix = 'io.cilium.k8s.namespace.labels.';
const accountKey = 'io.cilium.k8s.policy.serviceaccount';
const clusterKey = 'io.cilium.k8s.policy.cluster';

/** Pods that a selector with sources (`k8s:app`, `any:app`) selects: those of its namespace where it doesn't ask for others. */
function selected(selector: Labels, namespace: string | undefined, isSubject: boolean): Who {
  const pairs = Object.entries(recordOf(selector.matchLabels));
  const expressions = listOf(selector.matchExpressions).map(recordOf);
  const written = [...pairs.map(([key]) => key), ...expressions.map(({ key }) => stringOf(key) ?? '')];
  const [reserved] = written.filter((key) => key.startsWith('reserved:'));
  if (reserved !== undefined)
    return written.length === 1 && pairs.length === 1 ? entityOf(reserved.slice(9)) : perhaps(everyone, 'selector');
  const plain = (key: string) => key.replace(/^(k8s|any)[:.]/, '');
  const keys = written.map(plain);
  const asksNamespace = keys.some((key) => key === namespaceKey || key.startsWith(namespacePrefix));
  const namespaces = namespace !== undefined && (isSubject || !asksNamespace) ? { name: namespace } : undefined;
  // Other sources, and which cluster of several it is.
  if (keys.some((key) => key === clusterKey || key.includes(':')))
    return perhaps({ kind: 'pods', namespaces }, 'selector');
  const whole = {
    matchLabels: Object.fromEntries(pairs.map(([key, value]) => [plain(key), value])),
    matchExpressions: expressions.map((one) => ({ ...one, key: plain(stringOf(one.key) ?? '') })),
  };
  const asksLabels = keys.some((key) => key.startsWith(namespacePrefix));
  if (!asksNamespace && !keys.includes(accountKey)) return { kind: 'pods', namespaces, selector: whole };
  return {
    kind: 'matching',
    namespaces,
    asks: keys,
    test: (pod) => {
      const matched = selectorMatches(whole, ciliumLabels(pod, asksLabels));
      return asksLabels && !pod.namespaceKnown ? undefined : matched;
    },
  };
}

function ciliumLabels({ labels, namespace, namespaceLabels, serviceAccount }: PodFacts, ofNamespace: boolean): Labels {
  const inherited = ofNamespace
    ? Object.entries(namespaceLabels).map(([key, value]) => [namespacePrefix + key, value] as const)
    : [];
  return { ...labels, ...Object.fromEntries(inherited), [namespaceKey]: namespace, [accountKey]: serviceAccount };
}

/** Ports of a rule. What is asked above them (HTTP, Kafka, TLS names, authentication) is not evaluated. */
function portsOf(rule: Labels): PortsDeclared {
  const lists = listOf(rule.toPorts).map(recordOf);
  // Rules about ICMP alone match none of the protocols here.
  if (lists.length === 0)
    return { ports: listOf(rule.icmps).length > 0 ? noPorts : allPorts, named: [], ...doubtOf(rule, []) };
  const sets: PortSet[] = [];
  const named: PortsDeclared['named'][number][] = [];
  for (const { ports } of lists) {
    if (listOf(ports).length === 0) sets.push(allPorts);
    for (const { port, endPort, protocol = 'ANY' } of listOf(ports).map(recordOf)) {
      const name = typeof protocol === 'string' ? protocol.toUpperCase() : '';
      const meant = name === 'ANY' || name === '' ? protocols : isProtocol(name) ? [name] : [];
      const text = typeof port === 'number' ? String(port) : (stringOf(port) ?? '');
      const end = typeof endPort === 'number' && endPort > 0 ? endPort : Number(text);
      for (const one of meant)
        if (text === '0' || text === '') sets.push(wholeProtocol(one));
        else if (/^\d+$/.test(text)) sets.push(portRange(one, Number(text), end));
        else named.push({ protocol: one, name: text });
    }
  }
  return { ports: joinPorts(sets), named, ...doubtOf(rule, lists) };
}

function doubtOf(rule: Labels, lists: readonly Labels[]): Pick<PortsDeclared, 'perhaps'> {
  const asksAbove = lists.some(
    (list) =>
      (isRecord(list.rules) && !isEveryName(list.rules)) ||
      list.terminatingTLS !== undefined ||
      list.originatingTLS !== undefined ||
      list.listener !== undefined ||
      listOf(list.serverNames).length > 0,
  );
  return asksAbove || recordOf(rule.authentication).mode === 'required' ? { perhaps: 'application-layer' } : {};
}

/** `rules: { dns: [{ matchPattern: "*" }] }`: DNS is looked at, and every name allowed. */
function isEveryName(rules: Labels): boolean {
  const kinds = Object.keys(rules).filter((key) => listOf(rules[key]).length > 0);
  return kinds.every((kind) => kind === 'dns' && listOf(rules.dns).some((one) => recordOf(one).matchPattern === '*'));
}
